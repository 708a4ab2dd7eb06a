// What a reader has done of a lesson, for the card at its end. All of it is pure.

import { dayOf } from "./counting.js";
import { isAnswered } from "./lessons.js";
import { broughtOn, isHit, standings } from "./review.js";

/**
 * @typedef {import("./record.js").Known} Known
 * @typedef {object} End
 * @property {number} answered scenes, of a review those of today
 * @property {number} of
 * @property {number | null} right how many were hit by their first answer; null of a review
 * @property {number | null} back the day on which the first of the scenes comes back, null while none does
 */

/**
 * How a lesson ended so far.
 * @param {{ review: boolean, scenes: string[][], catalogue: import("./review.js").Catalogue }} lesson
 * @param {Known} records
 * @param {number} now
 * @returns {End}
 */
export function lessonEnd({ review, scenes, catalogue }, records, now) {
  const isSaid = (items) => (review ? broughtOn(dayOf(now), items, records) : items.find((item) => isAnswered(item, records)));
  const due = standings(catalogue, records, now).map((one) => one.due).filter((day) => day !== null);
  return {
    answered: scenes.filter(isSaid).length,
    of: scenes.length,
    right: review ? null : scenes.filter(([item]) => firstTryHits(catalogue, item, records)).length,
    back: due.length ? Math.min(...due) : null,
  };
}

/** Whether the first answer to a scene hit: it always counts. */
function firstTryHits({ sets }, item, records) {
  const listed = sets.find((set) => Object.hasOwn(set.items, item)).items[item];
  const hits = (Object.hasOwn(records, item) ? records[item].answers : []).map(([, answer]) => isHit(listed, answer));
  return hits.find((hit) => hit !== null) === true;
}
