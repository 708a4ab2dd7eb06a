// If-then plans: which is the last, how it reads, and when to ask what became of it.

import { dayOf } from "../../src/softskills/frontend/counting.js";
import { happenedId, isToBeAsked, latestPlan, planInWords, planOf, saidOf } from "../../src/softskills/frontend/plans.js";
import { known } from "../../src/softskills/frontend/record.js";
import { same } from "./support.js";

const at = (day, hour = 12) => new Date(2026, 0, day, hour).toISOString();
const log = (...said) => known(said.map(([item, day, answer, hour]) => ({ item, time: at(day, hour), answer })));
const plan = (text, more = {}) => ({ if: `${text} comes`, then: "wait", ...more });

Deno.test("a plan holds since it was last worded anew; a tick or a save without a change is no new wording", () => {
  const records = log(["p", 1, plan("a")], ["p", 2, plan("b")], ["p", 3, plan("b", { done: true })], ["p", 4, plan(" b")]);
  same([planOf("p", records).if, planOf("p", records).since], ["b comes", at(2)]);
  same([planOf("p", log()), planOf("p", log(["p", 1, { if: " ", then: 3 }])), planOf("p", log(["p", 1, null]))], [null, null, null]);
});

Deno.test("the last plan is the one worded last, and half a plan is none", () => {
  const records = log(["p", 1, plan("a")], ["q", 2, plan("b")], ["r", 3, { if: "c", then: "" }], ["p", 4, plan("a", { done: true })]);
  same(latestPlan(["p", "q", "r", "s"], records).item, "q");
  same(latestPlan(["r", "s"], records), null);
});

Deno.test("a plan reads as a sentence, as typed", () => {
  const said = (one) => planInWords(planOf("p", log(["p", 1, one])));
  same(said({ if: "<b>Dana</b> begins,", then: "wait. " }), "If <b>Dana</b> begins, then I will wait.");
  same([said({ if: "Dana begins" }), said({ then: "wait" })], ["If Dana begins …", "I will wait."]);
});

Deno.test("it is asked from the next day on, until it happened or was changed, and again of a plan worded anew", () => {
  const asked = (records, day) => isToBeAsked(planOf("p", records), records, dayOf(at(day)));
  const told = (day, happened) => /** @type {[string, number, any, number]} */ ([happenedId("p"), day, { happened }, 13]);
  same([1, 2, 9].map((day) => asked(log(["p", 1, plan("a")]), day)), [false, true, true]);
  same([2, 3].map((day) => asked(log(["p", 1, plan("a")], told(2, "yes")), day)), [true, false]);
  same([2, 3].map((day) => asked(log(["p", 1, plan("a")], told(2, "changed")), day)), [true, false]);
  same([2, 3].map((day) => asked(log(["p", 1, plan("a")], told(2, "not-yet")), day)), [true, true]);
  same([3, 4].map((day) => asked(log(["p", 1, plan("a")], told(2, "yes"), ["p", 3, plan("b")]), day)), [false, true]);
  same(saidOf(planOf("p", log(["p", 1, plan("a")])), log(["p", 1, plan("a")], told(2, "constructor"))), null);
});
