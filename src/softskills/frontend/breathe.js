// Long work in turns with the browser.

const LONGEST = 100; // milliseconds to wait for a drawing that may not come

/** Let the browser draw and listen before the work goes on. It draws nothing in a tab that nobody sees. */
export function breathe() {
  return new Promise((goOn) => {
    if (document.hidden) return setTimeout(goOn);
    requestAnimationFrame(() => setTimeout(goOn));
    setTimeout(goOn, LONGEST);
  });
}
