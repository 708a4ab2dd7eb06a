// What a marker chose and typed and hasn't saved yet, for as many texts as it may be: kept in this browser, so that it's
// there again when the page or the notebook is opened anew. What was saved isn't kept here.

import { draftOf } from "./drafts.js";

/**
 * The drafts of one assignment, by names that tell its texts apart.
 * @param {string} assignment
 * @param {Storage | null} [storage]
 */
export function markingDrafts(assignment, storage) {
  const kept = draftOf({ get: () => "softskills/marking/" }, assignment, storage);
  const drafts = new Map(Object.entries(kept.value ?? {}).filter(([, draft]) => isMarking(draft)));

  function changed() {
    if (drafts.size) kept.keep(Object.fromEntries(drafts));
    else kept.forget();
  }

  return {
    get: (name) => drafts.get(name),
    put(name, draft) {
      drafts.set(name, draft);
      changed();
    },
    remove(name) {
      if (drafts.delete(name)) changed();
    },
    stop: () => kept.stop(),
  };
}

/** Whether this is a draft as it's kept here: another version may have left anything. */
function isMarking(draft) {
  const { levels, typed, comment, version } = draft ?? {};
  return Array.isArray(levels) && [typed, comment, version].every((one) => typeof one === "string");
}
