// A widget's keeper: what it sends, and what it tells the learner.

import { keeper } from "../../src/softskills/frontend/keeper.js";
import { same, statusLine } from "./support.js";

const TIME = "2026-01-31T09:30:00.000Z";

/**
 * A model whose other side answers when the test says so, and a keeper on it.
 * @param {{ state?: Record<string, any>, more?: () => string }} [about] more of the model, and what is said beyond "Saved"
 */
function setUp({ state = {}, more = () => "" } = {}) {
  const sent = [];
  const listeners = { "msg:custom": [], comm_live_update: [] };
  const hear = (message) => listeners["msg:custom"].forEach((listener) => listener(message));
  const model = {
    get: (name) => ({ place: "here", records: {}, ...state })[name],
    on: (event, listener) => listeners[event].push(listener),
    off: () => {},
    send: (message) => sent.push(message),
  };
  const status = statusLine();
  const keep = keeper(model, status, more);
  return {
    keep,
    model,
    status,
    sent,
    hear,
    restarted: () => listeners.comm_live_update.forEach((listener) => listener()),
    state: () => status.dataset.state,
    reply: ({ n, records }, why = "") =>
      hear(
        why
          ? { kind: "not-kept", n, why }
          : { kind: "kept", n, records: Object.fromEntries(records.map(({ item, answer }) => [item, { time: TIME, answer, answers: [[TIME, answer]] }])) },
      ),
  };
}

/**
 * Run with a clock that the test moves.
 * @param {(later: () => void) => void} test
 */
function withoutWaiting(test) {
  const { setTimeout, clearTimeout } = globalThis;
  /** @type {Map<number, () => void>} */
  const due = new Map();
  let number = 0;
  const later = () => [...due].forEach(([one, action]) => (due.delete(one), action()));
  Object.assign(globalThis, { setTimeout: (action) => (due.set((number += 1), action), number), clearTimeout: (one) => due.delete(one) });
  try {
    test(later);
  } finally {
    Object.assign(globalThis, { setTimeout, clearTimeout });
  }
}

Deno.test("answers that belong together go in one message, and saved means all of them", () =>
  withoutWaiting(() => {
    const { keep, sent, status, state, reply } = setUp();
    keep.sendAll([["story", 1], ["story/run", 2]]);
    same(sent.length, 1);
    same({ ...sent[0], n: 0 }, { kind: "keep", n: 0, records: [{ item: "story", answer: 1 }, { item: "story/run", answer: 2 }] });
    same(state(), "waiting");
    reply(sent[0]);
    same(state(), "saved");
    if (!/^Saved here, .*\.$/.test(status.textContent)) throw new Error(status.textContent);
  }));

Deno.test("of several messages one that failed means not saved, and the next one begins anew", () =>
  withoutWaiting(() => {
    const { keep, sent, status, state, reply } = setUp();
    keep.send("a", 1);
    keep.send("b", 2);
    reply(sent[0], "no room");
    same(state(), "waiting");
    reply(sent[1]);
    same([state(), status.textContent], ["failed", "Not saved: no room"]);
    keep.send("c", 3);
    reply(sent[2]);
    same(state(), "saved");
    same(new Set(sent.map(({ n }) => n)).size, 3);
  }));

Deno.test("what nobody asked is passed over", () =>
  withoutWaiting(() => {
    const { keep, sent, state, hear, reply } = setUp();
    keep.send("a", 1);
    for (const odd of [null, undefined, 7, {}, { kind: "kept", n: -1, records: {} }, { kind: "other", n: sent[0].n }]) hear(odd);
    same(state(), "waiting");
    reply(sent[0]);
    reply(sent[0], "a second time");
    same(state(), "saved");
  }));

Deno.test("after a silence what was not answered is sent once more, under its old number", () =>
  withoutWaiting((later) => {
    const { keep, sent, status, state, reply } = setUp();
    keep.send("a", 1);
    later();
    same(state(), "failed");
    if (!status.textContent.startsWith("Not saved: the kernel is not answering")) throw new Error(status.textContent);
    keep.send("b", 2);
    same(sent.map(({ n, records }) => [n, records[0].item]), [[sent[0].n, "a"], [sent[0].n, "a"], [sent[2].n, "b"]]);
    reply(sent[0]);
    same(state(), "waiting");
    reply(sent[2]);
    same(state(), "saved");
  }));

Deno.test("an answer that comes after all means saved", () =>
  withoutWaiting((later) => {
    const { keep, sent, state, reply } = setUp();
    same(keep.isSaved(), false);
    keep.send("a", 1);
    same(keep.isSaved(), true, "it is on its way");
    later();
    same(keep.isSaved(), false);
    reply(sent[0]);
    same([state(), keep.isSaved()], ["saved", true]);
    keep.changed();
    same(keep.isSaved(), false);
  }));

Deno.test("a model that cannot send means not saved", () =>
  withoutWaiting(() => {
    const { keep, model, state } = setUp();
    model.send = () => {
      throw new Error("no kernel");
    };
    keep.send("a", 1);
    same(state(), "failed");
  }));

Deno.test("what is saved is said with what is still to come, and not any longer once it was erased", () =>
  withoutWaiting(() => {
    const { keep, sent, status, state, reply } = setUp({ more: () => "Still missing: a word." });
    keep.send("a", 1);
    keep.saved("a");
    same(state(), "waiting");
    reply(sent[0]);
    same([state(), status.textContent.endsWith(". Still missing: a word.")], ["saved", true]);
    keep.saved("a");
    same([state(), status.textContent], ["changed", ""]);
  }));

Deno.test("where nothing is kept, that is said from the beginning and whenever there is nothing else to say", () => {
  const { keep, status } = setUp({ state: { keeps: false } });
  const [first] = [status.textContent];
  same(first.startsWith("This browser keeps nothing"), true);
  keep.changed();
  keep.say("", "changed");
  same(status.textContent, first);
});

const ASKED = ["ping"];
const kinds = (sent) => sent.map(({ kind }) => kind);

/** A form as far as a keeper watches one: what is done when the learner comes to it. */
function form() {
  let come = () => {};
  return { addEventListener: (_event, listener) => (come = listener), come: () => come() };
}

Deno.test("whoever comes to a form hears that its kernel is gone, whatever else is said, until it answers again", () =>
  withoutWaiting((later) => {
    const { keep, sent, status, state, hear } = setUp();
    const place = form();
    keep.watch(/** @type {any} */ (place));
    keep.say("Your earlier answer is kept.", "changed");
    place.come();
    place.come();
    same([kinds(sent), status.textContent], [ASKED, "Your earlier answer is kept."]);
    later();
    same(state(), "gone");
    if (!/^Your earlier answer is kept\. The kernel is not answering\..*Run All Cells/.test(status.textContent)) throw new Error(status.textContent);
    keep.changed();
    same([state(), status.textContent.startsWith("Changed, not saved yet. The kernel is not answering.")], ["gone", true]);
    hear({ kind: "pong", n: sent[0].n });
    same([state(), status.textContent], ["changed", "Changed, not saved yet."]);
    place.come();
    same(kinds(sent), ASKED, "it was just heard of");
  }));

Deno.test("a kernel that is being restarted is asked at once, and one that cannot be asked is gone", () =>
  withoutWaiting(() => {
    const { model, sent, state, restarted } = setUp();
    restarted();
    same([kinds(sent), state()], [ASKED, undefined]);
    const other = setUp();
    other.model.send = () => {
      throw new Error("the comm is closed");
    };
    other.restarted();
    same(other.state(), "gone");
    same(model.get("place"), "here");
  }));

Deno.test("nobody asks a page, which has no kernel", () =>
  withoutWaiting(() => {
    const { keep, model, sent } = setUp();
    Object.assign(model, { host: {} });
    const place = form();
    keep.watch(/** @type {any} */ (place));
    place.come();
    same(sent, []);
  }));

Deno.test("what is to be done once an answer is kept is done then, and only then", () =>
  withoutWaiting((later) => {
    const { keep, sent, reply } = setUp();
    const done = [];
    keep.send("a", 1, () => done.push("a"));
    keep.send("b", 2, () => done.push("b"));
    reply(sent[0], "no room");
    later();
    same(done, []);
    keep.send("c", 3, () => done.push("c"));
    reply(sent[1]);
    same(done, ["b"]);
  }));
