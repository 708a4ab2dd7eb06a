// Parts of the desk for marking that only show: a text, the examples, comments to use again, two marks of one text.

import { clock, make, makeTable, paragraphs, paragraphTexts } from "./core.js";
import { inDigits } from "./rubric.js";

const KEYS = [
  ["F H N", "all full, half, none"],
  ["1 to 9", "that criterion a level down"],
  ["Enter", "save and next"],
  ["C", "a comment to use again, then its number"],
  ["W", "write a comment"],
  ["E", "example answers"],
  ["R", "the whole rubric"],
  ["J K", "next, previous text"],
  ["U", "next to mark"],
  ["Esc", "back from a field"],
];

/** The keys, and what each does: to be seen where there's room for them. */
export function keyList() {
  return make(
    "details",
    { class: "ss-keys", open: matchMedia("(min-width: 60rem)").matches },
    make("summary", {}, "Keys"),
    make("p", { class: "ss-hint" }, "They work once you’ve clicked here or come by Tab. In a field, Ctrl+Enter saves."),
    make("ul", {}, ...KEYS.map(([key, does]) => make("li", {}, ...key.split(" ").flatMap((one) => (one === "to" ? [" to "] : [make("kbd", {}, one), " "])), does))),
  );
}

/** What was asked and what a learner wrote, as text. */
export function textNodes({ texts, missing }) {
  if (missing) return [make("p", { class: "ss-notes" }, missing)];
  return texts.flatMap(({ title, prompt, said, text }) => [
    ...(prompt ? [make("details", { class: "ss-asked" }, make("summary", {}, title || "What was asked"), ...paragraphs(prompt))] : []),
    ...(said ? [make("p", { class: "ss-hint" }, said)] : []),
    ...paragraphTexts(text).map((part) => make("p", { class: "ss-typed", dir: "auto" }, part)),
  ]);
}

/** The examples of a marking page, from its blocks. */
export function exampleNodes(blocks) {
  return blocks.map(({ kind, text, rows }) => {
    if (kind === "heading") return make("p", { class: "ss-label" }, text);
    if (kind === "table") return makeTable(rows[0], rows.slice(1));
    return make(kind === "quote" ? "blockquote" : "div", {}, ...paragraphs(text));
  });
}

/**
 * Comments to use again, each with its number, and those that markers kept with a button to drop them.
 * @param {{ id: string | null, text: string }[]} comments
 */
export function commentList(comments, use, drop) {
  if (!comments.length) return [make("p", { class: "ss-hint" }, "There are none yet. Write one below, and keep it.")];
  const row = ({ id, text }, place) =>
    make(
      "li",
      {},
      make(
        "button",
        { type: "button", class: "ss-comment", onclick: () => use(text) },
        ...(place < 10 ? [make("kbd", { "aria-hidden": "true" }, String((place + 1) % 10)), " "] : []),
        make("span", { dir: "auto" }, text),
      ),
      ...(id ? [make("button", { type: "button", class: "ss-drop", onclick: () => drop(id), "aria-label": `Drop the comment: ${text}` }, "Drop")] : []),
    );
  return [make("ul", {}, ...comments.map(row))];
}

/** Two marks of one text: that of somebody else, which is saved, and the marker's own; and a choice. */
export function conflictPart(theirs, mine, myComment, keepTheirs, saveMine) {
  const by = theirs.by ? `${theirs.by.marker}, ${clock(theirs.by.time)}` : "Somebody, in formgrader perhaps";
  const first = make("button", { type: "button", class: "ss-button ss-second", onclick: keepTheirs }, "Keep theirs, go on");
  const isNew = theirs.mark === null || theirs.state === "waiting";
  return {
    first,
    nodes: [
      make("p", {}, make("strong", {}, "This text has changed since you opened it. Nothing was overwritten.")),
      make("p", {}, isNew ? "It waits for a mark. The text itself may be another one: leave it and open it again." : `There: ${inDigits(theirs.mark)}, by ${by}.`),
      ...(theirs.comment ? [make("p", { dir: "auto", class: "ss-typed" }, theirs.comment)] : []),
      make("p", {}, `Yours: ${mine}.`),
      ...(myComment ? [make("p", { dir: "auto", class: "ss-typed" }, myComment)] : []),
      make("div", { class: "ss-actions" }, first, make("button", { type: "button", class: "ss-button ss-second", onclick: saveMine }, "Save mine in its place")),
    ],
  };
}

/** How far two markers agree, as a table. */
export function agreementTable({ n, by_two: byTwo, within_one: within, rows }) {
  const number = (value) => (Math.round(value * 100) / 100).toFixed(2);
  const cells = ({ of, alpha, low, high, why, n: count }) =>
    alpha === null ? [of, String(count), "–", why] : [of, String(count), number(alpha), `${number(low)} to ${number(high)}`];
  const said = n === 0 ? "No text was marked twice yet." : `${n} marked twice, ${byTwo} of them by two markers. ${within} of ${n} marks are within 1 point of each other.`;
  if (rows.every(({ alpha }) => alpha === null) && new Set(rows.map(({ why }) => why)).size === 1) {
    return [make("p", {}, said), make("p", {}, `Krippendorff’s alpha is ${rows[0].why}.`)];
  }
  return [
    make("p", {}, said),
    makeTable(["Of what", "Texts", "Krippendorff’s alpha", "95% interval"], rows.map(cells)),
    make("p", { class: "ss-hint" }, "1 is always the same, 0 is no more alike than by chance. The mark is taken as a number, each criterion as an order."),
  ];
}
