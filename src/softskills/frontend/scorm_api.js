// The interface of a learning platform, as SCORM has it: where it is found, and what it is called in each version.
//
// SCORM 1.2: ADL, "SCORM Run-Time Environment 1.2", section 3. SCORM 2004: ADL, "SCORM 2004 4th Edition, RTE", section 3.

/** @typedef {"1.2" | "2004"} Version */

/** What each version calls its object and its functions. */
const CALLED = {
  "1.2": {
    object: "API",
    begin: "LMSInitialize",
    get: "LMSGetValue",
    set: "LMSSetValue",
    commit: "LMSCommit",
    end: "LMSFinish",
    code: "LMSGetLastError",
    words: "LMSGetErrorString",
  },
  2004: {
    object: "API_1484_11",
    begin: "Initialize",
    get: "GetValue",
    set: "SetValue",
    commit: "Commit",
    end: "Terminate",
    code: "GetLastError",
    words: "GetErrorString",
  },
};
const HOPS = 50; // frames above: nobody nests deeper

/** Codes that say that there is no conversation: not begun, or ended already. */
const NO_CONVERSATION = new Set(["112", "113", "122", "123", "132", "133", "142", "143", "301"]);
/** Codes that say that there is one already. */
const BEGUN = new Set(["101", "103"]);
/** Codes that say that one value is not taken, whatever becomes of the others. */
const REFUSED = new Set(["201", "351", "401", "402", "403", "404", "405", "406", "407", "408"]);

/** Why something did not get to the platform, in words. */
export class PlatformError extends Error {
  /**
   * @param {string} message
   * @param {string} [code] as the platform gave it
   */
  constructor(message, code = "") {
    super(message);
    this.code = code;
  }

  /** Whether just this value is not taken. */
  get isRefusal() {
    return REFUSED.has(this.code);
  }

  get isNoConversation() {
    return NO_CONVERSATION.has(this.code);
  }
}

/**
 * The platform's object, in the frames above, or behind the window that was opened; null when there is none.
 * @param {any} here
 * @param {Version} version
 */
export function findApi(here, version) {
  const { object } = CALLED[version];
  return inFrames(here, object) || inFrames(attempt(() => here.top.opener), object);
}

/** Looks from a window upwards, as far as this page may look. */
function inFrames(from, object) {
  let one = from;
  for (let hop = 0; one && hop < HOPS; hop += 1) {
    const found = attempt(() => one[object]);
    if (found) return found;
    one = attempt(() => one.parent); // the uppermost is its own
  }
  return null;
}

/** One conversation with a platform. Every method but `get` throws a PlatformError for what did not succeed. */
export class Platform {
  /**
   * @param {any} api
   * @param {Version} version
   */
  constructor(api, version) {
    this.api = api;
    this.version = version;
    this.called = CALLED[version];
  }

  /** Begin; one that was begun already goes on. */
  begin() {
    try {
      this.call("begin", "");
    } catch (error) {
      if (!BEGUN.has(error.code)) throw error;
      this.call("commit", ""); // 101 is any fault in 1.2: this tells whether it is really there
    }
  }

  /**
   * A value, or "" where the platform has none, or does not know what that is.
   * @param {string} name
   */
  get(name) {
    return String(attempt(() => this.api[this.called.get](name)) ?? "");
  }

  /**
   * @param {string} name
   * @param {string | number} value
   */
  set(name, value) {
    this.call("set", name, String(value));
  }

  commit() {
    this.call("commit", "");
  }

  end() {
    this.call("end", "");
  }

  /**
   * @param {"begin" | "set" | "commit" | "end"} what
   * @param {...string} told
   */
  call(what, ...told) {
    let answer;
    try {
      answer = this.api[this.called[what]](...told);
    } catch (error) {
      throw new PlatformError(`it failed (${error?.message || error})`);
    }
    if (String(answer) === "true") return;
    const code = String(attempt(() => this.api[this.called.code]()) ?? "");
    const words = attempt(() => this.api[this.called.words](code)) || "it gave no reason";
    throw new PlatformError(`${words}${code && code !== "0" ? ` (code ${code})` : ""}`, code);
  }
}

/** What an action gives, or undefined when it throws: a window of another site lets nobody look. */
function attempt(action) {
  try {
    return action();
  } catch {
    return undefined;
  }
}
