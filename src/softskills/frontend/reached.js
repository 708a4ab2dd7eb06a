// Which endings of a story some answers reached, by what the catalogue knows of it. Pure.

/**
 * How many of a story's endings some answers reached.
 * @param {Record<string, string>} endings by each step that leads to one, as "scene.letter", the ending
 * @param {[string, any][]} answers with their times
 * @returns {{ found: number, of: number }}
 */
export function endingsReached(endings, answers) {
  const last = answers.map(([, answer]) => (Array.isArray(answer?.path) ? answer.path.at(-1) : null));
  const found = last.filter((step) => typeof step === "string" && Object.hasOwn(endings, step)).map((step) => endings[step]);
  return { found: new Set(found).size, of: new Set(Object.values(endings)).size };
}
