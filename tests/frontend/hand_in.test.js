// The end of an assignment's page: its words, and a storage that goes on where the browser's refuses.

import { listed, openWords } from "../../src/softskills/frontend/open_words.js";
import { sturdyStorage } from "../../src/softskills/frontend/sturdy_storage.js";
import { same, storage } from "./support.js";

const scene = { item: { kind: "choose", title: "" } };
const text = { item: { kind: "reflection", title: "" } };
const many = (scenes, texts) => [...Array(scenes).fill(scene), ...Array(texts).fill(text)];

Deno.test("what is open is said in scenes and texts", () => {
  same(openWords(many(2, 1), many(8, 1)), "2 of 8 scenes and the text are still open.");
  same(openWords(many(1, 0), many(8, 1)), "1 of 8 scenes is still open.");
  same(openWords(many(0, 1), many(8, 1)), "The text is still open.");
  same(openWords(many(1, 1), many(1, 2)), "The scene and 1 of 2 texts are still open.");
  same([listed(many(1, 0)), listed(many(3, 1)), listed(many(0, 2))], ["1 scene", "3 scenes and 1 text", "2 texts"]);
});

Deno.test("a storage goes on without the browser, and says so", () => {
  const refusals = [];
  const kept = sturdyStorage(null, "a/", () => refusals.push(1));
  kept.setItem("a/1", "one");
  same([kept.getItem("a/1"), kept.getItem("a/2"), Object.keys(kept), refusals.length], ["one", null, ["a/1"], 2]);
  kept.removeItem("a/1");
  same(Object.keys(kept), []);
});

Deno.test("what the browser has is there, and what it has no room for stays with the page", () => {
  const browser = storage(2);
  browser.setItem("a/1", "one");
  browser.setItem("other/1", "not ours");
  const refusals = [];
  const kept = sturdyStorage(browser, "a/", () => refusals.push(1));
  same([Object.keys(kept), refusals.length], [["a/1"], 1]); // there is no room for anything new
  kept.setItem("a/2", "two");
  same([kept.getItem("a/2"), browser.getItem("a/2"), refusals.length], ["two", null, 2]);
});

Deno.test("what another tab did is taken over, and nothing of others", () => {
  const kept = sturdyStorage(storage(), "a/", () => {});
  kept.hear({ key: "a/1", newValue: "one" });
  kept.hear({ key: "b/1", newValue: "not ours" });
  same(Object.keys(kept), ["a/1"]);
  kept.hear({ key: "a/1", newValue: null });
  same(Object.keys(kept), []);
  kept.setItem("a/2", "two");
  kept.hear({ key: null, newValue: null });
  same(Object.keys(kept), []);
});
