// The profile: the learner's self-ratings as a radar chart that matplotlib drew once and this script keeps alive, with
// a target beside them, and the same figures in a table.

const OWN = "own";
const NOBODY = { kind: "none" };

function validLevel(level) {
  return Number.isInteger(level) && level >= 1 && level <= 5 ? level : null;
}

/** A chart from `softskills.charts`, mounted; `draw(slot, values)` moves the line and markers of one profile. */
function liveChart(chart, label) {
  const svg = new DOMParser().parseFromString(chart.svg, "image/svg+xml").documentElement;
  svg.setAttribute("role", "img");
  svg.setAttribute("aria-label", label);
  svg.removeAttribute("width");
  svg.removeAttribute("height");
  svg.classList.add("ss-chart");
  const point = (value, axis) => [
    chart.centre[0] + chart.unit * value * Math.sin(chart.angles[axis]),
    chart.centre[1] - chart.unit * value * Math.cos(chart.angles[axis]),
  ];
  const parts = Object.fromEntries(
    chart.slots.map((slot) => {
      const group = svg.getElementById(slot.id);
      return [slot.key, { group, line: group.querySelector("path[data-line]"), marks: [...group.querySelectorAll("use")] }];
    }),
  );

  return {
    svg,
    describe: (text) => svg.setAttribute("aria-label", text),
    /** `values` has a number from 1 to 5 for every axis, or null: then the line has a gap there and no marker. */
    draw(key, values) {
      const { group, line, marks } = parts[key];
      group.style.display = values.some((value) => value !== null) ? "" : "none";
      line.setAttribute("d", path(values, point));
      values.forEach((value, axis) => {
        const mark = marks[axis];
        mark.style.display = value === null ? "none" : "";
        if (value === null) return;
        const [x, y] = point(value, axis);
        mark.setAttribute("x", x.toFixed(6));
        mark.setAttribute("y", y.toFixed(6));
      });
    },
  };
}

/** The closed outline through all values; a missing one parts it. */
function path(values, point) {
  const steps = [];
  let drawing = false;
  for (let i = 0; i <= values.length; i += 1) {
    const value = values[i % values.length];
    if (value !== null) {
      const [x, y] = point(value, i % values.length);
      steps.push(`${drawing ? "L" : "M"} ${x.toFixed(6)} ${y.toFixed(6)}`);
    }
    drawing = value !== null;
  }
  return steps.join(" ");
}

function render({ model, el }) {
  const { competencies, chart, importance, occupations, attribution, styles } = model.get("content");
  const names = competencies.map(({ name }) => name);
  const drafts = {};
  const status = make("p", { class: "ss-status", role: "status" });
  const keep = keeper(model, status);
  const id = uniqueId("profile");

  const mine = liveChart(chart, "");
  const theirs = liveChart(importance, "");
  const legend = make("ul", { class: "ss-legend" });
  const figures = make("div", {});
  const ownTarget = make("fieldset", { class: "ss-fieldset ss-own" });
  const theirFigure = make("figure", { class: "ss-figure" }, theirs.svg, make("figcaption", {}));
  const note = make("p", { class: "ss-hint" }, attribution);
  const choice = make(
    "select",
    { id: `${id}-target`, class: "ss-text", onchange: onChoose },
    make("option", { value: "" }, "No target"),
    make("option", { value: OWN }, "A target of my own"),
    make("optgroup", { label: "What an occupation asks for" }, ...occupations.map(({ code, name }) => make("option", { value: code }, name))),
  );
  const selects = competencies.map((competency) =>
    make(
      "select",
      { id: `${id}-own-${competency.id}`, onchange: onOwnTarget },
      make("option", { value: "" }, "none"),
      ...[1, 2, 3, 4, 5].map((level) => make("option", { value: level }, String(level))),
    ),
  );
  ownTarget.append(
    make("legend", { class: "ss-question" }, "The levels you aim at"),
    ...competencies.map((competency, i) =>
      make("p", { class: "ss-own-row" }, make("label", { for: selects[i].id }, competency.name), selects[i]),
    ),
  );

  const root = make(
    "section",
    { class: "ss-widget ss-profile", "aria-label": "Your profile" },
    make("h3", { class: "ss-title" }, "Your profile"),
    make("div", { class: "ss-charts" }, make("figure", { class: "ss-figure" }, mine.svg, make("figcaption", {}, legend)), theirFigure),
    figures,
    make("label", { for: choice.id, class: "ss-label" }, "Set your profile beside"),
    choice,
    ownTarget,
    note,
    status,
  );

  function answerOf(item) {
    const record = recordOf(model, item);
    return drafts[item] || (record && record.answer) || {};
  }
  const levels = (moment) => competencies.map(({ id: one }) => validLevel(answerOf(`rating/${one}/${moment}`).level));

  function target() {
    const answer = answerOf("target");
    return answer.kind === OWN || answer.kind === "occupation" ? answer : NOBODY;
  }

  function onChoose() {
    const code = choice.value;
    send(code === "" ? NOBODY : code === OWN ? { kind: OWN, levels: readOwn() } : { kind: "occupation", code });
  }
  const readOwn = () => Object.fromEntries(competencies.map(({ id: one }, i) => [one, validLevel(Number(selects[i].value))]));
  function onOwnTarget() {
    send({ kind: OWN, levels: readOwn() });
  }
  function send(answer) {
    drafts.target = answer;
    show();
    keep.send("target", answer);
  }

  function show() {
    const chosen = target();
    const occupation = occupations.find(({ code }) => chosen.kind === "occupation" && code === chosen.code);
    const profiles = { before: levels("before"), now: levels("now"), then: levels("then") };
    profiles.target = competencies.map(({ id: one }) => (chosen.kind === OWN ? validLevel((chosen.levels || {})[one]) : null));

    for (const { key } of chart.slots) mine.draw(key, profiles[key]);
    const drawn = chart.slots.map(({ key }) => key).filter((key) => profiles[key].some((value) => value !== null));
    legend.replaceChildren(...drawn.map((key) => make("li", {}, sample(styles[key]), styles[key].label)));
    mine.describe(inWords(drawn.map((key) => [styles[key].label, profiles[key]])));

    theirFigure.hidden = !occupation;
    note.hidden = !occupation;
    if (occupation) {
      theirs.draw(importance.slots[0].key, occupation.importance);
      const caption = `Importance for: ${occupation.name} (1 to 5, another scale than yours)`;
      theirFigure.lastChild.textContent = caption;
      theirs.describe(inWords([[caption, occupation.importance]]));
    }

    choice.value = chosen.kind === OWN ? OWN : occupation ? occupation.code : "";
    ownTarget.hidden = chosen.kind !== OWN;
    if (chosen.kind === OWN) selects.forEach((select, i) => (select.value = profiles.target[i] ?? ""));
    figures.replaceChildren(figureTable(profiles, occupation));
  }

  /** The text that stands for a chart. */
  function inWords(shown) {
    if (!shown.length) return "Radar chart: nothing is rated yet.";
    const parts = names.map((name, i) => `${name}: ${shown.map(([label, values]) => `${label} ${values[i] ?? "not rated"}`).join(", ")}`);
    return `Radar chart of ${names.length} competencies, from 1 to 5. ${parts.join(". ")}.`;
  }

  /** All figures, the highest of today first; what is not rated stands last. */
  function figureTable(profiles, occupation) {
    const columns = ["before", "then", "now", "target"].filter((key) => profiles[key].some((value) => value !== null));
    if (!columns.length && !occupation) return make("p", {}, "Nothing is rated yet. Rate yourself, and your profile appears here.");
    const by = columns.includes("now") ? "now" : columns[0];
    const rank = (i) => (by && profiles[by][i] !== null ? -profiles[by][i] : 1);
    const order = names.map((_, i) => i).sort((a, b) => rank(a) - rank(b) || a - b);
    const cell = (value) => make("td", {}, value === null ? "not rated" : String(value));
    return make(
      "table",
      { class: "ss-table" },
      make("caption", {}, "The same figures, highest first"),
      make(
        "thead",
        {},
        make(
          "tr",
          {},
          make("th", { scope: "col" }, "Competency"),
          ...columns.map((key) => make("th", { scope: "col" }, styles[key].label)),
          ...(occupation ? [make("th", { scope: "col" }, "Importance")] : []),
        ),
      ),
      make(
        "tbody",
        {},
        ...order.map((i) =>
          make(
            "tr",
            {},
            make("th", { scope: "row" }, names[i]),
            ...columns.map((key) => cell(profiles[key][i])),
            ...(occupation ? [cell(occupation.importance[i])] : []),
          ),
        ),
      ),
    );
  }

  // A rating widget on the same page tells each choice at once, before it is saved.
  function onDraft(event) {
    drafts[event.detail.item] = event.detail.answer;
    show();
  }
  function onRecords() {
    for (const item of Object.keys(drafts)) delete drafts[item];
    show();
  }

  document.addEventListener("softskills:draft", onDraft);
  model.on("change:records", onRecords);
  show();
  if (recordOf(model, "target")) keep.saved("target");
  el.replaceChildren(root);
  return () => {
    keep.stop();
    document.removeEventListener("softskills:draft", onDraft);
    model.off("change:records", onRecords);
  };
}

/** A short piece of a profile's line with its marker, for the legend. */
function sample({ colour, dash, marker }) {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  svg.setAttribute("viewBox", "0 0 40 12");
  svg.setAttribute("class", "ss-sample");
  svg.setAttribute("aria-hidden", "true");
  const shapes = {
    o: ["circle", { cx: 20, cy: 6, r: 4 }],
    s: ["rect", { x: 16, y: 2, width: 8, height: 8 }],
    "^": ["path", { d: "M20 1 25 10 15 10Z" }],
  };
  const [shape, place] = shapes[marker];
  for (const [name, attributes] of [["path", { d: "M0 6H40", stroke: colour, "stroke-width": 2, "stroke-dasharray": dash }], [shape, { ...place, fill: colour }]]) {
    const node = document.createElementNS("http://www.w3.org/2000/svg", name);
    for (const [key, value] of Object.entries(attributes)) node.setAttribute(key, value);
    svg.append(node);
  }
  return svg;
}

export default { render };
