// Which answers count, and when a set comes back, over weeks of a reader.

import { dateOf, dayOf, standing } from "../../src/softskills/frontend/counting.js";
import { known } from "../../src/softskills/frontend/record.js";
import { same } from "./support.js";

const WAITS = [1, 3, 7, 21, 60];
const DAY = 86400000;
const at = (month, day, hour = 12, minute = 0) => new Date(2026, month - 1, day, hour, minute).toISOString();
/** An answer says whether it is a hit; what is no answer says nothing. */
const hitOf = (_item, answer) => (typeof answer === "boolean" ? answer : null);

/** How the set of p, q and r stands at `now` after [item, time, answer] each, stored in this order. */
function stands(now, ...said) {
  const records = known(said.map(([item, time, answer]) => ({ item, time, answer })));
  const found = standing(["p", "q", "r"], records, hitOf, WAITS, Date.parse(now));
  const counted = Object.fromEntries(Object.entries(found.counted).map(([item, { time, hit }]) => [item, `${time} ${hit}`]));
  return { ...found, counted, due: found.due === null ? null : dateOf(found.due).toDateString() };
}
const date = (month, day) => new Date(2026, month - 1, day).toDateString();

Deno.test("what was never answered is not due", () => {
  const { box, due, counted } = stands(at(1, 1));
  same([box, due, counted], [0, null, {}]);
});

Deno.test("hits move a set from box to box, to the last, where it stays", () => {
  const days = [[1, 1, 1], [1, 2, 2], [1, 5, 3], [1, 12, 4], [2, 2, 5], [4, 3, 5]];
  const said = [];
  for (const [month, day, expected] of days) {
    said.push(["p", at(month, day), true]);
    const { box, due } = stands(at(month, day, 23), ...said);
    same([box, due], [expected, new Date(2026, month - 1, day + WAITS[expected - 1]).toDateString()]);
  }
});

Deno.test("a miss goes back to box 1", () => {
  const { box, due } = stands(at(1, 20), ["p", at(1, 1), true], ["p", at(1, 2), true], ["p", at(1, 5), false]);
  same([box, due], [1, date(1, 6)]);
});

Deno.test("an answer copied from the feedback just read moves nothing", () => {
  const before = stands(at(1, 1, 20), ["p", at(1, 1), false]);
  const after = stands(at(1, 1, 20), ["p", at(1, 1), false], ["p", at(1, 1, 12, 1), true]);
  same([after.counted, after.box, after.due], [before.counted, before.box, before.due]);
  same([before.practised.length, after.practised.map(({ hit }) => hit)], [0, [true]]);
});

Deno.test("on a due day each situation's first answer counts, and the box moves once, by all of them", () => {
  const first = /** @type {any} */ (["p", at(1, 1), true]);
  const good = stands(at(1, 2, 20), first, ["p", at(1, 2, 9), true], ["q", at(1, 2, 10), true]);
  same([good.box, good.due, good.reviewed.length], [2, date(1, 5), 2]);
  const bad = stands(at(1, 2, 20), first, ["p", at(1, 2, 9), true], ["q", at(1, 2, 10), false], ["q", at(1, 2, 11), true]);
  same([bad.box, bad.due, bad.reviewed.length, bad.practised.length], [1, date(1, 3), 2, 1]);
});

Deno.test("before it is due an answer to a known situation is practice, and one to a new situation counts", () => {
  const said = /** @type {any[]} */ ([["p", at(1, 1), true], ["p", at(1, 2), true]]); // box 2, due on 5 January
  const early = stands(at(1, 3, 20), ...said, ["p", at(1, 3), false]);
  same([early.box, early.due, early.practised.length], [2, date(1, 5), 1]);
  const other = stands(at(1, 3, 20), ...said, ["q", at(1, 3), true]);
  same([other.box, other.due, other.reviewed.length], [3, date(1, 10), 0]);
});

Deno.test("overdue counts from the day it was answered on", () => {
  same(stands(at(3, 1, 20), ["p", at(1, 1), true], ["p", at(3, 1), true]).due, date(3, 4));
});

Deno.test("days are those of the calendar: a minute before and after midnight are two", () => {
  const { box, due } = stands(at(1, 2, 1), ["p", at(1, 1, 23, 59), true], ["p", at(1, 2, 0, 1), true]);
  same([box, due], [2, date(1, 5)]);
});

Deno.test("a day is a day when the clocks change, in spring and in autumn", () => {
  for (const [month, day] of [[3, 28], [3, 29], [10, 24], [10, 25]]) {
    same(stands(at(month, day, 23), ["p", at(month, day, 23), true]).due, date(month, day + 1));
    same(dayOf(at(month, day, 0)) + 1, dayOf(at(month, day + 1, 23)));
    same(dateOf(dayOf(at(month, day))).getHours(), 0);
  }
  for (let day = 1; day <= 366; day += 1) same(dateOf(dayOf(at(1, day))).toDateString(), date(1, day));
});

Deno.test("an answer from a clock that was ahead never counts and delays nothing, and is not lost", () => {
  const said = /** @type {any[]} */ ([["p", at(1, 1), true], ["p", at(6, 1), false]]);
  const found = stands(at(1, 2), ...said);
  same([found.box, found.due, Object.keys(found.counted)], [1, date(1, 2), ["p"]]);
  const answered = stands(at(1, 2), ...said, ["q", at(1, 2), true]);
  same([answered.box, answered.due], [2, date(1, 5)]);
  same(stands(at(1, 1), ["p", new Date(Date.parse(at(1, 1)) + DAY).toISOString(), true]).box, 1); // a day ahead still does
  same(stands(at(1, 1), ["p", new Date(Date.parse(at(1, 1)) + DAY + 1).toISOString(), true]).box, 0);
});

Deno.test("after a clock was set back answers stand by their times, however they were stored", () => {
  const said = /** @type {any[]} */ ([["p", at(1, 3), true], ["q", at(1, 1), false], ["p", at(1, 1, 9), true]]);
  const found = stands(at(1, 3, 20), ...said);
  same(found, stands(at(1, 3, 20), ...said.toReversed()));
  same([found.box, found.due], [2, date(1, 6)]);
});

Deno.test("of equal times the one stored first is the first of its day", () => {
  const { counted, practised } = stands(at(1, 1, 20), ["p", at(1, 1), false], ["p", at(1, 1), true]);
  same([counted.p, practised.length], [`${at(1, 1)} false`, 1]);
});

Deno.test("what is no answer counts nowhere, and is no first answer", () => {
  const { box, counted } = stands(at(1, 1, 20), ["p", at(1, 1, 9), { spoilt: 1 }], ["p", at(1, 1), true], ["gone", at(1, 1), false]);
  same([box, Object.keys(counted)], [1, ["p"]]);
});
