// What only a page can do for its widgets.

import { NEWS } from "./news.js";

/**
 * Lead to another page, load data, and for a reader carry all answers away, bring some in, and erase them.
 * @param {import("./page.js").KeptPage} page
 */
export function hostOf(page) {
  return {
    /** @param {string} name of a page, as in "notebooks/first-lesson" */
    addressOf: (name) => page.addressOf(name),
    /** @param {string} name */
    load: (name) => page.load(name),
    ownFile: page.ownFile,
    exportText: () => page.allAsText(),
    /**
     * @param {File} file
     * @param {(record: import("./record.js").Answer) => string} check
     */
    importFile: async (file, check) => {
      const result = await page.log.bringIn(file, check);
      page.refresh();
      page.ownFile?.changed();
      return result;
    },
    erase: () => {
      const left = page.log.erase();
      page.ownFile?.stop().then(() => globalThis.dispatchEvent(new Event(NEWS))); // what is erased here stays there
      page.refresh();
      return left;
    },
  };
}
