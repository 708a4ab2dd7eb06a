// How the values of a story move, and what its end is told as.

import { changeInWords, foundInWords, inWords, valuesAlong } from "../../src/softskills/frontend/debrief.js";
import { same } from "./support.js";

Deno.test("the values of a story stay within their limits, and a change is told in words", () => {
  const values = [{ id: "trust", name: "Trust", start: 2, lowest: 0, highest: 3 }];
  const effects = { desk: { a: { trust: 5 }, b: {} }, hall: { a: { trust: -9 } } };
  const steps = [{ scene: "desk", letter: "a" }, { scene: "desk", letter: "b" }, { scene: "hall", letter: "a" }];
  same(valuesAlong({ values, effects }, steps).map(({ trust }) => trust), [2, 3, 3, 0]);
  same(changeInWords(values, { trust: 2 }, { trust: 3 }), "Trust: up by 1, now 3.");
  same(changeInWords(values, { trust: 3 }, { trust: 3 }), "Trust: still 3.");
});

Deno.test("a credit in words has no number in it, whatever it is", () => {
  const words = [1, 0.99, 0.5, 0.2, 0, -1].map(inWords);
  same(words.filter((one) => /\d/.test(one)), []);
  same([words[1] === words[2], words[4] === words[5], new Set(words).size], [true, true, 4]);
});

Deno.test("how many endings were found", () => {
  same(foundInWords(2, 4), "Endings found: 2 of 4.");
  same(foundInWords(4, 4), "You’ve found all 4 endings.");
});
