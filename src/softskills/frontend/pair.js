// Two situations of a contrast set, one after the other, and then side by side: what differs, and what turned it.

import { make, paragraphs, place, uniqueId } from "./core.js";
import { ownSentences } from "./differences.js";
import { foundInWords, strongest, whatDiffers } from "./result.js";
import { makeScene } from "./scene.js";

function render({ model, el }) {
  const { title, parts } = model.get("content");
  const heading = make("h3", { id: uniqueId("pair"), class: "ss-above" }, `${title}: two situations`);
  const second = make("div", { class: "ss-part ss-on-paper", id: `item-${parts[1].item.id}` });
  const debrief = make("div", { class: "ss-pair-debrief" });
  const onward = make("button", { type: "button", class: "ss-button", onclick: goOn }, "Go on to the second situation");
  /** @type {ReturnType<typeof makeScene>[]} */
  const scenes = [];
  for (const [i, part] of parts.entries()) scenes.push(makeScene(model, part, { level: 4, above: i ? "The second situation, with the same options" : "", onShown: show }));
  scenes[0].extra.append(onward);
  const root = make(
    "section",
    { class: "ss-widget ss-pair", "aria-labelledby": heading.id },
    heading,
    make("div", { class: "ss-part", id: `item-${parts[0].item.id}` }, scenes[0].root),
    second,
    debrief,
  );

  second.append(scenes[1].root);

  /** Unfold as far as was answered. What is unfolded stays so; the two stand side by side while both are answered. */
  function show() {
    if (scenes.length < parts.length) return; // the rest is still being made
    if (scenes.some((scene) => scene.given()) || scenes[1].hasBegun()) second.classList.remove("ss-on-paper");
    const both = scenes.every((scene) => scene.given());
    scenes[0].extra.hidden = both;
    debrief.replaceChildren(...(both ? sideBySide(parts, scenes.map((scene) => scene.given())) : []));
  }

  function goOn() {
    scenes[1].root.scrollIntoView({ block: "start" });
    scenes[1].root.querySelector(".ss-title").focus({ preventScroll: true });
  }

  show();
  place(el, root);
  return () => scenes.forEach((scene) => scene.stop());
}

/** Both situations beside each other: what only one of them says, the strongest option, and what turned it. */
function sideBySide(parts, answers) {
  const stems = parts.map(({ item }) => item.stem);
  const side = ({ item, feedback }, i) =>
    make(
      "div",
      { class: "ss-side" },
      make("h5", { class: "ss-subtitle" }, item.title),
      ...paragraphs(ownSentences(stems[i], stems[1 - i]), "ss-side-stem"),
      make("p", { class: "ss-best" }, make("strong", {}, make("span", { class: "ss-sign", "data-rank": "best", "aria-hidden": "true" }, "✓"), "The strongest here: "), item.options[strongest(feedback.effectiveness)]),
      make("p", {}, make("strong", {}, "What turned it: "), feedback.turns_on),
    );
  return [
    make("h4", { class: "ss-subtitle" }, "Side by side"),
    make("p", {}, [whatDiffers(parts), foundInWords(parts, answers)].filter(Boolean).join(" ")),
    make("div", { class: "ss-sides" }, ...parts.map(side)),
  ];
}

export default { render };
