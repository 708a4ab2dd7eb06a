// Links in widgets that lead to another notebook beside this one: it opens in Jupyter, and the page isn't loaded anew. A
// browser would ask first whether to leave the page, since a lesson that was just run has something to save.

/**
 * Where a click leads to, by the paths of Jupyter's files, or null where the browser is to follow it by itself.
 * @param {string} address of the link
 * @param {string} here the address of the page
 * @param {string} path of the notebook that the link stands in
 */
export function pathBeside(address, here, path) {
  const { origin, pathname } = new URL(address, here);
  const name = decodeURIComponent(pathname.slice(pathname.lastIndexOf("/") + 1));
  if (origin !== new URL(here).origin || !name.endsWith(".ipynb")) return null;
  return path.slice(0, path.lastIndexOf("/") + 1) + name;
}

/**
 * @param {any} tracker of the open notebooks
 * @param {(path: string) => void} open
 */
export function followLinks(tracker, open) {
  document.addEventListener("click", (event) => {
    const { target, button, altKey, ctrlKey, metaKey, shiftKey, defaultPrevented } = event;
    if (defaultPrevented || button || altKey || ctrlKey || metaKey || shiftKey) return;
    const link = /** @type {Element} */ (target).closest?.(".ss-widget a[href]");
    const panel = link && tracker.find(({ node }) => node.contains(link));
    const path = panel && pathBeside(/** @type {HTMLAnchorElement} */ (link).href, location.href, panel.context.path);
    if (!path) return;
    event.preventDefault();
    open(path);
  });
}
