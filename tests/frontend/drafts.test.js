// Drafts: what was typed and not sent, in the browser's storage.

import { browserLog } from "../../src/softskills/frontend/browser_log.js";
import { draftOf, isSaved, keepsDrafts } from "../../src/softskills/frontend/drafts.js";
import { onPage, same, storage } from "./support.js";

const KEY = "course/draft/item-1";
const model = { get: (name) => ({ drafts: "course/draft/" })[name] };
const TEXT = { text: "What I he" };

/** @param {any} kept */
const found = (kept) => draftOf(model, "item-1", kept).value;

Deno.test("what is typed is kept in a moment, however long one types on, and found by the next form", () =>
  onPage(({ later, waiting }) => {
    const kept = storage();
    const draft = draftOf(model, "item-1", kept);
    same([draft.value, draft.time], [null, ""]);
    for (const text of ["W", "Wh", "What I he"]) draft.keep({ text });
    same([waiting(), kept.getItem(KEY)], [1, null]);
    later();
    const next = draftOf(model, "item-1", kept);
    same(next.value, TEXT);
    same(Math.abs(Date.parse(next.time) - Date.now()) < 5000, true);
    same(found(storage()), null);
    same(draftOf(model, "item-2", kept).value, null);
    draft.keep(null);
    later();
    same(Object.keys(kept), []);
  }));

Deno.test("leaving the page and stopping keep what was typed in the last moment", () =>
  onPage(({ leave, waiting }) => {
    const kept = storage();
    const draft = draftOf(model, "item-1", kept);
    draft.keep(TEXT);
    leave();
    same([found(kept), waiting()], [TEXT, 0]);
    draft.keep({ text: "more" });
    draft.stop();
    same(found(kept), { text: "more" });
    draft.keep({ text: "not any longer" });
    leave();
    same(found(kept), { text: "more" });
  }));

Deno.test("it is gone once it was kept elsewhere, and not before", () =>
  onPage(({ waiting }) => {
    const kept = storage();
    const draft = draftOf(model, "item-1", kept);
    draft.keep({ text: "What" });
    const onKept = draft.sending(TEXT);
    same([found(kept), waiting()], [TEXT, 0]);
    onKept();
    same(Object.keys(kept), []);
  }));

Deno.test("what was typed after sending stays, whether or not it is in the storage yet", () =>
  onPage(({ later }) => {
    for (const act of [() => {}, later]) {
      const kept = storage();
      const draft = draftOf(model, "item-1", kept);
      const onKept = draft.sending(TEXT);
      draft.keep({ text: "What I heard" });
      act();
      onKept();
      later();
      same(found(kept), { text: "What I heard" });
    }
  }));

Deno.test("a draft that was found is gone too, once it was sent, or emptied", () =>
  onPage(({ later }) => {
    for (const end of [(draft) => draft.sending(TEXT)(), (draft) => draft.forget(), (draft) => (draft.keep(null), later())]) {
      const kept = storage();
      draftOf(model, "item-1", kept).sending(TEXT);
      end(draftOf(model, "item-1", kept));
      same(Object.keys(kept), []);
    }
  }));

Deno.test("of two tabs the last one typed in has its draft kept, and no tab removes the other's", () =>
  onPage(({ later }) => {
    const kept = storage();
    const [one, other] = [draftOf(model, "item-1", kept), draftOf(model, "item-1", kept)];
    one.keep({ text: "one" });
    later();
    other.keep({ text: "other" });
    later();
    same(found(kept), { text: "other" });
    const onKept = one.sending({ text: "one" });
    other.keep({ text: "other, still" });
    later();
    onKept();
    same(found(kept), { text: "other, still" });
    one.forget();
    same(found(kept), { text: "other, still" });
  }));

Deno.test("a storage that is blocked, full or spoilt harms nothing", () =>
  onPage(({ later }) => {
    const refusing = new Proxy({}, { get: () => () => { throw new Error("SecurityError"); } });
    for (const kept of [null, refusing, storage(0)]) {
      const draft = draftOf(model, "item-1", /** @type {any} */ (kept));
      draft.keep(TEXT);
      later();
      draft.sending(TEXT)();
      draft.forget();
      draft.stop();
      same([draft.value, keepsDrafts(model, /** @type {any} */ (kept))], [null, false]);
    }
    for (const odd of ["", "{", "null", "7", '"text"', '{"time":1,"value":{}}', '{"time":"x","value":"text"}', '{"value":{}}']) {
      const kept = storage();
      kept.setItem(KEY, odd);
      same(found(kept), null, odd);
    }
  }));

Deno.test("where no drafts are to be kept, none are, and the page is not listened to", () =>
  onPage(({ later, leave }) => {
    const kept = storage();
    const draft = draftOf({ get: () => null }, "item-1", kept);
    draft.keep(TEXT);
    later();
    leave();
    draft.sending(TEXT)();
    same([Object.keys(kept), keepsDrafts({ get: () => undefined }, kept)], [[], false]);
    same([keepsDrafts(model, kept), Object.keys(kept)], [true, []]);
  }));

Deno.test("what a record holds already is no draft", () => {
  same(isSaved(TEXT, { answer: { text: "What I he" } }), true);
  for (const record of [null, { answer: null }, { answer: { text: "other" } }]) same(isSaved(TEXT, record), false);
});

Deno.test("drafts are no answers, and erased with them; those of another course stay", () =>
  onPage(() => {
    const kept = storage();
    draftOf(model, "item-1", kept).sending(TEXT);
    draftOf({ get: () => "other/draft/" }, "item-1", kept).sending(TEXT);
    const log = browserLog("course", kept);
    same([log.drafts, log.read()], ["course/draft/", []]);
    same(log.erase(), 0);
    same(Object.keys(kept), ["other/draft/item-1"]);
  }));
