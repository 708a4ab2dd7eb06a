// Marks in the contents of a page what this reader has done. Who hasn't answered anything doesn't get this script: it is
// brought by `returning.js`.

import { browserLog } from "./browser_log.js";
import { dataScripts } from "./data_scripts.js";
import { lessonState, STATES } from "./lessons.js";
import { NEWS } from "./news.js";
import { known, READER } from "./record.js";

/**
 * @typedef {import("./lessons.js").Lesson} Lesson
 * @typedef {import("./record.js").Known} Known
 * @typedef {{ folder: string, parts: { name: string, lessons: Lesson[] }[] }} Contents
 */

const LINKS = ".course-contents a[href], .ss-contents a[href]";
const GROUPS = ".course-contents details, .ss-contents details";

/**
 * Mark this page now, and again whenever an answer comes, here or in another tab.
 * @param {string} course the short name under which answers are kept
 */
export function start(course) {
  const own = /** @type {HTMLScriptElement | null} */ (document.currentScript);
  const address = own?.src || location.href;
  const log = browserLog(course);
  const load = dataScripts(new URL("softskills/", address).href);
  const show = async () => {
    const records = known(log.read());
    if (!Object.keys(records).some((item) => item !== READER) && !document.querySelector(".ss-mark")) return;
    try {
      bringStyle(new URL("softskills-marks.css", address).href);
      showMarks(document, await load("contents"), records, new URL("../", address).href);
    } catch {
      // Marks are no more than a help: the contents are whole without them.
    }
  };
  show();
  window.addEventListener(NEWS, show);
  window.addEventListener("storage", ({ key }) => (key === null || log.isKey(key)) && show());
}

/** @param {string} address */
function bringStyle(address) {
  if (document.querySelector("link[data-marks]")) return;
  const link = document.createElement("link");
  link.rel = "stylesheet";
  link.href = address;
  link.dataset.marks = "";
  document.head.append(link);
}

/**
 * Mark the links to lessons that are begun or done, and say of each group how many are done.
 * @param {ParentNode} page
 * @param {Contents} contents
 * @param {Known} records
 * @param {string} root the address of the book, with a slash at its end
 */
export function showMarks(page, { folder, parts }, records, root) {
  const lessons = parts.flatMap((part) => part.lessons).filter(({ items }) => items.length);
  const states = new Map(lessons.map((lesson) => [new URL(`${folder}/${lesson.file}.html`, root).pathname, lessonState(lesson, records).state]));
  const stateOf = (link) => states.get(new URL(link.href).pathname);
  for (const link of /** @type {NodeListOf<HTMLAnchorElement>} */ (page.querySelectorAll(LINKS))) {
    mark(link, STATES[stateOf(link)], stateOf(link));
  }
  for (const group of page.querySelectorAll(GROUPS)) {
    const found = [...group.querySelectorAll("a[href]")].map(stateOf).filter(Boolean);
    const done = found.filter((state) => state === "done").length;
    const state = done && done === found.length ? "done" : found.some((one) => one !== "none") ? "begun" : "none";
    const words = state === "begun" && done ? `${done} of ${found.length} done` : STATES[state].words;
    mark(group.querySelector("summary"), { ...STATES[state], words }, state);
  }
}

/** Put a mark at the end of an element, in the place of an earlier one. What is not begun has none. */
function mark(element, words, state) {
  element.querySelector(".ss-mark")?.remove();
  if (!state || state === "none") return;
  const node = span("ss-mark", "");
  const sign = span("ss-mark-sign", words.sign);
  sign.setAttribute("aria-hidden", "true");
  node.dataset.state = state;
  node.append(sign, span("ss-mark-words", ` ${words.words}`));
  element.append(" ", node);
}

/** An element of text. It isn't made by `core.js`, which is too much for a script that every page loads. */
function span(className, text) {
  const node = document.createElement("span");
  node.className = className;
  node.textContent = text;
  return node;
}
