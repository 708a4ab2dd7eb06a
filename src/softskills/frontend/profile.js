// The profile: the learner's self-ratings in rows of marks, with a target beside them; as a radar chart that was
// drawn once and this script keeps alive; and as a table.

import { make, makeTable, place, uniqueId } from "./core.js";
import { draftOf, isSaved } from "./drafts.js";
import { fold } from "./fold.js";
import { keeper, recordOf } from "./keeper.js";
import { isRated, liveChart, marker, ring, sample } from "./live_chart.js";
import { ratingRows } from "./rating_rows.js";
import { ratingItem } from "./ratings.js";
import { LEVELS, levelOf } from "./terms.js";

const OWN = "own";
const NOBODY = { kind: "none" };
const MOMENTS = { before: "Before", then: "Looking back", now: "Now", target: "Target" };
const NOTHING = "Nothing is rated yet. Rate yourself, and your profile appears here.";

function render({ model, el }) {
  const { competencies, chart, importance, occupations, attribution } = model.get("content");
  const names = competencies.map(({ name }) => name);
  const drafts = {};
  const status = make("p", { class: "ss-status", role: "status" });
  const keep = keeper(model, status);
  const unsent = draftOf(model, "target");
  const id = uniqueId("profile");

  const mine = liveChart(chart);
  const theirs = liveChart(importance);
  const legend = make("ul", { class: "ss-legend" });
  const rows = make("div", { class: "ss-rows" });
  const figures = fold("The same figures in a table");
  const ownTarget = make("fieldset", { class: "ss-fieldset ss-own" });
  const theirFigure = make("figure", { class: "ss-figure" }, theirs.svg, make("figcaption", {}));
  const myFigure = make("figure", { class: "ss-figure" }, mine.svg);
  const radar = fold("Radar chart", myFigure, theirFigure);
  const charts = make("div", { class: "ss-charts" }, rows, radar.root);
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
    legend,
    charts,
    figures.root,
    make("label", { for: choice.id, class: "ss-label" }, "Compare your profile with"),
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
    return isTarget(answer) ? answer : NOBODY;
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
    keep.send("target", answer, unsent.sending(answer));
  }

  /** What was chosen while nothing could be kept is chosen still, unless something newer was. */
  function sendAgain() {
    const record = recordOf(model, "target");
    if (isTarget(unsent.value) && !isSaved(unsent.value, record) && !(record?.time > unsent.time)) send(unsent.value);
    else unsent.forget();
  }

  function show() {
    const chosen = target();
    const occupation = occupations.find(({ code }) => chosen.kind === "occupation" && code === chosen.code);
    const profiles = { before: levels("before"), now: levels("now"), then: levels("then") };
    profiles.target = competencies.map(({ id: one }) => (chosen.kind === OWN ? levelOf((chosen.levels || {})[one]) : null));

    for (const slot of mine.slots) mine.draw(slot, profiles[slot.key]);
    const drawn = mine.slots.filter(({ key }) => isRated(profiles[key]));
    const looksBack = isRated(profiles.then) ? [make("li", {}, ring(), MOMENTS.then)] : [];
    legend.replaceChildren(...drawn.map((slot) => make("li", {}, sample(mine.svg, slot), slot.label)), ...looksBack);
    radar.root.hidden = !drawn.length && !occupation;
    myFigure.hidden = !drawn.length;
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
    showFigures(profiles, occupation);
  }

  /** The text that stands for a chart. */
  function inWords(shown) {
    if (!shown.length) return "Radar chart: nothing is rated yet.";
    const parts = names.map((name, i) => `${name}: ${shown.map(([label, values]) => `${label} ${values[i] ?? "not rated"}`).join(", ")}.`);
    return `Radar chart of ${names.length} competencies, 1 to 5. ${parts.join(" ")}`;
  }

  /** All figures, the highest of today first; what is not rated stands last. */
  function showFigures(profiles, occupation) {
    const columns = ["before", "then", "now", "target"].filter((key) => isRated(profiles[key]));
    figures.root.hidden = !columns.length && !occupation;
    const by = columns.includes("now") ? "now" : columns[0];
    const rank = (i) => (by && profiles[by][i] !== null ? -profiles[by][i] : 1);
    const order = names.map((_, i) => i).sort((a, b) => rank(a) - rank(b) || a - b);
    const marked = columns.map((key) => {
      const slot = mine.slots.find((one) => one.key === key);
      return { label: MOMENTS[key], values: profiles[key], mark: () => (slot ? marker(mine.svg, slot) : ring()) };
    });
    const importance = (i) => (occupation ? `importance ${occupation.importance[i].toFixed(2)}` : "");
    rows.replaceChildren(columns.length || occupation ? ratingRows(names, order, marked, importance) : make("p", {}, NOTHING));
    const heads = ["Competency", ...columns.map((key) => MOMENTS[key]), ...(occupation ? ["Importance"] : [])];
    const cells = (i) => [...columns.map((key) => String(profiles[key][i] ?? "not rated")), ...(occupation ? [occupation.importance[i].toFixed(2)] : [])];
    figures.body.replaceChildren(makeTable(heads, order.map((i) => [names[i], ...cells(i)])));
  }

  // On a wide screen the radar chart stands open beside the rows, and on a narrow one it opens on wish.
  let isWide = null;
  const watch = new ResizeObserver(() => {
    const wide = getComputedStyle(charts).gridTemplateColumns.includes(" ");
    if (wide !== isWide) radar.root.open = isWide = wide;
  });
  watch.observe(root);

  // A rating widget on the same page tells each choice at once, before it is saved.
  function onDraft(event) {
    drafts[event.detail.item] = event.detail.answer;
    show();
  }
  function onRecords() {
    for (const item of Object.keys(drafts)) delete drafts[item];
    if (!recordOf(model, "target")) keep.saved(null); // it was erased
    show();
  }

  document.addEventListener("softskills:draft", onDraft);
  model.on("change:records", onRecords);
  show();
  if (recordOf(model, "target")) keep.saved("target");
  place(el, root);
  sendAgain();
  return () => {
    keep.stop();
    unsent.stop();
    watch.disconnect();
    document.removeEventListener("softskills:draft", onDraft);
    model.off("change:records", onRecords);
  };
}

/** @param {any} answer */
function isTarget(answer) {
  return [OWN, "occupation", NOBODY.kind].includes(answer?.kind);
}

export default { render };
