// Asks the browser to keep the course on this device: some time after the page is there, so that it slows nothing down.

const LATER = 8000; // milliseconds

/**
 * Only over https: so whoever writes a course sees on his own machine what he has just built.
 * @param {string} worker the address of the service worker
 */
export function start(worker) {
  if (location.protocol !== "https:" || !navigator.serviceWorker) return;
  const keep = async () => {
    await navigator.serviceWorker.register(worker);
    const { active } = await navigator.serviceWorker.ready;
    const { connection } = /** @type {any} */ (navigator);
    if (!connection?.saveData) active.postMessage("keep-all");
  };
  addEventListener("load", () => setTimeout(() => keep().catch(() => {}), LATER));
}
