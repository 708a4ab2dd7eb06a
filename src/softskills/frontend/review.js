// What is practised today, in what order, and on which days there will be something to practise. All of it is pure.

import { SURE } from "./certainty.js";
import { dayOf, standing } from "./counting.js";
import { creditOf } from "./terms.js";

/**
 * @typedef {import("./counting.js").Standing} Standing
 * @typedef {import("./record.js").Known} Known
 * @typedef {{ title: string, kind: string, weights: Record<string, number> }} Listed A situation as the catalogue has it.
 * @typedef {{ id: string, competency: string | null, items: Record<string, Listed>, spare?: boolean }} CatalogueSet Spare: no lesson shows it.
 * @typedef {{ sets: CatalogueSet[], waits: number[] }} Catalogue
 * @typedef {Standing & { set: CatalogueSet }} SetStanding
 */

/** Scenes of one day. */
export const AT_ONCE = 5;

/**
 * How every set stands, in the order of the course.
 * @param {Catalogue} catalogue
 * @param {Known} records
 * @param {number} now
 * @returns {SetStanding[]}
 */
export function standings({ sets, waits }, records, now) {
  return sets.map((set) => {
    const hitOf = (item, answer) => isHit(set.items[item], answer);
    return { set, ...standing(Object.keys(set.items), records, hitOf, waits, now) };
  });
}

/**
 * Whether an answer hits: the best of the options picked, or half of the credit where more is asked. Null when it is no
 * answer.
 * @param {Listed} listed
 * @param {any} answer
 */
export function isHit(listed, answer) {
  const credit = creditOf(listed, answer);
  return credit === null ? null : credit >= (listed.kind === "choose" ? 1 : 0.5);
}

/** How sure the reader said they were, or null when that was not said. */
export function sureOf(answer) {
  const said = answer && typeof answer === "object" ? answer.sure : null;
  return typeof said === "string" && Object.hasOwn(SURE, said) ? said : null;
}

/** The credits of the answers that count, of a set. */
export function creditsOf({ set, counted }) {
  return Object.values(counted).map(({ item, answer }) => creditOf(set.items[item], answer));
}

/**
 * Of each degree of sureness that was said, how many answers hit, of how many.
 * @param {SetStanding[]} all
 * @returns {{ sure: string, hits: number, of: number }[]}
 */
export function surenessOf(all) {
  const counted = all.flatMap((one) => Object.values(one.counted));
  return Object.keys(SURE)
    .map((sure) => counted.filter(({ answer }) => sureOf(answer) === sure).map(({ hit }) => hit))
    .map((hits, i) => ({ sure: Object.keys(SURE)[i], hits: hits.filter(Boolean).length, of: hits.length }))
    .filter(({ of }) => of);
}

/** Whether a set has a situation whose answer was sure, and wrong. */
export function isSureAndWrong({ counted }) {
  return Object.values(counted).some(({ answer, hit }) => !hit && sureOf(answer) === "sure");
}

/**
 * The sets that are due, those that were sure and wrong first, then those longest due.
 * @param {SetStanding[]} all
 * @param {number} today
 */
export function dueSets(all, today) {
  const due = all.filter((one) => one.due !== null && one.due <= today);
  return due.sort((a, b) => Number(isSureAndWrong(b)) - Number(isSureAndWrong(a)) || a.due - b.due || (a.set.id < b.set.id ? -1 : 1));
}

/**
 * The sets of today's practice, without those that were reviewed today already. Beside the due ones, as far as there is
 * room, spare ones for competencies that were begun. On a day with nothing due there is nothing.
 * @param {SetStanding[]} all
 * @param {number} now
 */
export function todaysSets(all, now) {
  const due = dueSets(all, dayOf(now));
  const begun = new Set(all.filter((one) => one.due !== null).map(({ set }) => set.competency));
  const spare = all.filter((one) => one.set.spare && one.due === null && begun.has(one.set.competency));
  const done = all.filter(({ reviewed }) => reviewed.length).length;
  return mixed([...due, ...(due.length ? spare : [])].slice(0, Math.max(0, AT_ONCE - done)), ({ set }) => set.competency);
}

/**
 * The situation of some that is shown: one not seen before, else the one seen longest ago.
 * @param {string[]} items
 * @param {Known} records
 */
export function nextSituation(items, records) {
  const seen = (item) => (Object.hasOwn(records, item) ? records[item].time : "");
  return items.reduce((best, item) => (seen(item) < seen(best) ? item : best));
}

/**
 * The situation of some that was brought to the reader on a day and answered, the latest of them; null if there is none.
 * One that was answered on that day in its own lesson was not brought.
 * @param {number} day
 * @param {string[]} items
 * @param {Known} records
 */
export function broughtOn(day, items, records) {
  const isOfDay = ([time, answer]) => dayOf(time) === day && answer !== null && typeof answer === "object" && answer.brought === true;
  const those = items.filter((item) => Object.hasOwn(records, item) && records[item].answers.some(isOfDay));
  return those.sort((a, b) => (records[a].time < records[b].time ? 1 : -1))[0] ?? null;
}

/**
 * The next days with something to practise, if all goes well on each of them. At most five scenes are taken on a day.
 * @param {SetStanding[]} all
 * @param {number[]} waits
 * @param {number} today
 * @param {number} count
 * @returns {number[]}
 */
export function practiceDays(all, waits, today, count) {
  const begun = all.filter(({ due }) => due !== null).map(({ due, box }) => ({ due, box }));
  const days = [];
  let day = today;
  while (begun.length && days.length < count) {
    begun.sort((a, b) => a.due - b.due);
    day = Math.max(day + 1, begun[0].due);
    days.push(day);
    for (const one of begun.slice(0, AT_ONCE).filter(({ due }) => due <= day)) {
      one.box = Math.min(one.box + 1, waits.length);
      one.due = day + waits[one.box - 1];
    }
  }
  return days;
}

/**
 * The same things with neighbours from different groups, as far as that goes, and otherwise in their order. The first
 * stays the first.
 * @template T
 * @param {T[]} things
 * @param {(thing: T) => any} groupOf
 * @returns {T[]}
 */
export function mixed(things, groupOf) {
  const left = [...things];
  const result = left.splice(0, 1);
  while (left.length) {
    const last = groupOf(result[result.length - 1]);
    const other = (thing) => groupOf(thing) !== last;
    const size = (thing) => left.filter((one) => groupOf(one) === groupOf(thing)).length;
    // A group that is more than half of what is left must go on now, or it will be left with itself.
    const next = left.find((thing) => other(thing) && 2 * size(thing) > left.length) || left.find(other) || left[0];
    result.push(...left.splice(left.indexOf(next), 1));
  }
  return result;
}
