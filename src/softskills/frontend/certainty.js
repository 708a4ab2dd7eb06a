// What stands below an answer: how sure the learner is of it, and a question asked in the middle of a form.

import { make, uniqueId } from "./core.js";

/** How sure one can be, as it is kept and as it is said. */
export const SURE = { guessing: "Guessing", fairly: "Fairly sure", sure: "Sure" };

/**
 * How sure the learner said they were, in words. A log may hold anything.
 * @param {any} value
 */
export function surenessInWords(value) {
  const known = typeof value === "string" && Object.hasOwn(SURE, value);
  return known ? `You were ${SURE[value].toLowerCase()}.` : "How sure you were: not said.";
}

/**
 * What leads on from an answer, below it. Once the answer is there (`setReady`), it keeps in sight at the lower edge of the
 * screen as long as anything of the answer's form is.
 * @param {...(Node | string)} content
 */
export function actionBar(...content) {
  const node = make("div", { class: "ss-bar" }, ...content);
  return { node, setReady: (ready) => node.classList.toggle("ss-ready", ready) };
}

/** A button that the style shows only below a status line that says that something could not be saved. */
export function saveAgainButton(onclick) {
  return make("button", { type: "button", class: "ss-button ss-second ss-save-again", onclick }, "Save again");
}

/** Three buttons, each of which checks the answer and says how sure the learner is of it. */
export function surenessRow(onSure) {
  const label = make("p", { id: uniqueId("sure"), class: "ss-sure-label" }, "How sure are you? Check my answer:");
  const button = ([value, words]) => make("button", { type: "button", class: "ss-button", onclick: () => onSure(value) }, words);
  return make(
    "div",
    { class: "ss-sure", role: "group", "aria-labelledby": label.id },
    label,
    make("div", { class: "ss-sure-buttons" }, ...Object.entries(SURE).map(button)),
  );
}

/**
 * Ask something inside `place`, with two buttons of [words, action] each. The focus goes to the first.
 * @param {HTMLElement} place
 * @param {string} question
 * @param {...[string, () => void]} answers
 */
export function inlineQuestion(place, question, ...answers) {
  const label = make("p", { id: uniqueId("asked") }, question);
  const button = ([words, action], i) =>
    make("button", { type: "button", class: i ? "ss-button ss-second" : "ss-button", onclick: () => (place.replaceChildren(), action()) }, words);
  const row = make("div", { class: "ss-actions" }, ...answers.map(button));
  place.replaceChildren(make("div", { class: "ss-asked", role: "group", "aria-labelledby": label.id }, label, row));
  row.querySelector("button").focus();
}
