// Asks the browser, once there is something to lose, not to clear it away when it needs room.

/** A function that asks, the first time it is called. */
export function askerToStay() {
  let hasAsked = false;
  return async () => {
    if (hasAsked) return;
    hasAsked = true;
    try {
      if (!(await navigator.storage.persisted())) await navigator.storage.persist();
    } catch {
      // A browser that cannot promise it keeps the answers all the same, as long as it has room.
    }
  };
}
