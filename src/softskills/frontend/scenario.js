// A scenario: pick the most and the least effective option, rate every option, or put them in order.

import { CONTROLS } from "./controls.js";
import { askedAfresh, effectLine, inPoints, itemFrame, make, paragraphs, place, shuffled, uniqueId } from "./core.js";
import { keeper, recordOf } from "./keeper.js";
import { scoreOf, termsOf } from "./terms.js";

/** What the learner reads about a score between 0 and 1. */
function verdict(score) {
  if (score === 1) return inPoints(score);
  if (score === 0) return `${inPoints(score)} See the feedback under each option, and try again if you like.`;
  return `${inPoints(score)} An answer close to the key earns part of it.`;
}

function render({ model, el }) {
  const { item, feedback } = model.get("content");
  const letters = shuffled(Object.keys(item.options), `${model.get("reader")}/${item.id}`);
  const id = uniqueId(item.id);
  const status = make("p", { class: "ss-status", role: "status" });
  const keep = keeper(model, status, (answer) => {
    const score = feedback && scoreOf({ kind: item.kind, weights: feedback.weights }, answer);
    return feedback && score !== null ? verdict(score) : "";
  });
  const controls = CONTROLS[item.kind]({ item, letters, id, say: keep.say, onEdit: keep.changed });

  const again = make(
    "button",
    { type: "button", class: "ss-button ss-second", hidden: true, onclick: startAgain },
    "Answer it afresh",
  );
  const form = make(
    "form",
    { class: "ss-form", novalidate: true, onsubmit: onSubmit },
    make("fieldset", { class: "ss-fieldset" }, make("legend", { class: "ss-question" }, item.question), controls.list),
    make(
      "div",
      { class: "ss-actions" },
      make("button", { type: "submit", class: "ss-button" }, feedback ? "Check my answer" : "Save my answer"),
      again,
      feedback ? "" : make("span", { class: "ss-hint" }, "Graded: no feedback here."),
    ),
    status,
  );
  const root = itemFrame(item, item.stem, "ss-scenario", form);

  function onSubmit(event) {
    event.preventDefault();
    const answer = controls.read();
    if (answer.missing) {
      keep.say(`Not saved yet: ${answer.missing}`, "changed");
      answer.focus.focus();
      return;
    }
    showFeedback(answer);
    keep.send(item.id, answer);
    status.scrollIntoView({ block: "nearest" }); // the feedback above it has pushed the score down
  }

  function showFeedback(answer) {
    if (!feedback) return;
    for (const letter of letters) {
      const mine = controls.mine(answer, letter);
      controls.note(letter).replaceChildren(
        effectLine(feedback.effectiveness[letter], mine ? make("strong", {}, ` ${mine}`) : ""),
        ...paragraphs(feedback.text[letter]),
      );
      controls.note(letter).hidden = false;
    }
    again.hidden = false;
  }

  /** Empty the form for another try, with the feedback out of sight. What was saved stays saved. */
  function startAgain() {
    clear();
    keep.say("Your earlier answer is kept. Answer afresh whenever you like.", "changed");
    controls.list.querySelector("input, button").focus();
  }

  function clear() {
    controls.write(null);
    for (const letter of letters) controls.note(letter).hidden = true;
    again.hidden = true;
  }

  function showRecord() {
    const record = recordOf(model, item.id);
    if (!record || !termsOf(item.kind, record.answer, letters)) {
      clear();
      return;
    }
    controls.write(record.answer);
    showFeedback(record.answer);
    keep.saved(item.id);
  }

  model.on("change:records", showRecord);
  showRecord();
  place(el, root);
  if (!again.hidden && askedAfresh(model, item.id)) startAgain();
  return () => {
    keep.stop();
    model.off("change:records", showRecord);
  };
}

export default { render };
