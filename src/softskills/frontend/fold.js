// A part that unfolds, under a line that says what is in it.

import { make } from "./core.js";

/**
 * A part that unfolds. `note` is a few words beside its title that may change, and `body` what it shows.
 * @param {string} title
 * @param {...(Node | string)} content
 */
export function fold(title, ...content) {
  const note = make("span", { class: "ss-fold-note" });
  const body = make("div", { class: "ss-fold-body" }, ...content);
  const summary = make("summary", {}, make("span", { class: "ss-fold-title" }, title), " ", note);
  return { root: make("details", { class: "ss-fold" }, summary, body), note, body };
}
