// A scenario: pick the most and the least effective option.

const EFFECT = ["", "not effective", "slightly effective", "partly effective", "effective", "very effective"];
const CLASH = "Not saved yet: one option cannot be both. Pick another for one of the two.";
const PICKS = { best: "Most effective", worst: "Least effective" };

function validAnswer(answer, letters) {
  if (!answer || answer.best === answer.worst) return null;
  return letters.includes(answer.best) && letters.includes(answer.worst) ? answer : null;
}

/** What the learner reads about a score between 0 and 1. */
function verdict(score) {
  const percent = Math.round(score * 100);
  if (score === 1) return "Your score: 100 out of 100.";
  if (score === 0) return "Your score: 0 out of 100. See the feedback under each option, and try again if you like.";
  return `Your score: ${percent} out of 100. Picks close to the key earn part of it.`;
}

function render({ model, el }) {
  const { item, feedback } = model.get("content");
  const letters = shuffled(Object.keys(item.options), `${model.get("reader")}/${item.id}`);
  const id = uniqueId(item.id);
  const radios = { best: {}, worst: {} };
  const notes = {};

  const options = letters.map((letter) => {
    const textId = `${id}-${letter}`;
    const pick = (kind) => {
      const labelId = `${textId}-${kind}`;
      const radio = make("input", {
        type: "radio",
        name: `${id}-${kind}`,
        value: letter,
        "aria-labelledby": `${labelId} ${textId}`,
        onchange: onPick,
      });
      radios[kind][letter] = radio;
      return make("label", { class: "ss-pick" }, radio, make("span", { id: labelId }, PICKS[kind]));
    };
    notes[letter] = make("div", { class: "ss-note", hidden: true });
    return make(
      "li",
      { class: "ss-option" },
      make("p", { id: textId, class: "ss-option-text" }, item.options[letter]),
      make("div", { class: "ss-picks" }, pick("best"), pick("worst")),
      notes[letter],
    );
  });

  const status = make("p", { class: "ss-status", role: "status" });
  const button = make("button", { type: "submit", class: "ss-button" }, feedback ? "Check my answer" : "Save my answer");
  const again = make(
    "button",
    { type: "button", class: "ss-button ss-second", hidden: true, onclick: startAgain },
    "Answer it afresh",
  );
  const form = make(
    "form",
    { class: "ss-form", novalidate: true, onsubmit: onSubmit },
    make(
      "fieldset",
      { class: "ss-fieldset" },
      make("legend", { class: "ss-question" }, item.question),
      make("ul", { class: "ss-options" }, ...options),
    ),
    make("div", { class: "ss-actions" }, button, again, feedback ? "" : make("span", { class: "ss-hint" }, "Graded: no feedback here.")),
    status,
  );
  const title = make("h3", { id: `${id}-title`, class: "ss-title" }, item.title);
  const root = make(
    "section",
    { class: "ss-widget ss-scenario", "aria-labelledby": title.id },
    title,
    ...paragraphs(item.stem, "ss-stem"),
    form,
  );

  const keep = keeper(model, status, (answer) => {
    const valid = validAnswer(answer, letters);
    return feedback && valid ? verdict(feedback.scores[valid.best + valid.worst]) : "";
  });

  function picked(kind) {
    return letters.find((letter) => radios[kind][letter].checked);
  }

  // A clash is told and not undone: with the arrow keys one passes over options on the way to another.
  function onPick() {
    if (picked("best") && picked("best") === picked("worst")) keep.say(CLASH, "changed");
    else keep.changed();
  }

  function onSubmit(event) {
    event.preventDefault();
    const answer = { best: picked("best"), worst: picked("worst") };
    const missing = Object.keys(PICKS).find((kind) => !answer[kind]);
    if (missing) {
      keep.say(`Not saved yet: pick the ${PICKS[missing].toLowerCase()} option too.`, "changed");
      radios[missing][letters[0]].focus();
      return;
    }
    if (answer.best === answer.worst) {
      keep.say(CLASH, "changed");
      radios.worst[answer.worst].focus();
      return;
    }
    showFeedback(answer);
    keep.send(item.id, answer);
  }

  function showFeedback(answer) {
    if (!feedback) return;
    for (const letter of letters) {
      const value = feedback.effectiveness[letter];
      const mine = Object.keys(PICKS).find((kind) => answer[kind] === letter);
      notes[letter].replaceChildren(
        make(
          "p",
          { class: "ss-effect" },
          make("span", { class: "ss-dots", "aria-hidden": "true" }, "●".repeat(value) + "○".repeat(5 - value)),
          ` ${value} of 5: ${EFFECT[value]}.`,
          mine ? make("strong", {}, ` You picked it as ${PICKS[mine].toLowerCase()}.`) : "",
        ),
        ...paragraphs(feedback.text[letter]),
      );
      notes[letter].hidden = false;
    }
    again.hidden = false;
  }

  /** Empty the form for another try, with the feedback out of sight. What was saved stays saved. */
  function startAgain() {
    clear();
    keep.say("Your earlier answer is kept. Answer afresh whenever you like.", "changed");
    radios.best[letters[0]].focus();
  }

  function clear() {
    for (const letter of letters) {
      radios.best[letter].checked = false;
      radios.worst[letter].checked = false;
      notes[letter].hidden = true;
    }
    again.hidden = true;
  }

  function showRecord() {
    const record = recordOf(model, item.id);
    const answer = validAnswer(record && record.answer, letters);
    if (!answer) {
      clear();
      return;
    }
    radios.best[answer.best].checked = true;
    radios.worst[answer.worst].checked = true;
    showFeedback(answer);
    keep.saved(item.id);
  }

  model.on("change:records", showRecord);
  showRecord();
  el.replaceChildren(root);
  return () => {
    keep.stop();
    model.off("change:records", showRecord);
  };
}

export default { render };
