// The frame of a published page: the contents as a drawer on a narrow screen, the choice of light and dark, and tables
// that are wider than the page.
//
// Without it the contents open by a link to them, and the page has the colours that the device has.

/**
 * @param {string} course the short name under which the choice is kept
 */
export function start(course) {
  const contents = document.getElementById("course-contents");
  const opener = document.querySelector("button.contents-button");
  const colours = document.querySelector(".theme-button");
  if (contents && opener) drawer(contents, /** @type {HTMLElement} */ (opener));
  if (colours) colours.addEventListener("click", () => changeColours(`${course}/colours`));
  const sizes = new ResizeObserver((entries) => entries.forEach(({ target }) => reach(/** @type {HTMLElement} */ (target))));
  for (const table of document.querySelectorAll(".table-wrapper")) sizes.observe(table);
}

/**
 * Let a table that is wider than the page be pushed sideways by keyboard; another is no stop on the way.
 * @param {HTMLElement} table
 */
export function reach(table) {
  if (table.scrollWidth > table.clientWidth) {
    table.tabIndex = 0;
    table.setAttribute("role", "region");
    table.setAttribute("aria-label", "Table, wider than the page");
  } else for (const name of ["tabindex", "role", "aria-label"]) table.removeAttribute(name);
}

/**
 * Let the button open and close the contents. While they lie over the page, nothing behind them can be reached.
 * @param {HTMLElement} contents
 * @param {HTMLElement} opener
 */
export function drawer(contents, opener) {
  const closer = /** @type {HTMLElement} */ (contents.querySelector("button.contents-close"));
  /** @type {NodeListOf<HTMLElement>} */
  const behind = document.querySelectorAll(".skip-link, .site-header, main, .site-footer");
  /** @param {boolean} open */
  const show = (open) => {
    contents.classList.toggle("is-open", open);
    opener.setAttribute("aria-expanded", String(open));
    for (const part of behind) part.inert = open;
    (open ? closer : opener).focus();
    const here = contents.querySelector("[aria-current]");
    if (open && here) here.scrollIntoView({ block: "center" });
  };
  const close = () => contents.classList.contains("is-open") && show(false);
  opener.addEventListener("click", () => show(true));
  closer.addEventListener("click", close);
  document.addEventListener("keydown", ({ key }) => key === "Escape" && close());
  document.addEventListener("click", ({ target }) => !contents.contains(/** @type {Node} */ (target)) && !opener.contains(/** @type {Node} */ (target)) && close());
  matchMedia("(min-width: 64rem)").addEventListener("change", close); // there they stand beside the text
}

/**
 * Change from light to dark or back. A choice of what the device has anyway is none: then the page follows the device.
 * @param {string} key
 */
export function changeColours(key) {
  const device = matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";
  const { dataset } = document.documentElement;
  const shown = dataset.theme === "light" || dataset.theme === "dark" ? dataset.theme : device;
  const chosen = shown === "dark" ? "light" : "dark";
  dataset.theme = chosen === device ? "auto" : chosen;
  try {
    if (chosen === device) localStorage.removeItem(key);
    else localStorage.setItem(key, chosen);
  } catch {
    // Where nothing can be kept, the choice holds for this page.
  }
}
