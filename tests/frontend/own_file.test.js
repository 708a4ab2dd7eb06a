// A file of the reader's own: it gets what is new, and loses nothing.

import { canWriteFiles, ownFile, together } from "../../src/softskills/frontend/own_file.js";
import { same } from "./support.js";

Deno.test("a file gets the lines that it does not have, and keeps all that it has", () => {
  same(together("", "a\nb\n"), "a\nb\n");
  same(together("a\n", "a\nb\n"), "a\nb\n");
  same(together("other\na", "b\n"), "other\na\nb\n");
  same(together("a\r\nnot a record\n", "a\nb\n"), "a\r\nnot a record\nb\n");
  same(together("a\nb\n", ""), "a\nb\n");
});

Deno.test("where the browser cannot write files, nothing is offered, and saving goes on", async () => {
  const file = ownFile("course", () => "a\n");
  same(canWriteFiles(), false);
  await file.changed();
  same((await file.standing()).state, "none");
});
