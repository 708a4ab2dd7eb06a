// Whether the kernel behind a form still answers: asked when the learner comes to the form, before much is typed into it.

/** @typedef {import("./keeper.js").Model} Model */

const PATIENCE = 2000; // milliseconds a kernel has to answer
const FRESH = 5000; // milliseconds in which nobody asks again

/**
 * @param {Model} model
 * @param {() => number} newNumber
 * @param {(silent: boolean) => void} tell hears when the kernel falls silent, and when it answers again
 */
export function pulse(model, newNumber, tell) {
  let silent = false;
  let heard = -Infinity; // the time of its last sign of life
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;

  /** @param {boolean} is */
  function found(is) {
    clearTimeout(timer);
    timer = undefined;
    if (is !== silent) tell((silent = is));
  }

  function hear() {
    heard = Date.now();
    found(false);
  }

  function ask() {
    if (timer !== undefined) return;
    timer = setTimeout(() => found(true), PATIENCE);
    try {
      model.send({ kind: "ping", n: newNumber() });
    } catch {
      found(true);
    }
  }

  model.on("msg:custom", hear);
  model.on("comm_live_update", ask); // JupyterLab's and Notebook's own: the kernel is being restarted

  return {
    /** The learner is at the form. A page has no kernel that could go away. */
    ask: () => model.host || Date.now() - heard < FRESH || ask(),
    stop() {
      clearTimeout(timer);
      model.off("msg:custom", hear);
      model.off("comm_live_update", ask);
    },
  };
}
