// What all widgets share: making elements, the parts that several of them show, and small helpers.

/**
 * Make an element. Text is always a text node, never markup: nothing a learner typed can become HTML.
 * @param {string} tag
 * @param {Record<string, any>} [attributes] "class", listeners as "onclick", and attributes; false and null are left out
 * @param {...(Node | string)} children
 * @returns {any}
 */
export function make(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === false || value == null) continue;
    if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else node.setAttribute(name, value === true ? "" : value);
  }
  node.append(...children);
  return node;
}

/**
 * Show something now, and again whenever what it's made from has changed.
 * @param {{ on: (event: string, listener: () => void) => void, off: (event: string, listener: () => void) => void }} model
 * @param {string[]} names what it's made from
 * @param {() => void} show
 * @returns {() => void} what ends that
 */
export function whenever(model, names, show) {
  for (const name of names) model.on(`change:${name}`, show);
  show();
  return () => names.forEach((name) => model.off(`change:${name}`, show));
}

/**
 * Plain text as its paragraphs. A blank line parts them; it may hold spaces and tabs, and lines may end in any way.
 * `paragraphs` in `widgets/html.py` says the same.
 * @param {string} text
 * @returns {string[]}
 */
export function paragraphTexts(text) {
  const parts = text.replace(/\r\n?/g, "\n").split(/\n[ \t]*\n/);
  return parts.map((part) => part.replace(/^[ \t\n]+|[ \t\n]+$/g, "")).filter(Boolean);
}

/**
 * Plain text as elements.
 * @param {string} text
 * @param {string} [className]
 */
export function paragraphs(text, className) {
  return paragraphTexts(text).map((part) => make("p", { class: className }, part));
}

/** A credit in words, as a score from 0 to 100. One of 0 or below is no score to show to anybody. */
export function inPoints(credit) {
  const points = Math.round(credit * 100);
  return points > 0 ? `Your score: ${points} out of 100.` : "No points this time.";
}

/** Words for a screen reader only. */
export function unseen(words) {
  return make("span", { class: "ss-unseen" }, words);
}

/**
 * The level of a widget's heading: 3, as most stand in a section; 2 where nothing but the page's title stands above.
 * @param {HTMLElement} el the widget's place
 */
export function levelAt(el) {
  const above = [...document.querySelectorAll("h1, h2")].filter((one) => one.compareDocumentPosition(el) & Node.DOCUMENT_POSITION_FOLLOWING);
  return above.length && above.at(-1).tagName === "H1" ? 2 : 3;
}

export const EFFECT = ["", "not effective", "slightly effective", "partly effective", "effective", "very effective"];

/** How effective something is, from 1 to 5, in dots and in words. More may stand after it on the line. */
export function effectLine(value, ...more) {
  const dots = "●".repeat(value) + "○".repeat(5 - value);
  return make(
    "p",
    { class: "ss-effect" },
    make("span", { class: "ss-dots", "aria-hidden": "true" }, dots),
    ` ${value} of 5: ${EFFECT[value]}.`,
    ...more,
  );
}

/**
 * A table. Each row is its name and its cells, as text or nodes. On a narrow screen it becomes a list of rows, each
 * cell with its column's name before it; the roles keep it a table for a screen reader all the same.
 */
export function makeTable(heads, rows, caption) {
  const cell = (content, column) => make("td", { role: "cell", "data-column": heads[column + 1] }, content);
  return make(
    "table",
    { class: "ss-table", role: "table" },
    ...(caption ? [make("caption", {}, caption)] : []),
    make(
      "thead",
      { role: "rowgroup" },
      make("tr", { role: "row" }, ...heads.map((head) => make("th", { scope: "col", role: "columnheader" }, head))),
    ),
    make(
      "tbody",
      { role: "rowgroup" },
      ...rows.map(([name, ...cells]) =>
        make("tr", { role: "row" }, make("th", { scope: "row", role: "rowheader" }, name), ...cells.map(cell)),
      ),
    ),
  );
}

/**
 * The frame of one item: its title, its text, its goal if it has one, and the form to answer in. It is a widget of its
 * own unless its heading is lower than that of one. `above` is a word or two over the title.
 */
export function itemFrame({ title, goal }, text, className, form, { level = 3, above = "" } = {}) {
  const heading = make(`h${level}`, { id: uniqueId("title"), class: "ss-title", tabindex: -1 }, title);
  return make(
    "section",
    { class: level <= 3 ? `ss-widget ${className}` : className, "aria-labelledby": heading.id },
    ...(above ? [make("p", { class: "ss-above" }, above)] : []),
    heading,
    ...paragraphs(text, "ss-stem"),
    ...(goal ? [make("p", { class: "ss-goal" }, make("strong", {}, "Goal: "), goal)] : []),
    form,
  );
}

/**
 * Put a widget where it belongs. JupyterLab takes keys such as an arrow or X for its cells, even from a radio button,
 * but not from an element with this attribute. It leaves text fields alone of itself.
 */
export function place(el, root) {
  root.addEventListener("focusin", ({ target }) => {
    if (!target.matches(":read-write")) target.setAttribute("data-lm-suppress-shortcuts", "");
  });
  el.replaceChildren(root);
}

let counter = 0;
/** An id that no other widget on the page has: the same item may stand there twice. */
export function uniqueId(name) {
  counter += 1;
  return `ss-${name}-${Date.now().toString(36)}-${counter}`;
}

/** The language of the words in widgets, and so of the dates among them. */
export const LANGUAGE = "en-GB";

/** "10:42", or "21 November at 10:42" for another day, in the reader's own time zone. */
export function clock(time) {
  const then = new Date(time);
  const today = then.toDateString() === new Date().toDateString();
  /** @type {Intl.DateTimeFormatOptions} */
  const day = today ? {} : { day: "numeric", month: "long" };
  return then.toLocaleString(LANGUAGE, { ...day, hour: "2-digit", minute: "2-digit" });
}

/** Numbers from text, spread evenly: FNV-1a with a final mix (both public domain). */
function hash(text) {
  let h = 0x811c9dc5;
  for (let i = 0; i < text.length; i += 1) h = Math.imul(h ^ text.charCodeAt(i), 0x01000193);
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}

/** The same things in an order that is random between readers and items, and fixed for one of each. */
export function shuffled(things, seed) {
  return [...things].sort((a, b) => hash(`${seed}/${a}`) - hash(`${seed}/${b}`) || (a < b ? -1 : 1));
}

/** What stands where something did not come: why, and a button to try once more. */
export function failedPart(text, tryAgain) {
  return make(
    "div",
    { class: "ss-widget ss-failed" },
    make("p", { role: "alert" }, text),
    make("div", { class: "ss-actions" }, make("button", { type: "button", class: "ss-button", onclick: tryAgain }, "Try again")),
  );
}

/** Offer text as a file to save. Nothing leaves this computer. */
export function download(name, text, type = "text/plain") {
  const address = URL.createObjectURL(new Blob([text], { type: `${type};charset=utf-8` }));
  make("a", { href: address, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(address), 10000);
}
