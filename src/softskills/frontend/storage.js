// This browser's storage, where there is one.

/** @returns {Storage | null} */
export function localStorageOrNull() {
  try {
    return globalThis.localStorage; // a browser may refuse this by throwing
  } catch {
    return null;
  }
}
