// Self-ratings: kept under "rating/<competency>/<moment>", as {level: 1 to 5 or null, evidence: text}.
//
// No level means "not rated", which is never a zero. `softskills.answers.ratings` tells sound ratings from others by the
// same rules, and `tests/contract` holds the two together.

import { levelOf } from "./terms.js";

/** Before the course, today, and looking back on the time before the course. */
export const MOMENTS = ["before", "now", "then"];

/**
 * The item under which a self-rating is kept.
 * @param {string} competency
 * @param {string} moment
 */
export function ratingItem(competency, moment) {
  return `rating/${competency}/${moment}`;
}

/**
 * The rating of today, or else that of the start: what a reader last said of a competency.
 * @param {string} competency
 * @param {import("./record.js").Known} records
 * @returns {{ level: number, moment: string } | null}
 */
export function ratingOf(competency, records) {
  for (const moment of ["now", "before"]) {
    const item = ratingItem(competency, moment);
    const level = Object.hasOwn(records, item) ? levelOf(records[item].answer?.level) : null;
    if (level !== null) return { level, moment };
  }
  return null;
}

/**
 * What is wrong with a record that is kept as a self-rating, in words; nothing when it is sound or something else.
 * @param {{ item: string, answer: any }} record
 * @param {string[]} competencies
 */
export function ratingProblem({ item, answer }, competencies) {
  const [kind, competency, moment, ...more] = item.split("/");
  if (kind !== "rating" || competency === undefined) return "";
  if (moment === undefined || more.length) return `"${item.slice(0, 40)}" does not name a competency and a moment`;
  if (!competencies.includes(competency)) return `the competency "${competency.slice(0, 40)}" is not known`;
  if (!MOMENTS.includes(moment)) return `the moment "${moment.slice(0, 40)}" is not known`;
  const level = answer ? answer.level : undefined; // null is a rating that was taken back
  if (level !== null && levelOf(level) === null) return "the rating is not a whole number from 1 to 5";
  if (answer.evidence !== undefined && typeof answer.evidence !== "string") return "its evidence is not text";
  return "";
}
