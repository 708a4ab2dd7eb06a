// What is chosen and typed for one text on the desk for marking: levels, a number in their place, and a comment.

import { exampleNodes } from "./marking_parts.js";
import { make } from "./core.js";
import { inDigits, pointsOf, rubric } from "./rubric.js";

/**
 * @param {any} desk
 * @param {() => void} onChange
 */
export function markingForm(desk, onChange) {
  const { typed, typedHint, comment, examples, total } = desk;
  let task = { criteria: [], max: 0 };
  let levels = rubric([], changed);
  let hint = ""; // what may be typed as a mark

  function changed() {
    showTotal();
    onChange();
  }

  function showTotal() {
    const { criteria, max } = task;
    const missing = levels.levels.filter((one) => !one).length;
    typed.removeAttribute("aria-invalid");
    typedHint.textContent = hint;
    total.hidden = !criteria.length;
    total.replaceChildren(make("strong", {}, `${inDigits(pointsOf(criteria, levels.levels))} of ${inDigits(max)} points`));
    if (missing) total.append(missing === 1 ? ", one criterion has no level yet" : `, ${missing} criteria have no level yet`);
    if (criteria.length && typed.value.trim()) total.append(". The mark is the number that’s typed.");
  }

  return {
    changed,
    /** The rubric of another task, with its examples. */
    use(newTask) {
      task = newTask;
      levels = rubric(newTask.criteria, changed);
      desk.criteria.replaceChildren(...levels.nodes);
      desk.why.textContent = newTask.why;
      desk.why.hidden = !newTask.why;
      hint = `From 0 to ${inDigits(newTask.max)}, such as 3.5 or 3,5.${newTask.criteria.length ? " Leave it empty to give what the criteria add up to." : ""}`;
      desk.read.replaceChildren(...exampleNodes(newTask.examples));
      examples.hidden = !newTask.examples.length;
      showTotal();
    },
    fill(marking) {
      levels.levels = marking.levels;
      typed.value = marking.typed;
      comment.value = marking.comment;
      showTotal();
    },
    get marking() {
      return { levels: levels.levels, typed: typed.value, comment: comment.value };
    },
    /** The mark as it would be, in digits or as it was typed. */
    get mark() {
      return typed.value.trim() || inDigits(pointsOf(task.criteria, levels.levels));
    },
    /** The first criterion that lacks a level, where no number is typed in their place; the focus goes there. */
    missing: () => (typed.value.trim() ? "" : levels.toMissing()),
    /** Say beside the number what is wrong with it. It stays as it was typed. */
    refuse(why) {
      typedHint.textContent = why;
      typed.setAttribute("aria-invalid", "true");
      typed.focus();
    },
    all: (level) => levels.all(level),
    step: (place) => levels.step(place),
    unfold: () => levels.unfold(),
  };
}
