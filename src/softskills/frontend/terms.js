// What an answer says and what it scores, and the way of a path through a story. All of it is pure.
//
// `softskills.scoring` does the same in Python, and `tests/contract` holds the two together.

/** The scale of effectiveness, of ratings and of self-ratings. */
export const LEVELS = [1, 2, 3, 4, 5];

/**
 * A value out of JSON as a level, or null when it is none.
 * @param {any} value
 * @returns {number | null}
 */
export function levelOf(value) {
  return LEVELS.includes(value) ? value : null;
}

/**
 * What an answer says, as terms the mean of whose weights is its credit, or null when it is no answer.
 * `possible` is what an answer may speak of: the letters of the options, or every term that a story can have.
 */
const TERMS = {
  choose({ choice }, letters) {
    return letters.includes(choice) ? [choice] : null;
  },
  "best-worst"({ best, worst }, letters) {
    return best !== worst && letters.includes(best) && letters.includes(worst) ? [best + worst] : null;
  },
  "rate-each"({ ratings }, letters) {
    if (!ratings || typeof ratings !== "object" || Object.keys(ratings).length !== letters.length) return null;
    const fits = letters.every((letter) => levelOf(ratings[letter]));
    return fits ? letters.map((letter) => `${letter}${ratings[letter]}`) : null;
  },
  rank({ order }, letters) {
    if (!Array.isArray(order) || order.length !== letters.length || !letters.every((letter) => order.includes(letter))) return null;
    return order.flatMap((first, i) => order.slice(i + 1).map((second) => first + second));
  },
  branching({ path }, possible) {
    if (!Array.isArray(path) || !path.length || !path.every((step) => typeof step === "string")) return null;
    const scenes = path.map((step) => step.slice(0, step.lastIndexOf(".")));
    const terms = path.map((step, i) => `${i ? "" : "!"}${step}>${scenes[i + 1] || ""}`);
    return terms.every((term) => possible.includes(term)) ? terms : null;
  },
};

export function termsOf(kind, answer, possible) {
  return answer && typeof answer === "object" ? TERMS[kind](answer, possible) : null;
}

/** The credit of an answer, at most 1, and below 0 when it is worse than chance; null when it is none. */
export function creditOf({ kind, weights }, answer) {
  const all = Object.keys(weights);
  const said = termsOf(kind, answer, kind === "branching" ? all : [...new Set(all.map((term) => term[0]))]);
  return said && exact(said.reduce((sum, term) => sum + weights[term], 0) / said.length);
}

/** The score of several answers, from 0 to 100: the mean of their credits, and never below 0. */
export function average(credits) {
  return Math.max(0, exact((100 * credits.reduce((sum, credit) => sum + credit, 0)) / credits.length));
}

/** Without the dust of binary fractions, so that ten tenths are 1. */
function exact(number) {
  return Math.round(number * 1e9) / 1e9;
}

/** The choices of a path and the scene it leads to, as {steps: [{scene, letter}], here}; null when it is no path. */
export function follow(story, path) {
  if (!Array.isArray(path)) return null;
  const steps = [];
  let here = story.start;
  for (const step of path) {
    const letter = typeof step === "string" && step.startsWith(`${here}.`) ? step.slice(here.length + 1) : "";
    const { choices } = story.scenes[here];
    if (!Object.hasOwn(choices, letter)) return null;
    steps.push({ scene: here, letter });
    here = choices[letter].to;
  }
  return { steps, here };
}
