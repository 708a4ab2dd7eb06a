// The start page of a learner's folder: what happened to its files, where to go on, and every lesson with its state.

import { make, place } from "./core.js";
import { keeper } from "./keeper.js";
import { lessonState, STATES } from "./lessons.js";
import { wayTo } from "./links.js";
import { todayPart } from "./today.js";
import { counted } from "./when.js";

function render({ model, el }) {
  const { notices, more, book } = model.get("content");
  const [catalogue, contents] = [model.get("catalogue"), model.get("contents")];
  const { parts, folder } = contents;
  const way = wayTo(model, folder);
  const status = make("p", { class: "ss-status ss-hint", role: "status" });
  const keep = keeper(model, status);
  const today = make("div", { class: "ss-start-today" });
  const lessons = make("div", { class: "ss-start-lessons" });
  const showToday = todayPart(model, today, keep, status, catalogue, contents);

  function showFirst() {
    const first = parts.flatMap((part) => part.lessons)[0];
    const words = "Short scenes from work, to answer and to read about. Your answers stay in this folder.";
    today.replaceChildren(make("p", {}, words), ...(first ? [make("div", { class: "ss-actions" }, way.button(first.file, `Begin here: ${first.title}`))] : []));
  }

  function part({ name, lessons: own }, records) {
    const heading = make("h3", { class: "ss-start-part" }, name || "Lessons");
    return [heading, make("ol", { class: "ss-start-list" }, ...own.map((lesson) => row(lesson, records)))];
  }

  function row(lesson, records) {
    const { state, answered, of } = lessonState(lesson, records);
    const { sign, words } = STATES[state];
    const far = state === "begun" ? `${words}: ${answered} of ${counted(of, "scene")}` : words;
    const stands = lesson.items.length ? [make("span", { class: "ss-lesson-state", "data-state": state }, make("span", { "aria-hidden": "true" }, sign), ` ${far}`)] : [];
    const minutes = lesson.minutes ? [make("span", { class: "ss-hint" }, ` ${lesson.minutes} min`)] : [];
    return make("li", {}, make("span", {}, way.link(lesson.file, lesson.title), ...minutes), ...stands);
  }

  function show() {
    const records = model.get("records") || {};
    if (parts.some((one) => one.lessons.some(({ items }) => lessonState({ items }, records).answered))) showToday();
    else showFirst();
    lessons.replaceChildren(...parts.flatMap((one) => part(one, records)));
  }

  const others = [...more.map(({ file, title }) => make("li", {}, way.link(file, title))), ...(book ? [make("li", {}, make("a", { href: book, target: "_blank", rel: "noopener" }, "The course as a book"))] : [])];
  const root = make(
    "section",
    { class: "ss-widget ss-start", "aria-label": "The course" },
    ...notices.map((text) => make("p", { class: "ss-warning" }, text)),
    today,
    lessons,
    ...(others.length ? [make("h3", { class: "ss-start-part" }, "More"), make("ul", { class: "ss-start-list" }, ...others)] : []),
  );
  model.on("change:records", show);
  show();
  place(el, root);
  return () => {
    keep.stop();
    model.off("change:records", show);
  };
}

export default { render };
