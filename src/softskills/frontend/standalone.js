// A page shown at the address of another one: finds out where the site begins, and leads there.

/**
 * @param {string} id the course's own, as its manifest says it
 */
export async function start(id) {
  for (const link of /** @type {NodeListOf<HTMLAnchorElement>} */ (document.querySelectorAll("a[data-again]"))) link.href = location.href;
  const field = document.querySelector("input");
  field.value = wordsIn(location.pathname);
  const root = await rootOf(location.pathname, id);
  if (root === null) return;
  for (const place of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("[data-page]"))) {
    place.setAttribute(place.tagName === "FORM" ? "action" : "href", `${root}${place.dataset.page}`);
  }
}

/**
 * The folder with the manifest of this course: the one of this page, or one above it.
 * @param {string} path
 * @param {string} id
 */
async function rootOf(path, id) {
  for (const folder of foldersOf(path)) {
    try {
      const manifest = await (await fetch(`${folder}manifest.webmanifest`)).json();
      if (manifest.id === id) return folder;
    } catch {
      // Nothing there, or something else.
    }
  }
  return null;
}

/**
 * The folder that a path lies in, and those above it: "/a/b.html" lies in "/a/" and "/".
 * @param {string} path
 */
export function foldersOf(path) {
  const parts = path.split("/").slice(1, -1);
  return [...parts, ""].map((_, i) => `/${parts.slice(0, parts.length - i).map((part) => `${part}/`).join("")}`);
}

/**
 * What the last part of an address says in words: "/a/find-a-mentor.html" says "find a mentor".
 * @param {string} path
 */
export function wordsIn(path) {
  const last = path.split("/").pop().replace(/\.\w+$/, "");
  try {
    return decodeURIComponent(last).replace(/[-_+]+/g, " ").replace(/^index$/, "").trim();
  } catch {
    return "";
  }
}
