// What one of two situations says and the other does not.

import { ownSentences, sentences } from "../../src/softskills/frontend/differences.js";
import { same } from "./support.js";

Deno.test("a text as its sentences", () => {
  same(sentences("It costs 3.50 a day.  “Is it due?”\n\nShe waits… No end"), ["It costs 3.50 a day.", "“Is it due?”", "She waits…", "No end"]);
  same(sentences(" "), []);
});

Deno.test("only what differs, and all of a text when nothing is left or nothing is shared", () => {
  const [one, other] = ["A form is stuck. It is due today. You sit down.", "A form is stuck. It is due in May. You sit down."];
  same([ownSentences(one, other), ownSentences(other, one)], ["It is due today.", "It is due in May."]);
  same(ownSentences(one, one), one);
  same(ownSentences("All is new.", one), "All is new.");
});
