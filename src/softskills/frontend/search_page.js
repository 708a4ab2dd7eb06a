// The page that searches: reads the question from the address or the field, and lists the pages it finds.

import { make } from "./core.js";
import { dataScripts } from "./data_scripts.js";
import { searcher } from "./search.js";

const SHOWN = 20;

/** Set the page going as soon as it is whole. The index is brought when there is something to look for. */
export function start() {
  const own = /** @type {HTMLScriptElement} */ (document.currentScript);
  const load = dataScripts(new URL("softskills/", own.src).href, own.dataset.version);
  document.addEventListener("DOMContentLoaded", () => mount(document.querySelector("#search-page"), load, own.dataset.root));
}

/**
 * @param {HTMLElement} place
 * @param {(name: string) => Promise<any>} load
 * @param {string} root the address of the site's top, from this page
 */
function mount(place, load, root) {
  const form = place.querySelector("form");
  const field = form.querySelector("input");
  const status = place.querySelector("[role=status]");
  const list = place.querySelector("ol");
  const title = document.title;
  let latest = 0;

  async function look() {
    const question = field.value.trim();
    latest += 1;
    const mine = latest;
    document.title = question ? `${question}: ${title}` : title;
    if (!question) return show([], "");
    status.textContent = "Searching…";
    try {
      const { pages, language } = await load("search");
      if (mine !== latest) return;
      const hits = searcher(pages, language)(question);
      show(hits, said(hits.length, question));
    } catch {
      if (mine === latest) show([], "The search could not be loaded. Look whether you are online, and search once more.");
    }
  }

  function show(hits, text) {
    list.replaceChildren(...hits.slice(0, SHOWN).map((hit) => entry(hit, root)));
    list.hidden = !hits.length;
    status.textContent = text;
  }

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    history.pushState(null, "", `?${new URLSearchParams({ q: field.value.trim() })}`);
    look();
  });
  const readAddress = () => {
    field.value = new URLSearchParams(location.search).get("q") || "";
    look();
  };
  window.addEventListener("popstate", readAddress);
  readAddress();
  if (!field.value) field.focus();
}

/** @param {import("./search.js").Hit} hit */
function entry({ page, section, snippet }, root) {
  const anchor = section.anchor ? `#${section.anchor}` : "";
  const under = section.heading && section.heading !== page.title ? [make("p", { class: "search-under" }, section.heading)] : [];
  const pieces = snippet.map(({ text, found }) => (found ? make("mark", {}, text.trimEnd()) : text));
  // A space after a marked word stands outside of the mark.
  const spaced = pieces.flatMap((piece, i) => (snippet[i].found && snippet[i].text.endsWith(" ") ? [piece, " "] : [piece]));
  return make(
    "li",
    {},
    make("a", { href: `${root}${page.address}${anchor}` }, page.title),
    ...under,
    make("p", { class: "search-snippet" }, ...spaced),
  );
}

function said(number, question) {
  if (!number) return `Nothing found for “${question}”. Try another word, or look through the contents.`;
  const pages = number === 1 ? "1 page" : `${number} pages`;
  return number > SHOWN ? `${pages} found for “${question}”. These are the best ${SHOWN}.` : `${pages} found for “${question}”.`;
}
