// When a scenario comes back, and in what order; and how values of a story move.

import { changeInWords, valuesAlong } from "../../src/softskills/frontend/debrief.js";
import { dayOf, dueDay, mixed } from "../../src/softskills/frontend/review.js";
import { same } from "./support.js";

const INTERVALS = [1, 7, 30];
const at = (month, day, hour = 12) => new Date(2026, month - 1, day, hour).toISOString();
const midnight = (month, day) => new Date(2026, month - 1, day).getTime();

Deno.test("a scenario comes back after 1, 7 and 30 days, and then no more", () => {
  same(dueDay([at(1, 1)], INTERVALS), midnight(1, 2));
  same(dueDay([at(1, 1), at(1, 2)], INTERVALS), midnight(1, 9));
  same(dueDay([at(1, 1), at(1, 2), at(1, 9)], INTERVALS), midnight(2, 8));
  same(dueDay([at(1, 1), at(1, 2), at(1, 9), at(2, 8)], INTERVALS), null);
});

Deno.test("two answers on one day count once, and days are those of the calendar", () => {
  same(dueDay([at(1, 1, 0), at(1, 1, 23)], INTERVALS), midnight(1, 2));
  same(dayOf(at(3, 29, 23)), midnight(3, 29));
  same(dueDay([at(3, 28, 23)], INTERVALS), midnight(3, 29));
});

Deno.test("neighbours in a review are of different groups as far as that goes", () => {
  same(mixed(["a1", "a2", "a3", "b1", "c1"], (one) => one[0]), ["a1", "b1", "c1", "a2", "a3"]);
});

Deno.test("the values of a story stay within their limits, and a change is told in words", () => {
  const values = [{ id: "trust", name: "Trust", start: 2, lowest: 0, highest: 3 }];
  const effects = { desk: { a: { trust: 5 }, b: {} }, hall: { a: { trust: -9 } } };
  const steps = [{ scene: "desk", letter: "a" }, { scene: "desk", letter: "b" }, { scene: "hall", letter: "a" }];
  same(valuesAlong({ values, effects }, steps).map(({ trust }) => trust), [2, 3, 3, 0]);
  same(changeInWords(values, { trust: 2 }, { trust: 3 }), "Trust: up by 1, now 3.");
  same(changeInWords(values, { trust: 3 }, { trust: 3 }), "Trust: still 3.");
});
