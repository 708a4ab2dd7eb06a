// A story: each scene is a chapter, and at its end the learner picks one choice, which leads to the next, until an ending.
//
// An answer is {path: ["scene.letter", ...]}. A finished path is kept under the story's id, and the last one counts.
// Where the learner stands is kept under an id of its own after every choice, so that a run goes on after a reload.

import { actionBar, saveAgainButton } from "./certainty.js";
import { choiceRow } from "./controls.js";
import { itemFrame, make, paragraphs, place, shuffled, uniqueId } from "./core.js";
import { changeInWords, chapterTitle, foundInWords, lookBack, valuesAlong } from "./debrief.js";
import { endingsFound, endingsOf, wayBack } from "./endings.js";
import { draftOf } from "./drafts.js";
import { keeper, recordOf } from "./keeper.js";
import { follow, termsOf } from "./terms.js";

function render({ model, el }) {
  const { item, steps: possible, feedback } = model.get("content");
  const [finished, run] = model.get("wants"); // the ids of what counts and of where the learner stands
  const id = uniqueId(item.id);
  let path = null; // where the learner stands, once it is shown
  let unsaved = false;

  const status = make("p", { class: "ss-status", role: "status" });
  const keep = keeper(model, status);
  const draft = draftOf(model, item.id);
  const log = make("ol", { class: "ss-log" });
  const state = make("ul", { class: "ss-values" });
  const change = make("p", { class: "ss-change", role: "status" });
  const choices = make("fieldset", { class: "ss-fieldset" });
  const debrief = make("div", { class: "ss-debrief" });
  const endings = make("p", { class: "ss-endings" });
  const { node: bar, setReady } = actionBar(make("button", { type: "submit", class: "ss-button" }, "Go on"));
  const another = make("button", { type: "button", class: "ss-button", onclick: () => goTo(path.slice(0, backTo())) }, "Look for another ending");
  const again = make("button", { type: "button", class: "ss-button ss-second", onclick: () => goTo([]) }, "Start again");
  const hint = make("p", { class: "ss-hint" });
  const form = make(
    "form",
    { class: "ss-form", novalidate: true, onsubmit: onSubmit },
    make("p", { class: "ss-question" }, item.question),
    log,
    ...(feedback ? [make("div", { class: "ss-state" }, state, change)] : []),
    choices,
    bar,
    ...(feedback ? [endings] : []),
    make("div", { class: "ss-actions" }, another, again),
    hint,
    debrief,
    status,
    saveAgainButton(save),
  );
  form.addEventListener("change", onPick);
  keep.watch(form);
  const root = itemFrame(item, item.stem, "ss-story", form);

  /** @returns {HTMLInputElement | null} */
  function picked() {
    return choices.querySelector("input:checked");
  }

  function onPick() {
    setReady(Boolean(picked()));
    draft.keep({ path, pick: picked()?.value });
  }

  function onSubmit(event) {
    event.preventDefault();
    if (picked()) {
      goTo([...path, picked().value]);
      return;
    }
    keep.say("Pick a choice first.", "changed");
    choices.querySelector("input").focus();
  }

  /** Go to the end of a path, and keep it. */
  function goTo(next) {
    path = next;
    unsaved = true;
    show();
    log.lastChild.querySelector(".ss-scene-title").focus();
    save();
  }

  /** The endings found so far, in runs that are kept or in this one. */
  function found() {
    const record = recordOf(model, finished);
    return endingsFound(item, [...(record ? record.answers.map(([, answer]) => answer?.path) : []), path]);
  }

  /** How many choices of this run to keep on the way to an ending not found yet; null when none is left or it is graded. */
  function backTo() {
    return feedback && item.scenes[follow(item, path).here].ending ? wayBack(item, path, found()) : null;
  }

  function save() {
    const answer = { path };
    const onKept = draft.sending(answer);
    if (termsOf(item.kind, answer, possible)) keep.sendAll([[finished, answer], [run, answer]], onKept);
    else keep.send(run, answer, onKept);
  }

  function show() {
    const focused = log.contains(document.activeElement) || choices.contains(document.activeElement);
    const { steps, here } = follow(item, path);
    const scene = item.scenes[here];
    const letters = shuffled(Object.keys(scene.choices), `${model.get("reader")}/${item.id}/${here}`);
    log.replaceChildren(...steps.map(pastScene), currentScene(scene, steps.length + 1));
    choices.replaceChildren(
      make("legend", { class: "ss-question" }, "Your choice"),
      make(
        "div",
        { class: "ss-choices" },
        ...letters.map((letter) => choiceRow(make("input", { type: "radio", name: id, value: `${here}.${letter}` }), scene.choices[letter].text)),
      ),
    );
    choices.hidden = bar.hidden = !letters.length;
    setReady(false);
    again.hidden = !path.length;
    if (feedback) {
      const along = valuesAlong(feedback, steps);
      state.replaceChildren(...feedback.values.map((value) => stateValue(value, along.at(-1)[value.id])));
      change.textContent = steps.length ? changeInWords(feedback.values, ...along.slice(-2)) : "";
      debrief.replaceChildren(...(scene.ending ? lookBack(item, feedback, path, found()) : []));
    }
    showHint();
    if (focused) log.lastChild.querySelector(".ss-scene-title").focus();
  }

  function pastScene({ scene, letter }, i) {
    const { title, text, choices: had } = item.scenes[scene];
    return make(
      "li",
      { class: "ss-scene" },
      make("h4", { class: "ss-scene-title" }, ...chapterTitle(i + 1, title)),
      make("p", { class: "ss-chosen" }, make("strong", {}, "You chose: "), had[letter].text),
      make("details", {}, make("summary", {}, "Read it again"), ...paragraphs(text)),
    );
  }

  function currentScene({ title, text, ending }, number) {
    return make(
      "li",
      { class: "ss-scene ss-here", "aria-current": "step" },
      make("h4", { class: "ss-scene-title", tabindex: -1 }, ...(ending ? [`Ending: ${title}`] : chapterTitle(number, title))),
      ...paragraphs(text),
    );
  }

  /** What can be done here, and which run counts. */
  function showHint() {
    const { choices: open, ending } = item.scenes[follow(item, path).here];
    const counts = countingPath();
    const words = [];
    const back = backTo();
    another.hidden = back === null;
    endings.hidden = !found().size;
    endings.textContent = foundInWords(found().size, endingsOf(item).length);
    if (!path.length) words.push("You can’t take a choice back, but you can start again at any time.");
    else if (back !== null) words.push(`Another ending is open from chapter ${back + 1}, by another choice.`);
    else if (ending) words.push(feedback ? "" : "Start again to try another way.");
    else if (Object.keys(open).length) words.push("You can’t take a choice back, but you can start again.");
    else words.push("The story goes no further here. Start again to try another way.");
    if (counts) words.push("Your finished run counts until you finish another.");
    else if (path.length && !ending) words.push("A run counts once it is finished.");
    if (!feedback) words.push("Graded: no feedback here.");
    hint.textContent = words.filter(Boolean).join(" ");
  }

  function countingPath() {
    const record = recordOf(model, finished);
    return record && termsOf(item.kind, record.answer, possible) ? record.answer.path : null;
  }

  /** Where the learner stands by what is kept, and under which item. */
  function kept() {
    const record = recordOf(model, run);
    if (record && record.answer && follow(item, record.answer.path)) return { from: run, path: record.answer.path };
    const counts = countingPath();
    return counts ? { from: finished, path: counts } : { from: null, path: [] };
  }

  // Another tab, or a kernel that just started, may bring a newer path; choices not saved yet are never replaced.
  function showRecord() {
    const next = kept();
    const same = path && next.path.join() === path.join();
    if (same || unsaved) {
      unsaved = unsaved && !same;
      if (!next.from) keep.saved(null);
      showHint();
      return;
    }
    path = next.path;
    show();
    keep.saved(next.from);
  }

  /** Show where the learner stood and what was picked there before, as far as it was not saved. */
  function showDraft() {
    const { path: steps, pick } = draft.value || {};
    if (!steps || !follow(item, steps)) return;
    const isNew = steps.join() !== path.join();
    if (isNew) {
      path = steps;
      unsaved = true;
      show();
    }
    const radio = [...choices.querySelectorAll("input")].find(({ value }) => value === pick);
    if (radio) radio.checked = true;
    setReady(Boolean(radio));
    if (isNew || radio) keep.broughtBack();
    else draft.forget();
  }

  model.on("change:records", showRecord);
  showRecord();
  showDraft();
  place(el, root);
  return () => {
    draft.stop();
    keep.stop();
    model.off("change:records", showRecord);
  };
}

/** One value of the story, in words and as a bar. */
function stateValue({ name, lowest, highest }, value) {
  const scale = lowest === 0 || lowest === 1 ? `of ${highest}` : `on a scale from ${lowest} to ${highest}`;
  return make(
    "li",
    { class: "ss-value" },
    make("span", {}, `${name}: `, make("strong", {}, String(value)), ` ${scale}`),
    make("meter", { min: lowest, max: highest, value, "aria-hidden": "true" }), // the words say the same
  );
}

export default { render };
