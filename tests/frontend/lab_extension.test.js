// The extension for JupyterLab, as Jupyter loads it: which notebooks and cells it takes, and what Ctrl+S reaches.

import { onLeaving } from "../../src/softskills/frontend/leaving.js";
import { isKnownHere, isLesson, questionsOf, widgetsIn } from "../../src/softskills/labextension/code/lesson.js";
import { same } from "./support.js";

const QUESTION = 'from softskills import scenario\nscenario("a")';

/** A cell as JupyterLab has it, as far as it is asked for. */
function cell(source, { type = "code", locked = true, trusted = true, outputs = [{ data: {} }] } = {}) {
  const sharedModel = { getSource: () => source };
  const getMetadata = (name) => (name === "editable" && locked ? false : undefined);
  return { model: { type, sharedModel, getMetadata, trusted, outputs: { length: outputs.length, toJSON: () => outputs } } };
}

function signal() {
  const listeners = [];
  return { connect: (listener) => listeners.push(listener), emit: (...values) => listeners.forEach((listener) => listener(...values)) };
}

Deno.test("a notebook is a lesson only when the course laid it", () => {
  const notebook = (metadata) => ({ model: { getMetadata: (name) => metadata[name] } });
  same([{ softskills: { lesson: "a" } }, {}, { softskills: false }].map((one) => isLesson(notebook(one))), [true, false, false]);
});

Deno.test("of a lesson only the locked cells of the course are run", () => {
  const ours = cell(QUESTION);
  const widgets = [
    ours,
    cell(QUESTION, { locked: false }),
    cell(QUESTION, { type: "markdown" }),
    cell("import os"),
    cell("from softskillsX import a"),
    cell(" from softskills import a"),
    cell("# from softskills import a"),
  ];
  same(questionsOf({ widgets }).map((one) => one === ours), [true]);
});

Deno.test("a cell is run unasked only if it is trusted for what stands below it", () => {
  same([{}, { trusted: false }, { outputs: [] }].map((about) => isKnownHere(cell(QUESTION, about))), [true, false, false]);
});

Deno.test("the widgets that a cell shows are found in its outputs", () => {
  const view = (id) => ({ data: { "application/vnd.jupyter.widget-view+json": { model_id: id } } });
  same(widgetsIn(cell(QUESTION, { outputs: [view("a"), { data: { "text/html": "" } }, /** @type {any} */ ({ text: "printed" }), view("b")] })), ["a", "b"]);
});

Deno.test("Jupyter loads the extension, and what saves a notebook reaches what was typed", async () => {
  const before = { document: globalThis.document, window: globalThis.window };
  Object.assign(globalThis, { document: new EventTarget(), window: new EventTarget() });
  try {
    await import("../../src/softskills/labextension/code/container.js");
    const container = /** @type {any} */ (globalThis)._JUPYTERLAB["softskills-lab"];
    const old = () => Promise.reject(new Error("a version that is not in use"));
    const shared = (module) => ({ "1.0": { get: old }, "2.0": { loaded: 1, get: () => Promise.resolve(() => module) } });
    container.init({ "@jupyterlab/notebook": shared({ INotebookTracker: "tracker" }), "@jupyterlab/cells": shared({}), "@lumino/widgets": shared({}) });
    const { default: plugin } = (await container.get("./extension"))();
    same([plugin.autoStart, plugin.optional], [true, ["tracker"]]);

    const commandExecuted = signal();
    const app = { commands: { commandExecuted }, serviceManager: {} };
    let saved = 0;
    const stop = onLeaving(() => (saved += 1));
    plugin.activate(app, null);
    commandExecuted.emit(app, { id: "docmanager:save" });
    same(saved, 0, "a page without notebooks");
    plugin.activate(app, { widgetAdded: signal(), forEach: () => {} });
    for (const id of ["docmanager:save", "docmanager:save-all", "docmanager:open"]) commandExecuted.emit(app, { id });
    same(saved, 2);
    stop();
    commandExecuted.emit(app, { id: "docmanager:save" });
    same(saved, 2);
  } finally {
    Object.assign(globalThis, before);
  }
});
