// How a lesson looks in Jupyter: its prose is of the size and width of its questions.

const LESSON = "ss-lab-lesson";
const STARTING = "ss-lab-starting";

const STYLE = `
.${LESSON} { --jp-content-font-size1: 1rem }
.${LESSON} .jp-MarkdownOutput { max-width: 46rem }
.${STARTING} .ss-at-rest > p:last-child { visibility: hidden }`;

/** @param {any} panel of the notebook */
export function dress(panel) {
  panel.addClass(LESSON);
  if (document.getElementById(LESSON)) return;
  const style = document.createElement("style");
  style.id = LESSON;
  style.textContent = STYLE;
  document.head.append(style);
}

/**
 * Questions that are about to run by themselves don't say what to press, in one notebook.
 * @param {any} panel
 * @param {boolean} isStarting
 */
export function markStarting(panel, isStarting) {
  panel.toggleClass(STARTING, isStarting);
}
