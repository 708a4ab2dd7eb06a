// What today brings: what is due, the lesson to go on with, and what became of the plan that was made.

import { make, uniqueId } from "./core.js";
import { dayOf } from "./counting.js";
import { lessonState, nextLesson } from "./lessons.js";
import { wayTo } from "./links.js";
import { HAPPENED, happenedId, isToBeAsked, latestPlan, planInWords, saidOf } from "./plans.js";
import { practiceDays, standings, todaysSets } from "./review.js";
import { counted, dayInWords, whileInWords } from "./when.js";

/**
 * Today, as it is shown in `root` and again whenever `show` is called. `status` says what became of what was told.
 * @param {import("./keeper.js").Model} model
 * @param {HTMLElement} root
 * @param {any} keep
 * @param {HTMLElement} status
 * @param {any} catalogue
 * @param {any} contents
 */
export function todayPart(model, root, keep, status, catalogue, contents) {
  function show() {
    const records = model.get("records") || {};
    const focused = /** @type {HTMLElement | null} */ (document.activeElement);
    const pressed = root.contains(focused) ? focused.dataset.happened : null;
    const plan = latestPlan(Object.keys(contents.plans), records);
    root.replaceChildren(...dueToday(records), ...(plan ? planPart(plan, records) : []), status);
    if (pressed) /** @type {HTMLElement | null} */ (root.querySelector(`[data-happened="${pressed}"]`))?.focus();
  }

  function dueToday(records) {
    const { folder, parts, practice } = contents;
    const way = wayTo(model, folder);
    const now = Date.now();
    const today = dayOf(now);
    const all = standings(catalogue, records, now);
    const scenes = todaysSets(all, now).length;
    const [next] = practiceDays(all, catalogue.waits, today, 1);
    const done = all.some(({ reviewed }) => reviewed.length) ? "Done for today." : "Nothing due today.";
    const title = scenes ? `Today: ${counted(scenes, "scene")}, ${whileInWords(scenes)}` : `${done}${next ? ` Next: ${dayInWords(next, today)}.` : ""}`;
    const lessons = parts.flatMap((part) => part.lessons).filter(({ items }) => items.length);
    const finished = lessons.filter((one) => lessonState(one, records).state === "done").length;
    const lesson = nextLesson(lessons, records);
    const isDue = Boolean(scenes && practice);
    return [
      make("h2", { class: "ss-title" }, title),
      make(
        "div",
        { class: "ss-actions" },
        ...(isDue ? [way.button(practice, "Start today’s practice")] : []),
        ...(lesson ? [way.button(lesson.file, lessonWords(lesson, records), isDue)] : []),
      ),
      make("p", { class: "ss-hint" }, lesson ? `${finished} of ${lessons.length} lessons done.` : "You’ve done every lesson."),
    ];
  }

  function lessonWords(lesson, records) {
    return `${lessonState(lesson, records).state === "begun" ? "Go on with" : "Next lesson"}: ${lesson.title}`;
  }

  /** The plan; and from the day after it was made, whether it happened. */
  function planPart(plan, records) {
    const { plans, folder } = contents;
    const today = dayOf(Date.now());
    const said = saidOf(plan, records);
    const isAsked = isToBeAsked(plan, records, today);
    if (said && !isAsked) return [];
    const text = make("p", { class: "ss-plan-text" }, make("strong", {}, "Your plan: "), planInWords(plan));
    if (!isAsked) return [make("div", { class: "ss-plan" }, text)];
    const label = make("p", { id: uniqueId("happened"), class: "ss-plan-asked" }, "Did it happen?");
    const isNow = (word) => said?.day === today && said.happened === word;
    const button = ([word, words]) =>
      make("button", { type: "button", class: "ss-button ss-second", "data-happened": word, "aria-pressed": String(isNow(word)), onclick: () => tell(plan, word, records) }, isNow(word) ? "✓ " : "", words);
    const row = make("div", { class: "ss-actions", role: "group", "aria-labelledby": label.id }, ...Object.entries(HAPPENED).map(button));
    const more = isNow("changed") ? [make("p", {}, "Write it down where you made it: ", wayTo(model, folder).link(plans[plan.item], "to the lesson"), ".")] : [];
    return [make("div", { class: "ss-plan" }, text, label, row, ...more)];
  }

  /** Keep what became of a plan; the tick beside the plan goes with it. */
  function tell(plan, happened, records) {
    const { answer } = records[plan.item];
    const isDone = happened === "yes";
    /** @type {[string, any][]} */
    const news = [[happenedId(plan.item), { happened }]];
    if (Boolean(answer.done) !== isDone) news.unshift([plan.item, { ...answer, done: isDone }]);
    keep.sendAll(news);
  }

  return show;
}
