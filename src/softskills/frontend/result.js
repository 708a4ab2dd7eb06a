// What a learner is told of an answer, in words and never as a mistake of theirs: a band in the place of the options, with
// their own and the strongest open and the others in a fold.

import { inPoints, make, paragraphs } from "./core.js";
import { surenessInWords } from "./certainty.js";
import { creditOf } from "./terms.js";

const PLACES = ["strongest", "second strongest", "third strongest", "fourth strongest", "fifth strongest"];
const ORDER = ["first", "second", "third", "fourth", "fifth", "sixth"];
const OTHERS = ["", "The other one", "The other two", "The other three", "The other four", "The other five"];

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
 * What each kind says of an answer: `lead`, the letter whose sign stands before the heading, or none; `heading`; `own`,
 * the letters that are the learner's own; and `mine`, what the learner said of an option, or "".
 */
export const TOLD = {
  choose: {
    lead: ({ choice }) => choice,
    heading: ({ choice }, values) => `You chose the ${standing(values, choice).words}.`,
    own: ({ choice }) => [choice],
    mine: ({ choice }, letter) => (letter === choice ? "Your choice" : ""),
  },
  "best-worst": {
    lead: ({ best }) => best,
    heading({ best, worst }, values) {
      const [most, least] = [standing(values, best), standing(values, worst)];
      if (most.rank === "best") return least.rank === "last" ? "You found the strongest and the weakest." : "You found the strongest.";
      return least.rank === "last" ? "You found the weakest." : `As most effective you chose the ${most.words}.`;
    },
    own: ({ best, worst }) => [best, worst],
    mine: ({ best, worst }, letter) => (letter === best ? "Your pick as most effective" : letter === worst ? "Your pick as least effective" : ""),
  },
  "rate-each": {
    lead: () => null,
    heading({ ratings }, values) {
      const letters = Object.keys(values);
      const same = letters.filter((letter) => ratings[letter] === values[letter]).length;
      if (same === letters.length) return "You rated every option as the key does.";
      return same ? `You and the key agree on ${same} of ${letters.length}.` : "The key rates these differently.";
    },
    own: ({ ratings }, values) => furthest(ratings, values),
    mine: ({ ratings }, letter, values) => `You said ${ratings[letter]}, the key ${values[letter]}`,
  },
  rank: {
    lead: ({ order }) => order[0],
    heading({ order }, values) {
      if (order.every((letter, i) => i === 0 || values[order[i - 1]] >= values[letter])) return "Your order is the key’s.";
      return `You put the strongest ${ORDER[order.indexOf(strongest(values))]}.`;
    },
    own: ({ order }) => [order[0]],
    mine: ({ order }, letter) => `You put it ${ORDER[order.indexOf(letter)]}`,
  },
};

/** The option on which a learner and the key are furthest apart, in a list; none where they agree. */
function furthest(ratings, values) {
  const apart = (letter) => Math.abs(ratings[letter] - values[letter]);
  const [most] = Object.keys(values).sort((one, other) => apart(other) - apart(one));
  return apart(most) ? [most] : [];
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

/** The band, still out of sight. `toTitle` brings the learner to its heading once that is in it. */
export function resultBand() {
  const node = make("div", { class: "ss-result", hidden: true });
  return {
    node,
    toTitle() {
      node.querySelector(".ss-result-title").focus({ preventScroll: true });
      const { top, bottom } = node.getBoundingClientRect();
      if (top < 0 || bottom > innerHeight) node.scrollIntoView({ block: "start" });
    },
  };
}

/**
 * The content of the band, as nodes; its heading takes the focus.
 * @param {{ item: any, feedback: any, answer: any, letters: string[], firstTry: boolean, level: number }} about
 */
export function resultOf({ item, feedback, answer, letters, firstTry, level }) {
  const { effectiveness, text } = feedback;
  const { lead, heading, own, mine } = TOLD[item.kind];
  const best = strongest(effectiveness);
  const open = [...new Set([...own(answer, effectiveness), best])];
  const others = letters.filter((letter) => !open.includes(letter));
  const credit = creditOf({ kind: item.kind, weights: feedback.weights }, answer);
  const score = firstTry || item.kind === "choose" ? "" : ` ${inPoints(credit)}`;

  const mark = (letter) => {
    const { rank, sign } = standing(effectiveness, letter);
    return make("span", { class: "ss-sign", "data-rank": rank, "aria-hidden": "true" }, sign);
  };
  function told(tag, letter) {
    const { rank, words } = standing(effectiveness, letter);
    const said = mine(answer, letter, effectiveness);
    return make(
      tag,
      { class: "ss-judged", "data-rank": rank },
      make(`h${level + 1}`, { class: "ss-result-part" }, mark(letter), said ? `${said}: the ${words}` : `The ${words}`),
      make("p", { class: "ss-quoted" }, item.options[letter]),
      ...paragraphs(text[letter]),
    );
  }

  return [
    make(`h${level}`, { class: "ss-result-title", tabindex: -1 }, ...(lead(answer) ? [mark(lead(answer))] : []), heading(answer, effectiveness)),
    make("p", { class: "ss-hint" }, `${surenessInWords(answer.sure)}${score}`),
    ...open.map((letter) => told("div", letter)),
    make("p", { class: "ss-turned" }, make("strong", {}, "What turned it: "), feedback.turns_on),
    ...(others.length
      ? [
          make(
            "details",
            { class: "ss-more" },
            make("summary", {}, OTHERS[others.length]),
            make("ul", { class: "ss-others" }, ...others.map((letter) => told("li", letter))),
          ),
        ]
      : []),
  ];
}
