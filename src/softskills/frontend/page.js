// The published page: finds the widgets in it, mounts them, and keeps their answers in this browser.
//
// A record has the same form as a line of answers.jsonl and lies under a key of its own, so that two tabs can never
// overwrite each other's: "<course>/answer/<time>/<random>".

const FORMAT = 1;
const READER = "reader";
const PREFIX = `${COURSE}/answer/`;
const MAX_FILE_BYTES = 8000000; // these limits are those of the answer log in Python
const MAX_LINE_BYTES = 64000;
const MAX_ITEM_LENGTH = 100;
const MAX_DEPTH = 6;
const SLICE = 20; // milliseconds of mounting before the browser gets a turn
const MANY = 30; // widgets on one page, from which on those out of sight are left undrawn
const UTC_TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;

const storage = (() => {
  try {
    return window.localStorage; // a browser may refuse this by throwing
  } catch (error) {
    return null;
  }
})();

/** Read one line of a log. Throws an Error that says, in plain words, why the line is no record. */
function parseRecord(line) {
  let record;
  if (new TextEncoder().encode(line).length > MAX_LINE_BYTES) throw new Error("it is too long");
  try {
    record = JSON.parse(line);
  } catch (error) {
    throw new Error("it is not complete JSON");
  }
  if (record === null || typeof record !== "object" || Array.isArray(record)) throw new Error("it is not a record");
  if (record.v !== FORMAT) throw new Error(`it is of format ${JSON.stringify(record.v)}; this version reads format ${FORMAT}`);
  if (typeof record.time !== "string" || !UTC_TIME.test(record.time) || !isDate(record.time)) {
    throw new Error("its time is not a UTC time such as 2026-01-31T09:30:00.000Z");
  }
  if (typeof record.item !== "string" || !record.item || record.item.length > MAX_ITEM_LENGTH) throw new Error("it names no item");
  if (!("answer" in record)) throw new Error("it holds no answer");
  if (!depthWithin(record.answer, MAX_DEPTH)) throw new Error(`its answer is nested more than ${MAX_DEPTH} levels deep`);
  if (!canBeKept(record)) throw new Error("it holds text or a number that cannot be written again");
  return record;
}

function isDate(time) {
  const date = new Date(time);
  return !Number.isNaN(date.getTime()) && date.toISOString() === time; // 30 February would become 2 March
}

function depthWithin(value, levels) {
  if (levels === 0) return false;
  return value === null || typeof value !== "object" || Object.values(value).every((child) => depthWithin(child, levels - 1));
}

/** Whether a value has no infinite number (1e999 is read as one) and no half of a character. */
function canBeKept(value) {
  if (typeof value === "number") return Number.isFinite(value);
  if (typeof value === "string") return new TextDecoder().decode(new TextEncoder().encode(value)) === value;
  if (value === null || typeof value !== "object") return true;
  return Object.entries(value).every(([name, child]) => canBeKept(name) && canBeKept(child));
}

/** The record of a stored line, or null when somebody else's hand or a crash left something else there. */
function recordOrNull(line) {
  try {
    return parseRecord(line);
  } catch (error) {
    return null;
  }
}

/** A record as one line, the same for the same record wherever it comes from. */
function lineOf({ time, item, answer }) {
  return JSON.stringify({ v: FORMAT, time, item, answer });
}

/** All records in this browser, oldest first. */
function readLog() {
  if (!storage) return [];
  return Object.keys(storage)
    .filter((key) => key.startsWith(PREFIX))
    .sort()
    .map((key) => recordOrNull(storage.getItem(key)))
    .filter(Boolean);
}

/** For each item the answer that counts, with the times of all its answers, oldest first. */
function known(log) {
  const found = {};
  for (const { item, time, answer } of log) {
    found[item] = { time, answer, times: [...(found[item] ? found[item].times : []), time] };
  }
  return found;
}

/** Whether a widget that wants `wants` is to know the answer to `item`. */
function wanted(item, wants) {
  return item !== READER && wants.some((want) => want === "*" || want === item || (want.endsWith("/") && item.startsWith(want)));
}

/** Put one record into storage. Throws an Error that says, in plain words, why it could not be. */
function store(record) {
  if (!storage) throw new Error("this browser does not let this site keep data. It stays here until you leave the page.");
  try {
    storage.setItem(`${PREFIX}${record.time}/${Math.random().toString(36).slice(2, 10)}`, lineOf(record));
  } catch (error) {
    throw new Error("this browser has no room left for this site. What was saved before is still there.");
  }
}

/** Store one answer as of now, and never earlier than the item's last one. Throws like `store`. */
function append(item, answer, previous) {
  const after = previous ? Date.parse(previous.time) + 1 : 0;
  const record = { time: new Date(Math.max(Date.now(), after)).toISOString(), item, answer };
  store(record);
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
    const { n, item, answer } = this.state.outbox;
    try {
      spread(append(item, answer, this.state.records[item]));
      this.update({ receipt: { n, why: "" } });
    } catch (error) {
      this.update({ receipt: { n, why: error.message } });
    }
  }
}

/** What only a page can do for a reader: carry all answers away, bring some in, and erase them. */
const HOST = {
  exportText: () => readLog().map((record) => `${lineOf(record)}\n`).join(""),

  /** Add the records of a file that are not here yet. `check` may object to a record, in words. */
  async importFile(file, check) {
    const result = { added: 0, same: 0, problems: [] };
    if (file.size > MAX_FILE_BYTES) {
      result.problems.push(`The file has ${Math.round(file.size / 1e6)} MB; at most ${MAX_FILE_BYTES / 1e6} MB are read.`);
      return result;
    }
    const here = new Set(readLog().map(lineOf));
    const lines = (await file.text()).split("\n");
    for (const [index, line] of lines.entries()) {
      if (!line.trim()) continue;
      try {
        const record = parseRecord(line);
        const objection = check(record);
        if (objection) throw new Error(objection);
        if (here.has(lineOf(record))) {
          result.same += 1;
          continue;
        }
        store(record);
        here.add(lineOf(record));
        result.added += 1;
      } catch (error) {
        result.problems.push(`Line ${index + 1} was left out: ${error.message}.`);
      }
    }
    refresh();
    return result;
  },

  /** Remove every record of this course. Returns how many could not be removed. */
  erase() {
    for (const key of Object.keys(storage || {}).filter((one) => one.startsWith(PREFIX))) storage.removeItem(key);
    refresh();
    return readLog().length;
  },
};

const models = [];
let latest = {}; // what `known` says of all records in this browser

function recordsFor(wants) {
  return Object.fromEntries(Object.entries(latest).filter(([item]) => wanted(item, wants)));
}

/** Read storage anew and tell every widget. */
function refresh() {
  latest = known(readLog());
  for (const model of models) model.update({ records: recordsFor(model.get("wants")) });
}

/** Tell a new record to every widget on the page that wants to know. */
function spread({ item, time, answer }) {
  const mine = latest[item];
  if (mine && mine.time > time) return;
  latest[item] = { time, answer, times: [...(mine ? mine.times : []), time] };
  for (const model of models.filter((one) => wanted(item, one.get("wants")))) {
    model.update({ records: { ...model.get("records"), [item]: latest[item] } });
  }
}

function mount(island, reader) {
  const state = JSON.parse(island.querySelector("script").textContent);
  const model = new PageModel({ ...state, place: "in this browser", reader, records: recordsFor(state.wants), receipt: null });
  model.host = HOST;
  models.push(model);
  WIDGETS[island.dataset.widget].render({ model, el: island });
}

/** Let the browser draw and listen before the work goes on. */
function breathe() {
  return window.scheduler && scheduler.yield ? scheduler.yield() : new Promise((goOn) => setTimeout(goOn));
}

/** Mount every widget, in slices: a page with hundreds of them stays awake meanwhile. */
async function mountAll() {
  const islands = document.querySelectorAll(".ss-island");
  if (!islands.length) return;
  if (islands.length > MANY) document.documentElement.classList.add("ss-many");
  const log = readLog();
  latest = known(log);
  const reader = readerSeed(log);
  let end = performance.now() + SLICE;
  for (const island of islands) {
    if (performance.now() > end) {
      await breathe();
      end = performance.now() + SLICE;
    }
    mount(island, reader);
  }
}

/** Another tab saved or erased something: show it here too. */
window.addEventListener("storage", (event) => {
  if (event.key !== null && !event.key.startsWith(PREFIX)) return;
  const record = event.newValue && recordOrNull(event.newValue);
  if (record) spread(record);
  else refresh();
});

// This script loads on its own and waits for no other. The page is whole when it is no longer "loading".
if (document.readyState === "loading") document.addEventListener("readystatechange", mountAll, { once: true });
else mountAll();
