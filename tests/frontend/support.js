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
