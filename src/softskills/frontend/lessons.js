// How a lesson stands with a reader: not begun, begun or done, and which lesson comes next. All of it is pure.
//
// A lesson is done when each of its own scenes has been answered, wherever that was. It is begun when one of them was
// answered in it: a scene that today's practice or another lesson brought doesn't begin a lesson nobody has opened.

/**
 * @typedef {import("./record.js").Known} Known
 * @typedef {{ file: string, title: string, items: string[] }} Lesson `items`: the ids of its own scenes, at least one.
 * @typedef {{ state: "none" | "begun" | "done", answered: number, of: number }} LessonState
 */

/** The states, each as a sign and in words. */
export const STATES = {
  none: { sign: "○", words: "Not begun" },
  begun: { sign: "◐", words: "Begun" },
  done: { sign: "✓", words: "Done" },
};

/**
 * Whether there is an answer to an item.
 * @param {string} item
 * @param {Known} records
 */
export function isAnswered(item, records) {
  return Object.hasOwn(records, item) && isObject(records[item].answer);
}

/**
 * An answer with a mark that its scene was brought to the reader, and not met in its own lesson.
 * @param {any} answer
 */
export function brought(answer) {
  return isObject(answer) ? { ...answer, brought: true } : answer;
}

/**
 * How a lesson stands.
 * @param {{ items: string[] }} lesson
 * @param {Known} records
 * @returns {LessonState}
 */
export function lessonState({ items }, records) {
  const answered = items.filter((item) => isAnswered(item, records));
  const here = answered.some((item) => records[item].answers.some(([, answer]) => isObject(answer) && answer.brought !== true));
  const state = answered.length === items.length ? "done" : here ? "begun" : "none";
  return { state, answered: answered.length, of: items.length };
}

/**
 * The lesson to go on with: the one answered in last while it isn't done, else the first after it that isn't, else the
 * first of all that isn't. Null when all are done.
 * @template {Lesson} L
 * @param {L[]} lessons in the order of the course
 * @param {Known} records
 * @returns {L | null}
 */
export function nextLesson(lessons, records) {
  const last = lessons.reduce(
    (best, lesson, at) => {
      const time = lastHere(lesson, records);
      return time > best.time ? { at, time } : best;
    },
    { at: 0, time: "" },
  ).at;
  const turned = [...lessons.slice(last), ...lessons.slice(0, last)];
  return turned.find((lesson) => lessonState(lesson, records).state !== "done") || null;
}

/** The time of the last answer given in a lesson, "" before the first. */
function lastHere({ items }, records) {
  const times = items.flatMap((item) =>
    isAnswered(item, records) ? records[item].answers.filter(([, answer]) => isObject(answer) && answer.brought !== true).map(([time]) => time) : [],
  );
  return times.reduce((one, other) => (other > one ? other : one), "");
}

/** @param {any} value */
function isObject(value) {
  return value !== null && typeof value === "object";
}
