// The first page. A new reader finds a scene that one tap answers; a returning one what today brings, the lesson to go on
// with, and the plan they made.

import { failedPart, make, paragraphs, place, shuffled, uniqueId } from "./core.js";
import { dayOf } from "./counting.js";
import { keeper } from "./keeper.js";
import { lessonState, nextLesson } from "./lessons.js";
import { wayTo } from "./links.js";
import { HAPPENED, happenedId, isToBeAsked, latestPlan, planInWords, saidOf } from "./plans.js";
import { standing, strongest } from "./result.js";
import { practiceDays, standings, todaysSets } from "./review.js";
import { counted, dayInWords, whileInWords } from "./when.js";

function render({ model, el }) {
  if (!Object.keys(model.get("records") || {}).length) return renderScene(model, el);
  el.style.minBlockSize = `${el.offsetHeight}px`; // the scene stood here: what follows stays where it is
  return renderToday(model, el);
}

/** A scene, answered by one tap: its replies are buttons, and what was said stands in their place. */
function renderScene(model, el) {
  const { item, feedback, first, folder } = model.get("content");
  const { effectiveness, text, turns_on: turnsOn } = feedback;
  const status = make("p", { class: "ss-status ss-hint", role: "status" });
  const keep = keeper(model, status);
  const question = make("p", { id: uniqueId("question"), class: "ss-question" }, item.question);
  const reply = (letter) => make("li", {}, make("button", { type: "button", class: "ss-reply", onclick: () => choose(letter) }, item.options[letter]));
  const letters = shuffled(Object.keys(item.options), `${model.get("reader")}/${item.contrast || item.id}`);
  const asked = make("div", { role: "group", "aria-labelledby": question.id }, question, make("ul", { class: "ss-replies" }, ...letters.map(reply)));
  const root = make("section", { class: "ss-widget ss-welcome", "aria-label": "A scene to begin with" }, ...paragraphs(item.stem, "ss-stem"), asked);

  function choose(letter) {
    const best = strongest(effectiveness);
    const { rank, sign, words } = standing(effectiveness, letter);
    const title = make("h2", { class: "ss-told-title", tabindex: -1 }, signOf(rank, sign), `You chose the ${words}.`);
    const result = make(
      "div",
      { class: "ss-told" },
      title,
      ...paragraphs(text[letter]),
      ...(letter === best ? [] : [make("p", { class: "ss-told-best" }, signOf("best", "✓"), make("strong", {}, "The strongest here: "), item.options[best])]),
      make("p", {}, make("strong", {}, "What turned it: "), turnsOn),
    );
    const on = first ? [make("div", { class: "ss-actions" }, wayTo(model, folder).button(first.file, "Go on with your first lesson"))] : [];
    asked.replaceWith(result, ...on, status);
    title.focus({ preventScroll: true });
    keep.send(item.id, { choice: letter });
  }

  place(el, root);
  return keep.stop;
}

/** What today brings. It needs the whole course, which is loaded for it. */
function renderToday(model, el) {
  const root = make("section", { class: "ss-widget ss-today", "aria-label": "Today" });
  const status = make("p", { class: "ss-status ss-hint", role: "status" });
  const keep = keeper(model, status);
  let show = () => {};

  async function begin() {
    const data = (name) => (model.host ? model.host.load(name) : model.get(name));
    try {
      const [catalogue, contents] = await Promise.all([data("catalogue"), data("contents")]);
      show = () => showToday(catalogue, contents);
      show();
    } catch (error) {
      root.replaceChildren(failedPart(`What is due did not come: ${error.message}.`, begin));
    }
  }

  function showToday(catalogue, contents) {
    const records = model.get("records") || {};
    const focused = /** @type {HTMLElement | null} */ (document.activeElement);
    const pressed = root.contains(focused) ? focused.dataset.happened : null;
    const plan = latestPlan(Object.keys(contents.plans), records);
    root.replaceChildren(...dueToday(catalogue, contents, records), ...(plan ? planPart(plan, contents, records) : []), status);
    if (pressed) /** @type {HTMLElement | null} */ (root.querySelector(`[data-happened="${pressed}"]`))?.focus();
  }

  function dueToday(catalogue, { folder, parts, practice }, records) {
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
  function planPart(plan, { plans, folder }, records) {
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

  const update = () => show();
  model.on("change:records", update);
  place(el, root);
  begin();
  return () => {
    keep.stop();
    model.off("change:records", update);
  };
}

function signOf(rank, sign) {
  return make("span", { class: "ss-told-sign", "data-rank": rank, "aria-hidden": "true" }, sign);
}

export default { render };
