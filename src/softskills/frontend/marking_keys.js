// The keys of the desk for marking. `keyList` in `marking_parts.js` shows them.

const ALL = { f: "full", h: "half", n: "none" };
const STEPS = { j: 1, k: -1 };
const OTHERS = { u: "next", e: "examples", c: "reuse", w: "comment", r: "unfold" };

/**
 * What a key is to do, or null when it's none of ours. In a field only Ctrl+Enter and Escape are.
 * @param {KeyboardEvent} event
 * @param {Record<string, (one?: any) => void>} does
 * @returns {(() => void) | null}
 */
export function keyed(event, does) {
  const target = /** @type {HTMLElement} */ (event.target);
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) return does.save;
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return null;
  if (event.key === "Escape") return does.back;
  if (target.matches("textarea, select, input:not([type=radio], [type=checkbox])")) return null;
  const key = event.key.toLowerCase();
  if (/^[0-9]$/.test(key)) return () => does.digit((Number(key) + 9) % 10);
  if (key === "enter") return target.matches("button, summary, a") ? null : does.save;
  if (Object.hasOwn(ALL, key)) return () => does.all(ALL[key]);
  if (Object.hasOwn(STEPS, key)) return () => does.by(STEPS[key]);
  return Object.hasOwn(OTHERS, key) ? does[OTHERS[key]] : null;
}
