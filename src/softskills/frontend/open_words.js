// What of an assignment is still open, in words. All of it is pure.

import { counted } from "./when.js";

/** @typedef {{ item: { kind: string, title: string } }} Asked */

const isText = ({ item }) => item.kind === "reflection";

/**
 * "2 of 8 scenes and the text are still open."
 * @param {Asked[]} open
 * @param {Asked[]} asked
 */
export function openWords(open, asked) {
  const [texts, allTexts] = [open.filter(isText).length, asked.filter(isText).length];
  const [scenes, allScenes] = [open.length - texts, asked.length - allTexts];
  const parts = [];
  if (scenes) parts.push(allScenes === 1 ? "the scene" : `${scenes} of ${allScenes} scenes`);
  if (texts) parts.push(allTexts === 1 ? "the text" : `${texts} of ${allTexts} texts`);
  const words = parts.join(" and ");
  return `${words[0].toUpperCase()}${words.slice(1)} ${open.length === 1 ? "is" : "are"} still open.`;
}

/**
 * "1 scene", "3 scenes and the text", "2 texts".
 * @param {Asked[]} some
 */
export function listed(some) {
  const texts = some.filter(isText).length;
  const scenes = some.length - texts;
  return [scenes && counted(scenes, "scene"), texts && counted(texts, "text")].filter(Boolean).join(" and ");
}
