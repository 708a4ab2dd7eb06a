// One situation with options: answered in the way of its kind, checked, and told how it went.
//
// A scenario is one scene in a frame of its own. A pair has two, one after the other.

import { actionBar, inlineQuestion, saveAgainButton, surenessRow } from "./certainty.js";
import { CONTROLS } from "./controls.js";
import { itemFrame, make, shuffled, uniqueId } from "./core.js";
import { draftOf, isSaved } from "./drafts.js";
import { keeper, recordOf } from "./keeper.js";
import { resultBand, resultOf } from "./result.js";
import { termsOf } from "./terms.js";

/**
 * Make a scene. `part` has what is shown: the item, its feedback (null when it is graded), and whether it is a first
 * try, which gets no points.
 * @param {import("./keeper.js").Model} model
 * @param {{ item: any, feedback: any, first_try?: boolean }} part
 * @param {{ level?: number, above?: string, onShown?: () => void }} [place] the level of its heading, what stands above
 *   it, and who is to know when feedback has been shown or put away
 */
export function makeScene(model, { item, feedback, first_try: firstTry = false }, { level = 3, above = "", onShown = () => {} } = {}) {
  const letters = shuffled(Object.keys(item.options), `${model.get("reader")}/${item.contrast || item.id}`);
  const id = uniqueId(item.id);
  const status = make("p", { class: "ss-status", role: "status" });
  const keep = keeper(model, status);
  const draft = draftOf(model, item.id);
  const controls = CONTROLS[item.kind]({ item, letters, id, say: keep.say, onEdit });
  const options = make("fieldset", { class: "ss-fieldset" }, make("legend", { class: "ss-question" }, item.question), controls.list);
  const { node: band, toTitle } = resultBand();
  const extra = make("div", { hidden: true }); // for what leads on from here
  const asked = make("div", {});
  const again = make("button", { type: "button", class: "ss-button ss-second", onclick: startAgain }, "Try again");
  const graded = [make("button", { type: "submit", class: "ss-button" }, "Save my answer"), make("span", { class: "ss-hint" }, "Graded: no feedback here.")];
  const { node: check, setReady } = actionBar(...(feedback ? [surenessRow(submit)] : graded));
  const after = make("div", { class: "ss-actions ss-after", hidden: true }, extra, again);
  const form = make(
    "form",
    { class: "ss-form", novalidate: true, onsubmit: onSubmit, onkeydown: onKey },
    options,
    asked,
    band,
    check,
    after,
    status,
    ...(feedback ? [saveAgainButton(() => send(given))] : []),
  );
  keep.watch(form);
  const root = itemFrame(item, item.stem, "ss-scenario", form, { level, above });
  let shown = ""; // the time of the record that is shown, so that other items' news change nothing here
  let given = null; // the answer whose feedback is in sight

  /** Nothing is said of an answer that is still being made, unless it is to replace one that was saved in its place. */
  function onEdit() {
    if (shown && !feedback) keep.changed();
    else keep.say("", "changed");
    draft.keep(controls.partial());
    showReady();
  }

  function showReady() {
    setReady(!controls.read().missing && !controls.untouched?.());
  }

  function onSubmit(event) {
    event.preventDefault();
    if (!feedback) submit(null);
  }

  // Enter in a radio button doesn't say how sure one is, so in practice it leads to the buttons that do.
  function onKey(event) {
    if (event.key !== "Enter" || !feedback || event.target.type !== "radio") return;
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
      const question = "You haven’t moved anything. Keep this order?";
      inlineQuestion(asked, question, ["Keep this order", () => finish(answer, sure)], ["Change it first", () => controls.first().focus()]);
      return;
    }
    finish(answer, sure);
  }

  function finish(answer, sure) {
    const whole = sure ? { ...answer, sure } : answer;
    if (feedback) showFeedback(whole, true);
    send(whole);
  }

  function send(answer) {
    keep.send(item.id, answer, draft.sending(answer));
  }

  function showFeedback(answer, toFocus) {
    band.replaceChildren(...resultOf({ item, feedback, answer, letters, firstTry, level: level + 1 }));
    toggle(answer);
    if (toFocus) toTitle();
  }

  /** Show either the options or, with an answer, what is said of it. */
  function toggle(answer) {
    asked.replaceChildren();
    band.hidden = after.hidden = !answer;
    options.hidden = check.hidden = Boolean(answer);
    showReady();
    if (answer === given) return;
    given = answer;
    onShown();
  }

  /** Empty the form for another try, with the feedback out of sight. What was saved stays saved. */
  function startAgain() {
    controls.write(null);
    draft.forget();
    toggle(null);
    keep.say("Your earlier answer is kept.", "changed");
    controls.first().focus();
  }

  function showRecord() {
    const record = recordOf(model, item.id);
    if ((record ? record.time : "") === shown) return;
    shown = record ? record.time : "";
    const sound = record && termsOf(item.kind, record.answer, letters) ? record.answer : null;
    const focused = band.contains(document.activeElement);
    controls.write(sound);
    if (sound && feedback) showFeedback(sound, focused);
    else toggle(null);
    if (sound || !record) keep.saved(item.id);
  }

  const scene = {
    root,
    extra,
    startAgain,
    given: () => given,
    hasBegun: () => controls.partial() !== null,
    stop() {
      draft.stop();
      keep.stop();
      model.off("change:records", showRecord);
    },
  };
  /** Show what was chosen here before and not sent: in the form, even where an earlier answer has its feedback. */
  function showDraft() {
    if (isSaved(draft.value, recordOf(model, item.id))) draft.forget();
    else if (draft.value) {
      controls.write(draft.value);
      if (!controls.partial()) return;
      toggle(null);
      keep.broughtBack();
    }
  }

  model.on("change:records", showRecord);
  showRecord();
  showDraft();
  return scene;
}
