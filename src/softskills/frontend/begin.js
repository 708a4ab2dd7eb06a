// Three lessons to begin with, each with its reason. All of it is pure.
//
// First come lessons on what is low: a competency that the reader rated low, or whose scenes went badly; the lowest first.
// Then those on competencies of which nothing is known, and then the rest in the order of the course. Of a competency
// the first lesson that isn't done is taken, and a second one only when nothing else is left.

import { lessonState } from "./lessons.js";
import { ratingOf } from "./ratings.js";
import { creditsOf } from "./review.js";
import { average, LEVELS } from "./terms.js";

/**
 * @typedef {import("./lessons.js").Lesson & { competency: string | null }} TrainingLesson
 * @typedef {{ why: "rating", level: number } | { why: "score", score: number } | { why: "unknown" | "order" }} Reason
 * @typedef {{ level: number | null, score: number | null }} Known what is known of a competency: 1 to 5, and 0 to 100
 */

const LESSONS_TO_BEGIN = 3;
/** Below this, of 100, a rating or a score is low: the middle of the scale. */
const LOW = 50;
/** Answers that count, from which their average says something. */
const ENOUGH = 2;

/**
 * What is known of each competency.
 * @param {string[]} competencies
 * @param {import("./review.js").SetStanding[]} all
 * @param {import("./record.js").Known} records
 * @returns {Record<string, Known>}
 */
export function knownOf(competencies, all, records) {
  return Object.fromEntries(
    competencies.map((id) => {
      const credits = all.filter(({ set }) => set.competency === id).flatMap(creditsOf);
      const score = credits.length < ENOUGH ? null : Math.round(average(credits));
      return [id, { level: ratingOf(id, records)?.level ?? null, score }];
    }),
  );
}

/**
 * Whether anything is known of a reader.
 * @param {Record<string, Known>} known
 */
export function isAnyKnown(known) {
  return Object.values(known).some(({ level, score }) => level !== null || score !== null);
}

/**
 * @param {TrainingLesson[]} lessons in the order of the course
 * @param {Record<string, Known>} known
 * @param {import("./record.js").Known} records
 * @returns {{ lesson: TrainingLesson, reason: Reason }[]} at most three
 */
export function beginHere(lessons, known, records) {
  const left = lessons.filter((lesson) => lessonState(lesson, records).state !== "done");
  const firsts = left.filter(({ competency }, at) => Object.hasOwn(known, competency ?? "") && left.findIndex((one) => one.competency === competency) === at);
  const measured = firsts.map((lesson) => ({ lesson, ...lowest(known[/** @type {string} */ (lesson.competency)]) }));
  const low = measured.filter(({ value }) => value !== null && value < LOW).sort((a, b) => a.value - b.value);
  const unknown = isAnyKnown(known) ? measured.filter(({ value }) => value === null) : [];
  const chosen = new Map([...low, ...unknown].map(({ lesson, reason }) => [lesson, reason]));
  for (const lesson of left) if (!chosen.has(lesson)) chosen.set(lesson, /** @type {Reason} */ ({ why: "order" }));
  return [...chosen].slice(0, LESSONS_TO_BEGIN).map(([lesson, reason]) => ({ lesson, reason }));
}

/**
 * The lower of rating and score, from 0 to 100, with what it says.
 * @param {Known} known
 * @returns {{ value: number | null, reason: Reason }}
 */
function lowest({ level, score }) {
  const rated = level === null ? null : (100 * (level - LEVELS[0])) / (LEVELS.length - 1);
  if (rated === null && score === null) return { value: null, reason: { why: "unknown" } };
  const byRating = score === null || (rated !== null && rated <= score);
  return byRating ? { value: rated, reason: { why: "rating", level } } : { value: score, reason: { why: "score", score } };
}
