// A log as one short text, which a platform keeps for a learner, so that they go on at another device. All of it is pure.
//
// A part for the log, then one for each answer: four characters for the item, when it was, and the answer. Whatever has no
// short form stands there as JSON. All of it is ASCII on one line, because platforms count, cut and store differently.

import { READER } from "./record.js";

/**
 * @typedef {import("./record.js").Answer} Answer
 * @typedef {{ attempt: string, erased: string, records: Answer[] }} State `erased`: up to when the learner erased, or "".
 * @typedef {{ texts: number, repeats: number }} Left What there was no room for: answers in one's own words, and others.
 */

const FORMAT = "S1";
const BETWEEN = "|";
const END = "."; // the last part; without it the last one was cut, and says what nobody said
const LONG = 80; // characters, from which on an answer is one in words
const SURE = { g: "guessing", f: "fairly", s: "sure" };
const CHOICE = /^=([a-z])([gfs]?)(b?)$/;
const LINE = /^(?:([\w-]{4})|("(?:[^"\\]|\\.)*"))(-?[0-9a-z]+)([=:].*)$/s;
const HEAD = /^S1 ([\w-]+) ([0-9a-z]+) ([0-9a-z]+)$/;

/**
 * The log as a text of at most `limit` characters. What there is no room for is left out: first what was said in one's
 * own words, the oldest first; then repeats that are neither the first nor the latest of their item.
 * @param {State} state
 * @param {string[]} ids of the items that both sides know
 * @param {number} limit
 * @returns {{ text: string, left: Left }}
 */
export function pack({ attempt, erased, records }, ids, limit) {
  const short = shortIds(ids);
  const start = Math.min(...records.map(({ time }) => Date.parse(time)), Date.now());
  const head = [FORMAT, attempt, start.toString(36), erased ? Date.parse(erased).toString(36) : "0"].join(" ");
  const lines = records.map((record) => ({ record, line: lineFor(record, short, start) }));
  const left = { texts: 0, repeats: 0 };
  const taken = new Set();
  let length = head.length + 1 + END.length;
  for (const one of byWeight(lines)) {
    if (length + 1 + one.line.length <= limit) {
      taken.add(one);
      length += 1 + one.line.length;
    } else left[one.line.length > LONG ? "texts" : "repeats"] += 1;
  }
  return { text: [head, ...lines.filter((one) => taken.has(one)).map(({ line }) => line), END].join(BETWEEN), left };
}

/**
 * What a text says that `pack` made; null when it is none. A line that cannot be read is passed over.
 * @param {string} text
 * @param {string[]} ids
 * @returns {State | null}
 */
export function unpack(text, ids) {
  const [head, ...lines] = text.split(BETWEEN).slice(0, -1);
  const found = HEAD.exec(head ?? "");
  if (!found) return null;
  const [, attempt, start, erased] = found;
  const long = new Map([...shortIds(ids)].map(([id, short]) => [short, id]));
  const records = lines.map((line) => recordFor(line, long, parseInt(start, 36))).filter(Boolean);
  return { attempt, erased: erased === "0" ? "" : new Date(parseInt(erased, 36)).toISOString(), records };
}

/**
 * Four characters for a text: 24 bits of the hash FNV-1a by Fowler, Noll and Vo, in base64url.
 * @param {string} text
 */
export function shortHash(text) {
  let hash = 0x811c9dc5;
  for (const byte of new TextEncoder().encode(text)) hash = Math.imul(hash ^ byte, 0x01000193);
  const bits = ((hash >>> 24) ^ hash) & 0xffffff;
  return [18, 12, 6, 0].map((shift) => "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"[(bits >>> shift) & 63]).join("");
}

/** Of each id its four characters. Of two ids with the same ones neither has any: they're spelled out. */
function shortIds(ids) {
  const counts = new Map();
  for (const id of ids) counts.set(shortHash(id), (counts.get(shortHash(id)) || 0) + 1);
  return new Map(ids.filter((id) => counts.get(shortHash(id)) === 1).map((id) => [id, shortHash(id)]));
}

/** Who reads first, then the first and the latest answer of each item, then repeats, then words; the newest first. */
function byWeight(lines) {
  const firsts = new Map();
  const latest = new Map();
  for (const { record } of lines) {
    if (!firsts.has(record.item)) firsts.set(record.item, record);
    latest.set(record.item, record);
  }
  const weight = ({ record, line }) => {
    if (record.item === READER) return firsts.get(READER) === record ? 0 : 2;
    if (line.length > LONG) return 3;
    return firsts.get(record.item) === record || latest.get(record.item) === record ? 1 : 2;
  };
  return [...lines].reverse().sort((a, b) => weight(a) - weight(b));
}

function lineFor({ time, item, answer }, short, start) {
  const id = short.get(item) || ascii(item);
  return `${id}${(Date.parse(time) - start).toString(36)}${shortAnswer(answer)}`;
}

function recordFor(line, long, start) {
  const found = LINE.exec(line);
  if (!found) return null;
  const [, short, spelled, after, said] = found;
  try {
    const item = spelled ? JSON.parse(spelled) : long.get(short);
    const answer = said[0] === "=" ? longAnswer(said) : JSON.parse(said.slice(1));
    return item && answer !== null ? { time: new Date(start + parseInt(after, 36)).toISOString(), item, answer } : null;
  } catch {
    return null;
  }
}

/** The short form of an answer, if that says all of it in the same order. */
function shortAnswer(answer) {
  const sure = Object.keys(SURE).find((letter) => SURE[letter] === answer?.sure) || "";
  const text = `=${answer?.choice}${sure}${answer?.brought === true ? "b" : ""}`;
  return JSON.stringify(longAnswer(text)) === JSON.stringify(answer) ? text : `:${ascii(answer)}`;
}

function longAnswer(text) {
  const found = CHOICE.exec(text);
  if (!found) return null;
  return { choice: found[1], ...(found[2] ? { sure: SURE[found[2]] } : {}), ...(found[3] ? { brought: true } : {}) };
}

/** JSON in which every character is escaped that isn't ASCII, or stands between parts. */
function ascii(value) {
  return JSON.stringify(value).replace(/[|\u007f-\uffff]/g, (one) => `\\u${one.charCodeAt(0).toString(16).padStart(4, "0")}`);
}
