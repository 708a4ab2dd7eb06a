// Parts of a form one at a time: Back, Skip and Next; and after each group of parts an end that says what there is.

import { make } from "./core.js";

/**
 * @typedef {object} Part
 * @property {HTMLElement} node
 * @property {HTMLElement} heading gets the focus when the part is shown
 * @property {HTMLElement} count says where the part stands: "2 of 3"
 * @property {() => boolean} isAnswered
 * @property {() => void} flush keeps what isn't kept yet
 */

/**
 * @param {Part[][]} groups none of them empty
 * @param {(group: number) => { title: string, text: string, more: string }} endOf what is said at the end of a group;
 *   `more` is the button that leads to the next one
 * @param {string} missing what is said when Next finds no answer
 */
export function makeSteps(groups, endOf, missing) {
  let group = 0;
  let at = 0; // in its group; behind its last part is the group's end

  const back = make("button", { type: "button", class: "ss-button ss-second", onclick: goBack }, "Back");
  const skip = make("button", { type: "button", class: "ss-button ss-second", onclick: () => goOn() }, "Skip");
  const next = make("button", { type: "submit", class: "ss-button" }, "Next");
  const more = make("button", { type: "button", class: "ss-button", onclick: goToMore });
  const said = make("p", { class: "ss-missing", role: "alert" });
  const endTitle = make("h4", { class: "ss-step-title", tabindex: -1 });
  const endText = make("p", {});
  const end = make("div", { class: "ss-steps-end" }, endTitle, endText);
  const actions = make("div", { class: "ss-actions" }, back, skip, next, more);

  groups.forEach((parts) => parts.forEach(({ count }, i) => (count.textContent = `${i + 1} of ${parts.length}`)));

  const here = () => groups[group][at];
  const isLast = () => group === groups.length - 1;

  function show(toFocus) {
    const part = here();
    for (const one of groups.flat()) one.node.hidden = one !== part;
    end.hidden = Boolean(part);
    back.hidden = group === 0 && at === 0;
    skip.hidden = next.hidden = !part;
    more.hidden = Boolean(part) || isLast();
    said.textContent = "";
    sayEnd();
    if (toFocus) (part ? part.heading : endTitle).focus();
  }

  function sayEnd() {
    const words = endOf(group);
    endTitle.textContent = words.title;
    endText.textContent = words.text;
    more.textContent = words.more;
  }

  /** What Next does: on, if there is an answer. */
  function submit() {
    const part = here();
    if (!part) return;
    if (part.isAnswered()) goOn();
    else said.textContent = missing;
  }

  function goOn() {
    here().flush();
    at += 1;
    show(true);
  }

  function goBack() {
    here()?.flush();
    if (at > 0) at -= 1;
    else {
      group -= 1;
      at = groups[group].length;
    }
    show(true);
  }

  function goToMore() {
    group += 1;
    at = 0;
    show(true);
  }

  /** Where a reader comes back to: the first part without an answer of a group that was begun, or the end of the last. */
  function start() {
    const open = (parts) => parts.findIndex((part) => !part.isAnswered());
    const begun = groups.findLastIndex((parts) => parts.some((part) => part.isAnswered()));
    group = Math.max(0, begun);
    at = open(groups[group]);
    if (at < 0) at = groups[group].length;
    show(false);
  }

  return { nodes: [...groups.flat().map(({ node }) => node), end], said, actions, submit, start, sayEnd };
}
