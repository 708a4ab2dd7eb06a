// A course at a glance: what is done, what is due, and what comes next. All of it is pure.

import { dayOf } from "./counting.js";
import { lessonState, nextLesson } from "./lessons.js";
import { dueSets, practiceDays, todaysSets } from "./review.js";
import { counted, dayInWords, whileInWords } from "./when.js";

/**
 * @typedef {import("./lessons.js").Lesson} Lesson
 * @typedef {import("./record.js").Known} Known
 * @typedef {import("./review.js").SetStanding} SetStanding
 * @typedef {object} Glance
 * @property {{ lessons: number, of: number, scenes: number }} done
 * @property {{ today: number, all: number, next: number | null }} due scenes of today's practice, all that are due, and
 *   the next day with some
 * @property {(Lesson & import("./lessons.js").LessonState) | null} next
 */

/**
 * @param {Lesson[]} lessons
 * @param {SetStanding[]} all
 * @param {Known} records
 * @param {number[]} waits
 * @param {number} now
 * @returns {Glance}
 */
export function glanceOf(lessons, all, records, waits, now) {
  const today = dayOf(now);
  const next = nextLesson(lessons, records);
  return {
    done: {
      lessons: lessons.filter((lesson) => lessonState(lesson, records).state === "done").length,
      of: lessons.length,
      scenes: all.reduce((sum, { counted }) => sum + Object.keys(counted).length, 0),
    },
    due: { today: todaysSets(all, now).length, all: dueSets(all, today).length, next: practiceDays(all, waits, today, 1)[0] ?? null },
    next: next && { ...next, ...lessonState(next, records) },
  };
}

/** @param {Glance["done"]} done */
export function doneInWords({ lessons, of, scenes }) {
  const answered = counted(scenes, "scene");
  if (!lessons) return answered;
  return lessons === of ? `All ${of} lessons, ${answered}` : `${lessons} of ${counted(of, "lesson")}, ${answered}`;
}

/**
 * @param {Glance["due"]} due
 * @param {number} today
 */
export function dueInWords({ today: scenes, all, next }, today) {
  if (scenes) return `${counted(scenes, "scene")}, ${whileInWords(scenes)}`;
  if (all) return "Done for today, more tomorrow";
  if (next === null) return "Nothing yet";
  if (next === today + 1) return "Nothing today, more tomorrow";
  return `Nothing until ${dayInWords(next, today)}`;
}
