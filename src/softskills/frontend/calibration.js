// Self-rating beside scenario score, per competency. Two imperfect measures: where they disagree, that is all it says.

import { make, makeTable, paragraphs, whenever } from "./core.js";
import { fold } from "./fold.js";
import { ratingOf } from "./ratings.js";
import { creditsOf, standings } from "./review.js";
import { average } from "./terms.js";

function render({ model, el }) {
  const { competencies, bands, needs, words } = model.get("content");

  const table = fold("Skill by skill");
  const how = fold("How the two are compared", ...paragraphs(words.how));

  function reading(offered, rated, found) {
    if (offered < needs) return words.none;
    if (found.length < needs) return words.more.replace("{n}", needs - found.length);
    if (!rated) return words.unrated;
    const score = average(found);
    const [low, high] = bands[rated.level];
    return score < low ? words.lower : score > high ? words.higher : words.aligned;
  }

  function row(competency, all, records) {
    const rated = ratingOf(competency.id, records);
    const found = all.filter(({ set }) => set.competency === competency.id).flatMap(creditsOf);
    const mean = found.length ? Math.round(average(found)) : null;
    return [
      competency.name,
      rated ? `${rated.level} of 5${rated.moment === "before" ? ", at the start" : ""}` : "not rated",
      mean === null ? "none answered" : `${mean} of 100 (${found.length} answered)`,
      reading(competency.scenes, rated, found),
    ];
  }

  function show() {
    const records = model.get("records") || {};
    const all = standings(model.get("catalogue"), records, Date.now());
    const heads = ["Competency", "Your rating", "Scenario score", "Side by side"];
    const rows = competencies.map((one) => row(one, all, records));
    const compared = rows.filter((cells) => [words.aligned, words.lower, words.higher].includes(cells[cells.length - 1])).length;
    table.note.textContent = `${compared} of ${rows.length} to compare`;
    table.body.replaceChildren(makeTable(heads, rows));
  }

  el.replaceChildren(
    make(
      "section",
      { class: "ss-widget ss-calibration", "aria-label": "Rating and score" },
      make("h3", { class: "ss-title" }, "Your rating and your scenario score"),
      ...paragraphs(words.intro, "ss-stem"),
      table.root,
      how.root,
    ),
  );
  return whenever(model, ["records", "catalogue"], show);
}

export default { render };
