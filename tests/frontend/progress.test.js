// What progress says at a glance, the days on which was practised, scenes as dots, and endings of stories.

import { dayOf } from "../../src/softskills/frontend/counting.js";
import { answersByDay, answersInWords, weeksUpTo } from "../../src/softskills/frontend/days.js";
import { inWords, standOf } from "../../src/softskills/frontend/dots.js";
import { doneInWords, dueInWords, glanceOf } from "../../src/softskills/frontend/glance.js";
import { endingsReached } from "../../src/softskills/frontend/reached.js";
import { known } from "../../src/softskills/frontend/record.js";
import { standings } from "../../src/softskills/frontend/review.js";
import { same } from "./support.js";

const WAITS = [1, 3, 7];
const LESSONS = ["one", "two"].map((file) => ({ file, title: file, items: [`${file}-a`, `${file}-b`] }));
const SETS = LESSONS.flatMap(({ file, items }) => items.map((id) => ({ id, title: id, competency: file, items: { [id]: { title: id, kind: "choose", weights: { a: 1, b: 0 } } } })));
const at = (day, hour = 12) => new Date(2026, 10, day, hour).toISOString();

/** At a glance on a day of November, with answers of [item, day]. */
function glance(day, ...said) {
  const records = known(said.map(([item, on]) => ({ item, time: at(on), answer: { choice: "a" } })));
  const now = Date.parse(at(day, 20));
  const found = glanceOf(LESSONS, standings({ sets: SETS, waits: WAITS }, records, now), records, WAITS, now);
  return [doneInWords(found.done), dueInWords(found.due, dayOf(now)), found.next && `${found.next.file} ${found.next.state}`];
}

Deno.test("what is done, due and next, from the first day to the last", () => {
  same(glance(2), ["0 scenes", "Nothing yet", "one none"]);
  same(glance(2, ["one-a", 2]), ["1 scene", "Nothing today, more tomorrow", "one begun"]);
  same(glance(3, ["one-a", 2], ["one-b", 2]), ["1 of 2 lessons, 2 scenes", "2 scenes, about 3 minutes", "two none"]);
  const all = SETS.map(({ id }) => [id, 2]);
  same(glance(3, ...all, ...SETS.map(({ id }) => [id, 3])), ["All 2 lessons, 4 scenes", "Nothing until Friday", null]);
  same(doneInWords({ lessons: 0, of: 0, scenes: 3 }), "3 scenes");
  same(dueInWords({ today: 0, all: 7, next: 9 }, 8), "Done for today, more tomorrow");
});

Deno.test("six weeks from Monday to Sunday, the last with today in it, and each day in words", () => {
  for (const today of [dayOf(at(9)), dayOf(at(15))]) {
    const weeks = weeksUpTo(today);
    same([weeks.length, weeks.every((week) => week.length === 7), weeks[5].includes(today)], [6, true, true]);
    same([weeks[5][0], weeks[5][6], weeks[0][0]], [dayOf(at(9)), dayOf(at(15)), dayOf(at(9)) - 35]);
  }
  same([answersInWords(new Date(2026, 10, 12), 4), answersInWords(new Date(2026, 10, 12), 1), answersInWords(new Date(2026, 10, 12), 0)], ["12 November: 4 answers", "12 November: 1 answer", "12 November"]);
});

Deno.test("every answer to a scene of the course counts for its day", () => {
  const said = (item, day) => ({ item, time: at(day), answer: { choice: "a" } });
  const found = answersByDay(["one-a", "one-b", "never"], known([said("one-a", 2), said("one-a", 2), said("one-b", 3), said("rating/x/now", 4)]));
  same([...found], [[dayOf(at(2)), 2], [dayOf(at(3)), 1]]);
});

Deno.test("dots in words", () => {
  same([standOf(undefined), standOf({ hit: true }), standOf({ hit: false })], ["open", "right", "not-yet"]);
  same(inWords(["open"]), "1 scene");
  same(inWords(["right", "not-yet", "right", "open"]), "2 right, 1 not yet, 1 to go");
  same(inWords(["not-yet"]), "1 not yet");
});

Deno.test("endings found are counted once each, and what is no path led to none", () => {
  const endings = { "desk.a": "peace", "desk.b": "row", "door.a": "peace" };
  const answers = [["desk.a"], ["x.a", "door.a"], ["hall.a"], null, "desk.b", [7], []].map((path) => /** @type {[string, any]} */ ([at(2), { path }]));
  same(endingsReached(endings, answers), { found: 1, of: 2 });
  same(endingsReached(endings, [...answers, [at(3), { path: ["desk.b"] }], [at(3), null]]), { found: 2, of: 2 });
});
