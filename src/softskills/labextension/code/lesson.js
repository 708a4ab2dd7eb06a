// Which notebooks are lessons of a course, and which of their cells are its questions.

/** The metadata of a notebook that a course laid for its learner. */
export const MARK = "softskills";

const IMPORTS = /^from softskills import \w/;

/** @param {{ model: any }} notebook */
export function isLesson({ model }) {
  return Boolean(model.getMetadata(MARK));
}

/**
 * The cells that show something of the course. A cell that a learner wrote beside them is none, and is never run.
 * @param {{ widgets: readonly any[] }} notebook
 * @returns {any[]}
 */
export function questionsOf({ widgets }) {
  return widgets.filter(({ model }) => model.type === "code" && model.getMetadata("editable") === false && IMPORTS.test(model.sharedModel.getSource()));
}

/**
 * Whether this computer knows the cell, and it may be run without being asked for. Jupyter signs what is shown below a
 * cell, and trusts a cell with nothing below it whoever wrote it.
 * @param {{ model: any }} cell
 */
export function isKnownHere({ model }) {
  return model.trusted && model.outputs.length > 0;
}

/**
 * The ids of the widgets that a cell shows.
 * @param {{ model: any }} cell
 * @returns {string[]}
 */
export function widgetsIn({ model }) {
  return model.outputs.toJSON().flatMap(({ data }) => data?.[WIDGET_VIEW]?.model_id ?? []);
}

export const WIDGET_VIEW = "application/vnd.jupyter.widget-view+json";
