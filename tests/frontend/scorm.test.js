// A package on a platform: the pure parts, and a learner's session on a strict platform that can fail.

import { known, lineOf } from "../../src/softskills/frontend/record.js";
import { findApi } from "../../src/softskills/frontend/scorm_api.js";
import { duration } from "../../src/softskills/frontend/scorm_conversation.js";
import { interactionsOf } from "../../src/softskills/frontend/scorm_interactions.js";
import { reportOf } from "../../src/softskills/frontend/scorm_report.js";
import { Session } from "../../src/softskills/frontend/scorm_session.js";
import { wordsOf } from "../../src/softskills/frontend/scorm_shell.js";
import { pack, shortHash, unpack } from "../../src/softskills/frontend/scorm_state.js";
import { platformOf } from "./scorm_platform.js";
import { same, storage, thrown } from "./support.js";

const at = (day, second = 0, ms = 0) => new Date(2026, 0, day, 12, 0, second, ms).toISOString();
const choice = (item, time, letter, more = {}) => ({ time, item, answer: { choice: letter, ...more } });
const CATALOGUE = {
  waits: [1, 3, 7],
  sets: ["one", "two", "three", "four"].map((id) => ({ id, competency: "x", items: { [id]: { title: id, kind: "choose", weights: { a: 1, b: 0.5, c: -0.5 } } } })),
};
const LESSONS = [
  { file: "first", title: "First", items: ["one", "two"] },
  { file: "second", title: "Second", items: ["three", "four"] },
];
const IDS = ["one", "two", "three", "four", "said"];
const SCENES = { one: { text: "A title.\nWhat is asked?", says: { a: "Ask.", b: "Tell.", c: "Wait." } } };

/** @param {"1.2" | "2004"} version @returns {any} */
const contentsFor = (version) => ({ course: "course", scope: "all", version, first: "index.html", lessons: LESSONS, catalogue: CATALOGUE, ids: IDS, scenes: SCENES });

/** A session in a browser with this storage. */
function opened(platform, version, browser = storage()) {
  platform.leave();
  const here = /** @type {any} */ ({ [version === "1.2" ? "API" : "API_1484_11"]: platform.api, navigator: { onLine: true } });
  here.parent = here;
  return new Session(contentsFor(version), here, browser);
}
const said = (session) => session.log.read().map(({ item, answer }) => [item, answer.choice ?? answer.text]);
const scoreOf = ({ kept }) => kept["cmi.core.score.raw"] ?? kept["cmi.score.raw"];
const statusOf = ({ kept }) => kept["cmi.core.lesson_status"] ?? kept["cmi.completion_status"];
const BOTH = /** @type {("1.2" | "2004")[]} */ (["1.2", "2004"]);

// The state.

Deno.test("a state holds every kind of answer, to the letter and to the millisecond", () => {
  const records = [
    { time: at(1), item: "reader", answer: { seed: "abc" } },
    choice("one", at(1, 1, 7), "a", { sure: "guessing" }),
    choice("one", at(2), "b", { sure: "sure", brought: true }),
    choice("two", at(2), "c", { brought: true, sure: "sure" }), // in another order, and so in another form
    { time: at(2), item: "one", answer: { best: "a", worst: "b" } },
    { time: at(2), item: "unknown \"here\" ü", answer: { text: "Größe 🙂|\n=1\u2028" } },
    { time: at(2), item: "one", answer: null },
    { time: at(2), item: "four", answer: 3 },
  ];
  const { text, left } = pack({ attempt: "at-1", erased: at(1), records }, IDS, 4096);
  const found = unpack(text, [...IDS, "another"]);
  same([found.attempt, found.erased], ["at-1", at(1)]);
  same(found.records.map(lineOf), records.filter(({ answer }) => answer !== null).map(lineOf));
  same(left, { texts: 0, repeats: 0 });
  if (/[^ -~]/.test(text)) throw new Error(text);
});

Deno.test("a choice takes few characters", () => {
  const records = Array.from({ length: 300 }, (_, i) => choice(IDS[i % 4], at(1 + Math.floor(i / 8), i % 8), "a", { sure: "fairly" }));
  const { text } = pack({ attempt: "abcdefgh", erased: "", records }, IDS, 64000);
  if (text.length > 300 * 14.5) throw new Error(`${text.length}`);
});

Deno.test("what has no room is left out: words first, then repeats, the oldest first", () => {
  const words = (day) => ({ time: at(day), item: "said", answer: { text: "w".repeat(100) } });
  const records = [choice("one", at(1), "a"), words(1), choice("one", at(2), "b"), choice("one", at(3), "c"), choice("two", at(3), "a"), words(3), choice("one", at(4), "a")];
  const sizes = [152, 102, 87, 74, 62];
  const found = sizes.map((limit) => pack({ attempt: "x", erased: "", records }, IDS, limit));
  for (const [i, { text }] of found.entries()) if (text.length > sizes[i]) throw new Error(text);
  const kept = (i) => unpack(found[i].text, IDS).records.map(({ item, answer }) => item[0] + (answer.choice ?? "w"));
  same(pack({ attempt: "x", erased: "", records }, IDS, 242).left, { texts: 1, repeats: 0 });
  same([kept(1), found[1].left], [["oa", "ob", "oc", "ta", "oa"], { texts: 2, repeats: 0 }]);
  same([kept(2), found[2].left], [["oa", "ob", "oc", "ta", "oa"], { texts: 2, repeats: 0 }]);
  same([kept(3), found[3].left], [["oa", "oc", "ta", "oa"], { texts: 2, repeats: 1 }]);
  same([kept(4), found[4].left], [["oa", "ta", "oa"], { texts: 2, repeats: 2 }]);
});

Deno.test("what is no state is none, and a spoilt line is passed over", () => {
  same([unpack("", IDS), unpack("S2 a 0 0", IDS), unpack("bookmark=3", IDS)], [null, null, null]);
  const { text } = pack({ attempt: "x", erased: "", records: [choice("one", at(1), "a"), choice("two", at(1), "b")] }, IDS, 4096);
  same(unpack(`${text.slice(0, -1)}zzzz1=a|spoilt|"one"1:{|.`, IDS).records.length, 2);
  for (let end = 3; end < 7; end += 1) same(unpack(text.slice(0, -end), IDS).records.length, 1, `cut by ${end}`); // by the platform
});

Deno.test("two items whose four characters are the same are spelled out", () => {
  const seen = new Map();
  let pair = null;
  for (let i = 0; !pair; i += 1) {
    const hash = shortHash(`item-${i}`);
    if (seen.has(hash)) pair = [seen.get(hash), `item-${i}`];
    seen.set(hash, `item-${i}`);
  }
  const records = pair.map((id, i) => choice(id, at(1, i), "ab"[i]));
  const { text } = pack({ attempt: "x", erased: "", records }, pair, 4096);
  same(unpack(text, pair).records, records);
});

// Interactions.

Deno.test("an interaction says what was asked, what was chosen in words, and what it scored", () => {
  const record = choice("one", "2026-01-31T09:30:00.123Z", "b");
  const listed = CATALOGUE.sets[0].items.one;
  const [new_] = interactionsOf(record, SCENES.one, listed, "2004");
  same(new_, {
    id: `one@20260131T093000123Z.${shortHash(lineOf(record))}`,
    type: "long-fill-in",
    timestamp: "2026-01-31T09:30:00.12Z",
    description: "A title. What is asked?",
    learner_response: 'answer: {"choice":"b"} Tell.',
    result: "0.5",
  });
  const [old] = interactionsOf(record, SCENES.one, listed, "1.2");
  same([old.student_response, old.time.length], ['answer: {"choice":"b"} Tell. Asked: A title. What is asked?', 8]);
  same(interactionsOf(choice("one", at(1), "c"), SCENES.one, listed, "1.2")[0].result, "0"); // worse than chance
  same(interactionsOf(choice("one", at(1), "z"), SCENES.one, listed, "1.2")[0].result, "neutral");
});

Deno.test("words for each kind of answer", () => {
  const says = { a: "A.", b: "B.", c: "C.", "s.a": "First.", "e.b": "Second." };
  const words = (kind, weights, answer) => interactionsOf({ time: at(1), item: "i", answer }, { text: "T", says }, { title: "", kind, weights }, "2004")[0].learner_response.replace(/^answer: \{.*?\}+ ?/, "");
  same(words("best-worst", { ab: 1, ba: 0, ac: 0, ca: 0, bc: 0, cb: 0 }, { best: "a", worst: "b" }), "Most effective: A. Least effective: B.");
  same(words("branching", { "!s.a>e": 1, "e.b>": 0 }, { path: ["s.a", "e.b"] }), "1. First. 2. Second.");
  const { "s.a": _one, "e.b": _two, ...letters } = says;
  const plain = (kind, answer) => interactionsOf({ time: at(1), item: "i", answer }, { text: "T", says: letters }, { title: "", kind, weights: {} }, "2004")[0].learner_response.replace(/^answer: \{.*?\}+ ?/, "");
  same(plain("rank", { order: ["c", "a", "b"] }), "1. C. 2. A. 3. B.");
  same(plain("rate-each", { ratings: { a: 1, b: 5, c: 2 } }), "1: A. 5: B. 2: C.");
});

Deno.test("a long text stands in pieces that lose nothing, wherever they are cut", () => {
  for (const text of ["x ".repeat(600), " ".repeat(900), "🙂".repeat(400), "\n\"\\ ".repeat(200), "word ".repeat(2000)]) {
    for (const [version, most] of /** @type {["1.2" | "2004", number][]} */ ([["1.2", 255], ["2004", 4000]])) {
      const found = interactionsOf({ time: at(1), item: "said", answer: { text } }, SCENES.one, undefined, version);
      const pieces = found.map((one) => one.student_response ?? one.learner_response);
      for (const piece of pieces) if (piece.length > most || piece.slice(8) !== piece.slice(8).trim()) throw new Error(piece);
      const joined = pieces.map((piece) => piece.slice("answer: ".length)).join("");
      same(JSON.parse(pieces.length > 1 ? joined : joined.slice(0, joined.lastIndexOf("}") + 1)), { text });
      if (!pieces.every((piece) => new TextDecoder().decode(new TextEncoder().encode(piece)) === piece)) throw new Error("half a character");
    }
  }
});

// The score.

Deno.test("before the first answer there is no score; it begins with what was answered, and is 0 again after a restart", () => {
  const report = (records, isRestart = false) => reportOf({ lessons: LESSONS, catalogue: CATALOGUE }, known(records), Date.parse(at(9)), isRestart);
  const seed = { time: at(1), item: "reader", answer: { seed: "s" } };
  same(report([seed]), { state: "none", progress: 0, score: null, lessons: [{ file: "first", state: "none", score: null }, { file: "second", state: "none", score: null }] });
  same(report([seed, { time: at(1), item: "said", answer: { text: "t" } }]).score, 0);
  same(report([choice("one", at(1), "c")]).score, 0);
  same(report([choice("one", at(1), "a")]), { state: "begun", progress: 0.25, score: 25, lessons: [{ file: "first", state: "begun", score: 50 }, { file: "second", state: "none", score: null }] });
  same(report([choice("one", at(1), "a"), choice("two", at(1), "c")]).score, 12.5); // guessing earns nothing
  const done = ["one", "two", "three", "four"].map((item) => choice(item, at(1), "b"));
  same([report(done).state, report(done).progress, report(done).score], ["done", 1, 50]);
  same([report([], true).state, report([], true).score, report([], true).lessons[0].score], ["begun", 0, 0]);
});

Deno.test("an answer copied from the feedback does not raise the score; the first on a day on which it is due does", () => {
  const score = (...records) => reportOf({ lessons: LESSONS, catalogue: CATALOGUE }, known(records), Date.parse(at(9))).score;
  same(score(choice("one", at(1), "c"), choice("one", at(1, 30), "a")), 0);
  same(score(choice("one", at(1), "c"), choice("one", at(2), "a"), choice("one", at(2, 30), "c")), 25);
});

// The session.

Deno.test("the platform is found in any frame above, and behind a window that was opened", () => {
  const top = /** @type {any} */ ({ API: { name: "above" } });
  top.parent = top;
  const middle = { parent: top };
  same(findApi({ parent: middle }, "1.2"), top.API);
  same(findApi({ parent: middle }, "2004"), null);
  const alone = /** @type {any} */ ({ opener: { parent: top } });
  alone.parent = alone.top = alone;
  same(findApi(alone, "1.2"), top.API);
  const foreign = { get parent() { throw new Error("another site"); } };
  same(findApi(foreign, "1.2"), null);
});

for (const version of BOTH) {
  Deno.test(`${version}: a learner begins, leaves, and goes on at another device`, () => {
    const platform = platformOf(version);
    const session = opened(platform, version);
    same(session.send(), true);
    same([statusOf(platform), scoreOf(platform)], ["incomplete", undefined]);
    session.log.store([choice("one", at(1), "a"), choice("two", at(1), "b"), { time: at(1), item: "said", answer: { text: "in my words" } }]);
    same([session.send(), session.place(), scoreOf(platform), platform.interactions().length], [true, "on your platform", "37.5", 3]);
    session.isOn("notebooks/second.html");
    session.close();
    const later = opened(platform, version);
    same([said(later), later.page], [said(session), "notebooks/second.html"]);
    later.log.store([choice("three", at(2), "a"), choice("four", at(2), "a")]);
    same([later.send(), statusOf(platform), scoreOf(platform), platform.interactions().length], [true, "completed", "87.5", 5]);
    same(platform.kept["cmi.objectives.1.id"], "second");
    same(platform.kept[version === "1.2" ? "cmi.objectives.1.status" : "cmi.objectives.1.completion_status"], "completed");
  });

  Deno.test(`${version}: what the platform doesn't confirm is kept, said, and sent again`, () => {
    for (const fails of /** @type {const} */ (["commit", "throw"])) {
      const platform = platformOf(version);
      const browser = storage();
      const session = opened(platform, version, browser);
      session.send();
      platform.fails = fails;
      session.log.store([choice("one", at(1), "a")]);
      let told = 0;
      session.listen(() => (told += 1));
      same([session.send(), session.place(), told], [false, "in this browser, but not on your platform yet", 1]);
      if (!wordsOf(session).includes(session.why)) throw new Error(wordsOf(session));
      same([scoreOf(platform), platform.interactions().length], [undefined, 0]);
      const next = opened(platform, version, browser); // the browser was closed meanwhile
      platform.fails = "";
      same([next.send(), scoreOf(platform), platform.interactions().length], [true, "25", 1]);
      same([session.attempt === next.attempt, said(next)], [true, [["one", "a"]]]);
    }
  });

  Deno.test(`${version}: what fails is put into the same place when it is sent again`, () => {
    const platform = platformOf(version);
    const session = opened(platform, version);
    platform.fails = "commit";
    session.log.store([choice("one", at(1), "a")]);
    session.send();
    session.log.store([choice("two", at(1), "a")]);
    session.send();
    platform.fails = "";
    session.send();
    same(platform.interactions().map(({ id }) => id.split("@")[0]), ["one", "two"]);
  });

  Deno.test(`${version}: a conversation that somebody else ended is begun once more`, () => {
    const platform = platformOf(version);
    const session = opened(platform, version);
    session.log.store([choice("one", at(1), "a")]);
    session.send();
    platform.leave();
    session.log.store([choice("two", at(1), "a")]);
    same([session.send(), platform.interactions().length, scoreOf(platform)], [true, 2, "50"]);
  });

  Deno.test(`${version}: a platform that doesn't begin is said to be so, before anything is answered`, () => {
    const platform = platformOf(version);
    platform.fails = "begin";
    if (!thrown(() => opened(platform, version)).includes("in its own words")) throw new Error("another reason");
  });

  Deno.test(`${version}: one answer that isn't taken holds up no other, and is named`, () => {
    const platform = platformOf(version);
    const session = opened(platform, version);
    platform.refuses = /^cmi\.interactions\.1\./;
    session.log.store([choice("one", at(1), "a")]);
    session.send();
    session.log.store([choice("two", at(1), "a")]);
    same([session.send(), session.refused, scoreOf(platform)], [true, 1, "50"]);
    if (!wordsOf(session).includes("1 of your answers")) throw new Error(wordsOf(session));
    platform.refuses = null;
    session.send();
    same([session.refused, platform.interactions().length], [0, 2]);
  });

  Deno.test(`${version}: a platform without objectives has all the rest`, () => {
    const platform = platformOf(version);
    platform.refuses = /objectives/;
    const session = opened(platform, version);
    session.log.store([choice("one", at(1), "a")]);
    same([session.send(), scoreOf(platform)], [true, "25"]);
  });

  Deno.test(`${version}: a new attempt begins with nothing, and loses nothing of the last one`, () => {
    const platform = platformOf(version);
    const browser = storage();
    const session = opened(platform, version, browser);
    session.log.store([choice("one", at(1), "a")]);
    session.send();
    platform.fails = "commit";
    session.log.store([choice("two", at(1), "b")]); // not confirmed
    session.send();
    platform.fails = "";
    platform.kept = {}; // the platform begins a new attempt
    platform.fails = "commit";
    opened(platform, version, browser).send(); // it's opened, and nothing is confirmed
    platform.fails = "";
    const next = opened(platform, version, browser);
    same([next.send(), said(next), statusOf(platform), scoreOf(platform)], [true, [], "incomplete", undefined]);
    same(platform.interactions().map(({ id }) => id.split("@")[0]), ["two"]);
    const again = opened(platform, version, browser);
    again.send();
    same(platform.interactions().length, 1);
  });

  Deno.test(`${version}: a restart by the learner puts the score to 0, and what is erased stays so elsewhere`, () => {
    const platform = platformOf(version);
    const one = storage();
    const other = storage();
    const session = opened(platform, version, one);
    session.log.store(["one", "two", "three", "four"].map((item) => choice(item, at(1), "a")));
    session.send();
    opened(platform, version, other).close();
    same([statusOf(platform), scoreOf(platform)], ["completed", "100"]);
    const here = opened(platform, version, one);
    here.log.erase();
    here.wasErased();
    same([statusOf(platform), scoreOf(platform)], ["incomplete", "0"]);
    const there = opened(platform, version, other);
    same([said(there), there.erased, there.send(), scoreOf(platform)], [[], here.erased, true, "0"]);
    if (!platform.interactions().at(-1).id.startsWith("@")) throw new Error("the erasure isn't there");
  });

  Deno.test(`${version}: two learners on one browser have nothing of each other`, () => {
    const browser = storage();
    const ada = platformOf(version);
    ada.fails = "commit"; // so that nobody but this browser has it
    const session = opened(ada, version, browser);
    session.log.store([choice("one", at(1), "a")]);
    session.send();
    const ben = platformOf(version);
    ben.learner = { "cmi.core.student_id": "ben", "cmi.learner_id": "ben" };
    const other = opened(ben, version, browser);
    same([other.send(), said(other), scoreOf(ben), ben.interactions().length], [true, [], undefined, 0]);
  });

  Deno.test(`${version}: who looks back at what was done changes nothing`, () => {
    const platform = platformOf(version);
    const session = opened(platform, version);
    session.log.store([choice("one", at(1), "a")]);
    session.send();
    const before = JSON.stringify(platform.kept);
    Object.assign(platform.learner, { "cmi.core.lesson_mode": "review", "cmi.mode": "review" });
    const browser = storage();
    const looking = opened(platform, version, browser);
    looking.log.store([choice("two", at(2), "a")]);
    same([looking.send(), looking.state, said(looking).length], [false, "looking", 2]);
    same([JSON.stringify(platform.kept), Object.keys(browser)], [before, []]);
  });

  Deno.test(`${version}: without storage in the browser everything goes to the platform all the same`, () => {
    const platform = platformOf(version);
    const session = opened(platform, version, storage(0));
    session.log.store([choice("one", at(1), "a")]);
    same([session.send(), session.keepsHere, scoreOf(platform)], [true, false, "25"]);
    platform.fails = "commit";
    session.log.store([choice("two", at(1), "a")]);
    session.send();
    same(session.place(), "on this page only, but not on your platform yet");
    if (!wordsOf(session).includes("leave this page open")) throw new Error(wordsOf(session));
  });
}

Deno.test("a device that is offline is not believed to have sent anything", () => {
  const platform = platformOf("1.2");
  const session = opened(platform, "1.2");
  session.log.store([choice("one", at(1), "a")]);
  session.here.navigator.onLine = false;
  same([session.send(), session.why], [false, "this device is offline"]);
  session.here.navigator.onLine = true;
  same([session.send(), platform.interactions().length], [true, 1]);
});

Deno.test("without a platform answers stay in this browser", () => {
  const here = /** @type {any} */ ({});
  here.parent = here;
  const browser = storage();
  const session = new Session(contentsFor("1.2"), here, browser);
  session.log.store([choice("one", at(1), "a")]);
  same([session.send(), session.place()], [false, "in this browser"]);
  same(said(new Session(contentsFor("1.2"), here, browser)), [["one", "a"]]);
});

Deno.test("what a state leaves out is told", () => {
  const platform = platformOf("1.2");
  const session = opened(platform, "1.2");
  session.log.store(Array.from({ length: 6 }, (_, i) => ({ time: at(1, i), item: "said", answer: { text: "w".repeat(900) } })));
  session.send();
  same(session.left, { texts: 2, repeats: 0 });
  if (!wordsOf(session).includes("own words")) throw new Error(wordsOf(session));
  same(said(opened(platform, "1.2")).length, 4);
});

Deno.test("how long it took, as each version writes it", () => {
  same([duration(3723400, "1.2"), duration(3723400, "2004"), duration(-5, "1.2")], ["0001:02:03", "PT3723S", "0000:00:00"]);
});
