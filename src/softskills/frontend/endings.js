// The endings of a story: which a learner has found, and from where another can still be reached. All of it is pure.

import { follow } from "./terms.js";

/**
 * The ids of the endings of a story, in its order.
 * @param {any} story
 * @returns {string[]}
 */
export function endingsOf({ scenes }) {
  return Object.keys(scenes).filter((scene) => scenes[scene].ending);
}

/**
 * The endings that these paths led to. What is no path led to none.
 * @param {any} story
 * @param {any[]} paths
 * @returns {Set<string>}
 */
export function endingsFound(story, paths) {
  const heres = paths.map((path) => follow(story, path)?.here);
  return new Set(heres.filter((here) => here && story.scenes[here].ending));
}

/**
 * How many of a path's choices to keep, at most, so that another choice can lead to an ending not found yet; null when no
 * other choice on the path does.
 * @param {any} story
 * @param {string[]} path
 * @param {Set<string>} found
 * @returns {number | null}
 */
export function wayBack(story, path, found) {
  const { steps } = follow(story, path);
  const open = ({ scene, letter }) =>
    Object.entries(story.scenes[scene].choices).some(([other, { to }]) => other !== letter && leadsOn(story, to, found));
  const kept = steps.findLastIndex(open);
  return kept === -1 ? null : kept;
}

/** Whether a scene leads, by whatever choices, to an ending not found yet. A story may go round in a circle. */
function leadsOn({ scenes }, start, found) {
  const seen = new Set();
  const ahead = [start];
  while (ahead.length) {
    const here = ahead.pop();
    if (seen.has(here)) continue;
    seen.add(here);
    if (scenes[here].ending && !found.has(here)) return true;
    ahead.push(...Object.values(scenes[here].choices).map(({ to }) => to));
  }
  return false;
}
