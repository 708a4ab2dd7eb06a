// The profile: the learner's self-ratings as a radar chart that matplotlib drew once and this script keeps alive, with
// a target beside them, and the same figures in a table.

import { make, makeTable, place, uniqueId } from "./core.js";
import { keeper, recordOf } from "./keeper.js";
import { isRated, liveChart, sample } from "./live_chart.js";
import { ratingItem } from "./ratings.js";
import { LEVELS, levelOf } from "./terms.js";

const OWN = "own";
const NOBODY = { kind: "none" };
const MOMENTS = { before: "Before", then: "Looking back", now: "Now", target: "Target" };

function render({ model, el }) {
  const { competencies, chart, importance, occupations, attribution } = model.get("content");
  const names = competencies.map(({ name }) => name);
  const drafts = {};
  const status = make("p", { class: "ss-status", role: "status" });
  const keep = keeper(model, status);
  const id = uniqueId("profile");

  const mine = liveChart(chart);
  const theirs = liveChart(importance);
  const legend = make("ul", { class: "ss-legend" });
  const figures = make("div", {});
  const ownTarget = make("fieldset", { class: "ss-fieldset ss-own" });
  const theirFigure = make("figure", { class: "ss-figure" }, theirs.svg, make("figcaption", {}));
  const note = make("p", { class: "ss-hint" }, attribution);
  const choice = make(
    "select",
    { id: `${id}-target`, class: "ss-text", onchange: onChoose },
    make("option", { value: "" }, "No target"),
    make("option", { value: OWN }, "A target of my own"),
    make("optgroup", { label: "What an occupation asks for" }, ...occupations.map(({ code, name }) => make("option", { value: code }, name))),
  );
  const selects = competencies.map((competency) =>
    make(
      "select",
      { id: `${id}-own-${competency.id}`, onchange: onOwnTarget },
      make("option", { value: "" }, "none"),
      ...LEVELS.map((level) => make("option", { value: level }, String(level))),
    ),
  );
  ownTarget.append(
    make("legend", { class: "ss-question" }, "The levels you aim at"),
    ...competencies.map((competency, i) =>
      make("p", { class: "ss-own-row" }, make("label", { for: selects[i].id }, competency.name), selects[i]),
    ),
  );

  const root = make(
    "section",
    { class: "ss-widget ss-profile", "aria-label": "Your profile" },
    make("h3", { class: "ss-title" }, "Your profile"),
    make("div", { class: "ss-charts" }, make("figure", { class: "ss-figure" }, mine.svg, make("figcaption", {}, legend)), theirFigure),
    figures,
    make("label", { for: choice.id, class: "ss-label" }, "Set your profile beside"),
    choice,
    ownTarget,
    note,
    status,
  );

  function answerOf(item) {
    const record = recordOf(model, item);
    return drafts[item] || (record && record.answer) || {};
  }
  const levels = (moment) => competencies.map(({ id: one }) => levelOf(answerOf(ratingItem(one, moment)).level));

  function target() {
    const answer = answerOf("target");
    return answer.kind === OWN || answer.kind === "occupation" ? answer : NOBODY;
  }

  function onChoose() {
    const code = choice.value;
    send(code === "" ? NOBODY : code === OWN ? { kind: OWN, levels: readOwn() } : { kind: "occupation", code });
  }
  const readOwn = () => Object.fromEntries(competencies.map(({ id: one }, i) => [one, levelOf(Number(selects[i].value))]));
  function onOwnTarget() {
    send({ kind: OWN, levels: readOwn() });
  }
  function send(answer) {
    drafts.target = answer;
    show();
    keep.send("target", answer);
  }

  function show() {
    const chosen = target();
    const occupation = occupations.find(({ code }) => chosen.kind === "occupation" && code === chosen.code);
    const profiles = { before: levels("before"), now: levels("now"), then: levels("then") };
    profiles.target = competencies.map(({ id: one }) => (chosen.kind === OWN ? levelOf((chosen.levels || {})[one]) : null));

    for (const slot of mine.slots) mine.draw(slot, profiles[slot.key]);
    const drawn = mine.slots.filter(({ key }) => isRated(profiles[key]));
    legend.replaceChildren(...drawn.map((slot) => make("li", {}, sample(mine.svg, slot), slot.label)));
    mine.describe(inWords(drawn.map(({ key, label }) => [label, profiles[key]])));

    theirFigure.hidden = !occupation;
    note.hidden = !occupation;
    if (occupation) {
      theirs.draw(theirs.slots[0], occupation.importance);
      const caption = `Importance for: ${occupation.name} (1 to 5, another scale than yours)`;
      theirFigure.lastChild.textContent = caption;
      theirs.describe(inWords([[caption, occupation.importance]]));
    }

    choice.value = chosen.kind === OWN ? OWN : occupation ? occupation.code : "";
    ownTarget.hidden = chosen.kind !== OWN;
    if (chosen.kind === OWN) selects.forEach((select, i) => (select.value = profiles.target[i] ?? ""));
    figures.replaceChildren(figureTable(profiles, occupation));
  }

  /** The text that stands for a chart. */
  function inWords(shown) {
    if (!shown.length) return "Radar chart: nothing is rated yet.";
    const parts = names.map((name, i) => `${name}: ${shown.map(([label, values]) => `${label} ${values[i] ?? "not rated"}`).join(", ")}.`);
    return `Radar chart of ${names.length} competencies, 1 to 5. ${parts.join(" ")}`;
  }

  /** All figures, the highest of today first; what is not rated stands last. */
  function figureTable(profiles, occupation) {
    const columns = ["before", "then", "now", "target"].filter((key) => isRated(profiles[key]));
    if (!columns.length && !occupation) return make("p", {}, "Nothing is rated yet. Rate yourself, and your profile appears here.");
    const by = columns.includes("now") ? "now" : columns[0];
    const rank = (i) => (by && profiles[by][i] !== null ? -profiles[by][i] : 1);
    const order = names.map((_, i) => i).sort((a, b) => rank(a) - rank(b) || a - b);
    const heads = ["Competency", ...columns.map((key) => MOMENTS[key]), ...(occupation ? ["Importance"] : [])];
    const rows = order.map((i) => [
      names[i],
      ...columns.map((key) => String(profiles[key][i] ?? "not rated")),
      ...(occupation ? [occupation.importance[i].toFixed(2)] : []),
    ]);
    return makeTable(heads, rows, "The same figures, highest first");
  }

  // A rating widget on the same page tells each choice at once, before it is saved.
  function onDraft(event) {
    drafts[event.detail.item] = event.detail.answer;
    show();
  }
  function onRecords() {
    for (const item of Object.keys(drafts)) delete drafts[item];
    show();
  }

  document.addEventListener("softskills:draft", onDraft);
  model.on("change:records", onRecords);
  show();
  if (recordOf(model, "target")) keep.saved("target");
  place(el, root);
  return () => {
    keep.stop();
    document.removeEventListener("softskills:draft", onDraft);
    model.off("change:records", onRecords);
  };
}

export default { render };
