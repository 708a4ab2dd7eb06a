// Where a reader chooses a file of their own that is kept up to date. It is there only where the browser can do that.

import { make } from "./core.js";

const SAID = {
  none: () => "Choose a file once, and after each answer it gets what’s new. It lies on your device, where you put it.",
  kept: (name) => `After each answer, ${name} gets what’s new.`,
  asks: (name) => `${name} isn’t being updated: your browser asks again first. Choose “Go on”, or just answer on.`,
  failed: (name) => `${name} couldn’t be written. It may have been moved. Your answers are still in this browser.`,
};

/**
 * @param {any} host what only a page has
 * @param {(file: File) => Promise<any>} bringIn
 * @returns {HTMLElement[]} nothing where the browser cannot
 */
export function ownFilePart(host, bringIn) {
  if (!host.ownFile?.isPossible) return [];
  const text = make("p", { role: "status" });
  const buttons = make("div", { class: "ss-actions" });
  const button = (words, action) => make("button", { type: "button", class: "ss-button ss-second", onclick: action }, words);

  async function show() {
    const { name, state } = await host.ownFile.standing();
    text.textContent = SAID[state](name);
    const choose = state === "none" ? "Keep a file of my own up to date" : "Choose another file";
    buttons.replaceChildren(
      ...(state === "asks" ? [button("Go on", after(() => host.ownFile.changed()))] : []),
      ...(state === "kept" ? [] : [button(choose, after(() => host.ownFile.choose(bringIn)))]),
      ...(state === "none" ? [] : [button("Stop updating it", after(() => host.ownFile.stop()))]),
    );
  }

  /** Do something, and show what came of it; choosing no file after all is no fault. */
  function after(action) {
    return async () => {
      try {
        await action();
      } catch (error) {
        if (error.name !== "AbortError") text.textContent = `That didn’t work: ${error.message}`;
      }
      await show();
      buttons.querySelector("button")?.focus();
    };
  }

  show();
  return [text, buttons];
}
