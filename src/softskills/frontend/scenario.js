// A scenario: one situation, with options to choose from, to pick the best and the worst of, to rate, or to put in order.

import { levelAt, place } from "./core.js";
import { makeScene } from "./scene.js";

function render({ model, el }) {
  const scene = makeScene(model, model.get("content"), { level: levelAt(el) });
  place(el, scene.root);
  return scene.stop;
}

export default { render };
