// The card at the end of a lesson: what was done, the plan, when the scenes come back, and the way on.

import { make, place } from "./core.js";
import { dayOf } from "./counting.js";
import { lessonEnd } from "./lesson_end.js";
import { wayTo } from "./links.js";
import { planInWords, planOf } from "./plans.js";
import { counted, dayInWords } from "./when.js";

function render({ model, el }) {
  const { review, plan, folder, practice, next, ...lesson } = model.get("content");
  const root = make("section", { class: "ss-widget ss-done", "aria-label": "How this lesson stands" });
  const way = wayTo(model, folder);

  /** What is left, in a line. */
  function left({ answered, of }, written) {
    const scenes = of - answered;
    const things = [...(scenes ? [counted(scenes, "scene")] : []), ...(plan && !written ? ["your plan for the week"] : [])];
    const before = answered ? `${answered} of ${of} scenes answered. ` : "";
    return make("p", {}, `${before}Still to do here: ${things.join(" and ")}.`);
  }

  function end({ of, right, back }, written) {
    const today = dayOf(Date.now());
    const facts = [said(of, right)];
    if (written) facts.push(make("p", { class: "ss-done-plan" }, make("strong", {}, "Your plan: "), planInWords(written)));
    else if (plan) facts.push(make("p", {}, "No plan yet. ", model.host ? make("a", { href: `#item-${plan}` }, "Write one line for this week") : "One line for this week is enough", "."));
    if (back !== null) facts.push(comesBack(back, today));
    return [make("h2", { class: "ss-title" }, make("span", { class: "ss-done-sign", "aria-hidden": "true" }, "✓"), review ? " Review done" : " Lesson done"), ...facts, ...onward()];
  }

  function said(of, right) {
    if (right === null) return make("p", {}, `You’ve answered all ${counted(of, "scene")} today.`);
    const hits = right === of ? "in each of them" : `in ${right} of them`;
    const all = of === 1 ? "You’ve answered the scene" : `You’ve answered all ${of} scenes`;
    if (of === 1) return make("p", {}, right ? `${all}, and found the strongest answer first time.` : `${all}.`);
    return make("p", {}, right ? `${all}. You found the strongest answer first time ${hits}.` : `${all}. They’re hard; most people need a second look.`);
  }

  function comesBack(back, today) {
    const where = practice ? [" in ", way.link(practice, "today’s practice")] : [];
    const when = back <= today ? "Some of these scenes are due again" : `These scenes come back from ${dayInWords(back, today)}`;
    return make("p", {}, when, ...where, ".");
  }

  function onward() {
    return next ? [make("div", { class: "ss-actions" }, way.button(next.file, `Next: ${next.title}`))] : [];
  }

  function show() {
    const records = model.get("records") || {};
    const found = lessonEnd({ review, ...lesson }, records, Date.now());
    const written = plan ? planOf(plan, records) : null;
    const isDone = found.answered === found.of;
    root.classList.toggle("is-done", isDone);
    root.replaceChildren(...(isDone ? end(found, written) : [left(found, written)]));
  }

  model.on("change:records", show);
  show();
  place(el, root);
  return () => model.off("change:records", show);
}

export default { render };
