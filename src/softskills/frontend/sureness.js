// How sure, how right: of the answers given guessing, fairly sure and sure, how many hit, as a picture and a table.

import { SURE } from "./certainty.js";
import { make, makeTable } from "./core.js";
import { surenessOf } from "./review.js";

/** A part of a widget that looks back, under a heading. */
export function part(title, ...content) {
  return make("div", { class: "ss-part" }, make("h4", { class: "ss-subtitle" }, title), ...content);
}

/**
 * The part as a list of one, or of none as long as nobody said how sure they were.
 * @param {import("./review.js").SetStanding[]} all
 * @returns {HTMLElement[]}
 */
export function surenessPart(all) {
  const rows = surenessOf(all).map(({ sure, hits, of }) => ({ word: SURE[sure], hits, of, share: Math.round((100 * hits) / of) }));
  if (!rows.length) return [];
  // The table says the same, so the picture is for the eyes only.
  const picture = make("div", { class: "ss-shares", "aria-hidden": "true" }, ...rows.map(line), scale());
  const table = makeTable(
    ["You were", "Right", "Share"],
    rows.map(({ word, hits, of, share }) => [word, `${hits} of ${of}`, `${share} of 100`]),
  );
  const text = "The surer you are, the more often you should be right. With few answers the shares still swing.";
  return [part("How sure, how right", make("p", {}, text), picture, table)];
}

function line({ word, hits, of, share }) {
  const dot = make("span", { class: "ss-share-dot" });
  dot.style.left = `${share}%`;
  return make(
    "p",
    { class: "ss-share" },
    make("span", { class: "ss-share-word" }, word),
    make("span", { class: "ss-share-line" }, dot),
    make("span", { class: "ss-share-text" }, `${hits} of ${of} right`),
  );
}

function scale() {
  const ends = make("span", { class: "ss-share-ends" }, make("span", {}, "0"), make("span", {}, "100"));
  return make("p", { class: "ss-share" }, make("span", { class: "ss-share-word" }), ends, make("span", { class: "ss-share-text" }));
}
