// The search: which pages it finds, which of them first, and what it shows of them.

import { searcher, wordsOf } from "../../src/softskills/frontend/search.js";
import { same } from "./support.js";

const page = (title, text, more = {}) => ({ title, address: `${title}.html`, sections: [{ heading: title, anchor: "", text }], ...more });
const titles = (hits) => hits.map((hit) => hit.page.title);
const FILLER = ["Bread", "Milk", "Stairs", "Rain"].map((title) => page(title, "Nothing of this is about anything else."));

Deno.test("a word is found with any ending, in any letters, with or without accents", () => {
  const find = searcher([page("Hives", "She listened to the bees in the café."), ...FILLER]);
  for (const question of ["listening", "LISTENS", "cafe", "cafés", "Bee"]) same(titles(find(question)), ["Hives"]);
  same(wordsOf("Don’t stop, planning!"), wordsOf("don't stopped planned"));
});

Deno.test("another language has its words whole, and a word finds those that begin with it", () => {
  same(wordsOf("Prüfungen HÖREN", "de"), ["prufungen", "horen"]);
  same(titles(searcher([page("Prüfungen", "Alle Prüfungen."), ...FILLER], "de")("prüfung")), ["Prüfungen"]);
});

Deno.test("a title says more than a text, a rare word more than a frequent one, and a lesson comes before another page", () => {
  const find = searcher([page("Notes", "A mentor, once more a mentor."), page("Mentors", "How to find one."), ...FILLER]);
  same(titles(find("mentor")), ["Mentors", "Notes"]);
  const rare = searcher([page("One", "nothing queue"), page("Two", "nothing nothing nothing anything"), ...FILLER]);
  same(titles(rare("nothing queue"))[0], "One");
  const equal = searcher([page("List", "queue"), page("Less", "queue", { lesson: true }), ...FILLER]);
  same(titles(equal("queue")), ["Less", "List"]);
});

Deno.test("words side by side as they were asked for count for more than the same words apart", () => {
  const find = searcher([page("Apart", "say it once more, and with no doubt"), page("Beside", "how you say no to that, and more"), ...FILLER]);
  same(titles(find("how do I say no")), ["Beside", "Apart"]);
});

Deno.test("small words alone are looked for all the same, and nothing finds nothing", () => {
  const find = searcher([page("Who", "who am i"), ...FILLER]);
  same(titles(find("who am I"))[0], "Who");
  for (const question of ["", "  ?! ", "zebra", "__proto__"]) same(find(question), []);
});

Deno.test("a word that no page has is looked for as its two halves", () => {
  same(titles(searcher([page("Crew", "a team at work"), ...FILLER])("teamwork")), ["Crew"]);
});

Deno.test("a snippet is the part with the words, marked; without any it is what the page is about", () => {
  const text = `${"Before it. ".repeat(30)}Then the queen left the hive. ${"After it. ".repeat(30)}`;
  const [hit] = searcher([page("Bees", text, { about: "All about them." }), ...FILLER])("queen");
  const shown = hit.snippet.map(({ text, found }) => (found ? `[${text.trim()}] ` : text)).join("");
  if (!shown.startsWith("… Then the [queen] left the hive.") || !shown.endsWith(" …")) throw new Error(shown);
  const [other] = searcher([page("Bees", text, { about: "All about them." }), ...FILLER])("bees");
  same(other.snippet.map((piece) => piece.text).join(""), "All about them.");
});

Deno.test("the section is the one with the words, and its anchor leads there", () => {
  const sections = [{ heading: "Bees", anchor: "", text: "On hives." }, { heading: "Rain", anchor: "rain", text: "Close the lid." }];
  const [hit] = searcher([{ title: "Bees", address: "bees.html", sections }, ...FILLER.slice(0, 3)])("lid");
  same(hit.section.anchor, "rain");
});
