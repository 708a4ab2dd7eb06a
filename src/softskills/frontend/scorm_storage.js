// What the pages of a package take for the browser's storage: a part of it, for one learner and one attempt.

import { sturdyStorage } from "./sturdy_storage.js";

/**
 * A storage whose keys lie in the browser's with `prefix` before them. What the browser refuses stays as long as the
 * package is open.
 * @param {Storage | null} browser
 * @param {string} prefix
 * @param {() => void} onRefused is called each time when the browser keeps something no longer
 */
export function partOf(browser, prefix, onRefused) {
  return sturdyStorage(within(browser, prefix), "", onRefused);
}

/** @returns {any} */
function within(browser, prefix) {
  const part = Object.create({
    getItem: (key) => browser.getItem(prefix + key),
    setItem: (key, text) => browser.setItem(prefix + key, text),
    removeItem: (key) => browser.removeItem(prefix + key),
  });
  for (const key of browser ? Object.keys(browser) : []) if (key.startsWith(prefix)) part[key.slice(prefix.length)] = "";
  return part;
}
