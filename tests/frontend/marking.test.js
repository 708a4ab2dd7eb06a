// Marking by rubric: what levels come to, one key a step down, and a reply to every question.

import { asker } from "../../src/softskills/frontend/asking.js";
import { inDigits, LEVELS, pointsOf, stepDown } from "../../src/softskills/frontend/rubric.js";
import { same } from "./support.js";

const CRITERIA = [{ points: 2 }, { points: 3 }, { points: 1 }];

Deno.test("levels in points; one that is missing gives none", () => {
  same(pointsOf(CRITERIA, ["full", "half", "none"]), 3.5);
  same(pointsOf(CRITERIA, ["", "full", ""]), 3);
  same(pointsOf([], []), 0);
});

Deno.test("a key takes a criterion from nothing to full, half, none, and round", () => {
  const steps = [""];
  for (let i = 0; i < 4; i += 1) steps.push(stepDown(steps.at(-1)));
  same(steps, ["", ...LEVELS, "full"]);
});

Deno.test("points are written without what calculating leaves", () => {
  same([0, 2, 1.5, 0.1 + 0.2].map(inDigits), ["0", "2", "1.5", "0.3"]);
});

/** A model that remembers what was sent, and lets a test reply. */
function modelOf() {
  const listeners = new Set();
  return {
    sent: /** @type {any[]} */ ([]),
    on: (_event, listener) => listeners.add(listener),
    off: (_event, listener) => listeners.delete(listener),
    send(message) {
      this.sent.push(message);
    },
    hear: (message) => [...listeners].forEach((listener) => listener(message)),
    get listening() {
      return listeners.size;
    },
  };
}

Deno.test("each question gets the reply that has its number, in whatever order they come", async () => {
  const model = modelOf();
  const { ask, stop } = asker(model);
  const [one, other] = [ask("open", { i: 1 }), ask("open", { i: 2 })];
  same(model.sent.map(({ kind, i }) => [kind, i]), [["open", 1], ["open", 2]]);
  model.hear({ n: "somebody else's", ok: true });
  model.hear({ n: model.sent[1].n, ok: true, at: 2 });
  model.hear({ n: model.sent[0].n, ok: false, why: "no" });
  same([(await one).why, (await other).at], ["no", 2]);
  stop();
  same(model.listening, 0);
});

Deno.test("nobody waits for ever: a kernel that is silent, a model that throws, a desk that is closed", async () => {
  const silent = await asker(modelOf(), 0.01).ask("open");
  same([silent.ok, silent.why.includes("doesn’t answer")], [false, true]);
  const broken = { ...modelOf(), send: () => { throw new Error("no comm"); } };
  same((await asker(broken).ask("open")).why, "Nothing could be sent to the kernel: no comm");
  const model = modelOf();
  const { ask, stop } = asker(model);
  const asked = ask("open");
  stop();
  same((await asked).ok, false);
});
