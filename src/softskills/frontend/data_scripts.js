// Data that a page loads when it needs it: classic scripts, which also load where a page lies in a folder of its own
// and nothing may be fetched. Each calls one function, `softskillsData(name, data)`, with its own name.

/**
 * A function that loads the script `<root><name>.js` and gives what it holds. What could not be loaded is tried again
 * when it is asked for again.
 * @param {string} root the address of the folder with the scripts, with a slash at its end
 * @param {string} [version] stands in the addresses, so that a new release's data is not taken from a cache
 * @returns {(name: string) => Promise<any>}
 */
export function dataScripts(root, version) {
  /** @type {Map<string, Promise<any>>} */
  const asked = new Map();
  // Two scripts of one page may both load data, and what comes is put into one place.
  const { softskillsCome: come = new Map() } = /** @type {{ softskillsCome?: Map<string, any> }} */ (globalThis);
  Object.assign(globalThis, { softskillsCome: come, softskillsData: (name, data) => come.set(name, data) });

  /** @param {string} name */
  function load(name) {
    return new Promise((resolve, reject) => {
      const script = document.createElement("script");
      const fail = () => {
        asked.delete(name);
        reject(new Error("it could not be loaded"));
      };
      script.src = `${root}${name}.js${version ? `?v=${version}` : ""}`;
      script.onerror = fail;
      script.onload = () => (come.has(name) ? resolve(come.get(name)) : fail());
      document.head.append(script);
    }).finally(() => come.delete(name));
  }

  return (name) => {
    if (!asked.has(name)) asked.set(name, load(name));
    return asked.get(name);
  };
}
