// How a lesson stands, and which comes next.

import { brought, lessonState, nextLesson } from "../../src/softskills/frontend/lessons.js";
import { known } from "../../src/softskills/frontend/record.js";
import { same } from "./support.js";

const LESSONS = ["one", "two", "three"].map((file) => ({ file, title: file, items: [`${file}-a`, `${file}-b`] }));
const at = (minute) => new Date(Date.UTC(2026, 0, 1, 12, minute)).toISOString();
const answers = (...said) => known(said.map(([item, answer = { choice: "a" }], i) => ({ time: at(i), item, answer })));
const states = (records) => LESSONS.map((lesson) => lessonState(lesson, records).state);

Deno.test("a lesson is begun by an answer given in it, and done when all its scenes are answered, wherever that was", () => {
  same(states(answers()), ["none", "none", "none"]);
  same(states(answers(["one-a"], ["one-b"], ["two-b"])), ["done", "begun", "none"]);
  const here = { choice: "b" };
  same(states(answers(["one-a", brought(here)], ["two-a"], ["two-b", brought(here)])), ["none", "done", "none"]);
  same(states(answers(["one-a", brought(here)], ["one-a", here])), ["begun", "none", "none"]);
  same(states(answers(["one-a", here], ["one-a", brought(here)])), ["begun", "none", "none"]);
  same(lessonState(LESSONS[0], answers(["one-b"], ["one-b"])), { state: "begun", answered: 1, of: 2 });
});

Deno.test("what is no answer begins nothing", () => {
  same(states(answers(["one-a", null], ["one-b", "a"], ["toString"])), ["none", "none", "none"]);
});

Deno.test("one goes on where one was, then with what comes after it, then with what was left out", () => {
  const next = (...items) => nextLesson(LESSONS, answers(...items.map((item) => [item])))?.file;
  same(next(), "one");
  same(next("two-a"), "two");
  same(next("one-a", "two-a", "two-b"), "three");
  same(next("two-a", "three-a", "three-b"), "one");
  same(next("one-a", "one-b", "two-a", "two-b", "three-a", "three-b"), undefined);
  same(nextLesson(LESSONS, answers(["two-a"], ["three-a", brought({ choice: "a" })])).file, "two");
});
