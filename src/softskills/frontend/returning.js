// On every page: brings the marks in the contents once there is something to mark. For a new reader that is all.

import { NEWS } from "./news.js";

const OF_READER = /"item": ?"reader"/;

/**
 * @param {string} course the short name under which answers are kept
 * @param {string} script the name of the script of the marks, beside this one
 */
export function start(course, script) {
  const own = /** @type {HTMLScriptElement | null} */ (document.currentScript);
  const address = new URL(script, own?.src || location.href).href;
  const bring = () => {
    const marks = document.createElement("script");
    marks.src = address;
    document.head.append(marks);
  };
  if (hasAnswers(course)) bring();
  else window.addEventListener(NEWS, bring, { once: true });
}

/**
 * Whether more is kept than who reads, which every reader's first page notes.
 * @param {string} course
 */
function hasAnswers(course) {
  try {
    return Object.entries(localStorage).some(([key, line]) => key.startsWith(`${course}/answer/`) && !OF_READER.test(line));
  } catch {
    return false; // a browser may refuse this by throwing
  }
}
