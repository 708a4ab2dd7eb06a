// Scenes as a row of dots: one for each, by how its answer that counts stands. The words beside a row say the same.

import { make } from "./core.js";

/** How a scene can stand, in words; the sign of each is drawn. */
export const STANDS = { right: "right", "not-yet": "not yet", open: "not answered" };

const SHAPES = {
  right: [["circle", { cx: 10, cy: 10, r: 9, class: "ss-dot-full" }], ["path", { d: "M5.6 10.4l3 3 5.8-6.4", class: "ss-dot-tick" }]],
  "not-yet": [["circle", { cx: 10, cy: 10, r: 8.2, class: "ss-dot-ring" }], ["path", { d: "M10 4.5a5.5 5.5 0 0 0 0 11z", class: "ss-dot-half" }]],
  open: [["circle", { cx: 10, cy: 10, r: 8.2, class: "ss-dot-ring" }]],
};

/**
 * How a scene stands, by the answer that counts.
 * @param {{ hit: boolean } | undefined} counted
 */
export function standOf(counted) {
  return counted ? (counted.hit ? "right" : "not-yet") : "open";
}

/**
 * One dot.
 * @param {string} stand
 */
export function dot(stand) {
  const svg = element("svg", { viewBox: "0 0 20 20", class: "ss-dot", "data-stand": stand });
  svg.append(...SHAPES[stand].map(([tag, attributes]) => element(tag, attributes)));
  return svg;
}

/**
 * A row of dots, for the eyes only.
 * @param {string[]} stands
 */
export function dotRow(stands) {
  return make("span", { class: "ss-dot-row", "aria-hidden": "true" }, ...stands.map(dot));
}

/** What the dots mean. */
export function dotLegend() {
  const entry = ([stand, words]) => make("li", {}, dot(stand), words);
  return make("ul", { class: "ss-dot-legend" }, ...Object.entries(STANDS).map(entry));
}

/**
 * A row of dots in words: "3 right, 1 not yet, 5 to go".
 * @param {string[]} stands
 */
export function inWords(stands) {
  const [right, notYet, open] = Object.keys(STANDS).map((one) => stands.filter((stand) => stand === one).length);
  if (open === stands.length) return open === 1 ? "1 scene" : `${open} scenes`;
  return [...(right ? [`${right} right`] : []), ...(notYet ? [`${notYet} not yet`] : []), ...(open ? [`${open} to go`] : [])].join(", ");
}

function element(tag, attributes) {
  const node = document.createElementNS("http://www.w3.org/2000/svg", tag);
  for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, String(value));
  if (tag === "svg") node.setAttribute("aria-hidden", "true");
  return node;
}
