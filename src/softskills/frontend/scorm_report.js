// What a platform is told of a learner: how far each lesson is, and the score. All of it is pure.
//
// The score is the mean over all scenes of the package, of the answers that count: first answers, and first answers on a
// day on which the set was due (`counting.js`). A scene not yet answered adds nothing. So it begins near 0 with the first
// answer, and is 0 again after a restart; before the first answer there is none, because what wasn't begun isn't 0.
// eXeLearning holds its packages to the same since 2026 (github.com/exelearning/exelearning, pull request 2371). As
// everywhere in the course only the whole has a floor: who guesses is expected to have nothing.

import { lessonState } from "./lessons.js";
import { READER } from "./record.js";
import { standings } from "./review.js";
import { average, creditOf } from "./terms.js";

/**
 * @typedef {import("./lessons.js").Lesson} Lesson
 * @typedef {import("./record.js").Known} Known
 * @typedef {"none" | "begun" | "done"} Standing
 * @typedef {{ file: string, state: Standing, score: number | null }} LessonReport
 * @typedef {object} Report
 * @property {Standing} state
 * @property {number} progress from 0 to 1, of the scenes
 * @property {number | null} score from 0 to 100 with at most two decimals, null before anything was answered
 * @property {LessonReport[]} lessons
 */

/**
 * @param {{ lessons: Lesson[], catalogue: import("./review.js").Catalogue }} contents the lessons that count
 * @param {Known} records
 * @param {number} now
 * @param {boolean} [isRestart] whether there were answers once, which the learner erased
 * @returns {Report}
 */
export function reportOf({ lessons, catalogue }, records, now, isRestart = false) {
  const credits = creditsOf(catalogue, records, now);
  const told = lessons.map(({ file, items }) => {
    const { state, answered } = lessonState({ items }, records);
    return { file, items, state, answered, score: answered || isRestart ? scoreOf(items, credits) : null };
  });
  const items = told.flatMap((lesson) => lesson.items);
  const isBegun = isRestart || Object.keys(records).some((item) => item !== READER);
  const isDone = told.every(({ state }) => state === "done");
  return {
    state: isDone ? "done" : isBegun ? "begun" : "none",
    progress: Math.floor((100 * told.reduce((sum, { answered }) => sum + answered, 0)) / items.length) / 100, // 1 only for all
    score: isBegun ? scoreOf(items, credits) : null,
    lessons: told.map(({ file, state, score }) => ({ file, state, score })),
  };
}

/** By scene the credit of the answer that counts. */
function creditsOf(catalogue, records, now) {
  /** @type {Map<string, number>} */
  const found = new Map();
  for (const { set, counted } of standings(catalogue, records, now)) {
    for (const { item, answer } of Object.values(counted)) found.set(item, creditOf(set.items[item], answer));
  }
  return found;
}

function scoreOf(items, credits) {
  return Math.round(average(items.map((item) => credits.get(item) ?? 0)) * 100) / 100;
}
