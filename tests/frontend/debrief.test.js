// How the values of a story move, and what its end is told as.

import { bestInWords, changeInWords, foundInWords, valuesAlong } from "../../src/softskills/frontend/debrief.js";
import { same } from "./support.js";

Deno.test("the values of a story stay within their limits, and a change is told in words", () => {
  const values = [{ id: "trust", name: "Trust", start: 2, lowest: 0, highest: 3 }];
  const effects = { desk: { a: { trust: 5 }, b: {} }, hall: { a: { trust: -9 } } };
  const steps = [{ scene: "desk", letter: "a" }, { scene: "desk", letter: "b" }, { scene: "hall", letter: "a" }];
  same(valuesAlong({ values, effects }, steps).map(({ trust }) => trust), [2, 3, 3, 0]);
  same(changeInWords(values, { trust: 2 }, { trust: 3 }), "Trust: up by 1, now 3.");
  same(changeInWords(values, { trust: 3 }, { trust: 3 }), "Trust: still 3.");
});

Deno.test("how many choices were the best is told as a count, and never as points", () => {
  same(bestInWords(4, 4), "You made the best choice every time.");
  same(bestInWords(3, 4), "You made the best choice 3 times in 4.");
  same(bestInWords(1, 4), "You made the best choice once in 4.");
  same(bestInWords(0, 4), "The best choices were others this time.");
});

Deno.test("how many endings were found", () => {
  same(foundInWords(2, 4), "Endings found: 2 of 4.");
  same(foundInWords(4, 4), "You’ve found all 4 endings.");
});
