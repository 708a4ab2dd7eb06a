// What an answer is told as: words for where an option stands, for a credit, for a pair, and for how sure one was.

import { surenessInWords } from "../../src/softskills/frontend/certainty.js";
import { foundInWords, standing, strongest, TOLD, whatDiffers } from "../../src/softskills/frontend/result.js";
import { same } from "./support.js";

/** @param {Record<string, number>} effectiveness */
const part = (effectiveness) => ({ item: {}, feedback: { effectiveness } });

Deno.test("where each of four options stands", () => {
  const values = { a: 2, b: 5, c: 1, d: 4 };
  const words = Object.keys(values).map((letter) => standing(values, letter).words);
  same(words, ["third strongest", "strongest", "weakest", "second strongest"]);
  same(standing(values, "b").rank, "best");
  same(standing(values, "d").rank, "between");
  same(standing(values, "c").rank, "last");
  same(new Set(["b", "d", "c"].map((letter) => standing(values, letter).sign)).size, 3);
  same(strongest(values), "b");
});

Deno.test("options that the key holds equal stand in the same place", () => {
  const values = { a: 3, b: 3, c: 1, d: 5 };
  same(standing(values, "a").words, "second strongest");
  same(standing(values, "b").words, "second strongest");
  same(standing(values, "c").words, "weakest");
});

Deno.test("of six options each has words", () => {
  const values = { a: 5, b: 4, c: 4, d: 3, e: 2, f: 1 };
  const words = Object.keys(values).map((letter) => standing(values, letter).words);
  same(words, ["strongest", "second strongest", "second strongest", "fourth strongest", "fifth strongest", "weakest"]);
});

Deno.test("what was chosen is told in words, and which options are the learner's own", () => {
  const values = { a: 5, b: 3, c: 2, d: 1 };
  const told = (kind, answer) => [TOLD[kind].heading(answer, values), TOLD[kind].own(answer, values).join("")];
  same(told("choose", { choice: "b" }), ["You chose the second strongest.", "b"]);
  same(told("best-worst", { best: "a", worst: "d" }), ["You found the strongest and the weakest.", "ad"]);
  same(told("best-worst", { best: "a", worst: "b" }), ["You found the strongest.", "ab"]);
  same(told("best-worst", { best: "c", worst: "d" }), ["You found the weakest.", "cd"]);
  same(told("best-worst", { best: "d", worst: "a" }), ["As most effective you chose the weakest.", "da"]);
  same(told("rate-each", { ratings: values }), ["You rated every option as the key does.", ""]);
  same(told("rate-each", { ratings: { a: 5, b: 3, c: 3, d: 4 } }), ["You and the key agree on 2 of 4.", "d"]);
  same(told("rate-each", { ratings: { a: 1, b: 1, c: 1, d: 2 } }), ["The key rates these differently.", "a"]);
  same(told("rank", { order: ["a", "b", "c", "d"] }), ["Your order is the key’s.", "a"]);
  same(told("rank", { order: ["b", "c", "a", "d"] }), ["You put the strongest third.", "b"]);
});

Deno.test("what differs between two situations", () => {
  const [one, other] = [part({ a: 5, b: 1 }), part({ a: 1, b: 5 })];
  if (!whatDiffers([one, other]).includes("a different one")) throw new Error(whatDiffers([one, other]));
  if (!whatDiffers([one, one]).includes("The same option")) throw new Error(whatDiffers([one, one]));
});

Deno.test("in how many of two the strongest was found", () => {
  const parts = [part({ a: 5, b: 1 }), part({ a: 1, b: 5 })];
  same(foundInWords(parts, [{ choice: "a" }, { choice: "b" }]), "You found it in both.");
  same(foundInWords(parts, [{ choice: "a" }, { choice: "a" }]), "You found it in one of the two.");
  same(foundInWords(parts, [{ best: "b", worst: "a" }, { order: ["a", "b"] }]), "You chose others this time.");
  same(foundInWords(parts, [{ choice: "a" }, { ratings: { a: 1, b: 5 } }]), "");
});

Deno.test("how sure one was, whatever a log holds", () => {
  same(surenessInWords("guessing"), "You were guessing.");
  same(surenessInWords("fairly"), "You were fairly sure.");
  same(surenessInWords("sure"), "You were sure.");
  for (const other of [undefined, null, "", "very", 3, ["sure"], {}, "constructor"]) {
    same(surenessInWords(other), "How sure you were: not said.", JSON.stringify(other));
  }
});
