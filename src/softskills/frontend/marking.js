// Marking by rubric, for instructors: one text after the other, by mouse, by touch or by a few keys.
//
// What a learner typed is shown as text. Which text comes next, and what a mark comes to, is the kernel's to say.

import { asker } from "./asking.js";
import { agreementTable, commentList, conflictPart, exampleNodes, keyList, textNodes } from "./marking_parts.js";
import { clock, levelAt, make, place, uniqueId } from "./core.js";
import { inDigits, pointsOf, rubric } from "./rubric.js";

const STATES = { waiting: "to mark", marked: "marked", confirm: "to confirm", empty: "empty" };
const ALL = { f: "full", h: "half", n: "none" };

function render({ model, el }) {
  const content = model.get("content");
  const { ask, stop } = asker(model);
  let entries = [];
  /** @type {any} */
  let view = null; // the text that is shown
  let comments = [];
  let [task, turn] = [0, 1];
  let levels = rubric([], onChange);
  let isChanged = false; // and not saved
  let isBusy = false;
  let hint = ""; // what may be typed as a mark
  const drafts = new Map(); // what was chosen for other texts and not saved, by the place of each
  const level = levelAt(el);
  const id = uniqueId("marking");

  const status = make("p", { class: "ss-status", role: "status" });
  const progress = make("p", { class: "ss-hint" });
  const tasks = make("select", { id: `${id}-task`, class: "ss-text", onchange: () => list(Number(tasks.value), turn) });
  const texts = make("select", { id: `${id}-text`, class: "ss-text", onchange: () => open(Number(texts.value)) });
  const names = make("input", { type: "checkbox", onchange: onNames });
  const every = make("input", { id: `${id}-every`, class: "ss-text ss-short", type: "number", min: 1, max: 50, value: content.every });
  const heading = make(`h${level + 1}`, { id: `${id}-head`, class: "ss-subtitle", tabindex: -1 });
  const said = make("p", { class: "ss-hint" });
  const notes = make("div", { class: "ss-notes" });
  const text = make("div", { class: "ss-to-mark" });
  const criteria = make("div", {});
  const total = make("p", { class: "ss-total" });
  const why = make("p", { class: "ss-hint" });
  const typed = make("input", { id: `${id}-typed`, class: "ss-text ss-short", inputmode: "decimal", autocomplete: "off", oninput: onChange, "aria-describedby": `${id}-typed-hint` });
  const typedHint = make("p", { id: `${id}-typed-hint`, class: "ss-hint" });
  const comment = make("textarea", { id: `${id}-comment`, class: "ss-text", rows: 2, dir: "auto", maxlength: 10000, oninput: onChange });
  const conflict = make("div", { class: "ss-conflict", role: "alert" });
  const reuse = make("div", { id: `${id}-reuse`, class: "ss-reuse", hidden: true });
  const examples = make("details", { class: "ss-examples" });
  const zero = make("button", { type: "button", class: "ss-button ss-second", onclick: onZero });
  const second = make("button", { type: "button", class: "ss-button ss-second", onclick: () => list(task, turn === 1 ? 2 : 1) });
  const agreement = make("div", { class: "ss-agreement" });
  const save = make("button", { type: "submit", class: "ss-button" }, "Save and next");
  const form = make(
    "form",
    { class: "ss-form", onsubmit: onSubmit, novalidate: true },
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
      button("Use a comment again", toggleReuse, { "aria-controls": reuse.id }),
      button("Keep this comment to use again", onKeep),
    ),
    reuse,
    conflict,
    make("div", { class: "ss-actions" }, save, button("Leave it for later", () => next())),
  );
  const root = make(
    "section",
    { class: "ss-widget ss-marking", "aria-label": `Marking ${content.assignment}`, tabindex: -1, onkeydown: onKey },
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
      make("div", { class: "ss-sheet" }, heading, said, notes, text, keyList()),
      form,
    ),
    examples,
    make(
      "details",
      { class: "ss-more" },
      make("summary", {}, "Empty texts, a second marking, agreement"),
      make("div", { class: "ss-actions" }, zero),
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
        button("How far do the two agree?", onAgreement),
      ),
      agreement,
    ),
  );
  names.checked = content.names;
  content.tasks.forEach(({ title }, place) => tasks.append(make("option", { value: place }, title)));

  function button(words, onclick, more = {}) {
    return make("button", { type: "button", class: "ss-button ss-second", onclick, ...more }, words);
  }

  function field(control, words) {
    return make("div", { class: "ss-field" }, make("label", { for: control.id, class: "ss-label" }, words), control);
  }

  function say(words, state = "") {
    status.textContent = words;
    if (state) status.dataset.state = state;
    else delete status.dataset.state;
  }

  /** Ask, one thing at a time. What was refused is said, and is nothing, unless the reply says what to do about it. */
  async function asked(kind, more) {
    isBusy = true;
    const reply = await ask(kind, more);
    isBusy = false;
    if (!reply.ok && !reply.theirs) say(reply.why || "", "failed");
    return reply.ok || reply.theirs || reply.about ? reply : null;
  }

  /** Bring a task's texts, for the first marking or a second one. */
  async function list(newTask, newTurn) {
    putAside();
    const reply = await asked("list", { task: newTask, turn: newTurn, every: Math.max(1, Math.round(Number(every.value)) || content.every) });
    if (!reply) return;
    if (newTask !== task || newTurn !== turn) drafts.clear();
    [task, turn] = [newTask, newTurn];
    view = null;
    tasks.value = String(task);
    const { criteria: of, examples: blocks, max, why: reason } = content.tasks[task];
    levels = rubric(of, onChange);
    criteria.replaceChildren(...levels.nodes);
    why.textContent = reason;
    why.hidden = !reason;
    hint = `From 0 to ${inDigits(max)}, such as 3.5 or 3,5.${of.length ? " Leave it empty to give what the criteria add up to." : ""}`;
    examples.replaceChildren(make("summary", {}, "Example answers"), ...exampleNodes(blocks));
    examples.hidden = !blocks.length;
    second.textContent = turn === 1 ? "Mark a sample a second time" : "Back to the first marking";
    agreement.replaceChildren();
    showComments(reply.comments);
    showEntries(reply.entries);
    if (!entries.length) showNothing(turn === 1 ? "Nobody's work on this was graded yet. Run softskills grade first." : "There's nothing to mark a second time.");
    else await open(reply.at ?? 0);
    if (entries.length && reply.at === null) say(turn === 1 ? "All that was written is marked." : "The sample is marked.", "saved");
  }

  async function open(i) {
    putAside();
    const reply = await asked("open", { i });
    if (reply) show(reply.view);
  }

  /** Go to the next text that waits. */
  async function next(far = false) {
    if (!view || isBusy) return;
    putAside();
    const reply = await asked("next", { i: view.i, far });
    if (reply) goTo(reply, "Nothing else waits to be marked.");
  }

  function goTo(reply, otherwise) {
    if (reply.view) {
      show(reply.view);
      heading.focus();
    } else say(otherwise, "saved");
  }

  function showEntries(newEntries) {
    entries = newEntries;
    texts.replaceChildren(...entries.map((entry, i) => make("option", { value: i }, inList(entry))));
    if (view) {
      texts.value = String(view.i);
      heading.textContent = entries[view.i].label;
    }
    showProgress();
  }

  function showEntry(i, entry) {
    Object.assign(entries[i], entry);
    texts.options[i].textContent = inList(entries[i]);
    showProgress();
  }

  function inList({ label, state, mark }) {
    return `${label}, ${STATES[state]}${state === "marked" && mark !== null ? `: ${inDigits(mark)}` : ""}`;
  }

  function showProgress() {
    const count = (state) => entries.filter((entry) => entry.state === state).length;
    const parts = Object.keys(STATES).filter((state) => count(state)).map((state) => `${count(state)} ${STATES[state]}`);
    progress.textContent = `${turn === 2 ? "Second marking. " : ""}Of ${entries.length} texts: ${parts.join(", ") || "none"}. You mark as ${content.marker}.`;
    const empty = turn === 1 ? count("empty") : 0;
    zero.hidden = !empty;
    zero.textContent = `Give 0 to ${empty === 1 ? "the one empty text" : `all ${empty} empty texts`}`;
  }

  /** Show a text with its mark, and what was chosen for it before and not saved. */
  function show(newView) {
    view = newView;
    texts.value = String(view.i);
    heading.textContent = view.label;
    said.textContent = `${STATES[view.state][0].toUpperCase()}${STATES[view.state].slice(1)}${view.mark === null ? "" : `: ${inDigits(view.mark)} of ${inDigits(content.tasks[task].max)}`}${view.by ? `, by ${view.by.marker}, ${clock(view.by.time)}` : ""}.`;
    notes.replaceChildren(...view.notes.map((note) => make("p", { dir: "auto" }, note)));
    text.replaceChildren(...textNodes(view));
    conflict.replaceChildren();
    reuse.hidden = true;
    const draft = drafts.get(view.i);
    fill(draft || view);
    isChanged = Boolean(draft);
    if (draft) view = { ...view, version: draft.version };
    say(draft ? "What you chose here before isn't saved yet." : "");
  }

  function showNothing(words) {
    heading.textContent = "";
    for (const part of [said, notes, text]) part.replaceChildren();
    say(words);
  }

  function fill(marking) {
    levels.levels = marking.levels;
    typed.value = marking.typed;
    comment.value = marking.comment;
    showTotal();
  }

  function marking() {
    return { levels: levels.levels, typed: typed.value, comment: comment.value };
  }

  /** What was chosen and not saved waits until this text is shown again. */
  function putAside() {
    if (view && isChanged) drafts.set(view.i, { ...marking(), version: view.version });
    isChanged = false;
  }

  function onChange() {
    isChanged = true;
    showTotal();
  }

  function showTotal() {
    const { criteria: of, max } = content.tasks[task];
    const missing = levels.levels.filter((one) => !one).length;
    typed.removeAttribute("aria-invalid");
    typedHint.textContent = hint;
    const sum = `${inDigits(pointsOf(of, levels.levels))} of ${inDigits(max)}`;
    total.hidden = !of.length;
    total.replaceChildren(make("strong", {}, `${sum} points`), missing ? `, ${missing === 1 ? "one criterion has" : `${missing} criteria have`} no level yet` : "");
    if (of.length && typed.value.trim()) total.append(`. The mark is the number that's typed.`);
  }

  function onSubmit(event) {
    event.preventDefault();
    send(view?.version);
  }

  async function send(version) {
    if (!view || isBusy) return;
    if (!typed.value.trim()) {
      const missing = levels.toMissing();
      if (missing) return say(`Not saved: “${missing}” has no level yet. F, H or N gives all of them one.`, "changed");
    }
    const i = view.i;
    say("Saving…");
    const reply = await asked("save", { i, version, ...marking() });
    if (!reply) return;
    if (reply.about === "typed") {
      typedHint.textContent = reply.why;
      typed.setAttribute("aria-invalid", "true");
      typed.focus();
      return;
    }
    showEntry(i, reply.entry);
    if (reply.theirs) return showConflict(reply.theirs);
    isChanged = false;
    drafts.delete(i);
    conflict.replaceChildren();
    const { label, mark } = entries[i];
    goTo(reply, "");
    say(`${label} is saved: ${inDigits(mark)}.${reply.view ? "" : " Nothing else waits to be marked."}`, "saved");
    if (!reply.view) await shown(i);
  }

  /** Show a text again as it is now, with nothing said anew. */
  async function shown(i) {
    const reply = await ask("open", { i });
    if (!reply.ok) return;
    const words = status.textContent;
    show(reply.view);
    say(words, "saved");
  }

  /** Another marker was there in the meantime: both marks, and a choice. Nothing was written. */
  function showConflict(theirs) {
    const mine = typed.value.trim() || inDigits(pointsOf(content.tasks[task].criteria, levels.levels));
    say("Not saved: somebody else was here in the meantime.", "changed");
    const keepTheirs = () => {
      drafts.delete(view.i);
      isChanged = false;
      conflict.replaceChildren();
      next(true);
    };
    const { nodes, first } = conflictPart(theirs, mine, comment.value, keepTheirs, () => send(theirs.version));
    conflict.replaceChildren(...nodes);
    first.focus();
  }

  async function onNames() {
    const reply = await asked("names", { show: names.checked });
    if (reply) showEntries(reply.entries);
  }

  async function onZero() {
    putAside();
    const reply = await asked("zero");
    if (!reply) return;
    showEntries(reply.entries);
    say(`${reply.count === 1 ? "One empty text has" : `${reply.count} empty texts have`} 0 points now.`, "saved");
  }

  async function onAgreement() {
    const reply = await asked("agreement");
    if (reply) agreement.replaceChildren(...agreementTable(reply.agreement));
  }

  async function onKeep() {
    if (!comment.value.trim()) return say("Write a comment first, then keep it.", "changed");
    const reply = await asked("comments", { keep: comment.value });
    if (!reply) return;
    showComments(reply.comments);
    say("The comment is kept, for this task and for all who mark it.", "saved");
  }

  function showComments(newComments) {
    comments = newComments;
    reuse.replaceChildren(...commentList(comments, use, async (drop) => {
      const reply = await asked("comments", { drop });
      if (reply) showComments(reply.comments);
    }));
  }

  function toggleReuse() {
    reuse.hidden = !reuse.hidden;
    if (!reuse.hidden) reuse.querySelector("button")?.focus();
  }

  /** Put a comment behind what is written already. */
  function use(words) {
    comment.value = [comment.value.trim(), words].filter(Boolean).join("\n\n");
    reuse.hidden = true;
    onChange();
    heading.focus();
  }

  /** @param {KeyboardEvent} event */
  function onKey(event) {
    const target = /** @type {HTMLElement} */ (event.target);
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) return act(event, () => send(view?.version));
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    if (event.key === "Escape") {
      reuse.hidden = true;
      return act(event, () => heading.focus());
    }
    if (target.matches("textarea, select, input:not([type=radio], [type=checkbox])")) return;
    const key = event.key.toLowerCase();
    const isDigit = /^[0-9]$/.test(key);
    if (isDigit && !reuse.hidden) {
      const chosen = comments[(Number(key) + 9) % 10];
      if (chosen) act(event, () => use(chosen.text));
    } else if (isDigit) act(event, () => levels.step(Number(key) - 1));
    else if (key === "enter" && !target.matches("button, summary, a")) act(event, () => send(view?.version));
    else if (Object.hasOwn(ALL, key)) act(event, () => levels.all(ALL[key]));
    else if (Object.hasOwn(DOES, key)) act(event, DOES[key]);
  }

  const DOES = {
    j: () => view && open(Math.min(view.i + 1, entries.length - 1)).then(() => heading.focus()),
    k: () => view && open(Math.max(view.i - 1, 0)).then(() => heading.focus()),
    u: () => next(),
    e: () => {
      examples.open = !examples.open;
      if (examples.open) examples.querySelector("summary").focus();
    },
    c: toggleReuse,
    w: () => comment.focus(),
    r: () => levels.unfold(),
  };

  function act(event, does) {
    event.preventDefault();
    event.stopPropagation();
    if (!isBusy) does();
  }

  place(el, root);
  list(0, 1);
  return stop;
}

export default { render };
