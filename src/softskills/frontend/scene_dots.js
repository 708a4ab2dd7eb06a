// The dots at the top of a lesson: one for each of its scenes, filled once it is answered.

/** @typedef {import("./record.js").Known} Known */

/**
 * Show how many of the page's own scenes are answered, if the page has a place for it.
 * @param {Known} known
 */
export function showAnswered(known) {
  /** @type {HTMLElement | null} */
  const place = document.querySelector("[data-scenes]");
  if (!place) return;
  const scenes = place.dataset.scenes.split(" ");
  const answered = scenes.filter((scene) => known[scene]).length;
  for (const [index, dot] of [...place.querySelectorAll(".scene-dot")].entries()) {
    dot.classList.toggle("is-answered", Boolean(known[scenes[index]]));
  }
  const said = place.querySelector(".scenes-said");
  const all = `${scenes.length} ${scenes.length > 1 ? "scenes" : "scene"}`;
  said.textContent = answered ? `${answered} of ${scenes.length} answered` : all; // at first as the page has it: nothing moves
}
