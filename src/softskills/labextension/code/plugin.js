// The extension: it attends to every notebook that is opened, follows links in widgets, and forwards Ctrl+S.

import { showAtRest } from "./at_rest.js";
import { openDesk } from "./desk.js";
import { isLesson } from "./lesson.js";
import { followLinks } from "./links.js";

/** The document's event at which widgets send what was typed. `frontend/leaving.js` hears it. */
const SAVE_ASKED = "softskills:save";

/** Ctrl+S, the toolbar, the menu. A file that Jupyter saves by itself asks for nothing. */
const SAVING = ["docmanager:save", "docmanager:save-all"];

/** @param {Record<string, any>} jupyter its classes and tokens, of all modules together */
export function makePlugin(jupyter) {
  /**
   * @param {any} panel of a notebook that was just opened
   * @param {any} contents
   */
  async function attend(panel, contents) {
    showAtRest(panel.content.rendermime);
    await panel.context.ready;
    if (!panel.isDisposed && isLesson(panel.content)) await openDesk(panel, contents, jupyter);
  }

  return {
    id: "softskills-lab:plugin",
    description: "Runs the lessons of a course when they are opened, and says when their kernel is gone.",
    autoStart: true,
    optional: [jupyter.INotebookTracker], // Notebook's page of files has none
    activate(app, tracker) {
      if (!tracker) return;
      const { contents } = app.serviceManager;
      tracker.widgetAdded.connect((_, panel) => attend(panel, contents));
      tracker.forEach((panel) => attend(panel, contents));
      followLinks(tracker, (path) => app.commands.execute("docmanager:open", { path }));
      app.commands.commandExecuted.connect((_, { id }) => {
        if (SAVING.includes(id)) document.dispatchEvent(new CustomEvent(SAVE_ASKED));
      });
    },
  };
}
