// Days and short whiles in words. All of it is pure.

import { LANGUAGE } from "./core.js";
import { dateOf } from "./counting.js";

const MINUTES_A_SCENE = 1.2; // read, answered, and the feedback read

/**
 * A day to come, as one would say it: "tomorrow", "Friday", or "Friday, 4 December".
 * @param {number} day
 * @param {number} today
 */
export function dayInWords(day, today) {
  if (day === today) return "today";
  if (day === today + 1) return "tomorrow";
  const date = dateOf(day);
  const weekday = date.toLocaleDateString(LANGUAGE, { weekday: "long" });
  return day - today < 7 && day > today ? weekday : `${weekday}, ${date.toLocaleDateString(LANGUAGE, { day: "numeric", month: "long" })}`;
}

/**
 * How long some scenes take: "about 4 minutes".
 * @param {number} scenes
 */
export function whileInWords(scenes) {
  const minutes = Math.ceil(scenes * MINUTES_A_SCENE);
  return `about ${counted(minutes, "minute")}`;
}

/** "1 scene", "3 scenes". */
export function counted(number, word) {
  return `${number} ${word}${number === 1 ? "" : "s"}`;
}
