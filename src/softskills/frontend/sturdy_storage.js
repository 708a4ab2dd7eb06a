// A storage that goes on when the browser's refuses: what the browser doesn't keep stays as long as the page does.

/**
 * @param {Storage | null} browser
 * @param {string} prefix what all keys of it begin with
 * @param {() => void} onRefused is called each time when the browser keeps something no longer
 */
export function sturdyStorage(browser, prefix, onRefused) {
  /** @type {any} */
  const kept = Object.create({
    /** @param {string} key */
    getItem: (key) => (Object.hasOwn(kept, key) ? kept[key] : null),
    /**
     * @param {string} key
     * @param {string} text
     */
    setItem(key, text) {
      kept[key] = text;
      if (!attempt(() => (browser.setItem(key, text), true))) onRefused();
    },
    /** @param {string} key */
    removeItem(key) {
      delete kept[key];
      attempt(() => browser.removeItem(key));
    },
    /**
     * Take over what another tab did.
     * @param {{ key: string | null, newValue: string | null }} event
     */
    hear({ key, newValue }) {
      if (key === null) for (const one of Object.keys(kept)) delete kept[one];
      else if (!key.startsWith(prefix)) return;
      else if (newValue === null) delete kept[key];
      else kept[key] = newValue;
    },
  });
  for (const key of attempt(() => Object.keys(browser)) || []) if (key.startsWith(prefix)) kept[key] = attempt(() => browser.getItem(key)) ?? "";
  const probe = `${prefix}probe`;
  if (!attempt(() => (browser.setItem(probe, "1"), browser.removeItem(probe), true))) onRefused();
  return kept;
}

/** What an action gives, or undefined when the browser refuses by throwing, or there is no storage. */
function attempt(action) {
  try {
    return action();
  } catch {
    return undefined;
  }
}
