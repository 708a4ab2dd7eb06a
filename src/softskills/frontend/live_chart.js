// A radar chart that was drawn once, and that lives on by moving its vertices.

/** A chart from `softskills.charts.live`, mounted: that file says how its vertices move. */
export function liveChart(chart) {
  const svg = document.importNode(new DOMParser().parseFromString(chart.svg, "image/svg+xml").documentElement, true);
  const find = (id) => svg.querySelector(`[id="${id}"]`);
  const point = (value, axis) => [
    (chart.centre[0] + chart.unit * value * Math.sin(chart.angles[axis])).toFixed(6),
    (chart.centre[1] - chart.unit * value * Math.cos(chart.angles[axis])).toFixed(6),
  ];
  return {
    svg,
    slots: chart.slots,
    describe: (text) => svg.setAttribute("aria-label", text),
    /** `values` has a number from 1 to 5 for every axis, or null: then the line has a gap there and no marker. */
    draw(slot, values) {
      find(slot.group).setAttribute("display", isRated(values) ? "inline" : "none");
      find(slot.line).setAttribute("d", path(values, point));
      const marks = find(slot.markers).children;
      values.forEach((value, axis) => {
        marks[axis].setAttribute("display", value === null ? "none" : "inline");
        if (value === null) return;
        const [x, y] = point(value, axis);
        marks[axis].setAttribute("x", x);
        marks[axis].setAttribute("y", y);
      });
    },
  };
}

/** The outline through all values, back to the first; a missing one parts it. */
function path(values, point) {
  return [...values, values[0]]
    .map((value, i) => (value === null ? "" : `${i > 0 && values[i - 1] !== null ? "L" : "M"} ${point(value, i % values.length).join(" ")}`))
    .filter(Boolean)
    .join(" ");
}

export const isRated = (values) => values.some((value) => value !== null);

/** A short piece of a profile's line with its marker, for the legend: a copy of what the chart itself shows. */
export function sample(chart, slot) {
  const { colour, dash } = slot;
  const stroke = [["d", "M-20 0H20"], ["stroke", colour], ["stroke-width", 2], ["stroke-dasharray", dash]];
  return picture("-20 -7 40 14", "ss-sample", element("path", stroke), shape(chart, slot));
}

/** A profile's marker alone, as in the chart. */
export function marker(chart, slot) {
  return picture("-7 -7 14 14", "ss-marker", shape(chart, slot));
}

/** A marker for what the chart doesn't show: a ring. */
export function ring() {
  return picture("-7 -7 14 14", "ss-marker", element("circle", [["r", 4.5], ["fill", "none"], ["stroke", "currentcolor"], ["stroke-width", 1.8]]));
}

function shape(chart, { marker: id, colour }) {
  const copy = chart.querySelector(`[id="${id}"]`).cloneNode();
  copy.removeAttribute("id");
  copy.setAttribute("fill", colour);
  return copy;
}

function picture(box, name, ...shapes) {
  const svg = element("svg", [["viewBox", box], ["class", name], ["aria-hidden", "true"]]);
  svg.append(...shapes);
  return svg;
}

function element(tag, attributes) {
  const node = document.createElementNS("http://www.w3.org/2000/svg", tag);
  for (const [name, value] of attributes) node.setAttribute(name, value);
  return node;
}
