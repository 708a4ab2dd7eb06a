// Finds the pages that a few words are about, best first. All of it is pure.
//
// Pages are ranked by BM25F: a rare word says more than a frequent one, a word in a title more than one in the text, and
// the tenth time a word stands there hardly more than the third.

/**
 * @typedef {{ heading: string, anchor: string, text: string }} Section
 * @typedef {object} Page
 * @property {string} title
 * @property {string} address
 * @property {string} [about] what it is about, in a sentence
 * @property {boolean} [lesson] whether it is one: that is what a reader most likely wants
 * @property {Section[]} sections
 * @typedef {{ text: string, found: boolean }} Piece A piece of a snippet: one of the words, or what stands between them.
 * @typedef {{ page: Page, section: Section, snippet: Piece[], score: number }} Hit
 * @typedef {{ all: Map<string, number>, text: string }} ReadSection
 * @typedef {{ page: Page, lengths: number[], texts: string[], sections: ReadSection[], counts: Map<string, number[]> }} Read
 * @typedef {{ forms: Map<string, number> }} Term A word that was asked for: how much each word of the pages is that one.
 */

const WEIGHTS = [6, 3, 1]; // of a word in the title, in headings, in the text
const DAMPING = [0.1, 0.3, 0.6]; // how much a long field counts for less, from 0 to 1
const SATURATION = 1.4;
const LESSON = 1.25;
const PAIR = 0.4; // of two words that stand side by side as they were asked for
const SNIPPET = 32; // words
const SHORTEST_BEGINNING = 4;

const PASSED_OVER = new Set(
  ("a about am an and are as at be been but by can could d did do does doing for from had has have he her him his how i if in into is it its " +
    "ll m me my of on or our re s she should so t than that the their them then there they this to ve was we were what when where which who " +
    "why will with would you your").split(" "),
);

/**
 * The words of a text, as they are looked up: in small letters without accents, and in English without endings.
 * @param {string} text
 * @param {string} [language]
 * @returns {string[]}
 */
export function wordsOf(text, language = "en") {
  const words = plainWords(text);
  return language.startsWith("en") ? words.map(stem) : words;
}

/**
 * A word without the endings that English puts on it: "listening", "listens" and "listened" are one.
 * @param {string} word
 */
function stem(word) {
  if (word.length < 4) return word;
  let one = word.replace(/(ss|sh|ch|x|z)es$/, "$1").replace(/ies$/, "y").replace(/([^su])s$/, "$1");
  const short = one.replace(/(ing|ed|er|ers)$/, "");
  if (short !== one && short.length > 2 && /[aeiouy]/.test(short)) one = short.replace(/([bdfgmnprt])\1$/, "$1");
  return one.length > 3 ? one.replace(/(e|ly)$/, "").replace(/y$/, "i") : one;
}

/**
 * What finds pages: a function from a question to the best pages, each with its best section.
 * @param {Page[]} pages
 * @param {string} [language]
 * @returns {(question: string) => Hit[]}
 */
export function searcher(pages, language = "en") {
  const read = pages.map((page) => readPage(page, language));
  const means = WEIGHTS.map((_, field) => read.reduce((sum, { lengths }) => sum + lengths[field], 0) / (read.length || 1) || 1);
  /** @type {Map<string, number>} */
  const spread = new Map(); // word -> pages that have it
  for (const { counts } of read) for (const word of counts.keys()) spread.set(word, (spread.get(word) || 0) + 1);

  return (question) => {
    const asked = askedFor(question, language);
    if (!asked.length) return [];
    const terms = [...new Set(asked)].map((word) => ({ forms: formsOf(word, spread) }));
    const pairs = asked.slice(1).map((word, i) => ` ${asked[i]} ${word} `);
    const rarities = pairs.map((pair) => rarity(read.filter(({ texts }) => texts.some((text) => text.includes(pair))).length));
    return read
      .map((one) => hitOf(one, terms, pairs, rarities))
      .filter(({ score }) => score > 0)
      .sort((a, b) => b.score - a.score);
  };

  /**
   * @param {Read} one
   * @param {Term[]} terms
   * @param {string[]} pairs
   * @param {number[]} rarities of the pairs
   * @returns {Hit}
   */
  function hitOf(one, terms, pairs, rarities) {
    let score = 0;
    for (const { forms } of terms) score += worthOfWord(one, forms);
    pairs.forEach((pair, i) => {
      const counts = one.texts.map((text) => text.split(pair).length - 1);
      score += PAIR * worth(one, counts, rarities[i]);
    });
    if (one.page.lesson) score *= LESSON;
    const section = bestSection(one, terms, pairs);
    return { page: one.page, section, snippet: score ? snippetOf(section, one.page, terms, language) : [], score };
  }

  /**
   * @param {Read} one
   * @param {Map<string, number>} forms
   */
  function worthOfWord(one, forms) {
    const counts = WEIGHTS.map(() => 0);
    let pagesWith = 0;
    for (const [form, share] of forms) {
      pagesWith = Math.max(pagesWith, spread.get(form));
      one.counts.get(form)?.forEach((times, field) => (counts[field] += share * times));
    }
    return worth(one, counts, rarity(pagesWith));
  }

  /** What something is worth on a page: how rare it is, times how much of it there is in each field. */
  function worth(one, counts, rare) {
    const parts = counts.map((times, i) => (WEIGHTS[i] * times) / (1 - DAMPING[i] + (DAMPING[i] * one.lengths[i]) / means[i]));
    const sum = parts.reduce((a, b) => a + b, 0);
    return (rare * sum) / (SATURATION + sum);
  }

  /** @param {number} pagesWith */
  function rarity(pagesWith) {
    return Math.log(1 + (read.length - pagesWith + 0.5) / (pagesWith + 0.5));
  }

  /** The section that has the most of the words, the rare ones first; of equals the first. */
  function bestSection(one, terms, pairs) {
    let best = { place: 0, value: 0 };
    one.sections.forEach(({ all, text }, place) => {
      let value = pairs.filter((pair) => text.includes(pair)).length;
      for (const { forms } of terms) {
        const worths = [...forms].map(([form, share]) => (share * (all.get(form) || 0)) / ((all.get(form) || 0) + 1) / Math.log(2 + spread.get(form)));
        value += Math.max(0, ...worths);
      }
      if (value > best.value + 1e-9) best = { place, value };
    });
    return one.page.sections[best.place] || { heading: "", anchor: "", text: "" };
  }
}

/** The words that were asked for; all of them if they are only small ones. */
function askedFor(question, language) {
  const telling = tellingWords(question, language);
  return telling.length ? telling : wordsOf(question, language);
}

/** The words of a text that tell something. */
function tellingWords(text, language) {
  const words = plainWords(text);
  return language.startsWith("en") ? words.filter((word) => !PASSED_OVER.has(word)).map(stem) : words;
}

/** @param {string} text */
function plainWords(text) {
  const plain = text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase().replace(/['’]/g, "");
  return plain.match(/[\p{L}\p{N}]+/gu) || [];
}

/**
 * The words of the pages that are meant by one: itself, and for half as much those that begin with it. Of a word that no
 * page has, as "teamwork", its two halves.
 */
function formsOf(word, spread) {
  const forms = new Map();
  if (spread.has(word)) forms.set(word, 1);
  if (word.length >= SHORTEST_BEGINNING) {
    for (const other of spread.keys()) if (other !== word && other.startsWith(word)) forms.set(other, 0.5);
  }
  for (let cut = 3; !forms.size && cut <= word.length - 3; cut += 1) {
    const halves = [word.slice(0, cut), word.slice(cut)];
    if (halves.every((half) => spread.has(half))) for (const half of halves) forms.set(half, 0.5);
  }
  return forms;
}

/** @returns {Read} */
function readPage(page, language) {
  const parts = page.sections.map(({ heading, text }) => [heading, text]);
  const fields = [[page.title], parts.map(([heading]) => heading), parts.map(([, text]) => text)];
  const words = fields.map((field) => field.flatMap((text) => wordsOf(text, language)));
  const counts = new Map();
  words.forEach((all, field) => {
    for (const word of all) {
      if (!counts.has(word)) counts.set(word, [0, 0, 0]);
      counts.get(word)[field] += 1;
    }
  });
  const joined = (texts) => ` ${texts.map((text) => tellingWords(text, language).join(" ")).join(" / ")} `;
  const sections = parts.map(([heading, text]) => {
    const all = new Map();
    for (const word of wordsOf(`${heading} ${heading} ${text}`, language)) all.set(word, (all.get(word) || 0) + 1);
    return { all, text: joined([heading, text]) };
  });
  return { page, lengths: words.map(({ length }) => length), texts: fields.map(joined), sections, counts };
}

/**
 * The part of a section where most of the words stand, with the words marked. If none does, what the page is about.
 * @returns {Piece[]}
 */
function snippetOf(section, page, terms, language) {
  const has = (text) => wordsOf(text, language).some((one) => terms.some(({ forms }) => forms.has(one)));
  const text = !has(section.text) && page.about ? page.about : section.text;
  const words = text.split(/\s+/).filter(Boolean);
  const told = words.map((word) => wordsOf(word, language).map((one) => terms.findIndex(({ forms }) => forms.has(one))).find((term) => term >= 0) ?? -1);
  let start = 0;
  let most = -Infinity;
  for (let from = 0; from === 0 || from + SNIPPET <= words.length; from += 1) {
    const inside = told.slice(from, from + SNIPPET).filter((term) => term >= 0);
    const atSentence = from === 0 || /[.!?:]$/.test(words[from - 1]);
    const before = told.slice(from, from + SNIPPET).findIndex((term) => term >= 0);
    const value = new Set(inside).size * 10 + Math.min(inside.length, 9) + (atSentence ? 3 : 0) - before / SNIPPET;
    if (value > most) [start, most] = [from, value];
  }
  const end = Math.min(start + SNIPPET, words.length);
  /** @type {Piece[]} */
  const pieces = start > 0 ? [{ text: "… ", found: false }] : [];
  for (let place = start; place < end; place += 1) {
    const found = told[place] >= 0;
    const last = pieces[pieces.length - 1];
    const piece = words[place] + (place + 1 < end ? " " : "");
    if (last && last.found === found && !found) last.text += piece;
    else pieces.push({ text: piece, found });
  }
  if (end < words.length) pieces.push({ text: " …", found: false });
  return pieces;
}
