// The days on which scenes were answered, as a small calendar. No streaks: a day is marked or it isn't.

import { LANGUAGE, make, unseen } from "./core.js";
import { dateOf, dayOf } from "./counting.js";

/** @typedef {import("./record.js").Known} Known */

const WEEKS = 6;
const WEEKDAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];

/**
 * How many answers to some scenes were given on each day.
 * @param {string[]} items
 * @param {Known} records
 * @returns {Map<number, number>}
 */
export function answersByDay(items, records) {
  const found = new Map();
  for (const item of items) {
    if (!Object.hasOwn(records, item)) continue;
    for (const [time] of records[item].answers) found.set(dayOf(time), (found.get(dayOf(time)) || 0) + 1);
  }
  return found;
}

/**
 * The weeks up to the one with today in it, oldest first, as the days from its Monday to its Sunday.
 * @param {number} today
 * @returns {number[][]}
 */
export function weeksUpTo(today) {
  const monday = today - ((dateOf(today).getDay() + 6) % 7);
  return Array.from({ length: WEEKS }, (_, i) => WEEKDAYS.map((_, weekday) => monday - 7 * (WEEKS - 1 - i) + weekday));
}

/**
 * The calendar, with today marked, and each day in words for those who hear it.
 * @param {Map<number, number>} answers
 * @param {number} today
 */
export function daysTable(answers, today) {
  const heads = WEEKDAYS.map((name) => make("th", { scope: "col", abbr: name }, make("abbr", { title: name }, name.slice(0, 2))));
  return make(
    "table",
    { class: "ss-days" },
    make("caption", { class: "ss-unseen" }, "Days on which you answered scenes"),
    make("thead", {}, make("tr", {}, ...heads)),
    make("tbody", {}, ...weeksUpTo(today).map((week) => make("tr", {}, ...week.map((day) => dayCell(day, answers.get(day) || 0, today))))),
  );
}

function dayCell(day, count, today) {
  if (day > today) return make("td", {});
  const date = dateOf(day);
  const shown = make("span", { class: count ? "ss-day ss-practised" : "ss-day", "aria-hidden": "true" }, String(date.getDate()));
  return make("td", { "aria-current": day === today ? "date" : null }, shown, unseen(answersInWords(date, count)));
}

/** "12 November: 4 answers", or "12 November" alone. */
export function answersInWords(date, count) {
  const day = date.toLocaleDateString(LANGUAGE, { day: "numeric", month: "long" });
  return count ? `${day}: ${count === 1 ? "1 answer" : `${count} answers`}` : day;
}
