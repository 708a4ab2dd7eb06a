// One learner with a package on a platform: where their log is kept, and what gets to the platform, and when.
//
// An answer is in the log first, in this browser. Then it's sent, and counts as sent when the platform has confirmed it.
// What was not confirmed is sent again, now or when the package is opened next. Two things may send an answer twice, a
// confirmation that was lost and another browser; both do no harm, because its interaction is the same.

import { browserLog } from "./browser_log.js";
import { known, lineOf } from "./record.js";
import { findApi, Platform, PlatformError } from "./scorm_api.js";
import { behindIn, latestAttempt, leftBehind, newAttempt, noteAttempt, noteBehind, noteSent, sentIn } from "./scorm_attempt.js";
import { Conversation } from "./scorm_conversation.js";
import { erasure, idOf, interactionsOf } from "./scorm_interactions.js";
import { reportOf } from "./scorm_report.js";
import { pack, shortHash, unpack } from "./scorm_state.js";
import { partOf } from "./scorm_storage.js";

/**
 * @typedef {import("./record.js").Answer} Answer
 * @typedef {import("./scorm_state.js").State} Kept What the platform kept.
 * @typedef {object} Contents What a package knows of its course.
 * @property {string} course the short name under which answers are kept
 * @property {string} scope what of the course is in the package
 * @property {import("./scorm_api.js").Version} version
 * @property {string} first the page to begin with
 * @property {import("./lessons.js").Lesson[]} lessons those that count
 * @property {import("./review.js").Catalogue} catalogue
 * @property {string[]} ids of all items
 * @property {Record<string, import("./scorm_interactions.js").Scene>} scenes
 * @typedef {"alone" | "ready" | "sent" | "failed" | "looking"} State `alone`: there's no platform. `looking`: it keeps
 *   nothing, because somebody looks back at what was done.
 */

const PAGE = /^(?!.*\.\.)\w[\w./-]*\.html(#[\w-]+)?$/;

export class Session {
  /**
   * Find the platform, and what it and this browser have of the learner's answers. Throws a PlatformError when it doesn't
   * begin: nobody knows then whose answers these would be.
   * @param {Contents} contents
   * @param {any} here the window
   * @param {Storage | null} browser
   */
  constructor(contents, here, browser) {
    this.contents = contents;
    this.here = here;
    this.browser = browser;
    this.listed = Object.assign({}, ...contents.catalogue.sets.map(({ items }) => items));
    this.keepsHere = Boolean(browser); // as far as was seen: whether this browser keeps anything
    this.why = "";
    this.time = ""; // when the platform confirmed last
    this.left = { texts: 0, repeats: 0 };
    this.erased = "";
    /** @type {(() => void)[]} */
    this.listeners = [];
    /** @type {State} */
    this.state = "alone";
    const api = findApi(here, contents.version);
    const told = api ? new Conversation(new Platform(api, contents.version)) : null;
    this.told = told;
    if (told) this.state = told.isLookingBack ? "looking" : "ready";
    if (this.state === "looking") this.browser = null;
    const page = told?.ask("page") || "";
    this.page = PAGE.test(page) ? page : contents.first;
    this.base = `${contents.course}/${contents.scope}/${shortHash(told?.ask("learner") || "")}`;
    this.takeLog(told && unpack(told.state, contents.ids));
  }

  /**
   * Take the log of this attempt. A platform without a state begins a new one, unless it never got the one that is here.
   * @param {Kept | null} found
   */
  takeLog(found) {
    const before = latestAttempt(this.browser, this.base);
    const goesOn = before && (!before.confirmed || !this.told);
    this.attempt = found?.attempt || (goesOn ? before.id : newAttempt());
    this.storage = partOf(this.browser, this.prefixOf(this.attempt), () => (this.keepsHere = false));
    this.note(before?.id === this.attempt ? before.confirmed : Boolean(found));
    this.log = browserLog(this.contents.course, this.storage);
    this.sent = sentIn(this.storage);
    if (found) this.takeOver(found);
    // What an earlier attempt left unsent isn't lost: it's sent, and counts nothing in this one.
    const isOther = before && before.id !== this.attempt;
    this.behind = [...behindIn(this.storage), ...(isOther ? leftBehind(this.contents.course, this.browser, this.prefixOf(before.id)) : [])];
    noteBehind(this.storage, this.behind);
  }

  /** @param {string} attempt */
  prefixOf(attempt) {
    return `${this.base}/${attempt}/`;
  }

  /** @param {boolean} confirmed whether the platform has the attempt's name */
  note(confirmed) {
    if (!noteAttempt(this.browser, this.base, { id: this.attempt, confirmed })) this.keepsHere = false;
  }

  /** @param {Kept} found */
  takeOver({ erased, records }) {
    this.erased = erased;
    const here = this.log.read();
    if (erased && here.some(({ time }) => time <= erased)) {
      this.log.erase();
      this.log.store(here.filter(({ time }) => time > erased));
    }
    const lines = new Set(here.map(lineOf));
    this.log.store(records.filter((record) => !lines.has(lineOf(record))));
    for (const record of records) this.sent.add(idOf(record));
  }

  /** Where an answer is that was just kept, in words. */
  place() {
    if (this.state === "looking") return "on this page only: you’re looking back";
    if (this.state === "sent") return "on your platform";
    const here = this.keepsHere ? "in this browser" : "on this page only";
    return this.state === "failed" ? `${here}, but not on your platform yet` : here;
  }

  /** Send what the platform hasn't confirmed. Returns whether it has all of it now. */
  send() {
    if (!this.told || this.state === "looking") return false;
    const records = this.log.read();
    const news = [...this.behind, ...records.filter((record) => !this.sent.has(idOf(record)))];
    try {
      this.tell(records, news);
      if (this.here.navigator?.onLine === false) throw new PlatformError("this device is offline");
    } catch (error) {
      if (!(error instanceof PlatformError)) throw error;
      this.why = error.message;
      this.turn("failed");
      return false;
    }
    this.confirm(news);
    return true;
  }

  /**
   * Tell the platform everything. If somebody else ended the conversation, begin it once more.
   * @param {Answer[]} records
   * @param {Answer[]} news
   */
  tell(records, news) {
    try {
      this.tellAll(records, news);
    } catch (error) {
      if (!error.isNoConversation) throw error;
      this.told.begin();
      this.tellAll(records, news);
    }
  }

  tellAll(records, news) {
    const { ids, scenes, version } = this.contents;
    for (const record of news) this.told.put(idOf(record), interactionsOf(record, scenes[record.item], this.listed[record.item], version));
    if (this.erased && !this.sent.has(this.erased)) this.told.put(this.erased, erasure(this.erased, version));
    this.told.report(reportOf(this.contents, known(records), Date.now(), Boolean(this.erased)));
    const { text, left } = pack({ attempt: this.attempt, erased: this.erased, records }, ids, this.told.room);
    this.left = left;
    this.told.keep(text);
  }

  /**
   * The platform has it all, but for what it doesn't take.
   * @param {Answer[]} news
   */
  confirm(news) {
    for (const id of [...news.map(idOf), this.erased]) if (id && !this.told.refused.has(id)) this.sent.add(id);
    noteSent(this.storage, this.sent);
    this.behind = [];
    noteBehind(this.storage, this.behind);
    this.note(true);
    this.time = new Date().toISOString();
    this.why = "";
    this.turn("sent");
  }

  /** How many answers the platform doesn't take. */
  get refused() {
    return this.told?.refused.size || 0;
  }

  /** The learner erased all answers: the score is 0 again, and what is erased here does not come back elsewhere. */
  wasErased() {
    this.erased = new Date().toISOString();
    this.send();
  }

  /**
   * Note the page that the learner is on, to open there next time.
   * @param {string} page
   */
  isOn(page) {
    if (!this.told || this.state === "looking" || !PAGE.test(page)) return;
    try {
      this.told.isOn(page);
    } catch {
      // To begin at the beginning is no loss.
    }
  }

  /** The learner leaves: send what is left, and end. */
  close() {
    this.send();
    try {
      this.told?.end(this.state === "looking");
    } catch {
      // Nobody is there to be told, and what counts was sent before, or is sent next time.
    }
  }

  /**
   * Another tab kept or removed something.
   * @param {StorageEvent} event
   */
  hear({ key, newValue }) {
    const prefix = this.prefixOf(this.attempt);
    if (key?.startsWith(prefix)) this.storage.hear({ key: key.slice(prefix.length), newValue });
  }

  /** @param {State} state */
  turn(state) {
    this.state = state;
    for (const listener of [...this.listeners]) listener();
  }

  /**
   * @param {() => void} listener
   * @returns {() => void} what ends that
   */
  listen(listener) {
    this.listeners.push(listener);
    return () => (this.listeners = this.listeners.filter((one) => one !== listener));
  }
}
