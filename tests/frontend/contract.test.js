// What the page and Python must both know, held together by the cases in tests/contract.

import counting from "../contract/counting.json" with { type: "json" };
import texts from "../contract/paragraphs.json" with { type: "json" };
import interactions from "../contract/interactions.json" with { type: "json" };
import ratings from "../contract/ratings.json" with { type: "json" };
import limits from "../contract/record_limits.json" with { type: "json" };
import lines from "../contract/record_lines.json" with { type: "json" };
import rubric from "../contract/rubric.json" with { type: "json" };
import terms from "../contract/terms.json" with { type: "json" };

import { paragraphTexts } from "../../src/softskills/frontend/core.js";
import { MOMENTS, ratingProblem } from "../../src/softskills/frontend/ratings.js";
import { known, lineOf, parseRecord, seedOf, wanted } from "../../src/softskills/frontend/record.js";
import { LEVELS, pointsOf } from "../../src/softskills/frontend/rubric.js";
import { interactionsOf } from "../../src/softskills/frontend/scorm_interactions.js";
import { average, creditOf, follow, levelOf, termsOf } from "../../src/softskills/frontend/terms.js";
import { same, thrown } from "./support.js";

Deno.test("lines that are kept", () => {
  for (const line of lines.kept) {
    const { v, time, item, answer } = JSON.parse(line);
    same(JSON.parse(lineOf(parseRecord(line))), { v, time, item, answer }, line);
  }
});

Deno.test("lines that are left out", () => {
  for (const line of lines["left out"]) {
    const why = thrown(() => parseRecord(line));
    if (!why.startsWith("it")) throw new Error(`${line}: ${why}`);
  }
});

for (const { name, before, fill, times, after, kept } of limits.lines) {
  Deno.test(`the limits of a line: ${name}`, () => {
    const line = before + fill.repeat(times) + after;
    if (kept) parseRecord(line);
    else thrown(() => parseRecord(line));
  });
}

for (const { name, records, known: expected } of counting.counts) {
  Deno.test(`which answer counts: ${name}`, () => same(known(records), expected));
}

Deno.test("what is wanted", () => {
  for (const [item, wants, expected] of /** @type {[string, string[], boolean][]} */ (counting.wanted)) {
    same(wanted(item, wants), expected, `${item} of ${wants}`);
  }
});

Deno.test("the seed of a reader", () => {
  for (const { records, seed } of counting.seeds) same(seedOf(/** @type {any} */ (records)), seed, JSON.stringify(records));
});

Deno.test("what is a level", () => {
  for (const [value, level] of ratings.levels) same(levelOf(value), level, JSON.stringify(value));
});

Deno.test("sound self-ratings", () => {
  same(MOMENTS, ratings.moments);
  for (const { item, answer, sound } of ratings.cases) {
    same(ratingProblem({ item, answer }, ratings.competencies) === "", sound, `${item} ${JSON.stringify(answer)}`);
  }
});

Deno.test("paragraphs", () => {
  for (const [text, parts] of texts) same(paragraphTexts(/** @type {string} */ (text)), parts, JSON.stringify(text));
});

for (const { kind, answer, terms: expected, credit } of /** @type {any[]} */ (terms.cases)) {
  Deno.test(`what a ${kind} answer says: ${JSON.stringify(answer)}`, () => {
    const possible = kind === "branching" ? terms.story_terms : Object.keys(terms.effectiveness);
    same(termsOf(kind, answer, possible), expected);
    const found = creditOf({ kind, weights: terms.weights[kind] }, answer);
    if (credit === null) same(found, null);
    else if (!(Math.abs(found - credit) < 1e-6)) throw new Error(`found ${found}, expected ${credit}`);
    if (kind === "branching" && expected) same(follow(terms.story, answer.path).steps.length, answer.path.length);
  });
}

Deno.test("the score of several answers", () => {
  for (const { credits, score } of terms.scores) same(average(credits), 100 * score, JSON.stringify(credits));
});

Deno.test("what a mark by rubric comes to", () => {
  same(LEVELS, rubric.levels);
  for (const { points, levels, mark } of rubric.marks) same(pointsOf(points.map((one) => ({ points: one })), levels), mark);
});

for (const { name, record, scene, listed, interactions: expected } of interactions.cases) {
  Deno.test(`an answer as interactions of a platform: ${name}`, () => {
    for (const version of /** @type {("1.2" | "2004")[]} */ (["1.2", "2004"])) {
      const told = interactionsOf(record, scene ?? undefined, /** @type {any} */ (listed ?? undefined), version);
      same(told.map(({ time: _local, ...others }) => others), expected[version]);
    }
  });
}
