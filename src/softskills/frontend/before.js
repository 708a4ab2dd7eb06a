// One scene from before: one not seen yet of those named, else the one seen longest ago, with its old answer out of sight.
// What was brought and answered today stays for the day.

import { make } from "./core.js";
import { dayOf } from "./counting.js";
import { broughtOn, nextSituation } from "./review.js";
import { makeStage } from "./stage.js";

function render({ model, el }) {
  const { sets, here } = model.get("content");
  const stage = makeStage(model, here);
  const items = sets.flatMap((set) => set.items);
  const records = model.get("records") || {};
  const todays = broughtOn(dayOf(Date.now()), items, records);
  const item = todays || nextSituation(items, records);
  el.replaceChildren(make("div", { class: "ss-before" }, stage.root));
  stage.show({ set: sets.find((set) => set.items.includes(item)).id, item }, { afresh: !todays });
  return stage.clear;
}

export default { render };
