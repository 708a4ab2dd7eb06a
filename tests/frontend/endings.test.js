// Which endings of a story were found, and from where another can be reached.

import { endingsFound, endingsOf, wayBack } from "../../src/softskills/frontend/endings.js";
import { same } from "./support.js";

const leading = (...targets) => ({ choices: Object.fromEntries(targets.map((to, i) => ["abc"[i], { to }])) });
const ending = { choices: {}, ending: true };
/** The hall leads to two endings and back to the desk; the desk also straight to a third. */
const STORY = { start: "desk", scenes: { desk: leading("hall", "out"), hall: leading("yes", "no", "desk"), yes: ending, no: ending, out: ending } };

Deno.test("an ending counts once, and what is no path to one does not", () => {
  same(endingsOf(STORY), ["yes", "no", "out"]);
  const paths = [["desk.a", "hall.a"], ["desk.a", "hall.c", "desk.a", "hall.a"], ["desk.a"], ["desk.x"], undefined, null, 7, [null]];
  same([...endingsFound(STORY, paths)], ["yes"]);
});

Deno.test("the way to another ending goes back no further than it must", () => {
  const path = ["desk.a", "hall.a"];
  same(wayBack(STORY, path, new Set(["yes"])), 1);
  same(wayBack(STORY, path, new Set(["yes", "no"])), 1, "round through the hall and the desk");
  same(wayBack(STORY, ["desk.b"], new Set(["out"])), 0);
  same(wayBack(STORY, path, new Set(["yes", "no", "out"])), null);
});
