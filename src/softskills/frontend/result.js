// What a learner is told of an answer: in a band below it, in words, and never as a mistake of theirs.

import { inPoints, make, paragraphs } from "./core.js";
import { surenessInWords } from "./certainty.js";
import { creditOf } from "./terms.js";

const PLACES = ["strongest", "second strongest", "third strongest", "fourth strongest", "fifth strongest"];

/**
 * Where an option stands among all by the key: the sign and the words for it.
 * @param {Record<string, number>} effectiveness
 * @param {string} letter
 */
export function standing(effectiveness, letter) {
  const values = Object.values(effectiveness);
  const value = effectiveness[letter];
  const place = values.filter((other) => other > value).length;
  if (place === 0) return { rank: "best", sign: "✓", words: PLACES[0] };
  if (value === Math.min(...values)) return { rank: "last", sign: "○", words: "weakest" };
  return { rank: "between", sign: "◐", words: PLACES[place] };
}

/** The letter of the most effective option: a key has exactly one. */
export function strongest(effectiveness) {
  return Object.keys(effectiveness).reduce((one, other) => (effectiveness[other] > effectiveness[one] ? other : one));
}

/**
 * How two situations with the same options differ, in a line.
 * @param {any[]} parts with the item and the feedback of each
 */
export function whatDiffers(parts) {
  const [one, other] = parts.map(({ feedback }) => strongest(feedback.effectiveness));
  if (one === other) return "The same option is strongest in both, though not for the same reason.";
  return "The options are the same, and a different one is strongest each time.";
}

/**
 * In how many of two situations the strongest option was found, in a sentence; "" where answers name no single option.
 * @param {any[]} parts
 * @param {any[]} answers
 */
export function foundInWords(parts, answers) {
  const picks = answers.map((answer) => answer.choice ?? answer.best ?? answer.order?.[0]);
  if (picks.some((pick) => !pick)) return "";
  const found = parts.filter(({ feedback }, i) => strongest(feedback.effectiveness) === picks[i]).length;
  return ["You chose others this time.", "You found it in one of the two.", "You found it in both."][found];
}

/**
 * What a credit comes to in words, for a first try that gets no points.
 * @param {number} credit
 */
export function inWords(credit) {
  if (credit === 1) return "You see it as the key does.";
  if (credit >= 0.5) return "You're close to how the key sees it.";
  if (credit > 0) return "You see some of it as the key does.";
  return "The key sees this differently.";
}

/** The heading for a credit in points, and what may be said below it. */
function verdict(credit) {
  if (credit === 1) return [inPoints(credit)];
  if (credit <= 0) return [inPoints(credit), "See the feedback under each option, and try again if you like."];
  return [inPoints(credit), "An answer close to the key earns part of it."];
}

/** The band, still out of sight. `toTitle` brings the learner to its heading once that is in it. */
export function resultBand() {
  const node = make("div", { class: "ss-result", hidden: true });
  return {
    node,
    toTitle() {
      node.querySelector(".ss-result-title").focus({ preventScroll: true });
      node.scrollIntoView({ block: "nearest" });
    },
  };
}

/**
 * The content of the band, as nodes; its heading takes the focus.
 * @param {{ item: any, feedback: any, answer: any, letters: string[], firstTry: boolean, level: number }} about
 */
export function resultOf({ item, feedback, answer, letters, firstTry, level }) {
  const sure = make("p", { class: "ss-hint" }, surenessInWords(answer.sure));
  const title = (...words) => make(`h${level}`, { class: "ss-result-title", tabindex: -1 }, ...words);
  if (item.kind === "choose") return [...choiceResult({ item, feedback, chosen: answer.choice, letters, title, level }), sure];
  const credit = creditOf({ kind: item.kind, weights: feedback.weights }, answer);
  const [heading, ...more] = firstTry ? [inWords(credit), "The feedback stands under each option."] : verdict(credit);
  return [title(heading), ...more.map((words) => make("p", {}, words)), sure];
}

function choiceResult({ item, feedback, chosen, letters, title, level }) {
  const { effectiveness, text } = feedback;
  const best = strongest(effectiveness);
  const others = letters.filter((letter) => letter !== chosen && letter !== best);
  const mark = (letter) => {
    const { rank, sign } = standing(effectiveness, letter);
    return make("span", { class: "ss-sign", "data-rank": rank, "aria-hidden": "true" }, sign);
  };
  const quoted = (letter) => make("p", { class: "ss-quoted" }, item.options[letter]);
  const part = (letter, words) => [make(`h${level + 1}`, { class: "ss-result-part" }, mark(letter), words), quoted(letter), ...paragraphs(text[letter])];
  const other = (letter) => make("li", {}, ...part(letter, `The ${standing(effectiveness, letter).words}`));
  return [
    title(mark(chosen), `You chose the ${standing(effectiveness, chosen).words}.`),
    ...paragraphs(text[chosen]),
    ...(chosen === best ? [] : part(best, "The strongest here")),
    make("p", { class: "ss-turned" }, make("strong", {}, "What turned it: "), feedback.turns_on),
    make(
      "details",
      { class: "ss-more" },
      make("summary", {}, chosen === best ? "The other three" : others.length === 2 ? "The other two" : "The others"),
      make("ul", { class: "ss-others" }, ...others.map(other)),
    ),
  ];
}
