// A reader's own answers, as a widget of its own.

import { carryPart } from "./carry.js";
import { make, place } from "./core.js";

function render({ model, el }) {
  const { competencies } = model.get("content");
  place(el, make("section", { class: "ss-widget ss-carried", "aria-label": "Your answers" }, carryPart(model, competencies)));
  return () => {};
}

export default { render };
