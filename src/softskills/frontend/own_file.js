// A file of the reader's own that is kept up to date, in a browser that can write files. It is chosen once; after each
// answer the file gets what is new. What it holds already stays: lines of another browser, and those erased here.

import { FILE_NAME, markOf } from "./kept_file.js";

const KEY = "file";

/**
 * @typedef {"none" | "kept" | "asks" | "failed"} State Whether there is a file, and whether it could be written: the browser may ask anew.
 * @typedef {{ name: string, state: State }} Standing
 */

/**
 * @param {string} course keeps this course's file apart from others on the same origin
 * @param {() => string} all all answers, as the lines of a file
 */
export function ownFile(course, all) {
  const mark = markOf(course);
  /** @type {State} */
  let state = "none";
  let running = false;
  let again = false;
  let hasAsked = false;

  const isMarked = () => {
    try {
      return localStorage.getItem(mark) !== null;
    } catch {
      return false;
    }
  };

  /** @returns {Promise<any>} the handle of the file, or null */
  const handle = async () => (isMarked() ? (await withStore(course, (store) => store.get(KEY))) || null : null);

  /** Whether the file may be written. If the browser asks the reader, it does so right after a click, once on a page. */
  async function mayWrite(file) {
    const mode = { mode: "readwrite" };
    if ((await file.queryPermission(mode)) === "granted") return true;
    if (hasAsked || !navigator.userActivation?.isActive) return false;
    hasAsked = true;
    return (await file.requestPermission(mode)) === "granted";
  }

  async function write() {
    const file = await handle();
    if (!file) return;
    if (!(await mayWrite(file))) {
      state = "asks";
      return;
    }
    // One tab after the other, each with what the one before wrote.
    await navigator.locks.request(mark, async () => {
      const there = await (await file.getFile()).text();
      const text = together(there, all());
      if (text === there) return;
      const stream = await file.createWritable();
      await stream.write(text);
      await stream.close();
    });
    state = "kept";
  }

  /** Bring the file up to date, if there is one. It never throws: an answer is kept in the browser all the same. */
  async function changed() {
    again = true;
    if (running || !isMarked()) return;
    running = true;
    while (again) {
      again = false;
      try {
        await write();
      } catch {
        state = "failed"; // the file or its disk may be gone
      }
    }
    running = false;
  }

  return {
    changed,

    /** @returns {Promise<Standing>} */
    async standing() {
      const file = await handle().catch(() => null);
      if (!file) return { name: "", state: "none" };
      if (state !== "failed") state = (await file.queryPermission({ mode: "readwrite" })) === "granted" ? "kept" : "asks";
      return { name: file.name, state };
    },

    /**
     * Let the reader choose a file. What it holds already is brought in, and nothing in it is lost.
     * @param {(file: File) => Promise<any>} bringIn
     */
    async choose(bringIn) {
      const types = [{ description: "Answers", accept: { "application/x-ndjson": [".jsonl"] } }];
      const file = await /** @type {any} */ (globalThis).showSaveFilePicker({ suggestedName: FILE_NAME, types });
      await bringIn(await file.getFile());
      await withStore(course, (store) => store.put(file, KEY));
      localStorage.setItem(mark, "");
      hasAsked = false;
      await changed();
    },

    /** Write no longer. The file stays as it is. */
    async stop() {
      if (!isMarked()) return;
      localStorage.removeItem(mark);
      state = "none";
      await withStore(course, (store) => store.delete(KEY));
    },
  };
}

/** Whether this browser can write a file that the reader has chosen. */
export function canWriteFiles() {
  return typeof (/** @type {any} */ (globalThis).showSaveFilePicker) === "function" && typeof indexedDB === "object";
}

/**
 * What a file holds, with the lines of another text that are not in it below.
 * @param {string} there
 * @param {string} here
 */
export function together(there, here) {
  const lines = there.split("\n").filter((line) => line.trim());
  const known = new Set(lines.map((line) => line.trimEnd()));
  const more = here.split("\n").filter((line) => line && !known.has(line));
  return [...lines, ...more].map((line) => `${line}\n`).join("");
}

/**
 * @param {string} course
 * @param {(store: IDBObjectStore) => IDBRequest} ask
 * @returns {Promise<any>}
 */
function withStore(course, ask) {
  return new Promise((resolve, reject) => {
    const opening = indexedDB.open(`${course}/own-file`, 1);
    opening.onerror = () => reject(opening.error);
    opening.onupgradeneeded = () => opening.result.createObjectStore(KEY);
    opening.onsuccess = () => {
      const database = opening.result;
      const request = ask(database.transaction(KEY, "readwrite").objectStore(KEY));
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
      request.transaction.oncomplete = () => database.close();
    };
  });
}
