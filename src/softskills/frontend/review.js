// When a scenario comes back, and in what order. All of it is pure.

/** Midnight of a time's day where the reader is: days count by the calendar, not by hours. */
export function dayOf(time) {
  const day = new Date(time);
  return new Date(day.getFullYear(), day.getMonth(), day.getDate()).getTime();
}

/**
 * The day on which a scenario is due again, or null when it has been answered often enough.
 *
 * It comes back 1 day after the first day it was answered on, 7 after the second and 30 after the third
 * (`intervals`). Two answers on one day count once.
 */
export function dueDay(times, intervals) {
  const days = [...new Set(times.map(dayOf))].sort((a, b) => a - b);
  const wait = intervals[days.length - 1];
  // Through Date, and not by adding hours: a day with a clock change has 23 or 25 of them.
  return wait === undefined ? null : dayOf(new Date(days.at(-1)).setDate(new Date(days.at(-1)).getDate() + wait));
}

/** The same things with neighbours from different groups, as far as that goes. */
export function mixed(things, groupOf) {
  const groups = new Map();
  for (const thing of things) groups.set(groupOf(thing), [...(groups.get(groupOf(thing)) || []), thing]);
  const piles = [...groups.values()];
  const result = [];
  while (piles.some((pile) => pile.length)) for (const pile of piles) if (pile.length) result.push(pile.shift());
  return result;
}
