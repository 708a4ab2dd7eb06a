// Sends answers to whoever keeps them, and tells the learner what became of them.
//
// A widget's model has: content (what it shows), place (where answers are kept), reader (shuffling seed), wants (which
// answers it is to know) and records (item -> its latest answer, and all of them). `softskills.widgets.messages` says how answers
// are sent and what comes back; on the page, `page.js` plays the kernel's part, and says by `keeps` whether it can keep any.

import { clock } from "./core.js";
import { keepsDrafts } from "./drafts.js";
import { pulse } from "./pulse.js";

/**
 * @typedef {import("./record.js").Answers} Answers
 * @typedef {object} Model The part of anywidget's model that widgets use.
 * @property {(name: string) => any} get
 * @property {(event: string, listener: (message?: any) => void) => void} on
 * @property {(event: string, listener: (message?: any) => void) => void} off
 * @property {(message: any) => void} send
 * @property {any} [host] What only a page can do: see `page.js`.
 */

const PATIENCE = 4000; // milliseconds a kernel has to answer

const KERNEL_SILENT = "The kernel is not answering. It may be stopped, restarted or busy. ";
const COMES_BACK = "What you write stays in this browser. It’s here again once the questions have been run again, and then you can save it.";
const COPY_FIRST = "Copy what you wrote. Then choose Run > Run All Cells, which empties this form, and save once more.";
const BROUGHT_BACK = "What you had begun here is back. It isn’t saved yet.";

let counter = 0;

/**
 * The latest answer to an item, and all of them, or null.
 * @param {Model} model
 * @param {string} item
 * @returns {Answers | null}
 */
export function recordOf(model, item) {
  const records = model.get("records") || {};
  return Object.hasOwn(records, item) ? records[item] : null;
}

/** What is said at once where nothing can be kept, so that nobody writes much before hearing of it. */
const KEEPS_NOTHING = "This browser keeps nothing from this site: an answer stays until you leave the page.";

/**
 * A keeper of one widget's answers. What was not answered yet when the kernel fell silent is sent once more with the
 * next answer, under its old number: who keeps it then knows it again.
 * @param {Model} model
 * @param {{ textContent: string | null, dataset: Record<string, string> }} status the live region to speak in
 * @param {() => string} [more] what there is to say beyond "Saved"
 */
export function keeper(model, status, more = () => "") {
  /** @type {Map<number, { message: { kind: string, n: number, records: { item: string, answer: any }[] }, onKept: () => void }>} */
  const waiting = new Map(); // what was sent and not answered yet, oldest first
  let failure = "";
  let silent = false; // whether what was sent got no answer
  let isGone = false; // whether the kernel gave no sign of life when the learner came to the form
  let said = { text: "", state: "changed" };
  let silentWords = "";
  /** @type {ReturnType<typeof setTimeout>} */
  let timer;
  const idle = model.get("keeps") === false ? KEEPS_NOTHING : "";

  /**
   * @param {string} text
   * @param {string} state
   */
  function say(text, state) {
    said = { text, state };
    const gone = isGone && (state === "changed" || state === "saved");
    status.textContent = gone ? `${text} ${kernelSilent()}`.trim() : text || idle;
    status.dataset.state = gone ? "gone" : state;
  }

  /** @param {Answers | null} record */
  function saySaved(record) {
    if (record) say(`Saved ${model.get("place")}, ${clock(record.time)}. ${more()}`.trim(), "saved");
    else if (said.state === "saved") say("", "changed"); // it was erased
  }

  function giveUp() {
    clearTimeout(timer);
    silent = true;
    say(`Not saved: ${kernelSilent().replace("T", "t")}`, "failed");
  }

  /** Asked once: it takes a write, and is said with each key that is pressed. */
  function kernelSilent() {
    return (silentWords ||= KERNEL_SILENT + (keepsDrafts(model) ? COMES_BACK : COPY_FIRST));
  }

  function beginToWait() {
    clearTimeout(timer);
    timer = setTimeout(giveUp, PATIENCE);
  }

  /** @param {any} reply */
  function onReply(reply) {
    const sent = waiting.get(reply?.n);
    if (!sent || !["kept", "not-kept"].includes(reply.kind)) return;
    const { message, onKept } = sent;
    waiting.delete(reply.n);
    if (reply.kind === "not-kept") failure = failure || reply.why;
    else onKept();
    if (waiting.size) {
      if (!silent) beginToWait();
      return;
    }
    clearTimeout(timer);
    silent = false;
    if (failure) say(`Not saved: ${failure}`, "failed");
    else saySaved(reply.records[message.records[message.records.length - 1].item]);
  }
  model.on("msg:custom", onReply);
  const kernel = pulse(model, newNumber, (is) => {
    isGone = is;
    say(said.text, said.state);
  });
  if (idle) say("", "changed");

  /**
   * Send several answers, as [item, answer] each, that are saved all together or not at all.
   * @param {[string, any][]} answers
   * @param {() => void} [onKept] what to do once they are saved
   */
  function sendAll(answers, onKept = () => {}) {
    if (!waiting.size) failure = "";
    const again = silent ? [...waiting.values()].map((one) => one.message) : [];
    const message = { kind: "keep", n: newNumber(), records: answers.map(([item, answer]) => ({ item, answer })) };
    waiting.set(message.n, { message, onKept });
    silent = false;
    say("Saving…", "waiting");
    beginToWait();
    try {
      for (const one of [...again, message]) model.send(one);
    } catch {
      giveUp();
    }
  }

  return {
    say,
    sendAll,
    /**
     * Say that an item is saved, if it is, and no longer say so if it is not, or there is none.
     * @param {string | null} item
     */
    saved: (item) => saySaved(item === null ? null : recordOf(model, item)),
    /**
     * @param {string} item
     * @param {any} answer
     * @param {() => void} [onKept]
     */
    send: (item, answer, onKept) => sendAll([[item, answer]], onKept),
    /** Whether what was sent last is saved, or on its way, and nothing was said to have changed since. */
    isSaved: () => said.state === "saved" || said.state === "waiting",
    changed: () => say("Changed, not saved yet.", "changed"),
    broughtBack: () => say(BROUGHT_BACK, "changed"),
    /**
     * Say so when the kernel is gone, as soon as the learner comes to a form.
     * @param {HTMLElement} form
     */
    watch: (form) => form.addEventListener("focusin", kernel.ask),
    stop() {
      clearTimeout(timer);
      kernel.stop();
      model.off("msg:custom", onReply);
    },
  };
}

/** A number for a message that no other message has, from this page or one opened before it. */
export function newNumber() {
  counter += 1;
  return Date.now() * 1000 + (counter % 1000);
}
