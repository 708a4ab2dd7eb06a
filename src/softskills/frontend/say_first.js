// Say it first: the learner writes the sentence, and only then reads three others and ticks what theirs does.

import { choiceRow } from "./controls.js";
import { itemFrame, levelAt, make, place, uniqueId } from "./core.js";
import { draftOf, isSaved } from "./drafts.js";
import { keeper, recordOf } from "./keeper.js";
import { onLeaving } from "./leaving.js";
import { resultBand } from "./result.js";

const MAX_LENGTH = 2000; // characters

function render({ model, el }) {
  const { item } = model.get("content");
  const [whole, first] = model.get("wants"); // the ids of what counts, and of a sentence that was typed and not yet shown the others
  const id = uniqueId(item.id);
  const status = make("p", { class: "ss-status", role: "status" });
  const keep = keeper(model, status);
  const draft = draftOf(model, whole);
  let unsaved = false; // whether something was typed that leaving is to save
  let isDraft = false; // whether what is shown was found in this browser, and nothing was typed since
  let shown = ""; // the time of the record that is shown
  const sent = new Set(); // what this form itself sent and has not heard of: by then it may have gone on

  const text = make("textarea", { id: `${id}-text`, class: "ss-text", rows: 3, maxlength: MAX_LENGTH, oninput: onType, "aria-describedby": `${id}-hint` });
  const send = make("button", { type: "submit", class: "ss-button" }, "Show me three others");
  const level = levelAt(el);
  const title = make(`h${level + 1}`, { class: "ss-result-title", tabindex: -1 }, "Three others");
  const ticks = item.look_for.map(() => make("input", { type: "checkbox", onchange: save }));
  const { node: others, toTitle } = resultBand();
  others.append(
    title,
    make("ul", { class: "ss-others" }, ...item.samples.map(sample)),
    make(
      "fieldset",
      { class: "ss-fieldset" },
      make("legend", { class: "ss-question" }, "And yours? Tick what it does."),
      make("div", { class: "ss-choices" }, ...item.look_for.map((words, i) => choiceRow(ticks[i], words))),
    ),
  );
  const form = make(
    "form",
    { class: "ss-form", onsubmit: onSubmit },
    make("label", { for: text.id, class: "ss-question" }, item.prompt),
    text,
    make("p", { id: `${id}-hint`, class: "ss-hint" }, "Nobody marks this, and nor does a machine: you compare it yourself."),
    make("div", { class: "ss-actions" }, send),
    others,
    status,
  );
  keep.watch(form);
  const root = itemFrame(item, item.text, "ss-say-first", form, { level });

  function sample({ text: said, note }) {
    return make("li", { class: "ss-judged" }, make("p", { class: "ss-quoted" }, said), make("p", {}, note));
  }

  /** What the form holds: the text, and with it the ticks, once there was something to tick. */
  function read() {
    return { text: text.value, ...(others.hidden ? {} : { ticks: ticks.map((tick) => tick.checked) }) };
  }

  function onType() {
    unsaved = true;
    draft.keep(text.value.trim() ? read() : null);
    keep.changed();
  }

  /** Keep what was typed, in passing: once the others are there as the answer, before that as a draft. */
  function leave() {
    if (!unsaved || !text.value.trim()) return;
    if (!others.hidden) return save();
    unsaved = isDraft = false;
    const answer = read();
    keep.send(first, answer, draft.sending(answer));
  }

  function onSubmit(event) {
    event.preventDefault();
    if (!text.value.trim()) {
      keep.say("Write your sentence first. The three others come after it.", "changed");
      text.focus();
      return;
    }
    const isFirst = others.hidden;
    save();
    if (isFirst) toTitle();
  }

  /** Keep the text as the answer, with the ticks. */
  function save() {
    if (!text.value.trim()) {
      keep.say("Not saved yet: your sentence is empty.", "changed");
      return;
    }
    const answer = read();
    unsaved = isDraft = false;
    unfold();
    sent.add(JSON.stringify(answer));
    keep.send(whole, answer, draft.sending(answer));
  }

  function unfold() {
    others.hidden = false;
    send.textContent = "Save my sentence";
  }

  // Another tab, or a kernel that just started, may bring a newer text; one that is being typed is never replaced.
  function showRecord() {
    const { isFirst, record } = latest();
    if (unsaved || isDraft || (record ? record.time : "") === shown) return;
    shown = record ? record.time : "";
    if (record && sent.delete(JSON.stringify(record.answer))) {
      keep.saved(isFirst ? first : whole);
      return;
    }
    write(record && record.answer);
    if (text.value.trim() && !isFirst) unfold();
    else {
      others.hidden = true;
      send.textContent = "Show me three others";
    }
    keep.saved(isFirst ? first : whole);
  }

  /** Of what counts and what was only typed, what was kept later. */
  function latest() {
    const [one, other] = [recordOf(model, whole), recordOf(model, first)];
    const isFirst = other && !(one && one.time >= other.time);
    return { isFirst, record: isFirst ? other : one };
  }

  /** @param {any} answer a log or a browser may hold anything */
  function write(answer) {
    const { text: said, ticks: ticked } = answer || {};
    text.value = typeof said === "string" ? said : "";
    ticks.forEach((tick, i) => (tick.checked = Array.isArray(ticked) && ticked[i] === true));
  }

  /** Show what was written here before and not saved. It is sent once the learner says so, or goes on with it. */
  function showDraft() {
    if (isSaved(draft.value, latest().record)) draft.forget();
    else if (draft.value) {
      write(draft.value);
      if (draft.value.ticks) unfold();
      isDraft = true;
      keep.broughtBack();
    }
  }

  model.on("change:records", showRecord);
  const stay = onLeaving(leave);
  showRecord();
  showDraft();
  place(el, root);
  return () => {
    leave();
    stay();
    draft.stop();
    keep.stop();
    model.off("change:records", showRecord);
  };
}

export default { render };
