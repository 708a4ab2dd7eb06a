// If-then plans: which was written last, what it says, and whether it happened. All of it is pure.
//
// What became of a plan is an answer of its own, to "<id of the plan>/happened". It holds for the plan as it then was: once
// the plan is written anew, nothing has been said of it yet.

import { dayOf } from "./counting.js";

/**
 * @typedef {import("./record.js").Known} Known
 * @typedef {{ item: string, if: string, then: string, since: string, time: string }} Plan `since`: when it was first as it is.
 */

/** What can become of a plan, as it is kept and as it is said. */
export const HAPPENED = { yes: "Yes", "not-yet": "Not yet", changed: "Changed it" };

/** @param {string} item the id of the plan */
export function happenedId(item) {
  return `${item}/happened`;
}

/**
 * A plan as it stands, or null while neither half is written.
 * @param {string} item
 * @param {Known} records
 * @returns {Plan | null}
 */
export function planOf(item, records) {
  const all = Object.hasOwn(records, item) ? records[item].answers : [];
  if (!all.length) return null;
  const [time, answer] = all[all.length - 1];
  const now = { if: half(answer, "if"), then: half(answer, "then") };
  if (!now.if && !now.then) return null;
  const other = all.findLastIndex(([, earlier]) => half(earlier, "if") !== now.if || half(earlier, "then") !== now.then);
  return { item, ...now, since: all[other + 1][0], time };
}

/**
 * The whole plan that was written last, of several.
 * @param {string[]} items
 * @param {Known} records
 * @returns {Plan | null}
 */
export function latestPlan(items, records) {
  const plans = items.map((item) => planOf(item, records)).filter((plan) => plan && plan.if && plan.then);
  return plans.reduce((best, plan) => (best && best.since >= plan.since ? best : plan), null);
}

/** A plan as a sentence; of half a plan the half that is there. */
export function planInWords(plan) {
  if (!plan.then) return `If ${bare(plan.if)} …`;
  return plan.if ? `If ${bare(plan.if)}, then I will ${bare(plan.then)}.` : `I will ${bare(plan.then)}.`;
}

/**
 * What was said of a plan, and on which day; null while nothing was.
 * @param {Plan} plan
 * @param {Known} records
 * @returns {{ happened: string, day: number } | null}
 */
export function saidOf(plan, records) {
  const id = happenedId(plan.item);
  if (!Object.hasOwn(records, id)) return null;
  const { time, answer } = records[id];
  const known = time > plan.since && answer && typeof answer.happened === "string" && Object.hasOwn(HAPPENED, answer.happened);
  return known ? { happened: answer.happened, day: dayOf(time) } : null;
}

/**
 * Whether to ask what became of a plan: not on the day it was written, and on later days until it happened or was
 * changed. What was said today may be said otherwise.
 * @param {Plan} plan
 * @param {Known} records
 * @param {number} today
 */
export function isToBeAsked(plan, records, today) {
  const said = saidOf(plan, records);
  return dayOf(plan.since) < today && (!said || said.happened === "not-yet" || said.day === today);
}

/** A half of a plan as text, "" where there is none. A log may hold anything. */
function half(answer, name) {
  const text = answer && typeof answer === "object" ? answer[name] : "";
  return typeof text === "string" ? text.trim() : "";
}

/** Without what ends it: the sentence around it has its own. */
function bare(text) {
  return text.replace(/[\s.,;]+$/u, "");
}
