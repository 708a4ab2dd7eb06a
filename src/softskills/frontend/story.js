// A story: at each fork the learner picks one choice, which leads to the next scene, until an ending.
//
// An answer is {path: ["scene.letter", ...]}. A finished path is kept under the story's id, and the last one counts.
// Where the learner stands is kept under an id of its own after every choice, so that a run goes on after a reload.

/** The choices of a path and the scene it leads to, as {steps: [{scene, letter}], here}; null when it is no path. */
function follow(story, path) {
  if (!Array.isArray(path)) return null;
  const steps = [];
  let here = story.start;
  for (const step of path) {
    const letter = typeof step === "string" && step.startsWith(`${here}.`) ? step.slice(here.length + 1) : "";
    const { choices } = story.scenes[here];
    if (!Object.hasOwn(choices, letter)) return null;
    steps.push({ scene: here, letter });
    here = choices[letter].to;
  }
  return { steps, here };
}

/** The values of a story, by id, before its first step and after each one: always within their limits. */
function valuesAlong({ values, effects }, steps) {
  const found = [Object.fromEntries(values.map((value) => [value.id, value.start]))];
  for (const { scene, letter } of steps) {
    const changes = (effects[scene] || {})[letter] || {};
    const before = found.at(-1);
    const within = ({ id, lowest, highest }) => Math.min(highest, Math.max(lowest, before[id] + (changes[id] || 0)));
    found.push(Object.fromEntries(values.map((value) => [value.id, within(value)])));
  }
  return found;
}

/** What a step changed, in words: "Trust: up by 1, now 3. Days left: still 3." */
function changeInWords(values, before, after) {
  const told = ({ id, name }) => {
    const by = after[id] - before[id];
    return `${name}: ${by ? `${by > 0 ? "up" : "down"} by ${Math.abs(by)}, now` : "still"} ${after[id]}.`;
  };
  return values.map(told).join(" ");
}

function render({ model, el }) {
  const { item, steps: possible, feedback } = model.get("content");
  const [finished, run] = model.get("wants"); // the ids of what counts and of where the learner stands
  const id = uniqueId(item.id);
  let path = null; // where the learner stands, once it is shown
  let unsaved = false;

  const status = make("p", { class: "ss-status", role: "status" });
  const keep = keeper(model, status);
  const log = make("ol", { class: "ss-log" });
  const state = make("ul", { class: "ss-values" });
  const change = make("p", { class: "ss-change", role: "status" });
  const choices = make("fieldset", { class: "ss-fieldset" });
  const debrief = make("div", { class: "ss-debrief" });
  const goOn = make("button", { type: "submit", class: "ss-button" }, "Go on");
  const again = make("button", { type: "button", class: "ss-button ss-second", onclick: () => goTo([]) }, "Start again");
  const hint = make("p", { class: "ss-hint" });
  const form = make(
    "form",
    { class: "ss-form", novalidate: true, onsubmit: onSubmit },
    make("p", { class: "ss-question" }, item.question),
    log,
    ...(feedback ? [make("div", { class: "ss-state" }, state, change)] : []),
    choices,
    debrief,
    make("div", { class: "ss-actions" }, goOn, again),
    hint,
    status,
    make("button", { type: "button", class: "ss-button ss-second ss-save-again", onclick: save }, "Save again"),
  );
  const root = itemFrame(item, item.stem, "ss-story", form);

  function onSubmit(event) {
    event.preventDefault();
    const picked = choices.querySelector("input:checked");
    if (picked) {
      goTo([...path, picked.value]);
      return;
    }
    keep.say("Pick a choice first.", "changed");
    choices.querySelector("input").focus();
  }

  /** Go to the end of a path, and keep it. */
  function goTo(next) {
    path = next;
    unsaved = true;
    show();
    log.lastChild.querySelector(".ss-scene-title").focus();
    save();
  }

  function save() {
    const answer = { path };
    if (termsOf(item.kind, answer, possible)) keep.sendAll([[finished, answer], [run, answer]]);
    else keep.send(run, answer);
  }

  function show() {
    const focused = log.contains(document.activeElement) || choices.contains(document.activeElement);
    const { steps, here } = follow(item, path);
    const scene = item.scenes[here];
    const letters = shuffled(Object.keys(scene.choices), `${model.get("reader")}/${item.id}/${here}`);
    log.replaceChildren(...steps.map(pastScene), currentScene(scene));
    choices.replaceChildren(
      make("legend", { class: "ss-question" }, "Your choice"),
      ...letters.map((letter) =>
        make(
          "label",
          { class: "ss-line-pick" },
          make("input", { type: "radio", name: id, value: `${here}.${letter}` }),
          make("span", {}, scene.choices[letter].text),
        ),
      ),
    );
    choices.hidden = goOn.hidden = !letters.length;
    again.hidden = !path.length;
    if (feedback) {
      const along = valuesAlong(feedback, steps);
      state.replaceChildren(...feedback.values.map((value) => stateValue(value, along.at(-1)[value.id])));
      change.textContent = steps.length ? changeInWords(feedback.values, ...along.slice(-2)) : "";
      debrief.replaceChildren(...(scene.ending ? lookBack(item, feedback, path) : []));
    }
    showHint();
    if (focused) log.lastChild.querySelector(".ss-scene-title").focus();
  }

  function pastScene({ scene, letter }) {
    const { title, text, choices: had } = item.scenes[scene];
    return make(
      "li",
      { class: "ss-scene" },
      make("h4", { class: "ss-scene-title" }, title),
      ...paragraphs(text),
      make("p", { class: "ss-chosen" }, make("strong", {}, "You chose: "), had[letter].text),
    );
  }

  function currentScene({ title, text, ending }) {
    return make(
      "li",
      { class: "ss-scene ss-here", "aria-current": "step" },
      make("h4", { class: "ss-scene-title", tabindex: -1 }, ending ? `Ending: ${title}` : title),
      ...paragraphs(text),
    );
  }

  /** What can be done here, and which run counts. */
  function showHint() {
    const { choices: open, ending } = item.scenes[follow(item, path).here];
    const counts = countingPath();
    const words = [];
    if (!path.length) words.push("A choice cannot be taken back. You can start again at any time.");
    else if (ending) words.push("Start again to try another way.");
    else if (Object.keys(open).length) words.push("A choice cannot be taken back, but you can start again.");
    else words.push("The story goes no further here. Start again to try another way.");
    if (counts) words.push("Your finished run counts until you finish another.");
    else if (path.length && !ending) words.push("A run counts once it is finished.");
    if (!feedback) words.push("Graded: no feedback here.");
    hint.textContent = words.join(" ");
  }

  function countingPath() {
    const record = recordOf(model, finished);
    return record && termsOf(item.kind, record.answer, possible) ? record.answer.path : null;
  }

  /** Where the learner stands by what is kept, and under which item. */
  function kept() {
    const record = recordOf(model, run);
    if (record && record.answer && follow(item, record.answer.path)) return { from: run, path: record.answer.path };
    const counts = countingPath();
    return counts ? { from: finished, path: counts } : { from: null, path: [] };
  }

  // Another tab, or a kernel that just started, may bring a newer path; choices not saved yet are never replaced.
  function showRecord() {
    const next = kept();
    const same = path && next.path.join() === path.join();
    if (same || unsaved) {
      unsaved = unsaved && !same;
      showHint();
      return;
    }
    path = next.path;
    show();
    if (next.from) keep.saved(next.from);
    else keep.say("", "changed");
  }

  model.on("change:records", showRecord);
  showRecord();
  place(el, root);
  return () => {
    keep.stop();
    model.off("change:records", showRecord);
  };
}

/** One value of the story, in words and as a bar. */
function stateValue({ name, lowest, highest }, value) {
  const scale = lowest === 0 || lowest === 1 ? `of ${highest}` : `on a scale from ${lowest} to ${highest}`;
  return make(
    "li",
    { class: "ss-value" },
    make("span", {}, `${name}: `, make("strong", {}, String(value)), ` ${scale}`),
    make("meter", { min: lowest, max: highest, value, "aria-hidden": "true" }), // the words say the same
  );
}

/** The debrief: every choice of a path beside the best one there, and what the others would have led to. */
function lookBack(item, feedback, path) {
  const { steps } = follow(item, path);
  const along = valuesAlong(feedback, steps);
  const score = scoreOf({ kind: item.kind, weights: feedback.weights }, { path });
  const average = "It is the average over your choices: at each, the best one counts 100 and the worst one 0.";
  const endings = Object.values(item.scenes).filter(({ ending }) => ending).length;

  function lookBackAt({ scene, letter }, i) {
    const { title, choices } = item.scenes[scene];
    const values = feedback.effectiveness[scene];
    const best = Object.keys(values).reduce((one, other) => (values[other] > values[one] ? other : one));
    const others = Object.keys(choices).filter((one) => one !== letter);
    const chosen = (one, words) => make("p", { class: "ss-chosen" }, make("strong", {}, words), choices[one].text);
    const judged = (one, ...more) => [effectLine(values[one], ...more), ...paragraphs(feedback.text[scene][one])];

    function leads({ to }) {
      const after = item.scenes[to];
      const where = to === choices[letter].to ? "the same place" : after.ending ? "the ending" : "the scene";
      return make("p", {}, `It leads to ${where} `, make("strong", {}, after.title), `: ${beginning(after.text)}`);
    }
    const other = (one) => make("li", {}, chosen(one, ""), ...(one === best ? [] : judged(one)), leads(choices[one]));

    return make(
      "li",
      { class: "ss-scene" },
      make("h5", { class: "ss-scene-title" }, title),
      chosen(letter, "You chose: "),
      ...judged(letter, letter === best ? make("strong", {}, " The best choice here.") : ""),
      make("p", { class: "ss-hint" }, changeInWords(feedback.values, along[i], along[i + 1])),
      ...(letter === best ? [] : [make("div", { class: "ss-better" }, chosen(best, "The best choice here: "), ...judged(best))]),
      make(
        "details",
        {},
        make("summary", {}, others.length > 1 ? "Where the other choices lead" : "Where the other choice leads"),
        make("ul", { class: "ss-others" }, ...others.map(other)),
      ),
    );
  }

  return [
    make("h4", { class: "ss-subtitle" }, "Looking back"),
    make("p", {}, make("strong", {}, inPoints(score)), ` ${score === 1 ? "You made the best choice every time." : average}`),
    ...(endings > 1 ? [make("p", {}, `The story has ${endings} endings. You reached one of them.`)] : []),
    make("ol", { class: "ss-log" }, ...steps.map(lookBackAt)),
  ];
}

/** The first words of a text, at most 140 characters of them. */
function beginning(text) {
  const words = text.replace(/\s+/g, " ").trim();
  if (words.length <= 140) return words;
  return `${words.slice(0, words.lastIndexOf(" ", 139) > 0 ? words.lastIndexOf(" ", 139) : 139)}…`;
}

export default { render };
