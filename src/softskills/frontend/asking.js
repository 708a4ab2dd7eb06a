// Asking a kernel and waiting for its reply: a message goes out under a number of its own, and the reply has the same.

import { uniqueId } from "./core.js";

const SECONDS = 20;

/**
 * @typedef {{ ok: boolean, why?: string, [name: string]: any }} Reply
 * @param {{ on: Function, off: Function, send: Function }} model
 * @param {number} [seconds] after which nobody waits any longer
 */
export function asker(model, seconds = SECONDS) {
  /** @type {Map<string, (reply: Reply) => void>} */
  const waiting = new Map();

  function hear(message) {
    const reply = waiting.get(message?.n);
    if (reply) reply(message);
  }
  model.on("msg:custom", hear);

  return {
    /**
     * The reply to a message. It always comes: at the latest one that says that nobody answered.
     * @param {string} kind
     * @param {Record<string, any>} [more]
     * @returns {Promise<Reply>}
     */
    ask(kind, more = {}) {
      const n = uniqueId("n");
      return new Promise((resolve) => {
        const done = (reply) => {
          clearTimeout(timer);
          waiting.delete(n);
          resolve(reply);
        };
        const silent = "The kernel doesn’t answer. What you see here isn’t lost. Wait until it’s idle and try again, or run the cell again.";
        const timer = setTimeout(() => done({ ok: false, why: silent }), seconds * 1000);
        waiting.set(n, done);
        try {
          model.send({ kind, n, ...more });
        } catch (error) {
          done({ ok: false, why: `Nothing could be sent to the kernel: ${error.message}` });
        }
      });
    },
    stop() {
      model.off("msg:custom", hear);
      for (const done of [...waiting.values()]) done({ ok: false, why: "This was closed." });
    },
  };
}
