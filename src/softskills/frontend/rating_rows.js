// Ratings as rows of marks on one scale from 1 to 5. The words of a row say the same, so its picture is for the eyes only.

import { make } from "./core.js";
import { LEVELS } from "./terms.js";

/**
 * One row for each competency.
 * @param {string[]} names
 * @param {number[]} order places in `names`, the first on top
 * @param {{ label: string, values: (number | null)[], mark: () => Element }[]} shown what is marked in each row
 * @param {(i: number) => string} [more] said after the ratings of a row
 */
export function ratingRows(names, order, shown, more = () => "") {
  const row = (i) => {
    const words = shown.map(({ label, values }) => `${label} ${values[i] ?? "not rated"}`);
    return make(
      "li",
      { class: "ss-rating-row" },
      make("span", { class: "ss-rating-name" }, names[i]),
      " ",
      make("span", { class: "ss-rating-text" }, [...words, more(i)].filter(Boolean).join(", ")),
      track(shown.map(({ values, mark }) => ({ value: values[i], mark }))),
    );
  };
  return make("ul", { class: "ss-rating-rows" }, ...order.map(row), make("li", { class: "ss-rating-scale", "aria-hidden": "true" }, ...LEVELS.map(tick)));
}

/** The marks of one row, each at a height of its own, so that equal ratings don't hide each other. */
function track(marks) {
  const line = make("span", { class: "ss-rating-line", "aria-hidden": "true" });
  line.style.height = `${1.1 + 0.45 * marks.length}rem`;
  marks.forEach(({ value, mark }, lane) => {
    if (value === null) return;
    const place = make("span", { class: "ss-rating-mark" }, mark());
    place.style.left = `${percent(value)}%`;
    place.style.top = `${(100 * (lane + 1)) / (marks.length + 1)}%`;
    line.append(place);
  });
  return line;
}

function tick(level) {
  const label = make("span", {}, String(level));
  label.style.left = `${percent(level)}%`;
  return label;
}

function percent(level) {
  return (100 * (level - LEVELS[0])) / (LEVELS.length - 1);
}
