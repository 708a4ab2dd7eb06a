// An assignment as one page, in no book: its questions, and the part from which it's handed in as a file.

import { browserLog } from "./browser_log.js";
import { LANGUAGE } from "./core.js";
import { handInPart } from "./hand_in.js";
import { KeptPage } from "./page.js";
import { localStorageOrNull } from "./storage.js";
import { sturdyStorage } from "./sturdy_storage.js";

/** Where answers are where the browser keeps none. */
const ON_THE_PAGE = "on this page only";

/**
 * @param {string} key under which this assignment's answers are kept, apart from all others'
 * @param {string} name of the assignment, which its file is called after
 * @param {Record<string, any>} modules by name
 */
export async function start(key, name, modules) {
  /** @type {KeptPage | null} */
  let page = null;
  let refused = false;
  const storage = sturdyStorage(localStorageOrNull(), `${key}/`, () => {
    refused = true;
    tellRefused(page);
  });
  page = new KeptPage(browserLog(key, storage), modules, () => Promise.reject(new Error("this page is whole as it is")));
  if (refused) tellRefused(page);
  sayDue();
  await page.mountAll();
  document.querySelector("#hand-in").replaceChildren(handInPart(page, storage, key, name));
  window.addEventListener("storage", (event) => {
    storage.hear(event);
    page.hear(event);
  });
}

/**
 * From now on nothing is kept but by the page itself: every question says so, and so does the page.
 * @param {KeptPage | null} page
 */
function tellRefused(page) {
  if (!page) return;
  page.keeps = false;
  page.place = ON_THE_PAGE;
  for (const model of page.models) model.update({ keeps: false, place: ON_THE_PAGE });
  /** @type {HTMLElement} */ (document.querySelector("#keeps-nothing")).hidden = false;
}

/** Say when it's due in the time of whoever reads. */
function sayDue() {
  const due = document.querySelector("time");
  if (!due) return;
  /** @type {Intl.DateTimeFormatOptions} */
  const parts = { weekday: "long", day: "numeric", month: "long", year: "numeric", hour: "2-digit", minute: "2-digit", timeZoneName: "short" };
  due.textContent = new Date(due.dateTime).toLocaleString(LANGUAGE, parts);
}
