// A scenario: one situation, with options to choose from, to pick the best and the worst of, to rate, or to put in order.

import { askedAfresh, place } from "./core.js";
import { makeScene } from "./scene.js";

function render({ model, el }) {
  const content = model.get("content");
  const scene = makeScene(model, content);
  place(el, scene.root);
  if (scene.given() && askedAfresh(model, content.item.id)) scene.startAgain();
  return scene.stop;
}

export default { render };
