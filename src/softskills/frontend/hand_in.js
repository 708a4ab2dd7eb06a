// The end of an assignment's page: what is still open, the file to hand in, and a file to go on from.

import { inlineQuestion } from "./certainty.js";
import { download, make, uniqueId } from "./core.js";
import { NEWS } from "./news.js";
import { listed, openWords } from "./open_words.js";
import { filePicker } from "./picker.js";
import { lineOf } from "./record.js";
import { termsOf } from "./terms.js";
import { counted } from "./when.js";

const OTHER = "it’s of something else";

/**
 * @param {import("./page.js").KeptPage} page
 * @param {any} storage where it's kept when the file was saved last
 * @param {string} key
 * @param {string} name of the assignment
 */
export function handInPart(page, storage, key, name) {
  const fileName = `${name}.answers.jsonl`;
  const mark = `${key}/handed-in`; // the time of the latest answer in the file that was saved last
  const asked = page.models.map((model) => model.get("content"));
  const wants = new Set(page.models.flatMap((model) => model.get("wants")));

  const state = make("p", {});
  const question = make("div", {});
  const status = make("p", { class: "ss-status", role: "status" });
  const button = (words, action, second = true) =>
    make("button", { type: "button", class: second ? "ss-button ss-second" : "ss-button", onclick: action }, words);

  function say(text, kind) {
    status.textContent = text;
    status.dataset.state = kind;
  }

  const records = () => page.log.read().filter(({ item }) => wants.has(item));
  const latest = () => records().reduce((last, { time }) => (time > last ? time : last), "");
  const isOpen = (content) => !isAnswered(content, page.known[content.item.id]);

  /** What holds something that was chosen or written and not saved. */
  function isUnsaved({ item }) {
    const place = document.getElementById(`item-${item.id}`);
    const told = /** @type {HTMLElement} */ (place.querySelector(".ss-status"));
    return told.dataset.state === "changed" && (told.textContent.startsWith("Changed") || Boolean(place.querySelector("input:checked")));
  }

  function showState() {
    const open = asked.filter(isOpen);
    const handedIn = storage.getItem(mark);
    const sentences = [open.length ? openWords(open, asked) : "Everything is answered."];
    if (handedIn && handedIn === latest()) sentences.push(`You’ve saved the file with all of this. If you haven’t uploaded ${fileName} yet, do so now.`);
    else if (handedIn) sentences.push("You’ve changed something since you saved the file. Hand in again, and upload the new one.");
    state.textContent = sentences.join(" ");
  }

  function handIn() {
    const open = asked.filter(isOpen);
    const unsaved = asked.filter(isUnsaved);
    if (!open.length && !unsaved.length) return save();
    const gaps = asked.filter((content) => open.includes(content) || unsaved.includes(content));
    const words = [];
    if (open.length) words.push(openWords(open, asked));
    if (unsaved.length) words.push(`In ${counted(unsaved.length, "place")} you’ve chosen something and not saved it yet.`);
    say("", "changed");
    inlineQuestion(question, words.join(" "), ["Go to the first", () => goTo(gaps[0].item)], ["Save the file all the same", save]);
    const gapLine = (content) => make("li", {}, wayTo(content.item), unsaved.includes(content) ? ": chosen, not saved" : "");
    question.querySelector(".ss-actions").before(make("ul", {}, ...gaps.map(gapLine)));
  }

  function wayTo(item) {
    const onclick = (event) => {
      event.preventDefault();
      goTo(item);
    };
    return make("a", { href: `#item-${item.id}`, onclick }, item.title);
  }

  function goTo(item) {
    const title = /** @type {HTMLElement} */ (document.querySelector(`#item-${CSS.escape(item.id)} .ss-title`));
    title.scrollIntoView();
    title.focus();
  }

  function save() {
    const all = records();
    question.replaceChildren();
    if (!all.length) return say("There’s nothing to hand in yet: save an answer first.", "changed");
    download(fileName, all.map((record) => `${lineOf(record)}\n`).join(""));
    storage.setItem(mark, latest());
    showState();
    say(`${fileName} is offered to be saved; you’ll usually find it among your downloads. Upload that file where you hand in your work.`, "saved");
  }

  async function bring(file) {
    say("Reading the file…", "waiting");
    const before = { ...page.known };
    const { added, same, problems } = await page.log.bringIn(file, ({ item }) => (wants.has(item) ? "" : OTHER));
    page.refresh();
    const bad = problems.filter((problem) => !problem.includes(OTHER));
    const left = bad.length ? ` ${counted(bad.length, "line")} couldn’t be read. ${bad[0]}` : "";
    if (!added && !same) return say(`${file.name} holds no answer to this assignment, and nothing here has changed.${left}`, "failed");
    const changed = asked.filter(({ item }) => page.known[item.id]?.time !== before[item.id]?.time);
    const shown = changed.length ? `${listed(changed)} now ${changed.length === 1 ? "shows" : "show"} what’s in the file.` : "Nothing in it is newer than what’s here.";
    const read = `${file.name}: ${counted(added, "answer")} read, ${same} already here.`;
    say(`${read} ${shown} Where your answer here is newer, it stays.${left}`, bad.length ? "failed" : "saved");
  }

  function ask() {
    inlineQuestion(question, "Erase all your answers to this assignment in this browser? Only a file you’ve saved brings them back.", ["Keep them", () => {}], ["Erase them", erase]);
  }

  function erase() {
    const left = page.log.erase();
    storage.removeItem(mark);
    page.refresh();
    if (left) say("Not everything could be erased: this browser refused.", "failed");
    else say("Your answers to this assignment are erased from this browser.", "saved");
  }

  window.addEventListener(NEWS, showState);
  window.addEventListener("beforeunload", (event) => {
    if (!page.keeps && records().length && storage.getItem(mark) !== latest()) event.preventDefault(); // all of it would be lost
  });
  showState();
  const title = make("h2", { id: uniqueId("hand-in"), class: "ss-title" }, "Hand in");
  return make(
    "section",
    { class: "ss-widget ss-hand-in", "aria-labelledby": title.id },
    title,
    state,
    make("p", {}, `“Hand in” saves your answers to this assignment, and nothing else, as a file called ${fileName}. Upload it where you hand in your work. You can do so again for as long as it’s taken.`),
    make("div", { class: "ss-actions" }, button("Hand in", handIn, false)),
    question,
    status,
    make("p", { class: "ss-hint" }, "To go on elsewhere, save the file here and read it in there. It adds what’s missing, and nothing newer is lost."),
    make(
      "div",
      { class: "ss-actions" },
      filePicker("Go on from a file", bring),
      button("Erase my answers here", ask),
    ),
  );
}

/** Whether an answer counts: a choice of this item, a story that was finished, a text with a word in it. */
function isAnswered({ item, steps }, record) {
  if (!record) return false;
  if (item.kind === "reflection") return typeof record.answer?.text === "string" && /\S/.test(record.answer.text);
  return Boolean(termsOf(item.kind, record.answer, item.options ? Object.keys(item.options) : steps));
}
