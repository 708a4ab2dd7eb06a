// A rubric to mark with: each criterion with full, half and none, and the points that they come to.

import { make, uniqueId } from "./core.js";

/** The levels of a criterion, best first, with their share of its points. `grading/quiz/rubric.py` says the same: `tests/contract`. */
export const LEVELS = ["full", "half", "none"];
const SHARES = { full: 1, half: 0.5, none: 0 };

/** The points that levels come to; levels that are still missing count nothing. */
export function pointsOf(criteria, levels) {
  return criteria.reduce((sum, { points }, place) => sum + points * (SHARES[levels[place]] ?? 0), 0);
}

/** The level one step down: the first is full, and after none it begins again. */
export function stepDown(level) {
  return LEVELS[(LEVELS.indexOf(level) + 1) % LEVELS.length];
}

/** A number of points as it is written. */
export function inDigits(points) {
  return String(Math.round(points * 100) / 100);
}

/**
 * The controls of a rubric.
 * @param {{ criterion: string, points: number, full: string, half: string, none: string }[]} criteria
 * @param {() => void} onChange
 */
export function rubric(criteria, onChange) {
  let showsAll = false;
  const rows = criteria.map(row);

  function row({ criterion, points, ...texts }, place) {
    const name = uniqueId("level");
    const what = make("p", { class: "ss-level-what" });
    const all = make(
      "dl",
      { class: "ss-level-all" },
      ...LEVELS.map((level) => make("div", {}, make("dt", {}, level), make("dd", {}, texts[level]))),
    );
    const inputs = LEVELS.map((level) => make("input", { type: "radio", name, value: level, onchange: () => changed() }));
    const picks = LEVELS.map((level, i) =>
      make("label", { class: "ss-level" }, inputs[i], make("span", {}, level, " ", make("b", {}, inDigits(points * SHARES[level]))))
    );
    const legend = make("legend", { class: "ss-question" }, make("kbd", { "aria-hidden": "true" }, String(place + 1)), ` ${criterion}`);
    const node = make("fieldset", { class: "ss-fieldset ss-criterion" }, legend, make("div", { class: "ss-levels" }, ...picks), what, all);
    const level = () => inputs.find((input) => input.checked)?.value ?? "";

    function show() {
      const shown = level() || "full";
      what.replaceChildren(make("i", {}, `For ${shown}: `), texts[shown]);
      what.hidden = showsAll;
      all.hidden = !showsAll;
    }
    show();
    return { node, level, show, inputs, choose: (chosen) => inputs.forEach((input) => (input.checked = input.value === chosen)) };
  }

  function changed() {
    for (const { show } of rows) show();
    onChange();
  }

  return {
    nodes: rows.map(({ node }) => node),
    get levels() {
      return rows.map(({ level }) => level());
    },
    set levels(levels) {
      rows.forEach(({ choose, show }, place) => {
        choose(levels[place] ?? "");
        show();
      });
    },
    /** Give all criteria the same level. */
    all(level) {
      for (const { choose } of rows) choose(level);
      changed();
    },
    /** Take a criterion one level down. */
    step(place) {
      if (!rows[place]) return;
      rows[place].choose(stepDown(rows[place].level()));
      changed();
    },
    /** Go to the first criterion without a level. Its name, or nothing when there is none. */
    toMissing() {
      const place = rows.findIndex(({ level }) => !level());
      if (place >= 0) rows[place].inputs[0].focus();
      return criteria[place]?.criterion ?? "";
    },
    /** Show what each level asks for, or only the one chosen. */
    unfold() {
      showsAll = !showsAll;
      for (const { show } of rows) show();
    },
  };
}
