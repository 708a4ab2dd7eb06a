// Ways to other pages of the course: links on a page, and in JupyterLab to the notebooks that lie beside this one.

import { make } from "./core.js";

/**
 * Where a notebook of the course is to be found, or null where only its name helps: outside JupyterLab and Notebook, or
 * when it isn't there.
 * @param {import("./keeper.js").Model} model
 * @param {string} file
 * @param {string} [folder] of the notebooks, below that of the book
 */
export function addressOf(model, file, folder = "") {
  if (model.host) return folder ? model.host.addressOf(`${folder}/${file}`) : `${file}.html`;
  const name = nameOf(model, file);
  return name && besideHere(name, document.getElementById("jupyter-config-data")?.textContent, location.href);
}

/**
 * The address of a notebook beside the one that is open, or null where that is no page of Jupyter's.
 * @param {string} name
 * @param {string | null | undefined} config what Jupyter's page says of itself
 * @param {string} here
 */
export function besideHere(name, config, here) {
  if (!config) return null;
  const inFolder = /\/(?:tree|notebooks)\/(.*\/)?[^/]*$/.exec(new URL(here).pathname);
  const base = inFolder ? new URL(".", here) : new URL(`${JSON.parse(config).baseUrl}lab/tree/`, here);
  return new URL(encodeURIComponent(name), base).href;
}

/**
 * @param {import("./keeper.js").Model} model
 * @param {string} folder of the notebooks, below that of the book
 */
export function wayTo(model, folder) {
  return {
    /** A link in a sentence. */
    link(file, text) {
      const address = addressOf(model, file, folder);
      return address ? make("a", { href: address }, text) : `${text} (${nameOf(model, file) || `${file}.ipynb`})`;
    },
    /** A link that looks like a button: the one way on, or beside it a second. */
    button(file, text, isSecond = false) {
      const address = addressOf(model, file, folder);
      if (!address) return make("p", {}, `${text}: open ${nameOf(model, file) || `${file}.ipynb`}`);
      return make("a", { href: address, class: isSecond ? "ss-button ss-second" : "ss-button" }, text);
    },
  };
}

/** The file of a notebook beside this one, or undefined. */
function nameOf(model, file) {
  return (model.get("names") || {})[file];
}
