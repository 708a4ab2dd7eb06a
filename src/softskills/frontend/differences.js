// What one of two texts says and the other does not, sentence by sentence. All of it is pure.

/**
 * The sentences of a text, in order, each with its full stop.
 * @param {string} text
 * @returns {string[]}
 */
export function sentences(text) {
  return (text.match(/\S.*?(?:[.!?…]["'”’)]*(?=\s|$)|$)/gs) || []).map((one) => one.replace(/\s+/g, " "));
}

/**
 * The sentences of a text that the other does not have; the whole text where they share none, or where that is all of it.
 * @param {string} text
 * @param {string} other
 */
export function ownSentences(text, other) {
  const theirs = new Set(sentences(other));
  return sentences(text).filter((one) => !theirs.has(one)).join(" ") || text;
}
