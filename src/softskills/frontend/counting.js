// Which answers count as a measure, and when a set comes back. All of it is pure.
//
// A set has a box, from 1 on, and each box has a wait in days. Days are the reader's own calendar days. An answer counts
// if its situation had never been answered before, or if its set is due on that day and it is that situation's first
// answer of the day. Every other answer is practice: an answer copied from the feedback just read is no evidence.
// After a day with answers that counted the box moves once: to the next one if all of them were hits, else to box 1.

/**
 * @typedef {import("./record.js").Known} Known
 * @typedef {{ item: string, time: string, answer: any, hit: boolean }} Said One answer, and whether it hit.
 * @typedef {object} Standing How a set stands with a reader.
 * @property {Record<string, Said>} counted by situation the latest answer that counts
 * @property {Said[]} practised answers of today that do not count, oldest first
 * @property {Said[]} reviewed answers of today that count because the set was due
 * @property {number} box 0 before the first answer
 * @property {number | null} due the day on which the set is due, or null before the first answer
 */

const MS = 86400000; // of a day in UTC, which knows no clock changes

/**
 * A time's calendar day where the reader is, as a whole number: the next day's is one more.
 * @param {string | number} time
 */
export function dayOf(time) {
  const day = new Date(time);
  return Math.round(Date.UTC(day.getFullYear(), day.getMonth(), day.getDate()) / MS);
}

/**
 * A day as a date to be written out: its midnight where the reader is.
 * @param {number} day
 */
export function dateOf(day) {
  const date = new Date(day * MS);
  return new Date(date.getUTCFullYear(), date.getUTCMonth(), date.getUTCDate());
}

/**
 * How a set stands.
 * @param {string[]} situations ids, in the set's order
 * @param {Known} records
 * @param {(item: string, answer: any) => boolean | null} hitOf null for what is no answer to this situation
 * @param {number[]} waits days from each box to the day on which the set is due
 * @param {number} now
 * @returns {Standing}
 */
export function standing(situations, records, hitOf, waits, now) {
  const today = dayOf(now);
  /** @type {Standing} */
  const found = { counted: Object.create(null), practised: [], reviewed: [], box: 0, due: null };
  for (const [day, said] of byDay(answersOf(situations, records, hitOf, now))) {
    const isDue = found.due !== null && day >= found.due;
    const before = new Set(Object.keys(found.counted)); // whoever was answered before has an answer that counted
    const answered = new Set();
    const counting = said.filter(({ item }) => !answered.has(item) && (answered.add(item), isDue || !before.has(item)));
    if (day >= today) {
      found.practised.push(...said.filter((one) => !counting.includes(one)));
      if (isDue) found.reviewed.push(...counting);
    }
    if (!counting.length) continue;
    for (const one of counting) found.counted[one.item] = one;
    found.box = counting.every(({ hit }) => hit) ? Math.min(found.box + 1, waits.length) : 1;
    found.due = day + waits[found.box - 1];
  }
  return found;
}

/**
 * All answers to a set's situations, by time. What is dated more than a day ahead came from a clock that was wrong.
 * @param {string[]} situations
 * @param {Known} records
 * @param {(item: string, answer: any) => boolean | null} hitOf
 * @param {number} now
 * @returns {Said[]}
 */
function answersOf(situations, records, hitOf, now) {
  return situations
    .flatMap((item) => (Object.hasOwn(records, item) ? records[item].answers : []).map(([time, answer]) => ({ item, time, answer, hit: hitOf(item, answer) })))
    .filter(({ time, hit }) => hit !== null && Date.parse(time) <= now + MS)
    .sort((a, b) => (a.time < b.time ? -1 : a.time > b.time ? 1 : 0));
}

/** @param {Said[]} said by time */
function byDay(said) {
  /** @type {Map<number, Said[]>} */
  const days = new Map();
  for (const one of said) {
    const day = dayOf(one.time);
    days.set(day, [...(days.get(day) || []), one]);
  }
  return [...days].sort(([a], [b]) => a - b); // by time is not always by day: a clock change may set the date back
}
