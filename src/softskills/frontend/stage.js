// Scenes that are brought when they are shown: asked for set by set, and mounted with earlier answers out of sight.

import { failedPart, make } from "./core.js";
import { newNumber, recordOf } from "./keeper.js";
import { brought } from "./lessons.js";
import scenario from "./scenario.js";
import story from "./story.js";

/**
 * @typedef {import("./keeper.js").Model} Model
 * @typedef {{ widget: string, state: { content: any, wants: string[] } }} Scene
 */

const WIDGETS = { scenario, story };
const PATIENCE = 20000; // milliseconds: a kernel may first have other cells to run

/**
 * A place in which one scene is shown at a time.
 * @param {Model} model of the widget that the place is in
 * @param {Record<string, Scene>} [here] scenes that came with it, by id
 */
export function makeStage(model, here = {}) {
  const root = make("div", { class: "ss-stage" });
  const bring = bringer(model);
  let stop = () => {};
  let turn = 0; // of two scenes that are on their way, the one asked for last is shown

  /**
   * Show a scene of a set, afresh: what was answered before is kept, and out of sight.
   * @param {{ set: string, item: string }} which
   * @param {{ afresh?: boolean, onShown?: (place: HTMLElement) => void, onAnswered?: () => void }} [how]
   */
  async function show({ set, item }, { afresh = true, onShown = () => {}, onAnswered = () => {} } = {}) {
    turn += 1;
    const mine = turn;
    clear();
    root.append(make("p", { class: "ss-bringing" }, "Bringing the scene…"));
    try {
      const scenes = Object.hasOwn(here, item) ? here : await bring(set);
      if (mine !== turn) return;
      if (!Object.hasOwn(scenes, item)) throw new Error("this scene is not in the course any more");
      clear();
      stop = mount(scenes[item], afresh, onAnswered);
      onShown(root);
    } catch (error) {
      if (mine !== turn) return;
      clear();
      root.append(failedPart(`The scene did not come: ${error.message}.`, () => show({ set, item }, { afresh, onShown, onAnswered })));
    }
  }

  /**
   * @param {Scene} scene
   * @param {boolean} afresh
   * @param {() => void} onAnswered
   */
  function mount({ widget, state }, afresh, onAnswered) {
    const place = make("div", {});
    root.append(place);
    const own = sceneModel(model, state, afresh);
    const [answer] = state.wants;
    let told = false;
    const check = () => {
      if (told || !recordOf(own, answer)) return;
      told = true;
      onAnswered();
    };
    const unmount = WIDGETS[widget].render({ model: own, el: place });
    model.on("change:records", check);
    return () => {
      model.off("change:records", check);
      unmount();
    };
  }

  function clear() {
    stop();
    stop = () => {};
    root.replaceChildren();
  }

  return { root, show, clear, bring };
}

/**
 * The model of one scene inside another widget: it speaks through that widget's, and afresh it knows only answers given
 * from now on.
 * @param {Model} model
 * @param {Scene["state"]} state
 * @param {boolean} afresh
 * @returns {Model}
 */
function sceneModel(model, state, afresh) {
  const seen = new Map(afresh ? state.wants.map((item) => [item, recordOf(model, item)?.time]) : []);
  const isNew = (item) => recordOf(model, item) && recordOf(model, item).time !== seen.get(item);
  const records = () => Object.fromEntries(state.wants.filter(isNew).map((item) => [item, recordOf(model, item)]));
  /** @param {string} name */
  function get(name) {
    if (name === "records") return records();
    if (Object.hasOwn(state, name)) return state[name];
    const value = model.get(name);
    return name === "drafts" && value ? `${value}brought/` : value; // what is begun here is not begun in the scene's own lesson
  }
  return {
    host: model.host,
    get,
    on: (event, listener) => model.on(event, listener),
    off: (event, listener) => model.off(event, listener),
    send: (message) => model.send(message.kind === "keep" ? { ...message, records: message.records.map(asBrought) } : message),
  };
}

/** An answer as it is kept when its scene was brought: in that it differs from one given in the scene's own lesson. */
function asBrought({ item, answer }) {
  return { item, answer: brought(answer) };
}

/**
 * A function that asks for the scenes of a set, by their ids. A set that came is not asked for again.
 * @param {Model} model
 * @returns {(set: string) => Promise<Record<string, Scene>>}
 */
function bringer(model) {
  /** @type {Map<string, Promise<Record<string, Scene>>>} */
  const asked = new Map();
  return (set) => {
    if (!asked.has(set)) {
      const coming = ask(model, set);
      asked.set(set, coming);
      coming.catch(() => asked.delete(set));
    }
    return asked.get(set);
  };
}

/**
 * @param {Model} model
 * @param {string} set
 * @returns {Promise<Record<string, Scene>>}
 */
function ask(model, set) {
  return new Promise((resolve, reject) => {
    const n = newNumber();
    const timer = setTimeout(() => end(() => reject(new Error("the kernel is not answering"))), PATIENCE);
    /** @param {() => void} act */
    function end(act) {
      clearTimeout(timer);
      model.off("msg:custom", hear);
      act();
    }
    /** @param {any} reply */
    function hear(reply) {
      if (reply?.n !== n) return;
      end(() => (reply.kind === "set" ? resolve(reply.scenes) : reject(new Error(reply.why))));
    }
    model.on("msg:custom", hear);
    try {
      model.send({ kind: "bring", n, set });
    } catch {
      end(() => reject(new Error("nothing can be asked for here")));
    }
  });
}
