// The published page: finds the widgets in it, mounts them, and keeps their answers in this browser.

import { breathe } from "./breathe.js";
import { browserLog, recordOrNull } from "./browser_log.js";
import { failedPart } from "./core.js";
import { dataScripts } from "./data_scripts.js";
import { keptFile } from "./kept_file.js";
import { NEWS } from "./news.js";
import { hostOf } from "./page_host.js";
import { PageModel } from "./page_model.js";
import { count, known, lineOf, READER, seedOf, wanted } from "./record.js";
import { showAnswered } from "./scene_dots.js";
import { askerToStay } from "./stay.js";

/**
 * @typedef {import("./record.js").Answer} Answer
 * @typedef {import("./keeper.js").Model} Model
 * @typedef {{ render: (place: { model: Model, el: HTMLElement }) => void }} Widget
 */

const LAST_TIME = Date.parse("9999-12-31T23:59:59.999Z"); // a later one has another form
const SLICE = 8; // milliseconds of mounting before the browser draws: it also lays out what was mounted
const MANY = 30; // widgets on one page, from which on those out of sight are left undrawn

/**
 * Mount every widget of this page as soon as the page and its scripts are there.
 * @param {string} course the short name under which answers are kept
 * @param {Record<string, any>} modules by name; a widget's script may add it after this one
 */
export function start(course, modules) {
  const own = /** @type {HTMLScriptElement | null} */ (document.currentScript);
  const address = own?.src || location.href;
  const data = dataScripts(new URL("softskills/", address).href, own?.dataset.version);
  const page = new KeptPage(browserLog(course), modules, data, new URL("../", address).href);
  page.ownFile = keptFile(course, modules, new URL("softskills-own_file.js", address).href, () => page.allAsText());
  const showScenes = () => showAnswered(page.known);
  const mountAll = () => {
    page.mountAll();
    showScenes();
  };
  window.addEventListener(NEWS, showScenes);
  // Scripts that are deferred have all run when the page says so, and what is here can begin before. Any other may come
  // late, and waits for the page only.
  if (own?.defer) {
    page.mountWhatCame();
    document.addEventListener("DOMContentLoaded", mountAll, { once: true });
  } else if (document.readyState === "loading") document.addEventListener("readystatechange", mountAll, { once: true });
  else mountAll();
  window.addEventListener("storage", (event) => page.hear(event));
}

/** One page and the log of this browser: what the kernel is to the widgets of a notebook. */
export class KeptPage {
  /**
   * @param {ReturnType<typeof browserLog>} log
   * @param {Record<string, Widget>} widgets
   * @param {(name: string) => Promise<any>} load what loads the catalogue of the bank, and the scenes of a set
   * @param {string} [root] the address of the book, with a slash at its end
   */
  constructor(log, widgets, load, root = "") {
    this.log = log;
    this.load = load;
    this.root = root;
    this.widgets = widgets;
    /** @type {PageModel[]} */
    this.models = [];
    this.known = known([]);
    this.reader = "";
    /** @type {Set<HTMLElement>} */
    this.begun = new Set();
    this.askToStay = askerToStay();
    /** @type {ReturnType<typeof keptFile> | null} */
    this.ownFile = null;
    this.keeps = true; // as far as was seen: whether this browser keeps anything
    this.place = "in this browser";
  }

  /** @param {string} name of a page of the course, as in "notebooks/first-lesson" */
  addressOf(name) {
    return `${this.root}${name}.html`;
  }

  /** Mount the widgets whose script is there already: a reader of the first scene need not wait for the others. */
  mountWhatCame() {
    /** @type {NodeListOf<HTMLElement>} */
    const islands = document.querySelectorAll(".ss-island");
    return this.mountAll([...islands].filter(({ dataset }) => dataset.widget in this.widgets));
  }

  /**
   * Mount what is not yet mounted of these widgets, or of all, in slices: a page with hundreds of them stays awake.
   * @param {Iterable<HTMLElement> & { length: number }} [islands]
   */
  async mountAll(islands = document.querySelectorAll(".ss-island")) {
    if (!islands.length) return;
    if (islands.length > MANY) document.documentElement.classList.add("ss-many");
    if (!this.reader) {
      const records = this.log.read();
      this.known = known(records);
      this.reader = seedOf(records) || this.newSeed();
    }
    let end = performance.now() + SLICE;
    for (const island of islands) {
      if (performance.now() > end) {
        await breathe();
        end = performance.now() + SLICE;
      }
      if (this.begun.has(island)) continue;
      this.begun.add(island);
      const model = this.newModel(JSON.parse(island.querySelector("script").textContent), this.reader);
      if (island.dataset.uses) this.mountLater(model, island);
      else this.mount(model, island);
    }
  }

  /**
   * Mount a widget. If its script did not come, say so in its place.
   * @param {PageModel} model
   * @param {HTMLElement} island
   */
  mount(model, island) {
    const widget = this.widgets[island.dataset.widget];
    if (widget) widget.render({ model, el: island });
    else island.prepend(failedPart("This part of the page did not come.", () => location.reload()));
  }

  /**
   * Mount a widget once the data is there that it uses. For a reader who has answered nothing that's at once: what the
   * widget has is enough, and the data is brought after the first answer. If it does not come, say so in its place.
   * @param {PageModel} model
   * @param {HTMLElement} island
   */
  async mountLater(model, island) {
    const isNew = Object.keys(this.known).every((item) => item === READER);
    if (isNew) {
      this.mount(model, island);
      await new Promise((goOn) => window.addEventListener(NEWS, goOn, { once: true }));
    }
    await model.bring(island.dataset.uses, this.load, (told) => (isNew ? island.prepend(told) : island.replaceChildren(told)));
    if (!isNew) this.mount(model, island);
  }

  /**
   * @param {{ wants: string[] }} state
   * @param {string} reader
   */
  newModel(state, reader) {
    const more = { place: this.place, keeps: this.keeps, drafts: this.log.drafts, reader, records: this.recordsFor(state.wants) };
    const model = new PageModel({ ...state, ...more }, (message, reply) => this.hearWidget(message, reply), hostOf(this));
    this.models.push(model);
    return model;
  }

  /**
   * Reply to a message of a widget, now or later.
   * @param {any} message
   * @param {(reply: any) => void} reply
   */
  hearWidget(message, reply) {
    if (message.kind !== "bring") return reply(this.replyTo(message));
    const { n, set } = message;
    this.load(`sets/${set}`).then(
      (scenes) => reply({ kind: "set", n, scenes }),
      (error) => reply({ kind: "not-brought", n, why: error.message }),
    );
  }

  /**
   * Keep the answers of a message, as `softskills.widgets.messages` does it in a kernel.
   * @param {{ n: number, records: { item: string, answer: any }[] }} message
   */
  replyTo({ n, records }) {
    try {
      this.keep(records);
    } catch (error) {
      return { kind: "not-kept", n, why: error.message };
    }
    return { kind: "kept", n, records: Object.fromEntries(records.map(({ item }) => [item, this.known[item]])) };
  }

  /**
   * Store answers as of now, and never earlier than their item's last one. Throws like the log's `store`.
   * @param {{ item: string, answer: any }[]} answers
   */
  keep(answers) {
    const now = Date.now();
    const records = answers.map(({ item, answer }) => {
      const after = this.known[item] ? Date.parse(this.known[item].time) + 1 : 0;
      return { time: new Date(Math.min(Math.max(now, after), LAST_TIME)).toISOString(), item, answer };
    });
    this.log.store(records);
    this.spread(records);
    if (records.some(({ item }) => item !== READER)) this.askToStay();
    this.ownFile?.changed();
  }

  /** All answers, as the lines of a file. */
  allAsText() {
    return this.log.read().map((record) => `${lineOf(record)}\n`).join("");
  }

  newSeed() {
    const seed = Math.random().toString(36).slice(2) + Math.random().toString(36).slice(2);
    try {
      this.keep([{ item: READER, answer: { seed } }]);
    } catch {
      this.keeps = false; // each widget says so
    }
    return seed;
  }

  /**
   * Another tab saved or erased something: show it here too.
   * @param {StorageEvent} event
   */
  hear({ key, newValue }) {
    if (key !== null && !this.log.isKey(key)) return;
    const record = newValue && recordOrNull(newValue);
    const before = record && this.known[record.item];
    if (!record || (before && before.time === record.time)) this.refresh();
    else this.spread([record]);
  }

  /** Read the log anew and tell every widget. */
  refresh() {
    this.known = known(this.log.read());
    globalThis.dispatchEvent(new Event(NEWS));
    for (const model of this.models) model.update({ records: this.recordsFor(model.get("wants")) });
  }

  /**
   * Tell new records to every widget on the page that wants to know.
   * @param {Answer[]} records
   */
  spread(records) {
    for (const record of records) count(this.known, record);
    if (records.some(({ item }) => item !== READER)) globalThis.dispatchEvent(new Event(NEWS));
    for (const model of this.models) {
      const news = records.filter(({ item }) => wanted(item, model.get("wants"))).map(({ item }) => [item, this.known[item]]);
      if (news.length) model.update({ records: { ...model.get("records"), ...Object.fromEntries(news) } });
    }
  }

  /** @param {string[]} wants */
  recordsFor(wants) {
    return Object.fromEntries(Object.entries(this.known).filter(([item]) => wanted(item, wants)));
  }
}
