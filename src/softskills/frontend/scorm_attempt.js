// Attempts of one learner at one package, as this browser knows them: what the latest is called, and what of one was sent.

import { browserLog, recordOrNull } from "./browser_log.js";
import { lineOf } from "./record.js";
import { idOf } from "./scorm_interactions.js";
import { partOf } from "./scorm_storage.js";

// In an attempt's part of the storage: the ids of what the platform has confirmed, and lines that an earlier one left.
const SENT = "package/sent";
const BEHIND = "package/behind";

/**
 * The latest attempt that this browser knows, or null. `confirmed`: whether the platform has its name.
 * @param {Storage | null} browser
 * @param {string} base what the keys of this learner and this package begin with
 * @returns {{ id: string, confirmed: boolean } | null}
 */
export function latestAttempt(browser, base) {
  try {
    const noted = JSON.parse(browser.getItem(`${base}/attempt`));
    return typeof noted?.id === "string" && /^[\w-]+$/.test(noted.id) ? noted : null;
  } catch {
    return null;
  }
}

/**
 * Note the latest attempt, and return whether the browser keeps that.
 * @param {Storage | null} browser
 * @param {string} base
 * @param {{ id: string, confirmed: boolean }} attempt
 */
export function noteAttempt(browser, base, attempt) {
  try {
    browser.setItem(`${base}/attempt`, JSON.stringify(attempt));
    return true;
  } catch {
    return false;
  }
}

export function newAttempt() {
  return Math.random().toString(36).slice(2, 10) || "0";
}

/** @returns {Set<string>} the ids of what the platform has confirmed */
export function sentIn(storage) {
  return new Set((storage.getItem(SENT) || "").split("\n").filter(Boolean));
}

/** @param {Iterable<string>} ids */
export function noteSent(storage, ids) {
  storage.setItem(SENT, [...ids].join("\n"));
}

/**
 * What an earlier attempt has in this browser that the platform never confirmed.
 * @param {string} course
 * @param {Storage | null} browser
 * @param {string} prefix
 */
export function leftBehind(course, browser, prefix) {
  const storage = partOf(browser, prefix, () => {});
  const sent = sentIn(storage);
  return browserLog(course, storage).read().filter((record) => !sent.has(idOf(record)));
}

/** What earlier attempts left, and this one has taken on. */
export function behindIn(storage) {
  return (storage.getItem(BEHIND) || "").split("\n").map(recordOrNull).filter(Boolean);
}

/** @param {import("./record.js").Answer[]} records */
export function noteBehind(storage, records) {
  if (records.length) storage.setItem(BEHIND, records.map(lineOf).join("\n"));
  else storage.removeItem(BEHIND);
}
