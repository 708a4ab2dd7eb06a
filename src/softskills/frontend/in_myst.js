// A widget on a page of MyST, as Jupyter Book 2 shows it. The theme gives each a place, and a model that holds what the
// page says and nothing else: it keeps and sends nothing. So all widgets of a page share a page of ours, which keeps
// their answers in this browser as the book does.

import { browserLog } from "./browser_log.js";
import { make } from "./core.js";
import { KeptPage } from "./page.js";

/**
 * What the module exports, for all widgets.
 * @param {string} course the short name under which answers are kept
 * @param {Record<string, any>} modules by name
 * @param {Record<string, any>} data what widgets bring, by name: the catalogue of all sets, and the scenes of each
 */
export function inMyst(course, modules, data) {
  const load = (name) => Object.hasOwn(data, name) ? Promise.resolve(data[name]) : Promise.reject(new Error("it isn’t in this edition"));
  const page = new KeptPage(browserLog(course), modules, load);
  page.addressOf = (name) => `/${name.split("/").pop()}`; // pages of MyST are called after their file alone
  window.addEventListener("storage", (event) => page.hear(event));

  return {
    render({ model, el }) {
      const [widget, uses] = [model.get("widget"), model.get("uses") || ""];
      const state = make("script", { type: "application/json" }, JSON.stringify(model.get("state")));
      const island = make("div", { class: "ss-island", "data-widget": widget, "data-uses": uses }, state);
      el.append(island);
      return page.mountAll([island]);
    },
  };
}
