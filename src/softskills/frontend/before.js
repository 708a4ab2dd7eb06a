// One scene from before: one not seen yet of those named, else the one seen longest ago, with its old answer out of sight.

import { make } from "./core.js";
import { nextSituation } from "./review.js";
import { makeStage } from "./stage.js";

function render({ model, el }) {
  const { sets } = model.get("content");
  const stage = makeStage(model);
  const item = nextSituation(sets.flatMap(({ items }) => items), model.get("records") || {});
  el.replaceChildren(make("div", { class: "ss-before" }, stage.root));
  stage.show({ set: sets.find(({ items }) => items.includes(item)).id, item });
  return stage.clear;
}

export default { render };
