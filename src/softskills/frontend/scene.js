// One situation with options: answered in the way of its kind, checked, and told how it went.
//
// A scenario is one scene in a frame of its own. A pair has two, one after the other.

import { inlineQuestion, surenessRow } from "./certainty.js";
import { CONTROLS } from "./controls.js";
import { effectLine, itemFrame, make, paragraphs, shuffled, uniqueId } from "./core.js";
import { keeper, recordOf } from "./keeper.js";
import { resultBand, resultOf } from "./result.js";
import { termsOf } from "./terms.js";

/**
 * Make a scene. `part` has what is shown: the item, its feedback (null when it is graded), and whether it is a first
 * try, which gets no points.
 * @param {import("./keeper.js").Model} model
 * @param {{ item: any, feedback: any, first_try?: boolean }} part
 * @param {{ level?: number, onShown?: () => void }} [place] the level of its heading, and who is to know when feedback
 *   has been shown or put away
 */
export function makeScene(model, { item, feedback, first_try: firstTry = false }, { level = 3, onShown = () => {} } = {}) {
  const letters = shuffled(Object.keys(item.options), `${model.get("reader")}/${item.contrast || item.id}`);
  const id = uniqueId(item.id);
  const status = make("p", { class: "ss-status", role: "status" });
  const keep = keeper(model, status, () => (check.hidden = false)); // so that it can be sent once more
  const controls = CONTROLS[item.kind]({ item, letters, id, say: keep.say, onEdit });
  const { node: band, toTitle } = resultBand();
  const extra = make("div", { hidden: true }); // for what leads on from here
  const asked = make("div", {});
  const again = make("button", { type: "button", class: "ss-button ss-second", onclick: startAgain }, "Answer it afresh");
  const save = make("button", { type: "submit", class: "ss-button" }, "Save my answer");
  const graded = [save, make("span", { class: "ss-hint" }, "Graded: no feedback here.")];
  const check = feedback ? surenessRow(submit) : make("div", { class: "ss-actions" }, ...graded);
  const form = make(
    "form",
    { class: "ss-form", novalidate: true, onsubmit: onSubmit, onkeydown: onKey },
    make("fieldset", { class: "ss-fieldset" }, make("legend", { class: "ss-question" }, item.question), controls.list),
    asked,
    band,
    check,
    make("div", { class: "ss-actions ss-after", hidden: true }, extra, again),
    status,
  );
  const after = again.parentNode;
  const root = itemFrame(item, item.stem, "ss-scenario", form, level);
  let shown = ""; // the time of the record that is shown, so that other items' news change nothing here
  let given = null; // the answer whose feedback is in sight

  // Feedback under each option stays where it is: what one is about to pick must not move away.
  function onEdit() {
    keep.changed();
    if (!controls.note) putAway();
    band.hidden = true;
    check.hidden = false;
  }

  function onSubmit(event) {
    event.preventDefault();
    if (!feedback) submit(null);
  }

  // Enter in a radio button doesn't say how sure one is, so in practice it leads to the buttons that do.
  function onKey(event) {
    if (event.key !== "Enter" || !feedback || event.target.type !== "radio" || check.hidden) return;
    event.preventDefault();
    check.querySelector("button").focus();
  }

  /** Check and save what is answered. `sure` is how sure the learner is; null when nobody asks. */
  function submit(sure) {
    const answer = controls.read();
    if (answer.missing) {
      keep.say(`Not saved yet: ${answer.missing}`, "changed");
      answer.focus.focus();
      return;
    }
    if (controls.untouched?.()) {
      const question = "You haven't moved anything. Keep this order?";
      inlineQuestion(asked, question, ["Keep this order", () => finish(answer, sure)], ["Change it first", () => controls.first().focus()]);
      return;
    }
    finish(answer, sure);
  }

  function finish(answer, sure) {
    const whole = sure ? { ...answer, sure } : answer;
    if (feedback) showFeedback(whole, true);
    keep.send(item.id, whole);
  }

  function showFeedback(answer, toFocus) {
    for (const letter of controls.note ? letters : []) {
      const mine = controls.mine(answer, letter);
      controls.note(letter).replaceChildren(
        effectLine(feedback.effectiveness[letter], mine ? make("strong", {}, ` ${mine}`) : ""),
        ...paragraphs(feedback.text[letter]),
      );
      controls.note(letter).hidden = false;
    }
    asked.replaceChildren();
    band.replaceChildren(...resultOf({ item, feedback, answer, letters, firstTry, level: level + 1 }));
    band.hidden = after.hidden = false;
    check.hidden = true;
    given = answer;
    onShown();
    if (toFocus) toTitle();
  }

  /** Take the feedback out of sight. */
  function putAway() {
    for (const letter of controls.note ? letters : []) controls.note(letter).hidden = true;
    asked.replaceChildren();
    band.hidden = after.hidden = true;
    check.hidden = false;
    if (!given) return;
    given = null;
    onShown();
  }

  /** Empty the form for another try, with the feedback out of sight. What was saved stays saved. */
  function startAgain() {
    controls.write(null);
    putAway();
    keep.say("Your earlier answer is kept. Answer afresh whenever you like.", "changed");
    controls.first().focus();
  }

  function showRecord() {
    const record = recordOf(model, item.id);
    if ((record ? record.time : "") === shown) return;
    shown = record ? record.time : "";
    if (!record || !termsOf(item.kind, record.answer, letters)) {
      controls.write(null);
      putAway();
      return;
    }
    const focused = band.contains(document.activeElement);
    controls.write(record.answer);
    if (feedback) showFeedback(record.answer, focused);
    keep.saved(item.id);
  }

  const scene = {
    root,
    extra,
    startAgain,
    given: () => given,
    stop() {
      keep.stop();
      model.off("change:records", showRecord);
    },
  };
  model.on("change:records", showRecord);
  showRecord();
  return scene;
}
