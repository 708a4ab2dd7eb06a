// Your progress: what is done, due and next at a glance, and below it parts that unfold.

import { carryPart, KEEPS_NOTHING } from "./carry.js";
import { SURE } from "./certainty.js";
import { make, place, whenever } from "./core.js";
import { dayOf } from "./counting.js";
import { answersByDay, daysTable, weeksUpTo } from "./days.js";
import { dotLegend, dotRow, inWords, standOf } from "./dots.js";
import { endingsReached } from "./reached.js";
import { fold } from "./fold.js";
import { doneInWords, dueInWords, glanceOf } from "./glance.js";
import { keeper, recordOf } from "./keeper.js";
import { lessonState, STATES } from "./lessons.js";
import { addressOf } from "./links.js";
import { happenedId, planInWords, planOf } from "./plans.js";
import { creditsOf, standings, surenessOf } from "./review.js";
import { shareRows } from "./shares.js";
import { average } from "./terms.js";
import { counted } from "./when.js";

const COUNTS =
  "The first answer you give in a scene counts, and so does the first on a day when it’s due again. Whatever else you try is practice: it’s kept, and changes no figure here.";

function render({ model, el }) {
  const { competencies, lessons, intentions, practice, carry } = model.get("content");
  const { waits } = model.get("catalogue");
  const items = () => Object.assign({}, ...model.get("catalogue").sets.map((set) => set.items));
  const status = make("p", { class: "ss-status", role: "status" });
  const keep = keeper(model, status);
  const glance = make("div", { class: "ss-glance" });
  const parts = {
    lessons: fold("Lessons"),
    skills: fold("Skills"),
    days: fold("Days"),
    sure: fold("How sure, how right"),
    plans: fold("If-then plans"),
    how: fold("How this works", make("p", {}, COUNTS), make("p", {}, comesBack(waits))),
  };
  const shown = [...(lessons.length ? [parts.lessons] : []), ...(competencies.length ? [parts.skills] : []), parts.days, parts.sure, ...(intentions.length ? [parts.plans] : []), parts.how];

  function link(file, name, className) {
    const address = addressOf(model, file);
    return address ? make("a", { href: address, class: className }, name) : name;
  }
  function go(file, words, about) {
    const address = file && addressOf(model, file);
    return address ? [make("a", { href: address, class: "ss-button ss-go", "aria-label": about }, words)] : [];
  }

  function showGlance(all, records, now) {
    const { done, due, next } = glanceOf(lessons, all, records, waits, now);
    const line = (label, text, ...more) => make("li", {}, make("span", { class: "ss-glance-words" }, make("span", { class: "ss-glance-label" }, label), " ", make("span", { class: "ss-glance-text" }, text)), ...more);
    if (!done.scenes) {
      const first = lessons[0];
      const start = first ? go(first.file, "Answer the first scene", `Answer the first scene: ${first.title}`) : [];
      glance.replaceChildren(make("p", { class: "ss-glance-first" }, "Nothing here yet. Answer your first scene, and this page starts to fill."), ...start);
      return;
    }
    const toPractise = due.today ? go(practice, "Practise") : [];
    const begun = next?.state === "begun";
    const nextLine = !lessons.length
      ? []
      : next
        ? [line(begun ? `Next: ${next.of - next.answered} of ${counted(next.of, "scene")} to go` : "Next", next.title, ...go(next.file, begun ? "Go on" : "Begin", `${begun ? "Go on" : "Begin"}: ${next.title}`))]
        : [line("Next", "Every lesson is done. Practice keeps it fresh")];
    glance.replaceChildren(make("ul", {}, line("Done", doneInWords(done)), line("Due", dueInWords(due, dayOf(now)), ...toPractise), ...nextLine));
  }

  function showLessons(standing, records) {
    const states = lessons.map((lesson) => lessonState(lesson, records).state);
    const number = (state) => states.filter((one) => one === state).length;
    parts.lessons.note.textContent = [`${number("done")} of ${lessons.length} done`, ...(number("begun") ? [`${number("begun")} begun`] : [])].join(", ");
    const row = ({ file, title, items: own }, i) => {
      const stands = own.map((item) => standOf(standing[item]));
      const { sign, words } = STATES[states[i]];
      return make(
        "li",
        { class: "ss-lesson" },
        link(file, title, "ss-lesson-title"),
        " ",
        make("span", { class: "ss-lesson-state", "data-state": states[i] }, make("span", { "aria-hidden": "true" }, sign), ` ${words}`),
        make("span", { class: "ss-lesson-scenes" }, dotRow(stands), " ", make("span", {}, inWords(stands))),
        ...own.flatMap((item) => storyLine(item)),
      );
    };
    parts.lessons.body.replaceChildren(dotLegend(), make("ul", { class: "ss-plain" }, ...lessons.map(row)));
  }

  function storyLine(item) {
    const record = recordOf(model, item);
    const { endings, title } = items()[item] || {};
    if (!endings || !record) return [];
    const { found, of } = endingsReached(endings, record.answers);
    return found ? [make("span", { class: "ss-lesson-story" }, `${title}: ${found} of ${of} endings found`)] : [];
  }

  function showSkills(all) {
    const rows = competencies.map(({ id, name, scenes }) => {
      const found = all.filter(({ set }) => set.competency === id).flatMap(creditsOf);
      const share = found.length ? Math.round(average(found)) : null;
      return { name, share, text: share === null ? "no score yet" : `${share} of 100`, more: `${found.length} of ${counted(scenes, "scene")} answered` };
    });
    const again = all.reduce((sum, { practised }) => sum + new Set(practised.map(({ item }) => item)).size, 0);
    const note = again ? [make("p", { class: "ss-hint" }, `Practised again today: ${counted(again, "scene")}. That doesn’t change your score.`)] : [];
    parts.skills.note.textContent = "average scores";
    parts.skills.body.replaceChildren(
      make("p", { class: "ss-hint" }, "Your average in the scenes of each skill: 100 is the strongest answer every time, and 0 is no better than picking at random. A few answers say little."),
      shareRows(rows),
      ...note,
    );
  }

  function showDays(records, now) {
    const answers = answersByDay(Object.keys(items()), records);
    const today = dayOf(now);
    const weeks = weeksUpTo(today);
    const practised = weeks.flat().filter((day) => answers.has(day)).length;
    const text = practised ? "The days on which you answered scenes are marked." : "A day on which you answer a scene is marked here.";
    parts.days.note.textContent = practised ? `${counted(practised, "day")} in ${weeks.length} weeks` : "";
    parts.days.body.replaceChildren(make("p", { class: "ss-hint" }, text), daysTable(answers, today));
  }

  function showSureness(all) {
    const rows = surenessOf(all).map(({ sure, hits, of }) => {
      const share = Math.round((100 * hits) / of);
      return { name: SURE[sure], share, text: `${hits} of ${of} right` };
    });
    const text = rows.length
      ? "The surer you are, the more often you should be right. With few answers these still swing a lot."
      : "Each time you check an answer you say how sure you are. Here you’ll see how often you were right.";
    parts.sure.body.replaceChildren(make("p", { class: "ss-hint" }, text), ...(rows.length ? [shareRows(rows)] : []));
  }

  function showPlans() {
    const focused = /** @type {HTMLElement | null} */ (document.activeElement)?.dataset.item;
    const inPlans = parts.plans.body.contains(document.activeElement);
    const records = model.get("records") || {};
    const written = intentions.map(({ id }) => planOf(id, records)).filter(Boolean);
    const entry = (plan) => {
      const { answer } = records[plan.item];
      const box = make("input", { type: "checkbox", checked: answer.done === true, onchange: () => tick(plan.item, answer, box.checked) });
      box.dataset.item = plan.item;
      return make("li", {}, make("label", { class: "ss-tick" }, box, make("span", {}, planInWords(plan))));
    };
    const done = written.filter(({ item }) => records[item].answer.done === true).length;
    parts.plans.note.textContent = written.length ? `${done} of ${written.length} done` : "none yet";
    parts.plans.body.replaceChildren(
      written.length ? make("ul", { class: "ss-plain" }, ...written.map(entry)) : make("p", { class: "ss-hint" }, "Each lesson ends with a plan for one moment at work. Tick it off here once it’s happened."),
      status,
    );
    if (inPlans && focused) [...parts.plans.body.querySelectorAll("input")].find((box) => box.dataset.item === focused)?.focus();
  }

  /** What is ticked off has happened: the first page asks no more. */
  function tick(item, answer, done) {
    keep.sendAll([[happenedId(item), { happened: done ? "yes" : "not-yet" }], [item, { ...answer, done }]]);
  }

  function show() {
    const now = Date.now();
    const records = model.get("records") || {};
    const all = standings(model.get("catalogue"), records, now);
    const standing = Object.assign({}, ...all.map((one) => one.counted));
    showGlance(all, records, now);
    showLessons(standing, records);
    showSkills(all);
    showDays(records, now);
    showSureness(all);
    showPlans();
  }

  const root = make(
    "section",
    { class: "ss-widget ss-progress", "aria-label": "Your progress" },
    ...(model.get("keeps") === false ? [make("p", { class: "ss-warning" }, KEEPS_NOTHING)] : []),
    glance,
    make("div", { class: "ss-folds" }, ...shown.map((one) => one.root)),
    ...(carry ? [carryFold()] : []),
  );

  function carryFold() {
    const part = fold("Your answers: save, bring back, erase", carryPart(model, competencies.map(({ id }) => id)));
    part.root.open = Boolean(!model.host);
    return part.root;
  }

  const stop = whenever(model, ["records", "catalogue"], show);
  place(el, root);
  return () => {
    keep.stop();
    stop();
  };
}

/** When scenes come back, by the waits of the boxes. */
function comesBack(waits) {
  const [first, ...later] = waits;
  const after = (days) => (days === 1 ? "the day after" : `${days} days after`);
  const more = later.length ? `, then after ${listed(later)} days as long as you get it right` : "";
  return `A scene comes back ${after(first)} you first answer it${more}. If you miss it, it’s back ${first === 1 ? "the next day" : `after ${first} days`}. A day’s practice has five scenes at most.`;
}

function listed(things) {
  return things.length === 1 ? String(things[0]) : `${things.slice(0, -1).join(", ")} and ${things.at(-1)}`;
}

export default { render };
