// Your progress: lessons, scores, what to answer again today, intentions to tick off, and carrying answers away.

import { AFRESH, download, make, makeTable, place, uniqueId } from "./core.js";
import { keeper, recordOf } from "./keeper.js";
import { ratingProblem } from "./ratings.js";
import { dayOf, dueDay, mixed } from "./review.js";
import { average, creditOf } from "./terms.js";

function render({ model, el }) {
  const { competencies, scenarios, lessons, intentions, intervals } = model.get("content");
  const status = make("p", { class: "ss-status", role: "status" });
  const keep = keeper(model, status);
  const parts = make("div", {});
  const lessonOf = Object.fromEntries(lessons.flatMap((lesson) => lesson.items.map((item) => [item, lesson])));

  function score(item) {
    const record = recordOf(model, item);
    return creditOf(scenarios[item], record && record.answer);
  }
  const isAnswered = (item) => score(item) !== null;

  /**
   * On the page a name leads to the place, and to a scenario that waits to be answered afresh; in JupyterLab the lessons
   * are in the file browser.
   */
  function nameOf(lesson, item) {
    if (!model.host) return lesson.title;
    const place = item ? `?${AFRESH}=${item}#item-${item}` : "";
    return make("a", { href: `${lesson.file}.html${place}` }, item ? scenarios[item].title : lesson.title);
  }

  function section(title, ...content) {
    return make("div", { class: "ss-part" }, make("h4", { class: "ss-subtitle" }, title), ...content);
  }

  function lessonsPart() {
    const rows = lessons.map((lesson) => {
      const all = lesson.items.filter((item) => item in scenarios);
      const done = all.filter(isAnswered);
      const state = done.length === all.length ? "Done" : done.length ? "Begun" : "Not begun";
      return [nameOf(lesson), `${done.length} of ${all.length}`, state];
    });
    return section("Lessons", makeTable(["Lesson", "Scenarios answered", "State"], rows));
  }

  function scoresPart() {
    const rows = competencies.map((competency) => {
      const all = Object.keys(scenarios).filter((item) => scenarios[item].competency === competency.id);
      const found = all.map(score).filter((one) => one !== null);
      const mean = found.length ? `${Math.round(average(found))} of 100` : "none yet";
      return [competency.name, `${found.length} of ${all.length}`, mean];
    });
    return section("Scenarios by competency", makeTable(["Competency", "Answered", "Average score"], rows));
  }

  function reviewPart() {
    const today = dayOf(Date.now());
    const dated = Object.keys(scenarios)
      .filter(isAnswered)
      .map((item) => ({ item, day: dueDay(recordOf(model, item).answers.map(([time]) => time), intervals) }))
      .filter(({ day }) => day !== null)
      .sort((a, b) => a.day - b.day || (a.item < b.item ? -1 : 1));
    const due = mixed(dated.filter(({ day }) => day <= today), ({ item }) => scenarios[item].competency);
    const next = dated.find(({ day }) => day > today);
    const date = next && new Date(next.day).toLocaleDateString("en-GB", { day: "numeric", month: "long" });
    if (due.length) {
      const entry = ({ item }) => {
        const lesson = lessonOf[item];
        return make("li", {}, lesson ? nameOf(lesson, item) : scenarios[item].title, model.host || !lesson ? "" : `: ${scenarios[item].title}`);
      };
      return section("Answer again today", make("ul", { class: "ss-list" }, ...due.map(entry)));
    }
    const text = next ? `Nothing is due today. The next one is due on ${date}.` : "Nothing is due. Answer a scenario, and it comes back after a day.";
    return section("Answer again today", make("p", {}, text));
  }

  function intentionsPart() {
    const written = intentions.filter((item) => {
      const record = recordOf(model, item.id);
      return record && record.answer && typeof record.answer.if === "string" && typeof record.answer.then === "string";
    });
    if (!written.length) return section("Your intentions", make("p", {}, "None written yet."));
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
    return section("Your intentions", make("ul", { class: "ss-plain" }, ...written.map(entry)));
  }

  function filePart() {
    if (!model.host) {
      return section(
        "Your answers",
        make("p", {}, `They are kept ${model.get("place")}, beside the lesson notebooks. A file from the web page, saved beside it as answers.jsonl or under another name that begins with "answers", is merged into it when you run this cell.`),
      );
    }
    const picker = make("input", { type: "file", accept: ".jsonl,.json,.txt", id: uniqueId("import"), onchange: bring });
    return section(
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
    parts.replaceChildren(lessonsPart(), reviewPart(), scoresPart(), intentionsPart());
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
