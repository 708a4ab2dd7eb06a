// Today's practice: what is due, one scene after the other, and when to come back.

import { calendarOf } from "./calendar.js";
import { download, LANGUAGE, make, place } from "./core.js";
import { dateOf, dayOf } from "./counting.js";
import { nextSituation, practiceDays, standings, todaysSets } from "./review.js";
import { makeStage } from "./stage.js";

const DAYS = 5; // of practice in the calendar file

function render({ model, el }) {
  const { course, first } = model.get("content");
  const stage = makeStage(model);
  const intro = make("p", { class: "ss-intro", hidden: true }, "You haven’t answered anything yet. Here are scenes of the first lesson to begin with.");
  const count = make("p", { class: "ss-count", role: "status" });
  const next = make("button", { type: "button", class: "ss-button", onclick: goOn });
  const foot = make("div", { class: "ss-actions ss-next", hidden: true }, next);
  const root = make("section", { class: "ss-widget ss-practice", "aria-label": "Today’s practice" }, intro, count, stage.root, foot);

  const records = () => model.get("records") || {};
  const scenes = plan();
  let at = 0;

  /** The scenes of today, as they are when the page opens. */
  function plan() {
    const now = Date.now();
    const all = standings(model.get("catalogue"), records(), now);
    if (all.every(({ due }) => due === null)) {
      intro.hidden = !first.length;
      return first;
    }
    return todaysSets(all, now).map(({ set }) => ({ set: set.id, item: nextSituation(Object.keys(set.items), records()) }));
  }

  /** @param {boolean} toFocus whether the reader is led to the scene: not when the page has just opened */
  function show(toFocus) {
    foot.hidden = true;
    if (at >= scenes.length) return showEnd(toFocus);
    count.textContent = `Scene ${at + 1} of ${scenes.length}`;
    stage.show(scenes[at], {
      onShown: () => {
        if (toFocus) focus(stage.root.querySelector(".ss-title"));
        if (at + 1 < scenes.length) stage.bring(scenes[at + 1].set).catch(() => {}); // it is asked for again when it is shown
      },
      onAnswered: () => {
        next.textContent = at + 1 < scenes.length ? "Next scene" : "Finish";
        foot.hidden = false;
      },
    });
  }

  function goOn() {
    at += 1;
    intro.hidden = true;
    show(true);
  }

  function showEnd(toFocus) {
    const now = Date.now();
    const all = standings(model.get("catalogue"), records(), now);
    const days = practiceDays(all, model.get("catalogue").waits, dayOf(now), DAYS).map(dateOf);
    const said = saidToday(all, now);
    const title = make("h3", { class: "ss-title" }, said.length ? "Done for today" : "Nothing is due today");
    const right = said.filter(({ hit }) => hit).length;
    const words = [
      ...(said.length ? [`${right} of ${said.length} right.`] : []),
      days.length ? `Back on ${inWords(days[0])}.` : "Answer a scene in a lesson, and it comes back the next day.",
    ];
    count.textContent = "";
    stage.clear();
    stage.root.append(
      title,
      ...words.map((text) => make("p", {}, text)),
      ...(days.length ? [make("button", { type: "button", class: "ss-button ss-second", onclick: () => save(days) }, "Save the next days for your calendar")] : []),
    );
    if (toFocus) focus(title);
  }

  /** The first answers of today that count: to sets that were due, and to the scenes shown here. */
  function saidToday(all, now) {
    const shown = new Set(scenes.map(({ item }) => item));
    const here = ({ item, time }) => shown.has(item) && dayOf(time) >= dayOf(now);
    return all.flatMap(({ counted, reviewed }) => [...reviewed, ...Object.values(counted).filter((one) => here(one) && !reviewed.includes(one))]);
  }

  function save(days) {
    const address = model.host && location.protocol.startsWith("http") ? location.href.split("#")[0] : undefined;
    download("practice-days.ics", calendarOf(days, { course: course.id, title: course.title, address }, Date.now()), "text/calendar");
    count.textContent = `Offered as practice-days.ics: ${days.length === 1 ? "one day" : `${days.length} days`}.`;
  }

  place(el, root);
  show(false);
  return stage.clear;
}

/** "Friday, 4 December". */
function inWords(date) {
  const [weekday, day] = [{ weekday: "long" }, { day: "numeric", month: "long" }].map((parts) =>
    date.toLocaleDateString(LANGUAGE, /** @type {Intl.DateTimeFormatOptions} */ (parts)),
  );
  return `${weekday}, ${day}`;
}

/** @param {HTMLElement} heading */
function focus(heading) {
  heading.tabIndex = -1;
  heading.focus();
}

export default { render };
