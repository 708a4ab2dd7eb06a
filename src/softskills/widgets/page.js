// The published page: finds the widgets in it, mounts them, and keeps their answers in this browser.
//
// A record has the same form as a line of answers.jsonl and lies under a key of its own, so that two tabs can never
// overwrite each other's: "<course>/answer/<time>/<random>".

const FORMAT = 1;
const READER = "reader";
const PREFIX = `${COURSE}/answer/`;

const storage = (() => {
  try {
    return window.localStorage; // a browser may refuse this by throwing
  } catch (error) {
    return null;
  }
})();

function parseRecord(text) {
  try {
    const record = JSON.parse(text);
    const known = record && record.v === FORMAT && typeof record.time === "string" && typeof record.item === "string";
    return known ? record : null;
  } catch (error) {
    return null;
  }
}

/** All records in this browser, oldest first. */
function readLog() {
  if (!storage) return [];
  return Object.keys(storage)
    .filter((key) => key.startsWith(PREFIX))
    .sort()
    .map((key) => parseRecord(storage.getItem(key)))
    .filter(Boolean);
}

function latest(log) {
  const found = new Map();
  for (const record of log) found.set(record.item, record);
  return found;
}

/** Store one answer. Throws an Error that says, in plain words, why it could not be. */
function append(item, answer, previous) {
  const after = previous ? Date.parse(previous.time) + 1 : 0;
  const record = { v: FORMAT, time: new Date(Math.max(Date.now(), after)).toISOString(), item, answer };
  if (!storage) throw new Error("this browser does not let this site keep data. It stays here until you leave the page.");
  try {
    storage.setItem(`${PREFIX}${record.time}/${Math.random().toString(36).slice(2, 10)}`, JSON.stringify(record));
  } catch (error) {
    throw new Error("this browser has no room left for this site. What was saved before is still there.");
  }
  return record;
}

function readerSeed(log) {
  const found = log.find((record) => record.item === READER && record.answer && record.answer.seed);
  if (found) return String(found.answer.seed);
  const seed = Math.random().toString(36).slice(2) + Math.random().toString(36).slice(2);
  try {
    append(READER, { seed });
  } catch (error) {
    // Nothing can be kept here; each widget says so when an answer comes.
  }
  return seed;
}

/** The model that a widget's front end speaks to: what the kernel is in JupyterLab. */
class PageModel {
  constructor(state) {
    this.state = state;
    this.listeners = new Map();
  }
  get(name) {
    return this.state[name] ?? null;
  }
  set(name, value) {
    this.update({ [name]: value });
  }
  on(event, listener) {
    this.listeners.set(event, [...(this.listeners.get(event) || []), listener]);
  }
  off(event, listener) {
    this.listeners.set(event, (this.listeners.get(event) || []).filter((known) => known !== listener));
  }
  update(changes) {
    Object.assign(this.state, changes);
    for (const name of Object.keys(changes)) {
      for (const listener of this.listeners.get(`change:${name}`) || []) listener();
    }
  }
  save_changes() {
    const { n, answer } = this.state.outbox;
    try {
      this.update({ record: append(this.state.item.id, answer, this.state.record), receipt: { n, why: "" } });
    } catch (error) {
      this.update({ receipt: { n, why: error.message } });
    }
  }
}

const models = [];

function mountAll() {
  const log = readLog();
  const records = latest(log);
  const islands = document.querySelectorAll(".ss-island");
  const reader = islands.length ? readerSeed(log) : "";
  for (const island of islands) {
    const state = JSON.parse(island.querySelector("script").textContent);
    const record = records.get(state.item.id) || null;
    const model = new PageModel({ ...state, place: "in this browser", reader, record, receipt: null });
    models.push(model);
    WIDGETS[island.dataset.widget].render({ model, el: island });
  }
}

/** Another tab saved an answer: show it here too. */
window.addEventListener("storage", (event) => {
  if (!event.key || !event.key.startsWith(PREFIX) || !event.newValue) return;
  const record = parseRecord(event.newValue);
  if (!record) return;
  for (const model of models) {
    const mine = model.get("record");
    if (model.get("item").id === record.item && (!mine || mine.time < record.time)) model.update({ record });
  }
});

// This script loads on its own and waits for no other. The page is whole when it is no longer "loading".
if (document.readyState === "loading") document.addEventListener("readystatechange", mountAll, { once: true });
else mountAll();
