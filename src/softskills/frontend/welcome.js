// The first page. A new reader finds a scene that one tap answers; a returning one what today brings, the lesson to go on
// with, and the plan they made.

import { failedPart, make, paragraphs, place, shuffled, uniqueId } from "./core.js";
import { keeper } from "./keeper.js";
import { wayTo } from "./links.js";
import { standing, strongest } from "./result.js";
import { todayPart } from "./today.js";

function render({ model, el }) {
  if (!Object.keys(model.get("records") || {}).length) return renderScene(model, el);
  el.style.minBlockSize = `${el.offsetHeight}px`; // the scene stood here: what follows stays where it is
  return renderToday(model, el);
}

/** A scene, answered by one tap: its replies are buttons, and what was said stands in their place. */
function renderScene(model, el) {
  const { item, feedback, first, folder } = model.get("content");
  const { effectiveness, text, turns_on: turnsOn } = feedback;
  const status = make("p", { class: "ss-status ss-hint", role: "status" });
  const keep = keeper(model, status);
  const question = make("p", { id: uniqueId("question"), class: "ss-question" }, item.question);
  const reply = (letter) => make("li", {}, make("button", { type: "button", class: "ss-reply", onclick: () => choose(letter) }, item.options[letter]));
  const letters = shuffled(Object.keys(item.options), `${model.get("reader")}/${item.contrast || item.id}`);
  const asked = make("div", { role: "group", "aria-labelledby": question.id }, question, make("ul", { class: "ss-replies" }, ...letters.map(reply)));
  const root = make("section", { class: "ss-widget ss-welcome", "aria-label": "A scene to begin with" }, ...paragraphs(item.stem, "ss-stem"), asked);

  function choose(letter) {
    const best = strongest(effectiveness);
    const { rank, sign, words } = standing(effectiveness, letter);
    const title = make("h2", { class: "ss-told-title", tabindex: -1 }, signOf(rank, sign), `You chose the ${words}.`);
    const result = make(
      "div",
      { class: "ss-told" },
      title,
      ...paragraphs(text[letter]),
      ...(letter === best ? [] : [make("p", { class: "ss-told-best" }, signOf("best", "✓"), make("strong", {}, "The strongest here: "), item.options[best])]),
      make("p", {}, make("strong", {}, "What turned it: "), turnsOn),
    );
    const on = first ? [make("div", { class: "ss-actions" }, wayTo(model, folder).button(first.file, "Go on with your first lesson"))] : [];
    asked.replaceWith(result, ...on, status);
    title.focus({ preventScroll: true });
    keep.send(item.id, { choice: letter });
  }

  place(el, root);
  return keep.stop;
}

/** What today brings. It needs the whole course, which is loaded for it. */
function renderToday(model, el) {
  const root = make("section", { class: "ss-widget ss-today", "aria-label": "Today" });
  const status = make("p", { class: "ss-status ss-hint", role: "status" });
  const keep = keeper(model, status);
  let show = () => {};

  async function begin() {
    const data = (name) => (model.host ? model.host.load(name) : model.get(name));
    try {
      const [catalogue, contents] = await Promise.all([data("catalogue"), data("contents")]);
      show = todayPart(model, root, keep, status, catalogue, contents);
      show();
    } catch (error) {
      root.replaceChildren(failedPart(`What is due did not come: ${error.message}.`, begin));
    }
  }

  const update = () => show();
  model.on("change:records", update);
  place(el, root);
  begin();
  return () => {
    keep.stop();
    model.off("change:records", update);
  };
}

function signOf(rank, sign) {
  return make("span", { class: "ss-told-sign", "data-rank": rank, "aria-hidden": "true" }, sign);
}

export default { render };
