// The log of answers in this browser.
//
// A record has the same form as a line of answers.jsonl and lies under a key of its own, so that two tabs can never
// overwrite each other's: "<course>/answer/<time>/<random>". The order of the keys is the order of the log.

import { lineOf, parseRecord } from "./record.js";
import { localStorageOrNull } from "./storage.js";

/** @typedef {import("./record.js").Answer} Answer */

const MAX_FILE_BYTES = 8000000; // as the log in Python has it

/**
 * @param {string} course keeps this course's records apart from others on the same origin
 * @param {Storage | null} [storage]
 */
export function browserLog(course, storage = localStorageOrNull()) {
  const prefix = `${course}/answer/`;
  const drafts = `${course}/draft/`; // see `drafts.js`

  const keys = () =>
    Object.keys(storage || {})
      .filter(isKey)
      .sort();

  /** @param {string} key */
  function isKey(key) {
    return key.startsWith(prefix);
  }

  /**
   * All records, in their order: by time, and of equal times as they were stored.
   * @returns {Answer[]}
   */
  function read() {
    return keys()
      .map((key) => recordOrNull(storage.getItem(key)))
      .filter(Boolean);
  }

  /**
   * Store records: all of them, or none. Throws an Error that says, in plain words, why they could not be.
   * @param {Answer[]} records
   */
  function store(records) {
    const put = putter();
    const stored = [];
    try {
      for (const record of records) stored.push(put(record));
    } catch (error) {
      for (const key of stored) storage.removeItem(key);
      throw error;
    }
  }

  /** A function that stores one record and returns its key, or throws an Error that says why it could not. */
  function putter() {
    /** @type {Map<string, string>} */
    const last = new Map(); // of each time the key that stands last
    for (const key of Object.keys(storage || {}).filter(isKey)) {
      const time = key.slice(prefix.length).split("/")[0];
      if (!(last.get(time) > key)) last.set(time, key);
    }
    /** @param {Answer} record */
    return (record) => {
      if (!storage) throw new Error("this browser does not let this site keep data. It stays here until you leave the page.");
      // Of equal times the one stored last is to stand last, and what a text begins with stands before it.
      const key = (last.get(record.time) || `${prefix}${record.time}/`) + (Math.random().toString(36).slice(2, 10) || "0");
      try {
        storage.setItem(key, lineOf(record));
      } catch {
        throw new Error("this browser has no room left for this site. What was saved before is still there.");
      }
      last.set(record.time, key);
      return key;
    };
  }

  /** Remove every record and every draft. Returns how many records could not be removed. */
  function erase() {
    for (const key of Object.keys(storage || {})) if (isKey(key) || key.startsWith(drafts)) storage.removeItem(key);
    return read().length;
  }

  /**
   * Add the records of a file that are not here yet. `check` may object to a record, in words.
   * @param {File} file
   * @param {(record: Answer) => string} check
   */
  async function bringIn(file, check) {
    const result = { added: 0, same: 0, problems: [] };
    if (file.size > MAX_FILE_BYTES) {
      result.problems.push(`The file has ${Math.round(file.size / 1e6)} MB; at most ${MAX_FILE_BYTES / 1e6} MB are read.`);
      return result;
    }
    const here = new Set(read().map(lineOf));
    const put = putter();
    const lines = (await file.text()).split("\n");
    for (const [index, line] of lines.entries()) {
      if (!line.trim()) continue;
      try {
        const record = parseRecord(line);
        const objection = check(record);
        if (objection) throw new Error(objection);
        if (here.has(lineOf(record))) {
          result.same += 1;
          continue;
        }
        put(record);
        here.add(lineOf(record));
        result.added += 1;
      } catch (error) {
        result.problems.push(`Line ${index + 1} was left out: ${error.message}.`);
      }
    }
    return result;
  }

  return { drafts, isKey, read, store, erase, bringIn };
}

/**
 * The record of a stored line, or null when somebody else's hand or a crash left something else there.
 * @param {string} line
 * @returns {Answer | null}
 */
export function recordOrNull(line) {
  try {
    return parseRecord(line);
  } catch {
    return null;
  }
}
