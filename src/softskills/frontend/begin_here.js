// Where to begin: three lessons, each with its reason.

import { beginHere, isAnyKnown, knownOf } from "./begin.js";
import { make, place, whenever } from "./core.js";
import { wayTo } from "./links.js";
import { standings } from "./review.js";

function render({ model, el }) {
  const { competencies, lessons, folder } = model.get("content");
  const way = wayTo(model, folder);
  const names = Object.fromEntries(competencies.map(({ id, name }) => [id, name]));
  const lead = make("p", { class: "ss-stem" });
  const list = make("ol", { class: "ss-begin" });

  /** @param {import("./begin.js").TrainingLesson} lesson @param {import("./begin.js").Reason} reason */
  function inWords({ competency }, reason) {
    const name = names[competency ?? ""];
    switch (reason.why) {
      case "rating":
        return `You rated yourself ${reason.level} of 5 on this: ${name}.`;
      case "score":
        return `This is what you’ve found hardest so far: ${name}.`;
      case "unknown":
        return `You haven’t rated or practised this yet: ${name}.`;
      default:
        return "It comes next in the course.";
    }
  }

  function show() {
    const records = model.get("records") || {};
    const known = knownOf(Object.keys(names), standings(model.get("catalogue"), records, Date.now()), records);
    const found = beginHere(lessons, known, records);
    lead.textContent = !found.length
      ? "You’ve done every lesson. Practice keeps what you’ve learnt fresh."
      : isAnyKnown(known)
        ? "From your ratings and your first answers. The order is a suggestion; every lesson stands alone."
        : "Rate yourself on a skill, or answer two scenes of one, and this list is made for you. Until then it starts where the course does.";
    list.replaceChildren(
      ...found.map(({ lesson, reason }) => make("li", {}, make("strong", {}, way.link(lesson.file, lesson.title)), make("span", { class: "ss-begin-why" }, inWords(lesson, reason)))),
    );
    list.hidden = !found.length;
  }

  const root = make("section", { class: "ss-widget ss-begin-here", "aria-label": "Where to begin" }, make("h3", { class: "ss-title" }, "Where to begin"), lead, list);
  const stop = whenever(model, ["records", "catalogue"], show);
  place(el, root);
  return stop;
}

export default { render };
