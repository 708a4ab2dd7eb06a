// A button by which a reader picks a file.

import { make, uniqueId } from "./core.js";

/**
 * @param {string} words
 * @param {(file: File) => void} onPicked
 */
export function filePicker(words, onPicked) {
  const input = make("input", { type: "file", accept: ".jsonl,.json,.txt", id: uniqueId("import"), onchange: picked });

  function picked() {
    const [file] = input.files;
    if (file) onPicked(file);
    input.value = ""; // so that the same file can be picked again
  }

  return make("span", { class: "ss-picker" }, input, make("label", { for: input.id, class: "ss-button ss-second" }, words));
}
