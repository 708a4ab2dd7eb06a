// The reader's own file, as every page sees it. Only who has chosen one gets the script that writes it, `own_file.js`.

/** @typedef {ReturnType<typeof import("./own_file.js").ownFile>} OwnFile */

/** What a file of the answers in this browser is called: not as the log in JupyterLab, which it might overwrite there. */
export const FILE_NAME = "answers-web.jsonl";

/**
 * What stands in the storage while there is a file.
 * @param {string} course
 */
export function markOf(course) {
  return `${course}/own-file`;
}

/**
 * @param {string} course
 * @param {Record<string, any>} modules in which the script puts what it exports
 * @param {string} address of the script
 * @param {() => string} all all answers, as the lines of a file
 */
export function keptFile(course, modules, address, all) {
  /** @type {Promise<OwnFile> | null} */
  let made = null;

  const own = () => (made ??= make());

  async function make() {
    if (!modules.own_file) await bring(address);
    return modules.own_file.ownFile(course, all);
  }

  function isChosen() {
    try {
      return localStorage.getItem(markOf(course)) !== null;
    } catch {
      return false;
    }
  }

  /**
   * Do something to the file, if there is one. An answer is kept in the browser all the same.
   * @param {(file: OwnFile) => Promise<void>} action
   */
  async function ifChosen(action) {
    if (isChosen()) await own().then(action).catch(() => (made = null));
  }

  return {
    own,
    /** There is something new to write. */
    changed: () => ifChosen((file) => file.changed()),
    /** Write no longer. */
    stop: () => ifChosen((file) => file.stop()),
  };
}

/** @param {string} address */
function bring(address) {
  return new Promise((resolve, reject) => {
    const script = document.createElement("script");
    Object.assign(script, { src: address, onload: resolve, onerror: reject });
    document.head.append(script);
  });
}
