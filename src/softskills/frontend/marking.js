// Marking by rubric, for instructors: one text after the other, by mouse, by touch or by a few keys.
//
// What a learner typed is shown as text. Which text comes next, and what a mark comes to, is the kernel's to say.

import { asker } from "./asking.js";
import { clock, levelAt, make, place } from "./core.js";
import { reusable } from "./marking_comments.js";
import { keyed } from "./marking_keys.js";
import { markingDrafts } from "./marking_drafts.js";
import { markingForm } from "./marking_form.js";
import { deskLayout } from "./marking_layout.js";
import { stateWords, textList } from "./marking_list.js";
import { agreementTable, conflictPart, textNodes } from "./marking_parts.js";
import { inDigits } from "./rubric.js";

function render({ model, el }) {
  const content = model.get("content");
  const { ask, stop } = asker(model);
  /** @type {any} */
  let view = null; // the text that is shown
  let [task, turn] = [0, 1];
  let isBusy = false;
  const drafts = markingDrafts(content.assignment);
  const level = levelAt(el);

  const on = {
    task: (chosen) => list(chosen, turn),
    text: (i) => open(i),
    names: onNames,
    change: () => form.changed(),
    zero: () => onZero("zero"),
    unzero: () => onZero("unzero"),
    second: () => list(task, turn === 1 ? 2 : 1),
    submit: onSubmit,
    reuse: () => comments.toggle(),
    keep: () => comments.keep(),
    later: () => next(),
    agreement: onAgreement,
    key: onKey,
  };
  const desk = deskLayout(content, level, on);
  const { status, texts, heading, text, comment, conflict, examples, root } = desk;
  const entries = textList(desk, content.marker);
  const form = markingForm(desk, () => {
    if (status.dataset.state === "changed") say(""); // it asked for what was just done
    if (view) drafts.put(nameOf(view), { ...form.marking, version: view.version });
  });
  const comments = reusable(desk, asked, say, () => {
    form.changed();
    heading.focus();
  });

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

  /** What the draft of a text is kept under. */
  function nameOf({ id }) {
    return `${task} ${turn} ${id}`;
  }

  /** Bring a task's texts, for the first marking or a second one. */
  async function list(newTask, newTurn) {
    const reply = await asked("list", { task: newTask, turn: newTurn, every: Math.max(1, Math.round(Number(desk.every.value)) || content.every) });
    if (!reply) return;
    [task, turn] = [newTask, newTurn];
    view = null;
    desk.tasks.value = String(task);
    form.use(content.tasks[task]);
    desk.second.textContent = turn === 1 ? "Mark a sample a second time" : "Back to the first marking";
    desk.agreement.replaceChildren();
    comments.fill(reply.comments);
    entries.fill(reply.entries, turn);
    if (!entries.length) showNothing(turn === 1 ? "Nobody’s work on this was graded yet. Run softskills grade first." : "There’s nothing to mark a second time.");
    else await open(reply.at ?? 0);
    if (entries.length && reply.at === null) say(turn === 1 ? "All that was written is marked." : "The sample is marked.", "saved");
  }

  async function open(i) {
    if (!isBusy) {
      const reply = await asked("open", { i });
      if (reply) return show(reply.view);
    }
    if (view) texts.value = String(view.i); // and not the one that was chosen and didn't come
  }

  /** Go to the next text that waits. */
  async function next(far = false) {
    if (!view || isBusy) return;
    const reply = await asked("next", { i: view.i, far });
    if (reply) goTo(reply, "Nothing else waits to be marked.");
  }

  function goTo(reply, otherwise) {
    if (reply.view) {
      show(reply.view);
      heading.focus();
    } else say(otherwise, "saved");
  }

  /** Show a text with its mark, and what was chosen for it before and not saved. */
  function show(newView) {
    view = newView;
    texts.value = String(view.i);
    heading.textContent = view.label;
    desk.said.textContent = `${stateWords(view.state)}${view.mark === null ? "" : `: ${inDigits(view.mark)} of ${inDigits(content.tasks[task].max)}`}${view.by ? `, by ${view.by.marker}, ${clock(view.by.time)}` : ""}.`;
    desk.notes.replaceChildren(...view.notes.map((note) => make("p", { dir: "auto" }, note)));
    text.replaceChildren(...textNodes(view));
    conflict.replaceChildren();
    comments.close();
    const draft = drafts.get(nameOf(view));
    form.fill(draft || view);
    if (draft) view = { ...view, version: draft.version };
    say(draft ? "What you chose here before isn’t saved yet." : "");
  }

  function showNothing(words) {
    heading.textContent = "";
    for (const part of [desk.said, desk.notes, text]) part.replaceChildren();
    say(words);
  }

  function onSubmit(event) {
    event.preventDefault();
    send(view?.version);
  }

  async function send(version) {
    if (!view || isBusy) return;
    const missing = form.missing();
    if (missing) return say(`Not saved: “${missing}” has no level yet. F, H or N gives all of them one.`, "changed");
    const { i } = view;
    const name = nameOf(view);
    say("Saving…");
    const sent = form.marking;
    const reply = await asked("save", { i, version, ...sent });
    if (!reply) return;
    if (reply.about === "typed") return form.refuse(reply.why);
    entries.put(i, reply.entry);
    if (reply.theirs) return showConflict(reply.theirs);
    const isSame = JSON.stringify(form.marking) === JSON.stringify(sent);
    if (isSame) drafts.remove(name); // and else it was changed while it was being saved
    conflict.replaceChildren();
    const { label, mark } = entries.at(i);
    goTo(reply, "");
    const since = isSame ? "" : " What you changed since is there when you come back.";
    say(`${label} is saved: ${inDigits(mark)}.${reply.view ? "" : " Nothing else waits to be marked."}${since}`, "saved");
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
    say("Not saved: somebody else was here in the meantime.", "changed");
    const keepTheirs = () => {
      drafts.remove(nameOf(view));
      conflict.replaceChildren();
      next(true);
    };
    const { nodes, first } = conflictPart(theirs, form.mark, comment.value, keepTheirs, () => send(theirs.version));
    conflict.replaceChildren(...nodes);
    first.focus();
  }

  async function onNames() {
    const reply = await asked("names", { show: desk.names.checked });
    if (reply) entries.fill(reply.entries, turn, view && view.i);
  }

  /** Give all empty texts 0, or take that back. */
  async function onZero(kind) {
    const reply = await asked(kind);
    if (!reply) return;
    entries.fill(reply.entries, turn, view && view.i);
    const isGiven = kind === "zero";
    desk.unzero.hidden = !isGiven || !reply.count;
    const one = reply.count === 1;
    const some = one ? "One empty text" : `${reply.count} empty texts`;
    desk.zeroed.textContent = isGiven ? `${some} ${one ? "has" : "have"} 0 points now.` : `${some} ${one ? "waits" : "wait"} for a mark again.`;
    if (isGiven) desk.unzero.focus();
  }

  async function onAgreement() {
    const reply = await asked("agreement");
    if (reply) desk.agreement.replaceChildren(...agreementTable(reply.agreement));
  }

  /** What a key does here, if anything. */
  function onKey(event) {
    const does = keyed(event, {
      save: () => send(view?.version),
      back: () => {
        comments.close();
        heading.focus();
      },
      digit: (place) => {
        if (comments.isOpen) comments.pick(place);
        else form.step(place);
      },
      all: (one) => form.all(one),
      by: (step) => view && open(Math.min(Math.max(view.i + step, 0), entries.length - 1)).then(() => heading.focus()),
      next: () => next(),
      examples: () => {
        examples.open = !examples.open;
        const read = examples.open ? desk.read : heading;
        read.focus();
      },
      reuse: () => comments.toggle(),
      comment: () => comment.focus(),
      unfold: () => form.unfold(),
    });
    if (!does) return;
    event.preventDefault();
    event.stopPropagation();
    if (!isBusy) does();
  }

  place(el, root);
  list(0, 1);
  return () => {
    drafts.stop();
    stop();
  };
}

export default { render };
