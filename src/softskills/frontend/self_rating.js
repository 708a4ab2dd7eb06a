// A self-rating: for one competency or for all, at one of three moments. Of several, one is shown at a time.
//
// An answer is {level: 1 to 5 or null, evidence: text}. No level means "not rated", which is never a zero.

import { make, paragraphs, place, uniqueId } from "./core.js";
import { draftOf } from "./drafts.js";
import { keeper, recordOf } from "./keeper.js";
import { onLeaving } from "./leaving.js";
import { ratingItem } from "./ratings.js";
import { makeSteps } from "./steps.js";
import { LEVELS, levelOf } from "./terms.js";
import { counted } from "./when.js";

const ASKED = { before: "At the start", now: "Today", then: "Looking back" };
const SAVE_AFTER = 500; // milliseconds of rest: an arrow key passes over levels on the way to another
const EVIDENCE_FROM = 4;
const NUMBERS = ["no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"];
const MISSING = "Nothing is picked yet. Pick a level, or choose Skip.";

function render({ model, el }) {
  const { moment, intro, competencies, first } = model.get("content");
  const status = make("p", { class: "ss-status", role: "status" });
  const keep = keeper(model, status);
  const ratings = competencies.map((competency) => oneRating(competency));
  const groups = [ratings.slice(0, first), ratings.slice(first)].filter(({ length }) => length);
  const steps = ratings.length > 1 ? makeSteps(groups, endOf, MISSING) : null;

  function oneRating(competency) {
    const item = ratingItem(competency.id, moment);
    const id = uniqueId(`rating-${competency.id}`);
    let timer = null;
    let unsaved = false;
    const draft = draftOf(model, item);

    const radios = [null, ...LEVELS].map((level) => ({
      level,
      input: make("input", { type: "radio", name: id, value: level ?? "", checked: level === null, onchange: onChange }),
    }));
    const evidence = make("input", {
      id: `${id}-evidence`,
      class: "ss-text",
      type: "text",
      maxlength: 400,
      autocomplete: "off",
      oninput: onChange,
    });
    const evidenceRow = make(
      "div",
      { class: "ss-evidence", hidden: true },
      make("label", { for: evidence.id, class: "ss-label" }, "One line of evidence: what did you do, and when?"),
      evidence,
    );
    const heading = make("span", { class: "ss-step-title", role: "heading", "aria-level": 4, tabindex: -1 }, competency.name);
    const count = make("span", { class: "ss-step-count" });
    const node = make(
      "fieldset",
      { class: "ss-fieldset ss-rating", onfocusout: (event) => node.contains(event.relatedTarget) || flush() },
      make("legend", { class: "ss-question" }, ...(competencies.length > 1 ? [heading, " ", count] : [competency.name])),
      make("p", { class: "ss-hint" }, competency.definition),
      ...radios.map(({ level, input }) =>
        make(
          "label",
          { class: "ss-line-pick" },
          input,
          level === null
            ? make("span", {}, "Not rated")
            : make("span", {}, make("strong", {}, `${level}. `), competency.levels[level - 1]),
        ),
      ),
      evidenceRow,
    );

    function read() {
      const level = radios.find(({ input }) => input.checked).level;
      return { level, evidence: level >= EVIDENCE_FROM ? evidence.value.trim() : "" };
    }
    function onChange() {
      const answer = read();
      evidenceRow.hidden = !(answer.level >= EVIDENCE_FROM);
      unsaved = true;
      draft.keep(answer);
      document.dispatchEvent(new CustomEvent("softskills:draft", { detail: { item, answer } }));
      keep.changed();
      clearTimeout(timer);
      timer = setTimeout(flush, SAVE_AFTER);
    }
    function flush() {
      clearTimeout(timer);
      if (!unsaved) return;
      unsaved = false;
      keep.send(item, read(), draft.sending(read()));
    }
    function show() {
      if (unsaved) return;
      const record = recordOf(model, item);
      write((record && record.answer) || {});
    }
    /** A choice that was made here and not saved is saved now, as each choice is, unless a later one was saved. */
    function showDraft() {
      if (!draft.value) return;
      if (recordOf(model, item)?.time > draft.time) return draft.forget();
      write(draft.value);
      unsaved = true;
      keep.changed();
      timer = setTimeout(flush, SAVE_AFTER);
    }
    function write(answer) {
      const level = levelOf(answer.level);
      radios.find((one) => one.level === level).input.checked = true;
      evidence.value = typeof answer.evidence === "string" ? answer.evidence : "";
      evidenceRow.hidden = !(level >= EVIDENCE_FROM);
    }
    const isAnswered = () => read().level !== null;
    const stop = () => (flush(), draft.stop());
    return { item, node, heading, count, isAnswered, flush, show, showDraft, stop };
  }

  /** What is said when the last of some competencies has been shown. @param {number} group */
  function endOf(group) {
    const rated = groups[group].filter(({ isAnswered }) => isAnswered()).length;
    const others = groups.slice(group + 1).flat().length;
    const kept = rated ? ` What you’ve said is kept ${model.get("place")}.` : "";
    return {
      title: `${rated} of ${counted(groups[group].length, "skill")} rated`,
      text: `You can change it whenever you like.${kept}${others ? " Rate the others now, or read on: they wait here." : ""}`.trim(),
      more: `Rate the other ${NUMBERS[others] ?? others}`,
    };
  }

  const root = make(
    "section",
    { class: "ss-widget ss-ratings", "aria-label": `Self-rating: ${ASKED[moment]}` },
    make("h3", { class: "ss-title" }, `Rate yourself: ${ASKED[moment].toLowerCase()}`),
    ...paragraphs(intro, "ss-stem"),
    make("form", { class: "ss-form", onsubmit: goOn }, ...(steps ? [...steps.nodes, steps.said, steps.actions] : ratings.map(({ node }) => node))),
    status,
  );

  function goOn(event) {
    event.preventDefault();
    steps?.submit();
  }
  function show() {
    ratings.forEach((rating) => rating.show());
    steps?.sayEnd();
    if (!ratings.some(({ item }) => recordOf(model, item))) keep.saved(null); // they were erased
  }
  keep.watch(root);
  const flushAll = () => ratings.forEach((rating) => rating.flush());
  model.on("change:records", show);
  const stay = onLeaving(flushAll);
  show();
  const newest = ratings.map(({ item }) => item).filter((item) => recordOf(model, item));
  newest.sort((a, b) => (recordOf(model, a).time < recordOf(model, b).time ? 1 : -1));
  if (newest.length) keep.saved(newest[0]);
  ratings.forEach((rating) => rating.showDraft());
  steps?.start();
  place(el, root);
  return () => {
    ratings.forEach((rating) => rating.stop());
    keep.stop();
    model.off("change:records", show);
    stay();
  };
}

export default { render };
