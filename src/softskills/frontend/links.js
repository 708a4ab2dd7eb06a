// Ways to other pages of the course: links on a page; in JupyterLab, where a widget can't open a notebook, their names.

import { make } from "./core.js";

/**
 * @param {import("./keeper.js").Model} model
 * @param {string} folder of the notebooks, below that of the book
 */
export function wayTo(model, folder) {
  const address = (file) => model.host.addressOf(`${folder}/${file}`);
  return {
    /** A link in a sentence. */
    link: (file, text) => (model.host ? make("a", { href: address(file) }, text) : `${text} (${file}.ipynb)`),
    /** A link that looks like a button: the one way on, or beside it a second. */
    button(file, text, isSecond = false) {
      if (!model.host) return make("p", {}, `${text}: open ${file}.ipynb`);
      return make("a", { href: address(file), class: isSecond ? "ss-button ss-second" : "ss-button" }, text);
    },
  };
}
