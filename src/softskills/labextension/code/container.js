// What a build would make of an extension, by hand: the container that JupyterLab and Notebook load as a script. Jupyter
// gives it the modules that it shares, and asks it for the plugin, which stands in modules of its own.
//
// The folder is not called "static": JupyterLab has a browser keep what is in such a folder for a year, and these names
// have no checksum.

(() => {
  /** @type {Record<string, Record<string, { loaded?: unknown, get: () => Promise<() => any>}>>} */
  let scope = {};

  /**
   * A module that Jupyter shares: the version that is in use, if there are several.
   * @param {string} name
   */
  async function shared(name) {
    const versions = Object.values(scope[name]);
    const version = versions.find(({ loaded }) => loaded) ?? versions[0];
    return (await version.get())();
  }

  const container = {
    /** @param {typeof scope} given */
    init: (given) => void (scope = given),
    async get() {
      const [{ makePlugin }, notebook, cells, lumino] = await Promise.all([
        import("./plugin.js"),
        shared("@jupyterlab/notebook"),
        shared("@jupyterlab/cells"),
        shared("@lumino/widgets"),
      ]);
      const module = { __esModule: true, default: makePlugin({ ...notebook, ...cells, ...lumino }) };
      return () => module;
    },
  };

  const page = /** @type {any} */ (globalThis);
  page._JUPYTERLAB = { ...page._JUPYTERLAB, "softskills-lab": container };
})();
