// The page in the kernel's part: its log in the browser's storage, and the messages of its widgets.

import { browserLog } from "../../src/softskills/frontend/browser_log.js";
import { KeptPage } from "../../src/softskills/frontend/page.js";
import { known, lineOf } from "../../src/softskills/frontend/record.js";
import { same, storage } from "./support.js";

const TIME = "2026-01-31T09:30:00.000Z";
const answerOf = (records) => records.map(({ item, answer }) => [item, answer]);

/** @param {any} kept */
function pageWith(kept, load = (_name) => Promise.resolve({})) {
  const page = new KeptPage(browserLog("course", kept), {}, load);
  page.refresh();
  return page;
}

/**
 * A widget's model on the page, and the replies it gets.
 * @param {KeptPage} page
 * @param {string[]} wants
 */
function modelOn(page, wants) {
  const model = page.newModel({ wants }, "seed");
  const replies = [];
  model.on("msg:custom", (reply) => replies.push(reply));
  return { model, replies };
}

Deno.test("answers of one message are kept, told to every widget that wants them, and confirmed", () => {
  const kept = storage();
  const page = pageWith(kept);
  const { model, replies } = modelOn(page, ["story", "story/run"]);
  const { model: other } = modelOn(page, ["*"]);
  model.send({ kind: "keep", n: 3, records: [{ item: "story", answer: 1 }, { item: "story/run", answer: 2 }] });
  same(answerOf(page.log.read()), [["story", 1], ["story/run", 2]]);
  same([replies[0].kind, replies[0].n, replies[0].records["story/run"].answer], ["kept", 3, 2]);
  same(other.get("records"), model.get("records"));
  same(pageWith(kept).known, page.known);
});

Deno.test("answers of one message are all kept or none", () => {
  const kept = storage(2);
  const { model, replies } = modelOn(pageWith(kept), ["*"]);
  model.send({ kind: "keep", n: 1, records: [{ item: "a", answer: 1 }] });
  model.send({ kind: "keep", n: 2, records: [{ item: "b", answer: 2 }, { item: "c", answer: 3 }] });
  same(replies[1].kind, "not-kept");
  if (!replies[1].why.includes("no room left")) throw new Error(replies[1].why);
  same(answerOf(browserLog("course", kept).read()), [["a", 1]]);
  same(model.get("records").b, undefined);
});

Deno.test("of equal times the record stored last stands last, here and in a file", () => {
  for (let round = 0; round < 50; round += 1) {
    const log = browserLog("course", storage());
    const records = [1, 2, 3].map((answer) => ({ time: TIME, item: "a", answer }));
    log.store(records.slice(0, 2));
    log.store(records.slice(2));
    same(answerOf(log.read()), answerOf(records));
    same(known(log.read()).a.answer, 3);
  }
});

Deno.test("an answer is later than the item's last, and never beyond the last time that can be written", () => {
  const kept = storage();
  browserLog("course", kept).store([{ time: "9999-12-31T23:59:59.999Z", item: "a", answer: 1 }]);
  const page = pageWith(kept);
  page.keep([{ item: "a", answer: 2 }]);
  page.keep([{ item: "a", answer: 3 }]);
  same(page.known.a.answer, 3);
  same(pageWith(kept).known, page.known);
});

Deno.test("a file is brought in line by line, and brought in again changes nothing", async () => {
  const log = browserLog("course", storage());
  const line = (answer, item = "a") => lineOf({ time: TIME, item, answer });
  const file = () => new File([[line(1), "spoilt", line(2), "", line(0, "no"), line(1)].join("\n")], "answers.jsonl");
  const check = ({ item }) => (item === "no" ? "it is not known" : "");
  const problems = ["Line 2 was left out: it is not complete JSON.", "Line 5 was left out: it is not known."];
  same(await log.bringIn(file(), check), { added: 2, same: 1, problems });
  same(await log.bringIn(file(), check), { added: 0, same: 3, problems });
  same(known(log.read()).a.answer, 2);
});

Deno.test("of a file that does not fit as much is kept as there is room for", async () => {
  const log = browserLog("course", storage(1));
  const lines = [1, 2].map((answer) => lineOf({ time: TIME, item: "a", answer })).join("\n");
  const { added, problems } = await log.bringIn(new File([lines], "answers.jsonl"), () => "");
  same([added, problems.length], [1, 1]);
  same(answerOf(log.read()), [["a", 1]]);
});

Deno.test("an item may be called as objects call something of their own", () => {
  const kept = storage();
  const page = pageWith(kept);
  for (const item of ["constructor", "__proto__", "toString"]) page.keep([{ item, answer: 1 }]);
  same(Object.keys(pageWith(kept).recordsFor(["*"])).sort(), ["__proto__", "constructor", "toString"]);
});

Deno.test("what another tab stores is told, and what it erases is forgotten", () => {
  const kept = storage();
  const page = pageWith(kept);
  const { model } = modelOn(page, ["a"]);
  const other = browserLog("course", kept);
  other.store([{ time: TIME, item: "a", answer: 1 }]);
  const [key] = Object.keys(kept);
  page.hear(/** @type {any} */ ({ key, newValue: kept.getItem(key) }));
  same(model.get("records").a.answer, 1);
  page.hear(/** @type {any} */ ({ key: "theirs/answer/1", newValue: "x" }));
  other.erase();
  page.hear(/** @type {any} */ ({ key: null, newValue: null }));
  same(model.get("records"), {});
});

Deno.test("the scenes of a set are brought, or it is said why not", async () => {
  const load = (name) => (name === "sets/circles" ? Promise.resolve({ "circles-log": 1 }) : Promise.reject(new Error("it could not be loaded")));
  const { model, replies } = modelOn(pageWith(storage(), load), []);
  model.send({ kind: "bring", n: 1, set: "circles" });
  model.send({ kind: "bring", n: 2, set: "squares" });
  await new Promise((goOn) => setTimeout(goOn));
  same(replies, [
    { kind: "set", n: 1, scenes: { "circles-log": 1 } },
    { kind: "not-brought", n: 2, why: "it could not be loaded" },
  ]);
});
