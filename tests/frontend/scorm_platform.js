// A learning platform as the standard has it, as far as a package needs one: strict, and it can fail.

const TYPES = { "1.2": ["fill-in"], 2004: ["long-fill-in"] };
const RULES = {
  "1.2": [
    [/^cmi\.core\.(lesson_location)$/, /^[^]{0,255}$/],
    [/^cmi\.core\.lesson_status$/, /^(completed|incomplete)$/],
    [/^cmi\.core\.exit$/, /^suspend$/],
    [/^cmi\.core\.session_time$/, /^\d{2,4}:\d\d:\d\d$/],
    [/^cmi\.(core|objectives\.\d+)\.score\.(raw|min|max)$/, /^\d{1,3}(\.\d+)?$/],
    [/^cmi\.suspend_data$/, /^[ -~]{0,4096}$/],
    [/^cmi\.objectives\.\d+\.id$/, /^[!-~]{1,255}$/],
    [/^cmi\.objectives\.\d+\.status$/, /^(not attempted|incomplete|completed)$/],
    [/^cmi\.interactions\.\d+\.id$/, /^[!-~]{1,255}$/],
    [/^cmi\.interactions\.\d+\.time$/, /^([01]\d|2[0-3]):[0-5]\d:[0-5]\d$/],
    [/^cmi\.interactions\.\d+\.student_response$/, /^.{0,255}$/],
    [/^cmi\.interactions\.\d+\.result$/, /^(neutral|\d(\.\d+)?)$/],
  ],
  2004: [
    [/^cmi\.location$/, /^[^]{0,1000}$/],
    [/^cmi\.completion_status$/, /^(completed|incomplete)$/],
    [/^cmi\.progress_measure$/, /^(0(\.\d+)?|1)$/],
    [/^cmi\.exit$/, /^suspend$/],
    [/^cmi\.session_time$/, /^PT\d+S$/],
    [/^cmi\.(objectives\.\d+\.)?score\.(raw|min|max)$/, /^\d{1,3}(\.\d+)?$/],
    [/^cmi\.score\.scaled$/, /^(0(\.\d+)?|1)$/],
    [/^cmi\.suspend_data$/, /^[ -~]{0,64000}$/],
    [/^cmi\.objectives\.\d+\.id$/, /^\S{1,4000}$/],
    [/^cmi\.objectives\.\d+\.completion_status$/, /^(not attempted|incomplete|completed)$/],
    [/^cmi\.interactions\.\d+\.id$/, /^\S{1,4000}$/],
    [/^cmi\.interactions\.\d+\.timestamp$/, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d\dZ$/],
    [/^cmi\.interactions\.\d+\.description$/, /^(?!\{).{0,250}$/],
    [/^cmi\.interactions\.\d+\.learner_response$/, /^(?!\{).{0,4000}$/],
    [/^cmi\.interactions\.\d+\.result$/, /^(neutral|\d(\.\d+)?)$/],
  ],
};
const READ = ["cmi.core.student_id", "cmi.core.lesson_mode", "cmi.learner_id", "cmi.mode"];

/**
 * A platform for one learner, with what it keeps from one conversation to the next.
 * @param {"1.2" | "2004"} version
 */
export function platformOf(version) {
  const [begin, set, get, commit, end, code, words] =
    version === "1.2"
      ? ["LMSInitialize", "LMSSetValue", "LMSGetValue", "LMSCommit", "LMSFinish", "LMSGetLastError", "LMSGetErrorString"]
      : ["Initialize", "SetValue", "GetValue", "Commit", "Terminate", "GetLastError", "GetErrorString"];
  const platform = {
    /** What was confirmed. @type {Record<string, string>} */
    kept: {},
    learner: { "cmi.core.student_id": "ada", "cmi.learner_id": "ada" },
    /** @type {"" | "commit" | "begin" | "throw"} */
    fails: "",
    /** Names of values that it doesn't take. @type {RegExp | null} */
    refuses: null,
    api: {},
    /** A new conversation, as when the learner opens the package anew. */
    leave: () => (isBegun = false),
    interactions: () => listOf(platform.kept),
  };
  let values = {};
  let isBegun = false;
  let error = "0";
  const say = (is, why = "101") => {
    error = is ? "0" : why;
    return String(is);
  };
  const none = version === "1.2" ? "301" : "132";
  platform.api = {
    [begin]: () => {
      if (isBegun || platform.fails === "begin") return say(false, isBegun && version === "2004" ? "103" : "101");
      values = { ...platform.kept };
      isBegun = true;
      return say(true);
    },
    [set]: (name, value) => {
      if (platform.fails === "throw") throw new Error("the session has expired");
      if (!isBegun) return say(false, none);
      const place = Number(/^cmi\.(?:interactions|objectives)\.(\d+)\./.exec(name)?.[1] ?? -1);
      if (platform.refuses?.test(name)) return say(false, "401");
      if (place > countOf(values, name.split(".")[1])) return say(false, version === "1.2" ? "201" : "351");
      if (/\.type$/.test(name)) return (values[name] = value), say(TYPES[version].includes(value), "405");
      const rule = RULES[version].find(([names]) => names.test(name));
      if (!rule) return say(false, "401");
      if (typeof value !== "string" || !rule[1].test(value)) return say(false, version === "1.2" ? "405" : "406");
      values[name] = value;
      return say(true);
    },
    [get]: (name) => {
      if (!isBegun) return say(false, none) && "";
      say(true);
      if (READ.includes(name)) return platform.learner[name] ?? "";
      if (name.endsWith("._count")) return String(countOf(values, name.split(".")[1]));
      return values[name] ?? "";
    },
    [commit]: () => {
      if (!isBegun) return say(false, none);
      if (platform.fails === "commit") return say(false);
      platform.kept = { ...values };
      return say(true);
    },
    [end]: () => {
      if (!isBegun) return say(false, none);
      isBegun = false;
      if (platform.fails) return say(false);
      platform.kept = { ...values };
      return say(true);
    },
    [code]: () => error,
    [words]: () => "in its own words",
  };
  return platform;
}

function countOf(values, of) {
  return Object.keys(values).filter((name) => new RegExp(`^cmi\\.${of}\\.\\d+\\.id$`).test(name)).length;
}

/** The interactions, each as its fields. */
function listOf(values) {
  const found = [];
  for (const [name, value] of Object.entries(values)) {
    const [, of, at, field] = name.split(".");
    if (of === "interactions") (found[Number(at)] ??= {})[field] = value;
  }
  return found;
}
