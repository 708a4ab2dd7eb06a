// Where a reader chooses a file of their own that is kept up to date. It is there only where the browser can do that.

import { make } from "./core.js";
import { NEWS } from "./news.js";
import { canWriteFiles } from "./own_file.js";

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
  if (!host.ownFile || !canWriteFiles()) return [];
  const { own } = host.ownFile;
  const text = make("p", { role: "status" });
  const buttons = make("div", { class: "ss-actions" });
  const button = (words, action) => make("button", { type: "button", class: "ss-button ss-second", onclick: action }, words);

  let shown = "";
  async function show() {
    const { name, state } = await (await own()).standing();
    if (shown === `${state} ${name}`) return;
    shown = `${state} ${name}`;
    text.textContent = SAID[state](name);
    const choose = state === "none" ? "Keep a file of my own up to date" : "Choose another file";
    buttons.replaceChildren(
      ...(state === "asks" ? [button("Go on", after(async () => (await own()).changed()))] : []),
      ...(state === "kept" ? [] : [button(choose, after(async () => (await own()).choose(bringIn)))]),
      ...(state === "none" ? [] : [button("Stop updating it", after(async () => (await own()).stop()))]),
    );
  }

  /** Do something, and show what came of it; choosing no file after all is no fault. */
  function after(action) {
    return async () => {
      try {
        await action();
      } catch (error) {
        if (error.name === "AbortError") return;
        text.textContent = `That didn’t work: ${error.message}`;
        shown = "";
        return;
      }
      await show();
      buttons.querySelector("button")?.focus();
    };
  }

  globalThis.addEventListener(NEWS, show);
  show();
  return [text, buttons];
}
