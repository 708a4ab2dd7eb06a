// Which lessons a reader is told to begin with, and why.

import { beginHere, knownOf } from "../../src/softskills/frontend/begin.js";
import { known } from "../../src/softskills/frontend/record.js";
import { standings } from "../../src/softskills/frontend/review.js";
import { same } from "./support.js";

const LESSONS = [
  ["first", "asking"],
  ["second", "asking"],
  ["third", "writing"],
  ["fourth", "leading"],
  ["fifth", null],
].map(([file, competency]) => ({ file, title: file, items: [`${file}-a`, `${file}-b`], competency }));
const NOTHING = { level: null, score: null };
const of = (more) => ({ asking: NOTHING, writing: NOTHING, leading: NOTHING, ...more });
const chosen = (more, records = {}) => beginHere(LESSONS, of(more), records).map(({ lesson, reason }) => [lesson.file, reason]);
const files = (more, records) => chosen(more, records).map(([file]) => file);
const done = (...lessons) => known(lessons.flatMap((file) => ["a", "b"].map((end) => ({ time: "2026-01-01T12:00:00.000Z", item: `${file}-${end}`, answer: { choice: "a" } }))));

Deno.test("without a rating or an answer the course's first three lessons come, in its order", () => {
  const reason = { why: "order" };
  same(chosen({}), [["first", reason], ["second", reason], ["third", reason]]);
});

Deno.test("what is low comes first, the lowest on top, by rating or by score", () => {
  same(chosen({ leading: { level: 2, score: null }, writing: { level: 4, score: 10 }, asking: { level: 5, score: 90 } }), [
    ["third", { why: "score", score: 10 }],
    ["fourth", { why: "rating", level: 2 }],
    ["first", { why: "order" }],
  ]);
  same(chosen({ asking: { level: 1, score: 40 } })[0], ["first", { why: "rating", level: 1 }]);
});

Deno.test("then come competencies of which nothing is known, and the middle of the scale isn't low", () => {
  same(chosen({ asking: { level: 3, score: 50 } }), [
    ["third", { why: "unknown" }],
    ["fourth", { why: "unknown" }],
    ["first", { why: "order" }],
  ]);
});

Deno.test("a lesson that is done isn't named: the next one of its competency is", () => {
  same(files({ asking: { level: 1, score: null } }, done("first")), ["second", "third", "fourth"]);
  same(files({}, done("first", "second", "third", "fourth")), ["fifth"]);
  same(files({}, done("first", "second", "third", "fourth", "fifth")), []);
});

Deno.test("of a competency its latest rating is known, and the average of two answers that count or more", () => {
  const listed = { title: "", kind: "choose", weights: { a: 1, b: 0 } };
  const catalogue = { waits: [1, 3], sets: ["x", "y"].map((id) => ({ id, competency: "asking", items: { [id]: listed } })) };
  const at = (minute) => new Date(Date.UTC(2026, 0, 1, 12, minute)).toISOString();
  const now = Date.UTC(2026, 0, 1, 13);
  const knownFrom = (...said) => {
    const records = known(said.map(([item, answer], i) => ({ time: at(i), item, answer })));
    return knownOf(["asking", "writing"], standings(catalogue, records, now), records);
  };
  const rated = (moment, level) => [`rating/asking/${moment}`, { level, evidence: "" }];
  same(knownFrom(), { asking: NOTHING, writing: NOTHING });
  same(knownFrom(["x", { choice: "a" }], rated("before", 2)).asking, { level: 2, score: null });
  same(knownFrom(["x", { choice: "a" }], ["y", { choice: "b" }], rated("before", 2), rated("now", 4), rated("then", 1)).asking, { level: 4, score: 50 });
  same(knownFrom(rated("before", 2), rated("now", null)).asking, { level: 2, score: null });
});
