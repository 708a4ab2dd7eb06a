// How the values of a story move.

import { changeInWords, valuesAlong } from "../../src/softskills/frontend/debrief.js";
import { same } from "./support.js";

Deno.test("the values of a story stay within their limits, and a change is told in words", () => {
  const values = [{ id: "trust", name: "Trust", start: 2, lowest: 0, highest: 3 }];
  const effects = { desk: { a: { trust: 5 }, b: {} }, hall: { a: { trust: -9 } } };
  const steps = [{ scene: "desk", letter: "a" }, { scene: "desk", letter: "b" }, { scene: "hall", letter: "a" }];
  same(valuesAlong({ values, effects }, steps).map(({ trust }) => trust), [2, 3, 3, 0]);
  same(changeInWords(values, { trust: 2 }, { trust: 3 }), "Trust: up by 1, now 3.");
  same(changeInWords(values, { trust: 3 }, { trust: 3 }), "Trust: still 3.");
});
