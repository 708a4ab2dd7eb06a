// A reader's own answers: saved as a file, brought back from one, erased.

import { download, make } from "./core.js";
import { fold } from "./fold.js";
import { FILE_NAME } from "./kept_file.js";
import { ownFilePart } from "./own_file_part.js";
import { filePicker } from "./picker.js";
import { ratingProblem } from "./ratings.js";
import { counted } from "./when.js";

const IN_LAB =
  "Your answers are in the file answers.jsonl, beside the lesson notebooks. To bring in answers from the web page, save them there as a file, drop that " +
  `file (${FILE_NAME}) into the same folder, and run this cell again. It says how many it brought in. What was missing is added, and nothing is lost.`;

const HOW = [
  `To JupyterLab: save the file, ${FILE_NAME}, into the folder with the lesson notebooks, beside the answers.jsonl there. Then run the cells of this page there.`,
  "From JupyterLab, or to another browser: bring in that answers.jsonl here.",
  "Both ways merge. What was missing is added, and what was there stays, even where both have an answer to the same scene.",
];

const KEPT = "They’re kept in this browser and nowhere else. If its data is cleared, only a file you’ve saved brings them back.";

/** What is said where a browser keeps nothing. */
export const KEEPS_NOTHING = "This browser keeps nothing from this site, so what you answer is gone when you leave the page. A private window or a setting may be the reason.";

/**
 * The part of a widget with a reader's answers as a whole.
 * @param {import("./keeper.js").Model} model
 * @param {string[]} competencies ids that a self-rating may name
 */
export function carryPart(model, competencies) {
  const status = make("p", { class: "ss-status", role: "status" });
  const { host } = model;
  if (!host) return make("div", { class: "ss-carry" }, make("p", {}, IN_LAB));

  const fits = (record) => ratingProblem(record, competencies);

  function say(text, state) {
    status.textContent = text;
    status.dataset.state = state;
  }

  function carry() {
    download(FILE_NAME, host.exportText());
    say(`Your answers are offered as ${FILE_NAME}. What’s in this browser stays here too.`, "saved");
  }

  async function bring(file) {
    say("Reading the file…", "waiting");
    const { added, same, problems } = await host.importFile(file, fits);
    const sum = `${counted(added, "answer")} added; ${same} already here; ${problems.length} left out. Nothing that was here has changed.`;
    say(`${sum} ${problems.slice(0, 5).join(" ")}${problems.length > 5 ? " …" : ""}`.trim(), problems.length ? "failed" : "saved");
  }

  function ask() {
    const dialog = make(
      "dialog",
      { class: "ss-widget ss-dialog", "aria-label": "Erase my answers", onclose: () => dialog.remove() },
      make("p", {}, "Erase every answer, rating and note of this course in this browser? This can’t be undone. Save them as a file first if you may want them again."),
      make(
        "form",
        { method: "dialog", class: "ss-actions" },
        make("button", { class: "ss-button", autofocus: true }, "Keep them"),
        make("button", { type: "button", class: "ss-button ss-second", onclick: erase }, "Erase them"),
      ),
    );
    function erase() {
      dialog.close();
      const left = host.erase();
      say(left ? "Not everything could be erased: this browser refused." : "Your answers are erased from this browser.", left ? "failed" : "saved");
    }
    root.append(dialog);
    dialog.showModal();
  }

  const keeps = model.get("keeps") !== false;
  const button = (words, action) => make("button", { type: "button", class: "ss-button ss-second", onclick: action }, words);
  const root = make(
    "div",
    { class: "ss-carry" },
    make("p", { class: keeps ? null : "ss-warning" }, keeps ? KEPT : KEEPS_NOTHING),
    make(
      "div",
      { class: "ss-actions" },
      button("Save my answers as a file", carry),
      filePicker("Bring in answers from a file", bring),
      button("Erase my answers", ask),
    ),
    status,
    ...ownFilePart(host, (file) => host.importFile(file, fits)),
    fold("To JupyterLab and back", ...HOW.map((text) => make("p", {}, text))).root,
  );
  return root;
}
