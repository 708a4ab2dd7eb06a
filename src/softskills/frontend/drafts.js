// Drafts: what a learner typed or chose and has not sent yet, kept in this browser as it's made, until it was sent.
//
// `drafts` in a model's state is what the keys of a course begin with; where it is missing nothing is kept. An item has
// one draft, {time, value}, and what was typed last stands, in whichever tab. A form looks for it once, when it is made,
// so that no tab changes what somebody types in another, and removes only what it wrote or found itself.

import { onLeaving } from "./leaving.js";
import { localStorageOrNull } from "./storage.js";

const EVERY = 300; // milliseconds of typing between two savings

/**
 * The draft of one item, for one form.
 * @param {{ get: (name: string) => any }} model
 * @param {string} item
 * @param {Storage | null} [storage]
 */
export function draftOf(model, item, storage = localStorageOrNull()) {
  const key = model.get("drafts") ? `${model.get("drafts")}${item}` : null;
  let text = key && attempt(() => storage.getItem(key)); // as this form knows it in the storage
  /** @type {{ value: any } | null} */
  let pending = null;
  /** @type {ReturnType<typeof setTimeout>} */
  let timer;
  const { time, value } = draftIn(text);

  /** @param {string | null} mine */
  function remove(mine) {
    if (mine !== null && attempt(() => storage.getItem(key)) === mine) attempt(() => storage.removeItem(key));
  }

  /** Put into the storage what is not there yet. */
  function flush() {
    clearTimeout(timer);
    timer = undefined;
    if (!key || !pending) return;
    const before = text;
    text = pending.value === null ? null : JSON.stringify({ time: new Date().toISOString(), value: pending.value });
    pending = null;
    if (text === null) remove(before);
    else attempt(() => storage.setItem(key, text));
  }

  const stay = key ? onLeaving(flush) : () => {};

  return {
    /** What was found when the form was made, or null. It may be anything: of another version, or somebody else's. */
    value,
    /** When that was typed, "" where nothing was found. */
    time,

    /**
     * Keep what the form holds now, in a moment; null when it holds nothing that was not sent.
     * @param {any} held
     */
    keep(held) {
      pending = { value: held };
      timer ??= setTimeout(flush, EVERY);
    },

    /**
     * Keep what is being sent, at once. Returns what to call when it was kept elsewhere: it removes the draft, unless
     * the form, or another one, holds something newer by then.
     * @param {any} held
     */
    sending(held) {
      pending = { value: held };
      flush();
      const sent = text;
      return () => {
        if (text !== sent || pending) return;
        remove(sent);
        text = null;
      };
    },

    /** There is nothing to keep any more: what the form holds is saved already. */
    forget() {
      pending = { value: null };
      flush();
    },

    stop() {
      flush();
      stay();
    },
  };
}

/**
 * Whether this browser keeps drafts for a widget.
 * @param {{ get: (name: string) => any }} model
 * @param {Storage | null} [storage]
 */
export function keepsDrafts(model, storage = localStorageOrNull()) {
  const key = model.get("drafts");
  return Boolean(key && attempt(() => (storage.setItem(key, ""), storage.removeItem(key), true)));
}

/**
 * Whether a draft is what a record holds already.
 * @param {any} value
 * @param {{ answer: any } | null} record
 */
export function isSaved(value, record) {
  return Boolean(record) && JSON.stringify(value) === JSON.stringify(record.answer);
}

/** @param {string | null} text */
function draftIn(text) {
  const { time, value } = (text && attempt(() => JSON.parse(text))) || {};
  const known = typeof time === "string" && value && typeof value === "object";
  return known ? { time, value } : { time: "", value: null };
}

/** What an action gives, or null: a browser may refuse its storage by throwing, or have no room. */
function attempt(action) {
  try {
    return action();
  } catch {
    return null;
  }
}
