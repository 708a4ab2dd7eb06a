// What a package says to a platform, and asks it: everything by the names that its version of SCORM has.

/**
 * @typedef {import("./scorm_api.js").Platform} Platform
 * @typedef {import("./scorm_api.js").Version} Version
 * @typedef {import("./scorm_interactions.js").Interaction} Interaction
 */

/** What each version calls things, and how many characters of a state it keeps: RTE 1.2, 3.4; RTE 2004 4th, 4.2. */
const NAMES = {
  "1.2": {
    learner: "cmi.core.student_id",
    mode: "cmi.core.lesson_mode",
    page: "cmi.core.lesson_location",
    exit: "cmi.core.exit",
    time: "cmi.core.session_time",
    score: "cmi.core.score",
    status: "cmi.core.lesson_status",
    statusOfOne: "status",
    room: 4096,
  },
  2004: {
    learner: "cmi.learner_id",
    mode: "cmi.mode",
    page: "cmi.location",
    exit: "cmi.exit",
    time: "cmi.session_time",
    score: "cmi.score",
    status: "cmi.completion_status",
    statusOfOne: "completion_status",
    room: 64000,
  },
};
const STATE = "cmi.suspend_data";
const STATUS = { none: "not attempted", begun: "incomplete", done: "completed" };

/** Begins with the platform when it's made. Whatever writes throws a PlatformError for what did not succeed. */
export class Conversation {
  /** @param {Platform} platform */
  constructor(platform) {
    this.platform = platform;
    this.names = NAMES[platform.version];
    this.began = Date.now();
    /** @type {Set<string>} */
    this.refused = new Set(); // ids of answers that the platform doesn't take
    this.begin();
  }

  begin() {
    this.platform.begin();
    this.next = Number(this.platform.get("cmi.interactions._count")) || 0;
    /** @type {Map<string, number>} */
    this.places = new Map(); // of each interaction that was put somewhere
  }

  /** @param {"learner" | "page" | "mode"} what */
  ask(what) {
    return this.platform.get(this.names[what]);
  }

  /** The state that was kept before, or "". */
  get state() {
    return this.platform.get(STATE);
  }

  /** How many characters of a state it keeps. */
  get room() {
    return this.names.room;
  }

  /** Whether somebody looks back at what was done: then nothing of it is to change. */
  get isLookingBack() {
    return ["review", "browse"].includes(this.ask("mode"));
  }

  /**
   * Put the interactions of one answer into the places that they have, or the next ones. One that the platform doesn't
   * take holds up no other.
   * @param {string} id of the answer
   * @param {Interaction[]} interactions
   */
  put(id, interactions) {
    try {
      for (const one of interactions) {
        const place = this.places.get(one.id) ?? this.next;
        for (const [field, value] of Object.entries(one)) this.platform.set(`cmi.interactions.${place}.${field}`, value);
        if (place === this.next) this.next += 1;
        this.places.set(one.id, place);
      }
      this.refused.delete(id);
    } catch (error) {
      if (!error.isRefusal) throw error;
      this.refused.add(id);
    }
  }

  /** @param {import("./scorm_report.js").Report} report */
  report({ state, progress, score, lessons }) {
    if (score !== null) this.setScore(this.names.score, score);
    this.platform.set(this.names.status, state === "done" ? STATUS.done : STATUS.begun);
    if (this.platform.version === "2004") {
      if (score !== null) this.platform.set(`${this.names.score}.scaled`, score / 100);
      this.platform.set("cmi.progress_measure", progress);
    }
    try {
      for (const [at, lesson] of lessons.entries()) this.reportLesson(`cmi.objectives.${at}`, lesson);
    } catch (error) {
      if (!error.isRefusal) throw error; // a platform need not have objectives
    }
  }

  /**
   * @param {string} name
   * @param {import("./scorm_report.js").LessonReport} lesson
   */
  reportLesson(name, { file, state, score }) {
    this.platform.set(`${name}.id`, file);
    this.platform.set(`${name}.${this.names.statusOfOne}`, STATUS[state]);
    if (score !== null) this.setScore(`${name}.score`, score);
  }

  setScore(name, score) {
    this.platform.set(`${name}.min`, 0);
    this.platform.set(`${name}.max`, 100);
    this.platform.set(`${name}.raw`, score);
  }

  /**
   * Have the platform keep a state, and all that was set before.
   * @param {string} state
   */
  keep(state) {
    this.platform.set(STATE, state);
    this.platform.set(this.names.exit, "suspend");
    this.platform.commit();
  }

  /**
   * Note where the learner is. It goes with what is kept next.
   * @param {string} page
   */
  isOn(page) {
    this.platform.set(this.names.page, page);
  }

  /** @param {boolean} isLookingBack */
  end(isLookingBack) {
    if (!isLookingBack) this.platform.set(this.names.time, duration(Date.now() - this.began, this.platform.version));
    this.platform.end();
  }
}

/**
 * A time span as each version writes it.
 * @param {number} ms
 * @param {Version} version
 */
export function duration(ms, version) {
  const seconds = Math.max(0, Math.round(ms / 1000));
  if (version === "2004") return `PT${seconds}S`;
  const parts = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
  return parts.map((part, i) => String(i ? part : Math.min(part, 9999)).padStart(i ? 2 : 4, "0")).join(":");
}
