// What is practised today, in what order, and on which days.

import { dayOf } from "../../src/softskills/frontend/counting.js";
import { broughtOn, dueSets, isHit, mixed, nextSituation, practiceDays, standings, sureOf, todaysSets } from "../../src/softskills/frontend/review.js";
import { known } from "../../src/softskills/frontend/record.js";
import { same } from "./support.js";

const WAITS = [1, 3, 7, 21, 60];
const at = (day, hour = 12) => new Date(2026, 0, day, hour).toISOString();
const now = (day) => Date.parse(at(day, 20));

/** A catalogue of sets with one `choose` situation each, in which "a" is best. */
function catalogue(competencies) {
  const item = { title: "T", kind: "choose", weights: { a: 1, b: 0, c: -0.4, d: -0.6 } };
  return { waits: WAITS, sets: Object.entries(competencies).map(([id, competency]) => ({ id, competency, items: { [id]: item } })) };
}
const picks = (...said) => known(said.map(([item, day, choice, sure]) => ({ item, time: at(day), answer: sure ? { choice, sure } : { choice } })));
const ids = (sets) => sets.map(({ set }) => set.id);

Deno.test("a choice hits when it is the best; where more is asked, half of the credit is a hit", () => {
  const choose = { title: "", kind: "choose", weights: { a: 1, b: 0.9 } };
  same([isHit(choose, { choice: "a" }), isHit(choose, { choice: "b" }), isHit(choose, { choice: "z" }), isHit(choose, null)], [true, false, null, null]);
  const rank = { title: "", kind: "best-worst", weights: { ab: 0.5, ba: 0.49 } };
  same([isHit(rank, { best: "a", worst: "b" }), isHit(rank, { best: "b", worst: "a" })], [true, false]);
});

Deno.test("how sure somebody was is one of three words, and all else is not said", () => {
  same([{ sure: "sure" }, { sure: "fairly" }, { sure: "certain" }, { sure: 3 }, { sure: "toString" }, "sure", null].map(sureOf), ["sure", "fairly", null, null, null, null, null]);
});

Deno.test("sure and wrong comes first, then what is longest due", () => {
  const cat = catalogue({ p: "x", q: "x", r: "x", s: "x", never: "x" });
  const records = picks(["p", 3, "a"], ["q", 2, "a"], ["r", 4, "b", "sure"], ["s", 4, "b", "guessing"]);
  same(ids(dueSets(standings(cat, records, now(8)), dayOf(now(8)))), ["r", "q", "p", "s"]);
});

Deno.test("a day has five scenes, and those reviewed today are of them", () => {
  const names = ["a1", "a2", "a3", "b1", "b2", "b3", "c1"];
  const cat = catalogue(Object.fromEntries(names.map((name) => [name, name[0]])));
  const first = names.map((name, i) => /** @type {any} */ ([name, 1 + i / 100, "a"]));
  const all = standings(cat, picks(...first), now(5));
  same(todaysSets(all, now(5)).length, 5);
  same(ids(todaysSets(all, now(5))), ["a1", "b1", "a2", "b2", "a3"]);
  const later = standings(cat, picks(...first, ["a1", 5, "a"], ["b1", 5, "b"]), now(5));
  same(ids(todaysSets(later, now(5))), ["a2", "b2", "a3"]);
  same(later.flatMap(({ reviewed }) => reviewed).map(({ hit }) => hit), [true, false]);
});

Deno.test("a situation not seen before is shown first, else the one seen longest ago", () => {
  const records = picks(["p", 3, "a"], ["q", 2, "a"]);
  same(nextSituation(["p", "q", "r", "s"], records), "r");
  same(nextSituation(["p", "q"], records), "q");
  same(nextSituation(["p"], picks()), "p");
});

Deno.test("where there is room, scenes that no lesson shows come beside those that are due", () => {
  const { sets } = catalogue({ seen: "x", lesson: "x", spare: "x", other: "y", later: "x" });
  const cat = { waits: WAITS, sets: sets.map((set) => ({ ...set, spare: ["spare", "other"].includes(set.id) })) };
  const records = picks(["seen", 3, "a"], ["later", 5, "a"]);
  same(ids(todaysSets(standings(cat, records, now(5)), now(5))), ["seen", "spare"]);
  same(ids(todaysSets(standings(cat, records, now(3)), now(3))), []); // nothing is due
});

Deno.test("what was brought and answered on a day is known for that day, and what was answered in its lesson is not", () => {
  const brought = (item, day) => ({ item, time: at(day), answer: { choice: "a", brought: day === 4 } });
  const said = [brought("p", 3), brought("q", 4), brought("q", 5), brought("p", 5)];
  const records = known([...said, { item: "r", time: at(4), answer: { choice: "a" } }]);
  const day = dayOf(at(4));
  same([broughtOn(day, ["q", "r"], records), broughtOn(day + 1, ["q", "r"], records), broughtOn(day, ["r"], records)], ["q", null, null]);
});

Deno.test("the next practice days, five scenes a day at most", () => {
  const cat = catalogue(Object.fromEntries(Array.from({ length: 7 }, (_, i) => [`s${i}`, "x"])));
  const records = picks(...cat.sets.map(({ id }) => /** @type {any} */ ([id, 1, "a"])));
  const today = dayOf(now(1));
  const days = practiceDays(standings(cat, records, now(1)), WAITS, today, 5);
  same(days.map((day) => day - today), [1, 2, 4, 5, 11]);
  same(practiceDays(standings(cat, known([]), now(1)), WAITS, today, 5), []);
  const overdue = practiceDays(standings(cat, records, now(9)), WAITS, dayOf(now(9)), 1);
  same(overdue, [dayOf(now(10))]);
});

Deno.test("neighbours are of different groups as far as that goes", () => {
  const mix = (text) => mixed([...text], (one) => one.toLowerCase()).join("");
  same(mix("aabc"), "abac");
  same(mix("abcaa"), "abaca");
  same(mix("aaab"), "abaa");
  same(mix("baaa"), "baaa");
  same(mix("abc"), "abc");
  same(mix(""), "");
});
