// The desk for marking, laid out: all its controls in their places, with nothing in them yet.

import { keyList } from "./marking_parts.js";
import { make, uniqueId } from "./core.js";

/**
 * @param {any} content what the widget shows whatever text it is
 * @param {number} level of the heading
 * @param {Record<string, (event?: any) => void>} on what is done when a control is used
 */
export function deskLayout(content, level, on) {
  const id = uniqueId("marking");

  const status = make("p", { class: "ss-status", role: "status" });
  const progress = make("p", { class: "ss-hint" });
  const tasks = make("select", { id: `${id}-task`, class: "ss-text", onchange: () => on.task(Number(tasks.value)) });
  const texts = make("select", { id: `${id}-text`, class: "ss-text", onchange: () => on.text(Number(texts.value)) });
  const names = make("input", { type: "checkbox", onchange: on.names });
  const every = make("input", { id: `${id}-every`, class: "ss-text ss-short", type: "number", min: 1, max: 50, value: content.every });
  const heading = make(`h${level + 1}`, { id: `${id}-head`, class: "ss-subtitle", tabindex: -1 });
  const said = make("p", { class: "ss-hint" });
  const notes = make("div", { class: "ss-notes" });
  const text = make("div", { class: "ss-to-mark" });
  const criteria = make("div", {});
  const total = make("p", { class: "ss-total" });
  const why = make("p", { class: "ss-hint" });
  const typed = make("input", { id: `${id}-typed`, class: "ss-text ss-short", inputmode: "decimal", autocomplete: "off", oninput: on.change, "aria-describedby": `${id}-typed-hint` });
  const typedHint = make("p", { id: `${id}-typed-hint`, class: "ss-hint" });
  const comment = make("textarea", { id: `${id}-comment`, class: "ss-text", rows: 2, dir: "auto", maxlength: 10000, oninput: on.change });
  const conflict = make("div", { class: "ss-conflict", role: "alert" });
  const reuse = make("div", { id: `${id}-reuse`, class: "ss-reuse", hidden: true });
  const read = make("div", { tabindex: -1, role: "group", "aria-label": "Example answers" });
  const examples = make("details", { class: "ss-examples" }, make("summary", {}, "Example answers"), read);
  const zero = make("button", { type: "button", class: "ss-button ss-second", onclick: on.zero });
  const unzero = make("button", { type: "button", class: "ss-button ss-second", hidden: true, onclick: on.unzero }, "Take that back");
  const zeroed = make("p", { class: "ss-hint", role: "status" });
  const second = make("button", { type: "button", class: "ss-button ss-second", onclick: on.second });
  const agreement = make("div", { class: "ss-agreement" });
  const save = make("button", { type: "submit", class: "ss-button" }, "Save and next");
  const form = make(
    "form",
    { class: "ss-form", onsubmit: on.submit, novalidate: true },
    status,
    why,
    criteria,
    make("div", { class: "ss-sum" }, total, make("div", { class: "ss-number" }, make("label", { for: typed.id }, "Mark as a number"), typed)),
    typedHint,
    make("label", { for: comment.id, class: "ss-label" }, "Comment for the learner"),
    comment,
    make(
      "div",
      { class: "ss-actions" },
      button("Use a comment again", on.reuse, { "aria-controls": reuse.id }),
      button("Keep this comment to use again", on.keep),
    ),
    reuse,
    conflict,
    make("div", { class: "ss-actions" }, save, button("Leave it for later", on.later)),
  );
  const root = make(
    "section",
    { class: "ss-widget ss-marking", "aria-label": `Marking ${content.assignment}`, tabindex: -1, onkeydown: on.key },
    make(`h${level}`, { class: "ss-title" }, `Marking ${content.assignment}`),
    make(
      "div",
      { class: "ss-bar" },
      ...(content.tasks.length > 1 ? [field(tasks, "Task")] : []),
      field(texts, "Text"),
      make("label", { class: "ss-tick" }, names, "Show names"),
    ),
    progress,
    make(
      "div",
      { class: "ss-desk" },
      make("div", { class: "ss-sheet" }, heading, said, notes, text, examples),
      form,
    ),
    keyList(),
    make(
      "details",
      { class: "ss-more" },
      make("summary", {}, "Empty texts, a second marking, agreement"),
      make("div", { class: "ss-actions" }, zero, unzero, zeroed),
      make(
        "p",
        { class: "ss-hint" },
        "For a second marking of a sample, let another marker do this. The first marks stay hidden, and second ones are never in the gradebook.",
      ),
      make(
        "div",
        { class: "ss-actions" },
        make("label", { class: "ss-every", for: every.id }, "One text of every"),
        every,
        second,
        button("How far do the two agree?", on.agreement),
      ),
      agreement,
    ),
  );
  // After a press on a heading that unfolds, keys are the desk's again; who came to it by keys stays there.
  root.addEventListener("click", (event) => {
    const isPress = event.detail > 0 && /** @type {HTMLElement} */ (event.target).closest("summary");
    if (isPress) root.focus({ preventScroll: true });
  });
  names.checked = content.names;
  content.tasks.forEach(({ title }, place) => tasks.append(make("option", { value: place }, title)));

  return {
    status, progress, tasks, texts, names, every, heading, said, notes, text, criteria, total, why, typed, typedHint, comment, conflict, reuse, examples, read, zero, unzero, zeroed, second, agreement, root,
  };
}

function button(words, onclick, more = {}) {
  return make("button", { type: "button", class: "ss-button ss-second", onclick, ...more }, words);
}

function field(control, words) {
  return make("div", { class: "ss-field" }, make("label", { for: control.id, class: "ss-label" }, words), control);
}
