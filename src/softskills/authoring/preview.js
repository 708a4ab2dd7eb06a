// The page of a preview: shows the file anew when it was saved, with the same item at the same height.

(() => {
  "use strict";
  const LOOK_EVERY = 500; // milliseconds
  const SETTLING = 1500; // milliseconds in which the items may still grow or shrink
  const PLACE = "preview/place";
  const state = document.getElementById("state");
  const following = state.textContent;

  /** The first item whose end is still in the window, and how far from the top of the window it begins. */
  function place() {
    const item = [...document.querySelectorAll(".item")].find((one) => one.getBoundingClientRect().bottom > 0);
    return item && window.scrollY ? { id: item.id, top: item.getBoundingClientRect().top } : null;
  }

  /** Bring the author back to where they were, and hold them there until the items have settled or they move. */
  function restore() {
    const kept = JSON.parse(sessionStorage.getItem(PLACE));
    sessionStorage.removeItem(PLACE);
    const item = kept && document.getElementById(kept.id);
    if (!item) return;
    history.scrollRestoration = "manual";
    const end = performance.now() + SETTLING;
    let moved = false;
    for (const act of ["wheel", "keydown", "pointerdown"]) addEventListener(act, () => (moved = true), { once: true });
    const hold = () => {
      if (moved || performance.now() > end) return;
      window.scrollBy(0, item.getBoundingClientRect().top - kept.top);
      requestAnimationFrame(hold);
    };
    hold();
  }

  function showAnew() {
    if (document.activeElement) document.activeElement.blur(); // a text being written is saved when it is left
    sessionStorage.setItem(PLACE, JSON.stringify(place()));
    location.reload();
  }

  async function look() {
    try {
      const answer = await fetch("/version", { cache: "no-store" });
      if ((await answer.text()) !== document.documentElement.dataset.version) return showAnew();
      if (state.textContent !== following) state.textContent = following;
    } catch {
      state.textContent = "The preview has stopped. Start it again on the command line, and this page goes on.";
    }
    setTimeout(look, LOOK_EVERY);
  }

  restore();
  look();
})();
