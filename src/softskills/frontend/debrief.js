// What a practice story tells besides its scenes: the values that choices change, and the debrief at its end.

import { effectLine, make, paragraphs } from "./core.js";
import { follow } from "./terms.js";

/** The values of a story, by id, before its first step and after each one: always within their limits. */
export function valuesAlong({ values, effects }, steps) {
  const found = [Object.fromEntries(values.map((value) => [value.id, value.start]))];
  for (const { scene, letter } of steps) {
    const changes = (effects[scene] || {})[letter] || {};
    const before = found.at(-1);
    const within = ({ id, lowest, highest }) => Math.min(highest, Math.max(lowest, before[id] + (changes[id] || 0)));
    found.push(Object.fromEntries(values.map((value) => [value.id, within(value)])));
  }
  return found;
}

/** What a step changed, in words: "Trust: up by 1, now 3. Days left: still 3." */
export function changeInWords(values, before, after) {
  const told = ({ id, name }) => {
    const by = after[id] - before[id];
    return `${name}: ${by ? `${by > 0 ? "up" : "down"} by ${Math.abs(by)}, now` : "still"} ${after[id]}.`;
  };
  return values.map(told).join(" ");
}

/**
 * How many of the choices on a path were the best, in words.
 * @param {number} best
 * @param {number} choices at least 1
 */
export function bestInWords(best, choices) {
  if (best === choices) return "You made the best choice every time.";
  return best ? `You made the best choice ${best === 1 ? "once" : `${best} times`} in ${choices}.` : "The best choices were others this time.";
}

/** How many of a story's endings were found, in words. */
export function foundInWords(found, endings) {
  return found === endings ? `You’ve found all ${endings} endings.` : `Endings found: ${found} of ${endings}.`;
}

/**
 * The debrief: every choice of a path beside the best one there, and what the others would have led to. An ending that
 * was not found yet is not told.
 */
export function lookBack(item, feedback, path, found) {
  const { steps } = follow(item, path);
  const along = valuesAlong(feedback, steps);
  /** @param {string} scene */
  function bestAt(scene) {
    const values = feedback.effectiveness[scene];
    return Object.keys(values).reduce((one, other) => (values[other] > values[one] ? other : one));
  }

  function lookBackAt({ scene, letter }, i) {
    const { title, choices } = item.scenes[scene];
    const values = feedback.effectiveness[scene];
    const best = bestAt(scene);
    const others = Object.keys(choices).filter((one) => one !== letter);
    const chosen = (one, words) => make("p", { class: "ss-chosen" }, make("strong", {}, words), choices[one].text);
    const judged = (one, ...more) => [effectLine(values[one], ...more), ...paragraphs(feedback.text[scene][one])];

    function leads({ to }) {
      const after = item.scenes[to];
      if (after.ending && !found.has(to)) return make("p", {}, "It leads to an ending you haven’t found yet.");
      const where = to === choices[letter].to ? "the same place" : after.ending ? "the ending" : "the scene";
      return make("p", {}, `It leads to ${where} `, make("strong", {}, after.title), `: ${beginning(after.text)}`);
    }
    const other = (one) => make("li", {}, chosen(one, ""), ...(one === best ? [] : judged(one)), leads(choices[one]));

    return make(
      "li",
      { class: "ss-scene" },
      make("h5", { class: "ss-scene-title" }, ...chapterTitle(i + 1, title)),
      chosen(letter, "You chose: "),
      ...judged(letter, letter === best ? make("strong", {}, " The best choice here.") : ""),
      make("p", { class: "ss-hint" }, changeInWords(feedback.values, along[i], along[i + 1])),
      ...(letter === best ? [] : [make("div", { class: "ss-better" }, chosen(best, "The best choice here: "), ...judged(best))]),
      make(
        "details",
        {},
        make("summary", {}, others.length > 1 ? "Where the other choices lead" : "Where the other choice leads"),
        make("ul", { class: "ss-others" }, ...others.map(other)),
      ),
    );
  }

  return [
    make("h4", { class: "ss-subtitle" }, "Looking back"),
    make("p", {}, make("strong", {}, bestInWords(steps.filter(({ scene, letter }) => letter === bestAt(scene)).length, steps.length))),
    make("ol", { class: "ss-log" }, ...steps.map(lookBackAt)),
  ];
}

/** The title of a chapter, with its number before it. */
export function chapterTitle(number, title) {
  return [make("span", { class: "ss-chapter" }, `Chapter ${number}: `), title];
}

/** The first words of a text, at most 140 characters of them. */
function beginning(text) {
  const words = text.replace(/\s+/g, " ").trim();
  if (words.length <= 140) return words;
  return `${words.slice(0, words.lastIndexOf(" ", 139) > 0 ? words.lastIndexOf(" ", 139) : 139)}…`;
}
