// What all widgets share. This text stands before each widget's own, on the page and in JupyterLab.
//
// A widget's model has: content (what it shows), place (where answers are kept), reader (shuffling seed),
// records (item id -> {time, answer, times}: the answer that counts, and when all were given),
// outbox ({n, item, answer}: an answer on its way), receipt ({n, why}: what became of it; no `why` means saved).

/** Make an element. Text is always a text node, never markup: nothing a learner typed can become HTML. */
function make(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name === "class") node.className = value;
    else if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else if (value === true) node.setAttribute(name, "");
    else if (value !== false && value != null) node.setAttribute(name, value);
  }
  node.append(...children);
  return node;
}

/** Plain text as paragraphs; a blank line parts them. */
function paragraphs(text, className) {
  return text.split(/\n\s*\n/).map((part) => make("p", { class: className }, part.trim()));
}

/**
 * What an answer says, as terms the mean of whose weights is its score, or null when it is no answer.
 * `possible` is what an answer may speak of: the letters of the options, or every term that a story can have.
 * `softskills.scoring.terms` says the same in Python, and a test holds the two together.
 */
const TERMS = {
  "best-worst"({ best, worst }, letters) {
    return best !== worst && letters.includes(best) && letters.includes(worst) ? [best + worst] : null;
  },
  "rate-each"({ ratings }, letters) {
    if (!ratings || typeof ratings !== "object" || Object.keys(ratings).length !== letters.length) return null;
    const fits = letters.every((letter) => [1, 2, 3, 4, 5].includes(ratings[letter]));
    return fits ? letters.map((letter) => `${letter}${ratings[letter]}`) : null;
  },
  rank({ order }, letters) {
    if (!Array.isArray(order) || order.length !== letters.length || !letters.every((letter) => order.includes(letter))) return null;
    return order.flatMap((first, i) => order.slice(i + 1).map((second) => first + second));
  },
  branching({ path }, possible) {
    if (!Array.isArray(path) || !path.length || !path.every((step) => typeof step === "string")) return null;
    const scenes = path.map((step) => step.slice(0, step.lastIndexOf(".")));
    const terms = path.map((step, i) => `${i ? "" : "!"}${step}>${scenes[i + 1] || ""}`);
    return terms.every((term) => possible.includes(term)) ? terms : null;
  },
};

function termsOf(kind, answer, possible) {
  return answer && typeof answer === "object" ? TERMS[kind](answer, possible) : null;
}

/** The score of an answer from 0 to 1, or null when it is none. */
function scoreOf({ kind, weights }, answer) {
  const all = Object.keys(weights);
  const said = termsOf(kind, answer, kind === "branching" ? all : [...new Set(all.map((term) => term[0]))]);
  return said && exact(said.reduce((sum, term) => sum + weights[term], 0) / said.length);
}

/** The average of scores from 0 to 1, as 0 to 100. */
function average(scores) {
  return exact((100 * scores.reduce((sum, score) => sum + score, 0)) / scores.length);
}

/** Without the dust of binary fractions, so that ten tenths are 1. */
function exact(number) {
  return Math.round(number * 1e9) / 1e9;
}

/** A score from 0 to 1 in words. */
function inPoints(score) {
  return `Your score: ${Math.round(score * 100)} out of 100.`;
}

const EFFECT = ["", "not effective", "slightly effective", "partly effective", "effective", "very effective"];

/** How effective something is, from 1 to 5, in dots and in words. More may stand after it on the line. */
function effectLine(value, ...more) {
  const dots = "●".repeat(value) + "○".repeat(5 - value);
  return make(
    "p",
    { class: "ss-effect" },
    make("span", { class: "ss-dots", "aria-hidden": "true" }, dots),
    ` ${value} of 5: ${EFFECT[value]}.`,
    ...more,
  );
}

/**
 * A table. Each row is its name and its cells, as text or nodes. On a narrow screen it becomes a list of rows, each
 * cell with its column's name before it; the roles keep it a table for a screen reader all the same.
 */
function makeTable(heads, rows, caption) {
  const cell = (content, column) => make("td", { role: "cell", "data-column": heads[column + 1] }, content);
  return make(
    "table",
    { class: "ss-table", role: "table" },
    ...(caption ? [make("caption", {}, caption)] : []),
    make(
      "thead",
      { role: "rowgroup" },
      make("tr", { role: "row" }, ...heads.map((head) => make("th", { scope: "col", role: "columnheader" }, head))),
    ),
    make(
      "tbody",
      { role: "rowgroup" },
      ...rows.map(([name, ...cells]) =>
        make("tr", { role: "row" }, make("th", { scope: "row", role: "rowheader" }, name), ...cells.map(cell)),
      ),
    ),
  );
}

/** The frame of a widget for one item: its title, its text, and the form to answer in. */
function itemFrame({ title }, text, className, form) {
  const heading = make("h3", { id: uniqueId("title"), class: "ss-title" }, title);
  return make(
    "section",
    { class: `ss-widget ${className}`, "aria-labelledby": heading.id },
    heading,
    ...paragraphs(text, "ss-stem"),
    form,
  );
}

/**
 * Put a widget where it belongs. JupyterLab takes keys such as an arrow or X for its cells, even from a radio button,
 * but not from an element with this attribute. It leaves text fields alone of itself.
 */
function place(el, root) {
  root.addEventListener("focusin", ({ target }) => {
    if (!target.matches(":read-write")) target.setAttribute("data-lm-suppress-shortcuts", "");
  });
  el.replaceChildren(root);
}

let counter = 0;
/** An id that no other widget on the page has: the same item may stand there twice. */
function uniqueId(name) {
  counter += 1;
  return `ss-${name}-${Date.now().toString(36)}-${counter}`;
}

/** "10:42", or "21 November at 10:42" for another day, in the reader's own time zone. */
function clock(time) {
  const then = new Date(time);
  const today = then.toDateString() === new Date().toDateString();
  const day = today ? {} : { day: "numeric", month: "long" };
  return then.toLocaleString("en-GB", { ...day, hour: "2-digit", minute: "2-digit" });
}

/** Numbers from text, spread evenly: FNV-1a with a final mix (both public domain). */
function hash(text) {
  let h = 0x811c9dc5;
  for (let i = 0; i < text.length; i += 1) h = Math.imul(h ^ text.charCodeAt(i), 0x01000193);
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}

/** The same things in an order that is random between readers and items, and fixed for one of each. */
function shuffled(things, seed) {
  return [...things].sort((a, b) => hash(`${seed}/${a}`) - hash(`${seed}/${b}`) || (a < b ? -1 : 1));
}

const KERNEL_SILENT =
  "Not saved: the kernel is not answering. It may be stopped, restarted or busy. " +
  "Copy what you wrote. Then choose Run > Run All Cells, which empties this form, and save once more.";
const PATIENCE = 4000; // milliseconds a kernel has to answer

/** Offer text as a file to save. Nothing leaves this computer. */
function download(name, text) {
  const address = URL.createObjectURL(new Blob([text], { type: "text/plain;charset=utf-8" }));
  make("a", { href: address, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(address), 10000);
}

const AFRESH = "afresh";

/**
 * Whether this page was opened to answer the item afresh, as the address says: `?afresh=listening-01`. That is asked
 * once: when the page is loaded again, it shows what was answered.
 */
function askedAfresh(model, item) {
  if (!model.host || new URLSearchParams(location.search).get(AFRESH) !== item) return false;
  history.replaceState(null, "", location.pathname + location.hash);
  return true;
}

/** The answer that counts for an item, as {time, answer, times}, or null. */
function recordOf(model, item) {
  return (model.get("records") || {})[item] || null;
}

/**
 * Sends answers to whoever keeps them and tells the learner what became of them.
 *
 * `status` is the live region to speak in. `after(answer)` may add a sentence to "Saved". One answer is on its way at
 * a time: JupyterLab holds back what is sent while the kernel is busy, and of that only the last.
 */
function keeper(model, status, after = () => "") {
  const queue = []; // {item, answer, n}, oldest first; the first one is on its way under the number n
  let failure = "";
  let silent = false;
  let timer = null;

  const say = (text, state) => {
    status.textContent = text;
    status.dataset.state = state;
  };
  const saved = (item) => {
    const record = recordOf(model, item);
    if (record) say(`Saved ${model.get("place")}, ${clock(record.time)}. ${after(record.answer)}`.trim(), "saved");
  };
  const giveUp = () => {
    clearTimeout(timer);
    silent = true;
    say(KERNEL_SILENT, "failed");
  };
  const post = () => {
    counter += 1;
    queue[0].n = Date.now() * 1000 + (counter % 1000);
    silent = false;
    clearTimeout(timer);
    timer = setTimeout(giveUp, PATIENCE);
    try {
      model.set("outbox", { ...queue[0] });
      model.save_changes();
    } catch (error) {
      giveUp();
    }
  };
  const onReceipt = () => {
    const receipt = model.get("receipt");
    if (!receipt || !queue.length || receipt.n !== queue[0].n) return;
    const { item } = queue.shift();
    failure = failure || receipt.why;
    if (queue.length) {
      post();
      return;
    }
    clearTimeout(timer);
    if (failure) say(`Not saved: ${failure}`, "failed");
    else saved(item);
  };
  model.on("change:receipt", onReceipt);

  /** Send several answers, as [item, answer] each, that are saved only when all of them are. */
  function sendAll(answers) {
    const idle = !queue.length || silent; // after a silence the first one is sent once more
    if (!queue.length) failure = "";
    queue.push(...answers.map(([item, answer]) => ({ item, answer })));
    say("Saving…", "waiting");
    if (idle) post();
  }

  return {
    say,
    saved,
    sendAll,
    send: (item, answer) => sendAll([[item, answer]]),
    changed: () => say("Changed, not saved yet.", "changed"),
    stop() {
      clearTimeout(timer);
      model.off("change:receipt", onReceipt);
    },
  };
}
