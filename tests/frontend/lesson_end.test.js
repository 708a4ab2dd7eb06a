// The end of a lesson, and days in words.

import { dayOf } from "../../src/softskills/frontend/counting.js";
import { lessonEnd } from "../../src/softskills/frontend/lesson_end.js";
import { known } from "../../src/softskills/frontend/record.js";
import { dayInWords, whileInWords } from "../../src/softskills/frontend/when.js";
import { same } from "./support.js";

const at = (day, hour = 12) => new Date(2026, 0, day, hour).toISOString();
const now = (day) => Date.parse(at(day, 20));
const log = (...said) => known(said.map(([item, day, choice]) => ({ item, time: at(day), answer: { choice } })));
const listed = { title: "T", kind: "choose", weights: { a: 1, b: 0 } };
const catalogue = { waits: [1, 3], sets: ["p", "q"].map((id) => ({ id, competency: null, items: { [`${id}1`]: listed, [`${id}2`]: listed } })) };
const lesson = { review: false, scenes: [["p1"], ["p2"], ["q1"]], catalogue };

Deno.test("a lesson counts its scenes, hits by their first answers, and the day on which the first set is due", () => {
  same(lessonEnd(lesson, log(), now(1)), { answered: 0, of: 3, right: 0, back: null });
  const records = log(["p1", 1, "b"], ["p1", 1, "a"], ["p2", 1, "a"], ["q1", 2, "a"], ["q2", 2, "b"]);
  same(lessonEnd(lesson, records, now(2)), { answered: 3, of: 3, right: 2, back: dayOf(at(2)) });
});

Deno.test("a review counts what it brought and was answered today, of each set one", () => {
  const review = { review: true, scenes: [["p1", "p2"], ["q1", "q2"]], catalogue };
  const brought = (item, day) => ({ item, time: at(day), answer: { choice: "a", brought: true } });
  const records = known([brought("p1", 1), brought("q1", 1), brought("p2", 3), { item: "q2", time: at(3), answer: { choice: "a" } }]); // the last one in its own lesson
  same([1, 3].map((day) => lessonEnd(review, records, now(day)).answered), [2, 1]);
  same(lessonEnd(review, records, now(3)).right, null);
});

Deno.test("a day is said as one would say it", () => {
  const today = dayOf(at(8)); // a Thursday
  same([0, 1, 2, 6, 7].map((more) => dayInWords(today + more, today)), ["today", "tomorrow", "Saturday", "Wednesday", "Thursday, 15 January"]);
  same([1, 3, 5].map(whileInWords), ["about 2 minutes", "about 4 minutes", "about 6 minutes"]);
});
