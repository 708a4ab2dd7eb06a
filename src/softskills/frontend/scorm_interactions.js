// An answer as what a platform calls an interaction: for whoever reads a report there, and so that the log can be made
// from it again. All of it is pure. `softskills.packages.interactions` reads them.
//
// The id says the item and the time to the millisecond, and has four characters that the line of the log comes to. The
// response is "answer: ", the answer as JSON, and in words what was chosen, in 1.2 also what was asked. What is too long stands in several, numbered.
// Words are no response to a question of choice in either version, so all are of the type for text.

import { lineOf } from "./record.js";
import { shortHash } from "./scorm_state.js";
import { creditOf, termsOf } from "./terms.js";

/**
 * @typedef {import("./record.js").Answer} Answer
 * @typedef {import("./review.js").Listed} Listed
 * @typedef {{ text: string, says: Record<string, string> }} Scene What is asked, and of each option, or step, its words.
 * @typedef {Record<string, string>} Interaction Values by the last part of their names.
 */

const LEAD = "answer: ";
const ESCAPED = "\\u0020"; // a space, in a text of JSON; none stands there anywhere else

/** What each version calls its fields, and how much goes into one response: RTE 1.2, 3.4.2.7; RTE 2004 4th, 4.2.9. */
export const FIELDS = {
  "1.2": { type: "fill-in", response: "student_response", most: 255 },
  2004: { type: "long-fill-in", response: "learner_response", most: 4000 },
};
const DESCRIPTION = 250; // characters that 2004 takes of what was asked; 1.2 has no field for it

/**
 * An answer as interactions, mostly one.
 * @param {Answer} record
 * @param {Scene | undefined} scene
 * @param {Listed | undefined} listed what the answer weighs, of a scene that has a key
 * @param {import("./scorm_api.js").Version} version
 * @returns {Interaction[]}
 */
export function interactionsOf(record, scene, listed, version) {
  const { type, response, most } = FIELDS[version];
  const pieces = piecesOf(JSON.stringify(record.answer), most - LEAD.length);
  const words = scene && listed ? wordsOf(record.answer, scene, listed) : "";
  const asked = scene && version === "1.2" ? `Asked: ${lineOfText(scene)}` : ""; // as much as there is room for
  const told = pieces.length === 1 ? [cut([pieces[0], words, asked].filter(Boolean).join(" "), most - LEAD.length)] : pieces;
  return told.map((piece, i) => ({
    id: idOf(record) + (told.length > 1 ? `~${i + 1}~${told.length}` : ""),
    type,
    ...timeOf(record.time, version),
    ...(scene && version === "2004" ? { description: cut(lineOfText(scene), DESCRIPTION) } : {}),
    [response]: LEAD + piece,
    result: resultOf(record.answer, listed),
  }));
}

/**
 * That the learner erased all there was.
 * @param {string} time
 * @param {import("./scorm_api.js").Version} version
 * @returns {Interaction[]}
 */
export function erasure(time, version) {
  return interactionsOf({ time, item: "", answer: "erased" }, undefined, undefined, version);
}

/** @param {Answer} record */
export function idOf(record) {
  return `${encodeURIComponent(record.item)}@${record.time.replace(/[-:.]/g, "")}.${shortHash(lineOf(record))}`;
}

/** What is asked, on one line. A brace at its beginning would say its language. */
function lineOfText({ text }) {
  return text.replace(/\s+/g, " ").replace(/^\{/, "(");
}

/** What was chosen, in the words of the scene. */
function wordsOf(answer, { says }, { kind, weights }) {
  const possible = kind === "branching" ? Object.keys(weights) : Object.keys(says);
  if (!termsOf(kind, answer, possible)) return "";
  if (kind === "choose") return says[answer.choice];
  if (kind === "best-worst") return `Most effective: ${says[answer.best]} Least effective: ${says[answer.worst]}`;
  if (kind === "rate-each") return Object.entries(answer.ratings).map(([letter, level]) => `${level}: ${says[letter]}`).join(" ");
  return (kind === "rank" ? answer.order : answer.path).map((one, i) => `${i + 1}. ${says[one]}`).join(" ");
}

/** What it scored, from 0 to 1; of what has no key that it is neither right nor wrong. */
function resultOf(answer, listed) {
  const credit = listed ? creditOf(listed, answer) : null;
  return credit === null ? "neutral" : String(Math.round(Math.max(0, credit) * 10000) / 10000);
}

/** 1.2 has the time of day where the learner is, and no date. */
function timeOf(time, version) {
  if (version === "2004") return { timestamp: `${time.slice(0, 22)}Z` };
  return { time: new Date(time).toTimeString().slice(0, 8) };
}

/** JSON in pieces of so many characters. None begins or ends with a space, which may get lost: that is escaped. */
function piecesOf(json, most) {
  const pieces = [];
  let left = json;
  while (left.length > most) {
    const at = most - ESCAPED.length - Number(isLow(left, most - ESCAPED.length));
    pieces.push(left.slice(0, at).replace(/ $/, ESCAPED));
    left = left.slice(at).replace(/^ /, ESCAPED);
  }
  return [...pieces, left];
}

/** The beginning of a text, with dots where it was cut. */
function cut(text, most) {
  if (text.length <= most) return text;
  const at = most - 1 - Number(isLow(text, most - 1));
  return `${text.slice(0, at).trimEnd()}…`;
}

/** Whether a text cut here would be cut within a character. */
function isLow(text, at) {
  return text[at] >= "\udc00" && text[at] <= "\udfff";
}
