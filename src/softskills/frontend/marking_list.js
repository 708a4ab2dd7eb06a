// The list of a task's texts on the desk for marking, and how far it's done.

import { make } from "./core.js";
import { inDigits } from "./rubric.js";

const STATES = { waiting: "to mark", marked: "marked", confirm: "to confirm", empty: "empty" };

/** What a state is called, at the beginning of a sentence. */
export function stateWords(state) {
  return STATES[state][0].toUpperCase() + STATES[state].slice(1);
}

/**
 * The list in the controls of the desk.
 * @param {any} desk
 * @param {string} marker
 */
export function textList(desk, marker) {
  /** @type {{ label: string, state: string, mark: number | null }[]} */
  let entries = [];
  let isSecond = false;

  function line({ label, state, mark }) {
    return `${label}, ${STATES[state]}${state === "marked" && mark !== null ? `: ${inDigits(mark)}` : ""}`;
  }

  function showProgress() {
    const count = (state) => entries.filter((entry) => entry.state === state).length;
    const parts = Object.keys(STATES).filter(count).map((state) => `${count(state)} ${STATES[state]}`);
    desk.progress.textContent = `${isSecond ? "Second marking. " : ""}Of ${entries.length} texts: ${parts.join(", ") || "none"}. You mark as ${marker}.`;
    const empty = isSecond ? 0 : count("empty");
    desk.zero.hidden = !empty;
    desk.zero.textContent = `Give 0 to ${empty === 1 ? "the one empty text" : `all ${empty} empty texts`}`;
  }

  return {
    /** Show other texts, or the same under other names; `i` is the one that is open. */
    fill(newEntries, turn, i = null) {
      [entries, isSecond] = [newEntries, turn === 2];
      desk.texts.replaceChildren(...entries.map((entry, place) => make("option", { value: place }, line(entry))));
      if (i !== null) {
        desk.texts.value = String(i);
        desk.heading.textContent = entries[i].label;
      }
      showProgress();
    },
    /** What became of one. */
    put(i, entry) {
      Object.assign(entries[i], entry);
      desk.texts.options[i].textContent = line(entries[i]);
      showProgress();
    },
    at: (i) => entries[i],
    get length() {
      return entries.length;
    },
  };
}
