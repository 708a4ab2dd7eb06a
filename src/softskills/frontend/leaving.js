// The moment in which a page may go for good: its tab is closed, left, or put away on a phone.

/**
 * Save what is not saved yet whenever that moment comes. Returns a function that stops it.
 * @param {() => void} save
 */
export function onLeaving(save) {
  const whenHidden = () => document.visibilityState === "hidden" && save();
  window.addEventListener("pagehide", save);
  document.addEventListener("visibilitychange", whenHidden);
  return () => {
    window.removeEventListener("pagehide", save);
    document.removeEventListener("visibilitychange", whenHidden);
  };
}
