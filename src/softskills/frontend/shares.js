// Shares from 0 to 100, each as a dot on a line. The words beside it say the same, so the picture is for the eyes only.

import { make } from "./core.js";

/**
 * @param {{ name: Node | string, text: string, share: number | null, more?: string }[]} rows no share is no dot
 */
export function shareRows(rows) {
  return make("ul", { class: "ss-shares" }, ...rows.map(row));
}

function row({ name, text, share, more }) {
  const line = make("span", { class: "ss-share-line", "aria-hidden": "true" });
  if (share !== null) {
    const dot = make("span", { class: "ss-share-dot" });
    dot.style.left = `${share}%`;
    line.append(dot);
  }
  return make(
    "li",
    { class: "ss-share" },
    make("span", { class: "ss-share-name" }, name),
    " ",
    make("span", { class: "ss-share-text" }, text),
    line,
    ...(more ? [make("span", { class: "ss-share-more" }, more)] : []),
  );
}
