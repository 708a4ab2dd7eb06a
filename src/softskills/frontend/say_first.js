// Say it first: the learner writes the sentence, and only then reads three others and ticks what theirs does.

import { choiceRow } from "./controls.js";
import { itemFrame, make, place, uniqueId } from "./core.js";
import { keeper, recordOf } from "./keeper.js";
import { onLeaving } from "./leaving.js";
import { resultBand } from "./result.js";

const MAX_LENGTH = 2000; // characters

function render({ model, el }) {
  const { item } = model.get("content");
  const [whole, draft] = model.get("wants"); // the ids of what counts, and of a sentence that was typed and not yet shown the others
  const id = uniqueId(item.id);
  const status = make("p", { class: "ss-status", role: "status" });
  const keep = keeper(model, status);
  let unsaved = false;
  let shown = ""; // the time of the record that is shown
  const sent = new Set(); // what this form itself sent and has not heard of: by then it may have gone on

  const text = make("textarea", { id: `${id}-text`, class: "ss-text", rows: 3, maxlength: MAX_LENGTH, oninput: onType, "aria-describedby": `${id}-hint` });
  const send = make("button", { type: "submit", class: "ss-button" }, "Show me three others");
  const title = make("h4", { class: "ss-result-title", tabindex: -1 }, "Three others");
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
    make("p", { id: `${id}-hint`, class: "ss-hint" }, "Nobody marks this, and no machine does either: you compare it yourself."),
    make("div", { class: "ss-actions" }, send),
    others,
    status,
  );
  const root = itemFrame(item, item.text, "ss-say-first", form);

  function sample({ text: said, note }) {
    return make("li", { class: "ss-judged" }, make("p", { class: "ss-quoted" }, said), make("p", {}, note));
  }

  function onType() {
    unsaved = true;
    keep.changed();
  }

  /** Keep what was typed, in passing: once the others are there as the answer, before that as a draft. */
  function leave() {
    if (!unsaved || !text.value.trim()) return;
    if (!others.hidden) return save();
    unsaved = false;
    keep.send(draft, { text: text.value });
  }

  function onSubmit(event) {
    event.preventDefault();
    if (!text.value.trim()) {
      keep.say("Write your sentence first. The three others come after it.", "changed");
      text.focus();
      return;
    }
    const first = others.hidden;
    save();
    if (first) toTitle();
  }

  /** Keep the text; with it the ticks, once there was something to tick. */
  function save() {
    if (!text.value.trim()) {
      keep.say("Not saved yet: your sentence is empty.", "changed");
      return;
    }
    const answer = { text: text.value, ...(others.hidden ? {} : { ticks: ticks.map((tick) => tick.checked) }) };
    unsaved = false;
    unfold();
    sent.add(JSON.stringify(answer));
    keep.send(whole, answer);
  }

  function unfold() {
    others.hidden = false;
    send.textContent = "Save my sentence";
  }

  // Another tab, or a kernel that just started, may bring a newer text; one that is being typed is never replaced.
  function showRecord() {
    const [one, other] = [recordOf(model, whole), recordOf(model, draft)];
    const isDraft = other && !(one && one.time >= other.time);
    const record = isDraft ? other : one;
    if (unsaved || (record ? record.time : "") === shown) return;
    shown = record ? record.time : "";
    if (record && sent.delete(JSON.stringify(record.answer))) {
      keep.saved(isDraft ? draft : whole);
      return;
    }
    const known = (record && record.answer) || {};
    const said = typeof known.text === "string" ? known.text : "";
    text.value = said;
    ticks.forEach((tick, i) => (tick.checked = Array.isArray(known.ticks) && known.ticks[i] === true));
    if (said.trim() && !isDraft) unfold();
    else {
      others.hidden = true;
      send.textContent = "Show me three others";
    }
    keep.saved(isDraft ? draft : whole);
  }

  model.on("change:records", showRecord);
  const stay = onLeaving(leave);
  showRecord();
  place(el, root);
  return () => {
    leave();
    stay();
    keep.stop();
    model.off("change:records", showRecord);
  };
}

export default { render };
