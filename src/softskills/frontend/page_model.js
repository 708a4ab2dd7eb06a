// A widget's model on a page.

import { failedPart } from "./core.js";

/** The model that a widget's front end speaks to: what anywidget's is in JupyterLab. */
export class PageModel {
  /**
   * @param {Record<string, any>} state
   * @param {(message: any, reply: (reply: any) => void) => void} hear
   * @param {any} host
   */
  constructor(state, hear, host) {
    this.state = state;
    this.hear = hear;
    this.host = host;
    /** @type {Map<string, ((message?: any) => void)[]>} */
    this.listeners = new Map();
  }
  /** @param {string} name */
  get(name) {
    return this.state[name] ?? null;
  }
  /**
   * @param {string} event
   * @param {(message?: any) => void} listener
   */
  on(event, listener) {
    this.listeners.set(event, [...(this.listeners.get(event) || []), listener]);
  }
  /**
   * @param {string} event
   * @param {(message?: any) => void} listener
   */
  off(event, listener) {
    this.listeners.set(event, (this.listeners.get(event) || []).filter((one) => one !== listener));
  }
  /** @param {any} message */
  send(message) {
    this.hear(message, (reply) => this.tell("msg:custom", reply));
  }
  /** @param {Record<string, any>} changes */
  update(changes) {
    Object.assign(this.state, changes);
    for (const name of Object.keys(changes)) this.tell(`change:${name}`);
  }
  /**
   * Bring data, and as long as it does not come, say so and offer to try again.
   * @param {string} name
   * @param {(name: string) => Promise<any>} load
   * @param {(told: HTMLElement) => void} say
   */
  async bring(name, load, say) {
    try {
      this.update({ [name]: await load(name) });
    } catch (error) {
      await new Promise((again) => {
        const told = failedPart(`This part of the page did not come: ${error.message}.`, () => {
          told.remove();
          again();
        });
        say(told);
      });
      await this.bring(name, load, say);
    }
  }
  /**
   * @param {string} event
   * @param {any} [message]
   */
  tell(event, message) {
    for (const listener of this.listeners.get(event) || []) listener(message);
  }
}
