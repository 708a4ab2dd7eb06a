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
  if (!answer || typeof answer !== "object" || Array.isArray(answer) || !("level" in answer)) return "it holds no level";
  if (answer.level !== null && levelOf(answer.level) === null) return "the rating is not a whole number from 1 to 5";
  if (answer.evidence !== undefined && typeof answer.evidence !== "string") return "its evidence is not text";
  return "";
}
