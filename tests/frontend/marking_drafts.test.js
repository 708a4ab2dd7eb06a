// What a marker hasn't saved yet is there again when the desk is opened anew.

import { markingDrafts } from "../../src/softskills/frontend/marking_drafts.js";
import { onPage, same, storage } from "./support.js";

const MARKING = { levels: ["full", ""], typed: "", comment: "Say wh", version: "a1" };

Deno.test("drafts are kept by text until each is saved", () =>
  onPage(() => {
    const kept = storage();
    const desk = markingDrafts("part-1", kept);
    desk.put("0 1 x", MARKING);
    desk.put("0 1 y", { ...MARKING, typed: "3,5" });
    desk.stop();
    const again = markingDrafts("part-1", kept);
    same([again.get("0 1 x"), again.get("0 1 y").typed], [MARKING, "3,5"]);
    same(markingDrafts("part-2", kept).get("0 1 x"), undefined);
    again.remove("0 1 x");
    again.stop();
    const later = markingDrafts("part-1", kept);
    same([later.get("0 1 x"), later.get("0 1 y").typed], [undefined, "3,5"]);
    later.remove("0 1 y");
    later.stop();
    same(markingDrafts("part-1", kept).get("0 1 y"), undefined);
  }));

Deno.test("what another version left is no draft", () =>
  onPage(() => {
    for (
      const left of [{ x: null }, { x: 3 }, { x: {} }, {
        x: { ...MARKING, levels: "full" },
      }, { x: { ...MARKING, version: 1 } }]
    ) {
      const kept = storage();
      kept.setItem(
        "softskills/marking/part-1",
        JSON.stringify({ time: "2026-11-28T10:00:00.000Z", value: left }),
      );
      same(markingDrafts("part-1", kept).get("x"), undefined);
    }
  }));
