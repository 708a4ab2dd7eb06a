// The first script of each page of a package: the page keeps answers and drafts where the frame around it says, and what
// leads out of the package opens a window of its own, because a platform's frame shows no other site.
//
// Whoever opens the page without that frame has it as in the book.

/** What the frame around a page of a package offers it, or null. */
export function platformAround() {
  try {
    return /** @type {any} */ (parent).softskillsPlatform || null;
  } catch {
    return null; // the frame is another site's
  }
}

export function start() {
  const platform = platformAround();
  if (platform) Object.defineProperty(globalThis, "localStorage", { value: platform.storage, configurable: true });
  document.addEventListener("click", leadOut, true);
}

/** @param {Event} event */
function leadOut({ target }) {
  const link = target instanceof Element ? target.closest("a") : null;
  if (!link || !link.host || link.host === location.host) return;
  link.target = "_blank";
  link.rel = "noopener";
}
