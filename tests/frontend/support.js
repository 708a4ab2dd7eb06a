// What the tests of the front end share: comparing, a storage, and a status line.

/**
 * Throw unless two values are the same, as JSON has them.
 * @param {any} found
 * @param {any} expected
 * @param {string} [about]
 */
export function same(found, expected, about = "") {
  const [one, other] = [asText(found), asText(expected)];
  if (one !== other) throw new Error(`${about}\n   found ${one}\nexpected ${other}`);
}

/** @param {any} value */
function asText(value) {
  const sorted = (_, one) =>
    one && typeof one === "object" && !Array.isArray(one) ? Object.fromEntries(Object.entries(one).sort(([a], [b]) => (a < b ? -1 : 1))) : one;
  return JSON.stringify(value, sorted) ?? "undefined";
}

/**
 * The message of what a function throws.
 * @param {() => any} action
 * @returns {string}
 */
export function thrown(action) {
  try {
    action();
  } catch (error) {
    return error.message;
  }
  throw new Error("Nothing was thrown.");
}

/**
 * A browser's storage with room for so many entries.
 * @param {number} [room]
 * @returns {any}
 */
export function storage(room = Infinity) {
  const methods = {
    getItem(key) {
      return this[key] ?? null;
    },
    setItem(key, value) {
      if (Object.keys(this).length >= room) throw new Error("QuotaExceededError");
      this[key] = value;
    },
    removeItem(key) {
      delete this[key];
    },
  };
  return Object.create(methods);
}

/** A live region as far as a keeper needs one. */
export function statusLine() {
  return { textContent: "", dataset: /** @type {Record<string, string>} */ ({}) };
}

/**
 * Run where a page may be left, with a clock that the test moves.
 * @param {(about: { later: () => void, waiting: () => number, leave: () => void }) => void} test
 */
export function onPage(test) {
  const before = { setTimeout: globalThis.setTimeout, clearTimeout: globalThis.clearTimeout, document: globalThis.document };
  const real = { add: globalThis.addEventListener, remove: globalThis.removeEventListener };
  /** @type {Map<number, () => void>} */
  const due = new Map();
  const leaving = new Set();
  let number = 0;
  Object.assign(globalThis, {
    setTimeout: (action, after) => {
      if (after > 300) throw new Error(`It waits for ${after} milliseconds.`);
      number += 1;
      due.set(number, action);
      return number;
    },
    clearTimeout: (one) => due.delete(one),
    addEventListener: (name, action) => name === "pagehide" && leaving.add(action),
    removeEventListener: (_name, action) => leaving.delete(action),
    document: { addEventListener() {}, removeEventListener() {} },
    window: globalThis,
  });
  try {
    test({
      later: () => [...due].forEach(([one, action]) => (due.delete(one), action())),
      waiting: () => due.size,
      leave: () => leaving.forEach((action) => action()),
    });
  } finally {
    Object.assign(globalThis, before, { addEventListener: real.add, removeEventListener: real.remove });
  }
}
