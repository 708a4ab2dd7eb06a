// A page of a package in the kernel's part: as in the book, and what is kept is sent to the platform at once.

import { browserLog } from "./browser_log.js";
import { dataScripts } from "./data_scripts.js";
import { NEWS } from "./news.js";
import { platformAround } from "./packaged_first.js";
import { KeptPage, start } from "./page.js";
import { showAnswered } from "./scene_dots.js";

/** @typedef {import("./scorm_session.js").Session} Session */

/**
 * @param {string} course the short name under which answers are kept
 * @param {Record<string, any>} modules by name
 */
export function startPackaged(course, modules) {
  /** @type {Session | null} */
  const session = platformAround();
  if (!session) return start(course, modules);
  const own = /** @type {HTMLScriptElement} */ (document.currentScript);
  const data = dataScripts(new URL("softskills/", own.src).href, own.dataset.version);
  const page = new KeptPage(sentLog(browserLog(course), session), modules, data, new URL("../", own.src).href);
  followPlatform(page, session);
  const showScenes = () => showAnswered(page.known);
  window.addEventListener(NEWS, showScenes);
  document.addEventListener("DOMContentLoaded", () => page.mountAll().then(showScenes), { once: true });
}

/**
 * A log that sends what it stores. When that fails the answer is kept, and sent again later.
 * @param {ReturnType<typeof browserLog>} log
 * @param {Session} session
 */
function sentLog(log, session) {
  return {
    ...log,
    store: (records) => {
      log.store(records);
      session.send();
    },
    erase: () => {
      const left = log.erase();
      session.wasErased();
      return left;
    },
    bringIn: async (file, check) => {
      const result = await log.bringIn(file, check);
      session.send();
      return result;
    },
  };
}

/**
 * Whatever is said to be saved is said to be where it is.
 * @param {KeptPage} page
 * @param {Session} session
 */
function followPlatform(page, session) {
  const tell = () => {
    page.place = session.place();
    for (const model of page.models) model.update({ place: page.place });
  };
  tell();
  window.addEventListener("pagehide", session.listen(tell));
}
