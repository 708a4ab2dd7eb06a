// Your progress: lessons, what is due, scores, how sure and how right, intentions to tick off, and carrying answers away.

import { download, make, makeTable, place, uniqueId } from "./core.js";
import { dateOf, dayOf } from "./counting.js";
import { keeper, recordOf } from "./keeper.js";
import { ratingProblem } from "./ratings.js";
import { creditsOf, dueSets, isSureAndWrong, practiceDays, standings } from "./review.js";
import { part, surenessPart } from "./sureness.js";
import { average } from "./terms.js";

const LISTED = 10; // of what is due, by name

function render({ model, el }) {
  const { competencies, lessons, intentions, practice } = model.get("content");
  const catalogue = model.get("catalogue");
  const status = make("p", { class: "ss-status", role: "status" });
  const keep = keeper(model, status);
  const parts = make("div", {});

  /** On the page a name leads to the place; in JupyterLab the lessons are in the file browser. */
  function link(file, name) {
    return model.host ? make("a", { href: `${file}.html` }, name) : name;
  }

  function lessonsPart(all) {
    const answered = new Set(all.flatMap(({ counted }) => Object.keys(counted)));
    const rows = lessons.map(({ file, title, items }) => {
      const done = items.filter((item) => answered.has(item)).length;
      const state = done === items.length ? "Done" : done ? "Begun" : "Not begun";
      return [link(file, title), `${done} of ${items.length}`, state];
    });
    return part("Lessons", makeTable(["Lesson", "Scenarios answered", "State"], rows));
  }

  function scoresPart(all) {
    const rows = competencies.map(({ id, name }) => {
      const own = all.filter(({ set }) => set.competency === id);
      const possible = own.reduce((sum, { set }) => sum + Object.keys(set.items).length, 0);
      const found = own.flatMap(creditsOf);
      return [name, `${found.length} of ${possible}`, found.length ? `${Math.round(average(found))} of 100` : "none yet"];
    });
    const again = all.reduce((sum, { practised }) => sum + new Set(practised.map(({ item }) => item)).size, 0);
    const note = again ? [make("p", { class: "ss-hint" }, `Practised again today: ${count(again, "scene")}. That doesn’t change your score.`)] : [];
    return part("Scenarios by competency", makeTable(["Competency", "Answered", "Average score"], rows), ...note);
  }

  function duePart(all) {
    const today = dayOf(Date.now());
    const due = dueSets(all, today);
    if (!due.length) {
      const [next] = practiceDays(all, catalogue.waits, today, 1);
      const date = next && dateOf(next).toLocaleDateString("en-GB", { day: "numeric", month: "long" });
      const text = next ? `Nothing is due today. The next one is due on ${date}.` : "Nothing is due. Answer a scenario, and it comes back after a day.";
      return part("Due now", make("p", {}, text));
    }
    const entry = (one) => make("li", {}, one.set.title, isSureAndWrong(one) ? ": you were sure, and it wasn’t the strongest answer" : "");
    const more = due.length > LISTED ? [make("li", {}, `and ${due.length - LISTED} more`)] : [];
    const where = practice ? [make("p", {}, "They come back in ", link(practice, "today’s practice"), ", five at most on a day.")] : [];
    return part("Due now", make("ul", { class: "ss-list" }, ...due.slice(0, LISTED).map(entry), ...more), ...where);
  }

  function intentionsPart() {
    const written = intentions.filter((item) => {
      const record = recordOf(model, item.id);
      return record && record.answer && typeof record.answer.if === "string" && typeof record.answer.then === "string";
    });
    if (!written.length) return part("Your intentions", make("p", {}, "None written yet."));
    const entry = ({ id }) => {
      const { answer } = recordOf(model, id);
      const box = make("input", {
        type: "checkbox",
        checked: answer.done === true,
        onchange: () => keep.send(id, { ...answer, done: box.checked }),
      });
      box.dataset.item = id;
      const text = `If ${answer.if}, then I will ${answer.then}`;
      return make("li", {}, make("label", { class: "ss-tick" }, box, make("span", {}, text)));
    };
    return part("Your intentions", make("ul", { class: "ss-plain" }, ...written.map(entry)));
  }

  function filePart() {
    if (!model.host) {
      return part(
        "Your answers",
        make("p", {}, `They are kept ${model.get("place")}, beside the lesson notebooks. A file from the web page, saved beside it as answers.jsonl or under another name that begins with "answers", is merged into it when you run this cell.`),
      );
    }
    const picker = make("input", { type: "file", accept: ".jsonl,.json,.txt", id: uniqueId("import"), onchange: bring });
    return part(
      "Your answers",
      make("p", {}, "They are kept in this browser only. Save them as a file to carry them to JupyterLab or to another browser."),
      make(
        "div",
        { class: "ss-actions" },
        make("button", { type: "button", class: "ss-button", onclick: carry }, "Save my answers as a file"),
        make("button", { type: "button", class: "ss-button ss-second", onclick: ask }, "Erase my answers"),
      ),
      make("label", { for: picker.id, class: "ss-label" }, "Bring in answers from a file"),
      picker,
    );
  }

  function carry() {
    download("answers.jsonl", model.host.exportText());
    keep.say("Your answers are offered as answers.jsonl. What is in this browser stays here too.", "saved");
  }

  async function bring(event) {
    const [file] = event.target.files;
    event.target.value = "";
    if (!file) return;
    keep.say("Reading the file…", "waiting");
    const { added, same, problems } = await model.host.importFile(file, (record) => ratingProblem(record, competencies.map(({ id }) => id)));
    const sum = `${count(added, "answer")} added; ${same} already here; ${problems.length} left out. Nothing that was here has changed.`;
    keep.say(`${sum} ${problems.slice(0, 5).join(" ")}${problems.length > 5 ? " …" : ""}`.trim(), problems.length ? "failed" : "saved");
  }

  function ask() {
    const close = () => dialog.remove();
    const dialog = make(
      "dialog",
      { class: "ss-widget ss-dialog", "aria-label": "Erase my answers", onclose: close },
      make("p", {}, "Erase every answer, rating and note of this course in this browser? This cannot be undone. Save them as a file first if you may want them again."),
      make(
        "form",
        { method: "dialog", class: "ss-actions" },
        make("button", { class: "ss-button", autofocus: true }, "Keep them"),
        make("button", { type: "button", class: "ss-button ss-second", onclick: erase }, "Erase them"),
      ),
    );
    function erase() {
      dialog.close();
      const left = model.host.erase();
      keep.say(left ? "Not everything could be erased: this browser refused." : "Your answers are erased from this browser.", left ? "failed" : "saved");
    }
    root.append(dialog);
    dialog.showModal();
  }

  function show() {
    const active = /** @type {HTMLElement | null} */ (document.activeElement);
    const focused = parts.contains(active) ? active.dataset.item : null;
    const all = standings(catalogue, model.get("records") || {}, Date.now());
    parts.replaceChildren(duePart(all), lessonsPart(all), scoresPart(all), ...surenessPart(all), intentionsPart());
    if (focused) [...parts.querySelectorAll("input")].find((box) => box.dataset.item === focused)?.focus();
  }

  const root = make(
    "section",
    { class: "ss-widget ss-progress", "aria-label": "Your progress" },
    make("h3", { class: "ss-title" }, "Your progress"),
    parts,
    filePart(),
    status,
  );
  model.on("change:records", show);
  show();
  place(el, root);
  return () => {
    keep.stop();
    model.off("change:records", show);
  };
}

function count(number, word) {
  return number === 1 ? `1 ${word}` : `${number} ${word}s`;
}

export default { render };
