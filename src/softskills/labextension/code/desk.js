// One open lesson: its questions run when it opens, and when their kernel is gone a bar says so and brings them back.

import { makeBar } from "./bar.js";
import { isKnownHere, questionsOf, widgetsIn } from "./lesson.js";
import { dress, markStarting } from "./look.js";
import { backToPlace, keepPlace } from "./place.js";

const STOPPED = ["dead", "restarting", "autorestarting", "terminating"]; // what Jupyter says of a kernel

const NOT_KNOWN = "This computer does not know this file yet, so its questions do not run by themselves.";
const HAS_STOPPED = "The kernel has stopped: what you answer now cannot be saved. It stays in this browser.";
const IS_LOST = "The questions have lost their kernel: what you answer now cannot be saved. It stays in this browser.";
const IS_AWAY = "JupyterLab cannot be reached, so nothing can be saved. What you write stays in this browser. If you have stopped JupyterLab, start it again, and then:";
const FAILED = "That did not work. If Jupyter was stopped, start it again, and then:";

/** The open lessons that offer to reconnect, each by what its button does. @type {Set<() => Promise<boolean>>} */
const offering = new Set();

/**
 * Attend to a lesson until it's closed.
 * @param {any} panel of the notebook
 * @param {any} contents the files that Jupyter shows
 * @param {Record<string, any>} jupyter its classes
 */
export async function openDesk(panel, contents, { NotebookActions, CodeCell, Widget }) {
  const { content, sessionContext } = panel;
  const bar = makeBar(panel, Widget);
  const running = new Set(); // the questions that this kernel has run, by their models
  let hasRun = false; // any kernel, since the lesson was opened
  let isBusy = true; // with running them

  const kernel = () => sessionContext.session?.kernel;
  const isStopped = () => !kernel() || STOPPED.includes(kernel().status);
  const isAway = () => kernel().connectionStatus !== "connected";
  const asleep = () => questionsOf(content).filter(({ model }) => !running.has(model));

  await begin();

  /** Run what doesn't run yet: after a reload the kernel may have it all. */
  async function begin() {
    dress(panel);
    markStarting(panel, questionsOf(content).every(isKnownHere));
    await sessionContext.ready;
    if (panel.isDisposed) return;
    const goBack = backToPlace(panel);
    await goBack();
    sessionContext.statusChanged.connect(onStatus);
    sessionContext.connectionStatusChanged.connect(look);
    sessionContext.kernelChanged.connect(onNewKernel);
    NotebookActions.executed.connect(onRun);
    panel.disposed.connect(() => {
      NotebookActions.executed.disconnect(onRun);
      offering.delete(again);
    });
    if (!isStopped()) {
      const alive = await widgetsAlive(kernel());
      const live = questionsOf(content).filter((cell) => widgetsIn(cell).some((id) => alive.has(id)));
      live.forEach(({ model }) => running.add(model));
      hasRun = live.length > 0;
      if (asleep().every(isKnownHere)) await run(asleep());
    }
    markStarting(panel, false);
    await goBack(); // questions that run are taller than those to be read
    keepPlace(panel);
    isBusy = false;
    look();
  }

  function onStatus() {
    if (isStopped()) running.clear();
    look();
  }

  function onNewKernel() {
    running.clear();
    look();
  }

  function onRun(_, { notebook, cell }) {
    if (notebook !== content || isStopped()) return;
    running.add(cell.model);
    look();
  }

  /** Say what is the matter, if anything is. */
  function look() {
    if (isBusy || panel.isDisposed) return;
    if (isStopped()) offer(HAS_STOPPED);
    else if (isAway()) offer(IS_AWAY);
    else if (!asleep().length) settle();
    else if (hasRun) offer(IS_LOST);
    else bar.say(NOT_KNOWN, "Run the questions", again);
  }

  function offer(text) {
    offering.add(again);
    bar.say(text, "Reconnect", reconnect);
  }

  function settle() {
    offering.delete(again);
    bar.hide();
  }

  /** What is pressed in one lesson is meant for all that were cut off with it: one after the other. */
  async function reconnect() {
    if (!(await again())) return;
    for (const other of [...offering]) await other();
  }

  /** Have a kernel, and the questions running in it. Tells whether that worked. */
  async function again() {
    isBusy = true;
    bar.say("Reconnecting …");
    try {
      if (isStopped()) await startAfresh(sessionContext);
      else if (isAway()) await kernel().reconnect();
      await run(asleep());
      isBusy = false;
      look();
      return true;
    } catch {
      isBusy = false;
      bar.say(FAILED, "Reconnect", reconnect);
      return false;
    }
  }

  /**
   * Run cells one after the other, and leave the learner where they are. An error in one keeps no other from running.
   * @param {any[]} cells
   */
  async function run(cells) {
    hasRun = true;
    for (const cell of cells) {
      await CodeCell.execute(cell, sessionContext).catch(() => {});
      if (panel.isDisposed) return;
      if (!isStopped()) running.add(cell.model);
    }
    await forgetOutputs();
  }

  /** A lesson whose file has all that is written in it needs no saving: that cells were run is no news. */
  async function forgetOutputs() {
    const file = await contents.get(panel.context.path, { type: "notebook", content: true }).catch(() => null);
    if (!file || panel.isDisposed) return;
    const texts = file.content.cells.map(({ source }) => source);
    const own = content.model.sharedModel.cells.map((cell) => cell.getSource());
    if (JSON.stringify(texts) === JSON.stringify(own)) content.model.dirty = false;
  }
}

/** The ids of the widgets that a kernel has: all of them after a reload, none in a new one. */
async function widgetsAlive(kernel) {
  const { content } = await kernel.requestCommInfo({ target_name: "jupyter.widget" });
  return new Set(Object.keys(content.comms ?? {}));
}

/** A new kernel in the place of one that is gone. Jupyter may have forgotten that one already. */
async function startAfresh(sessionContext) {
  const name = sessionContext.session?.kernel?.name || sessionContext.kernelPreference.name;
  await sessionContext.shutdown();
  await sessionContext.changeKernel({ name });
}
