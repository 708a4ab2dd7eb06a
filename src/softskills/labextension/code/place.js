// Where a learner was in a lesson: it opens there again after a reload, and stays there while its questions begin to run.

const KEPT = "softskills/place/";
const QUIET = 300; // ms without scrolling, until a place is kept
const MOVING = ["wheel", "touchstart", "pointerdown", "keydown"];

/**
 * @typedef {{ cell: string, down: number }} Place the cell at the upper edge, by its id, and how many pixels of it are
 *   above the edge
 */

/**
 * Keep the place of an open notebook in this browser from now on.
 * @param {any} panel of the notebook
 */
export function keepPlace({ content, context }) {
  const view = viewOf(content);
  if (!view) return;
  let timer = 0;
  view.addEventListener("scroll", () => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      const place = placeIn(content, view);
      if (place) store()?.setItem(KEPT + context.path, JSON.stringify(place));
    }, QUIET);
  });
}

/**
 * The way back to the place that was kept of a notebook: a function to be called whenever something above the place may
 * have moved. It does nothing once the learner has moved by themselves, or where the cell is gone.
 * @param {any} panel of the notebook
 */
export function backToPlace({ content, context }) {
  const place = read(store()?.getItem(KEPT + context.path));
  const view = viewOf(content);
  let isTheirs = !place || !view;
  for (const moving of MOVING) view?.addEventListener(moving, () => (isTheirs = true), { once: true, passive: true });

  return async () => {
    const at = isTheirs ? -1 : content.widgets.findIndex(({ model }) => model.id === place.cell);
    if (at < 0 || (at === 0 && place.down === 0)) return;
    await content.scrollToItem(at, "start");
    view.scrollTop += content.widgets[at].node.getBoundingClientRect().top - view.getBoundingClientRect().top + place.down;
  };
}

/** @returns {Place | null} */
function placeIn(content, view) {
  const edge = view.getBoundingClientRect().top;
  const cell = content.widgets.find(({ node }) => node.isConnected && node.getBoundingClientRect().bottom > edge);
  return cell ? { cell: cell.model.id, down: Math.max(0, Math.round(edge - cell.node.getBoundingClientRect().top)) } : null;
}

/** @returns {HTMLElement | null} what scrolls */
function viewOf(content) {
  return content.node.querySelector(".jp-WindowedPanel-outer");
}

/**
 * What was kept, if it is a place.
 * @param {string | null | undefined} text
 * @returns {Place | null}
 */
export function read(text) {
  try {
    const { cell, down } = JSON.parse(text ?? "");
    return typeof cell === "string" && Number.isFinite(down) && down >= 0 ? { cell, down } : null;
  } catch {
    return null;
  }
}

/** Where a browser keeps nothing, a lesson opens at its top. */
function store() {
  try {
    return globalThis.localStorage;
  } catch {
    return null;
  }
}
