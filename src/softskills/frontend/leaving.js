// The moments in which what was typed must be saved: the page may go for good, since its tab is closed, left, or put away
// on a phone; or the learner asks JupyterLab to save.

/** The document's event when JupyterLab is asked to save. `labextension/code/plugin.js` tells it. */
const SAVE_ASKED = "softskills:save";

/**
 * Save what is not saved yet whenever such a moment comes. Returns a function that stops it.
 * @param {() => void} save
 */
export function onLeaving(save) {
  const whenHidden = () => document.visibilityState === "hidden" && save();
  window.addEventListener("pagehide", save);
  document.addEventListener("visibilitychange", whenHidden);
  document.addEventListener(SAVE_ASKED, save);
  return () => {
    window.removeEventListener("pagehide", save);
    document.removeEventListener("visibilitychange", whenHidden);
    document.removeEventListener(SAVE_ASKED, save);
  };
}
