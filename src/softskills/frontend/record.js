// One answer as a line of JSON, the limits of such a line, and an item's latest answer. All of it is pure.
//
// `softskills.answers` does the same in Python, and `tests/contract` holds the two together.

/**
 * @typedef {{ time: string, item: string, answer: any }} Answer One answer, as a line of the log holds it.
 * @typedef {{ time: string, answer: any, answers: [string, any][] }} Answers An item's latest answer, and all of them with
 *   their times, oldest first.
 * @typedef {Record<string, Answers>} Known By item.
 */

const FORMAT = 1;
const MAX_LINE_BYTES = 64000;
const MAX_ITEM_LENGTH = 100; // characters, as Unicode counts them: code points
const MAX_DEPTH = 6;
const UTC_TIME = /^(?!0000)\d{4}-\d\d-\d\dT([01]\d|2[0-3]):\d\d:\d\d\.\d{3}Z$/;

/** The item under which a log keeps the reader's own shuffling seed. */
export const READER = "reader";

/**
 * Read one line of a log. Throws an Error that says, in plain words, why the line is no record.
 * @param {string} line
 * @returns {Answer}
 */
export function parseRecord(line) {
  let record;
  if (bytes(line) > MAX_LINE_BYTES) throw new Error("it is too long");
  try {
    record = JSON.parse(line);
  } catch {
    throw new Error("it is not complete JSON");
  }
  if (record === null || typeof record !== "object" || Array.isArray(record)) throw new Error("it is not a record");
  if (record.v !== FORMAT) throw new Error(`it is of format ${JSON.stringify(record.v)}; this version reads format ${FORMAT}`);
  if (typeof record.time !== "string" || !UTC_TIME.test(record.time) || !isDate(record.time)) {
    throw new Error("its time is not a UTC time such as 2026-01-31T09:30:00.000Z");
  }
  if (typeof record.item !== "string" || !record.item || [...record.item].length > MAX_ITEM_LENGTH) throw new Error("it names no item");
  if (!("answer" in record)) throw new Error("it holds no answer");
  if (!depthWithin(record.answer, MAX_DEPTH)) throw new Error(`its answer is nested more than ${MAX_DEPTH} levels deep`);
  if (!canBeKept(record)) throw new Error("it holds text or a number that cannot be written again");
  if (bytes(lineOf(record)) >= MAX_LINE_BYTES) throw new Error("it is too long when it is written again"); // 1e20 has 21 digits
  return record;
}

/**
 * A record as one line, the same for the same record wherever it comes from.
 * @param {Answer} record
 */
export function lineOf({ time, item, answer }) {
  return JSON.stringify({ v: FORMAT, time, item, answer });
}

/**
 * For each item its latest answer, of equal times the one that was kept last, and all its answers, oldest first.
 * @param {Answer[]} records as they were kept
 * @returns {Known}
 */
export function known(records) {
  const found = Object.create(null); // without a prototype: an item may be called "constructor"
  for (const record of records) count(found, record);
  return found;
}

/**
 * Bring `found` up to date with a record that was kept after all others in it.
 * @param {Known} found
 * @param {Answer} record
 */
export function count(found, { item, time, answer }) {
  const before = found[item] ? found[item].answers : [];
  const place = before.findLastIndex(([earlier]) => earlier <= time) + 1;
  const answers = before.toSpliced(place, 0, [time, answer]);
  const [latestTime, latest] = answers[answers.length - 1];
  found[item] = { time: latestTime, answer: latest, answers };
}

/**
 * Whether a widget that wants `wants` is to know the answer to `item`. A want is an id, the beginning of ids that ends
 * in a slash ("rating/"), or "*" for all.
 * @param {string} item
 * @param {string[]} wants
 */
export function wanted(item, wants) {
  return item !== READER && wants.some((want) => want === "*" || want === item || (want.endsWith("/") && item.startsWith(want)));
}

/**
 * The seed that keeps this reader's order of options the same: the first by time that is a text and not empty.
 * @param {Answer[]} records
 * @returns {string | null}
 */
export function seedOf(records) {
  const seeds = records
    .filter(({ item, answer }) => item === READER && answer && typeof answer.seed === "string" && answer.seed)
    .sort((a, b) => (a.time < b.time ? -1 : a.time > b.time ? 1 : 0));
  return seeds.length ? seeds[0].answer.seed : null;
}

/** @param {string} text */
function bytes(text) {
  return new TextEncoder().encode(text).length;
}

/** @param {string} time */
function isDate(time) {
  const date = new Date(time);
  return !Number.isNaN(date.getTime()) && date.toISOString() === time; // 30 February would become 2 March
}

/**
 * @param {any} value
 * @param {number} levels
 * @returns {boolean}
 */
function depthWithin(value, levels) {
  if (levels === 0) return false;
  return value === null || typeof value !== "object" || Object.values(value).every((child) => depthWithin(child, levels - 1));
}

/**
 * Whether a value has no infinite number (1e999 is read as one) and no half of a character.
 * @param {any} value
 * @returns {boolean}
 */
function canBeKept(value) {
  if (typeof value === "number") return Number.isFinite(value);
  if (typeof value === "string") return new TextDecoder("utf-8", { ignoreBOM: true }).decode(new TextEncoder().encode(value)) === value;
  if (value === null || typeof value !== "object") return true;
  return Object.entries(value).every(([name, child]) => canBeKept(name) && canBeKept(child));
}
