// How a scenario is answered, a function a kind.

import { EFFECT, make } from "./core.js";
import { LEVELS } from "./terms.js";

/**
 * What differs between the kinds. Each makes its controls for the options it is given and returns:
 * `list`, the node with all options; `first()`, the control to begin with; `read()`, the answer, or {missing, focus} with
 * words for what is not there yet; `write(answer)`, or null to empty it. Where feedback stands under each option also
 * `note(letter)`, where it goes, and `mine(answer, letter)`, what the learner said of the option, in words. Where an
 * answer is there before anybody has given it also `untouched()`, whether it is still that one.
 */
export const CONTROLS = { choose, "best-worst": bestWorst, "rate-each": rateEach, rank };

/** One option: its text, the controls for it, and room for feedback. */
function option(item, letter, id, ...controls) {
  const note = make("div", { class: "ss-note", hidden: true });
  const text = make("p", { id: `${id}-${letter}`, class: "ss-option-text" }, item.options[letter]);
  return { note, text, node: make("li", { class: "ss-option" }, text, ...controls, note) };
}

// Choose the one thing to do: a group of radio buttons, each with its whole option as the label.

function choose({ item, letters, id, onEdit }) {
  const radios = letters.map((letter) => make("input", { type: "radio", name: id, value: letter, onchange: onEdit }));
  const rows = letters.map((letter, i) =>
    make("label", { class: "ss-choice" }, radios[i], make("span", { class: "ss-option-text" }, item.options[letter])),
  );
  return {
    list: make("div", { class: "ss-choices" }, ...rows),
    first: () => radios[0],
    read() {
      const picked = radios.find((radio) => radio.checked);
      return picked ? { choice: picked.value } : { missing: "choose one first.", focus: radios[0] };
    },
    write(answer) {
      for (const radio of radios) radio.checked = Boolean(answer) && answer.choice === radio.value;
    },
  };
}

// Pick the most and the least effective option: two groups of radio buttons across all options.

const PICKS = { best: "Most effective", worst: "Least effective" };

function bestWorst({ item, letters, id, say, onEdit }) {
  const clash = "one option cannot be both. Pick another for one of the two.";
  const radios = { best: {}, worst: {} };
  const options = {};
  for (const letter of letters) {
    const pick = (kind) => {
      const label = make("span", { id: `${id}-${letter}-${kind}` }, PICKS[kind]);
      radios[kind][letter] = make("input", {
        type: "radio",
        name: `${id}-${kind}`,
        value: letter,
        "aria-labelledby": `${label.id} ${id}-${letter}`,
        onchange: onPick,
      });
      return make("label", { class: "ss-pick" }, radios[kind][letter], label);
    };
    options[letter] = option(item, letter, id, make("div", { class: "ss-picks" }, pick("best"), pick("worst")));
  }
  const picked = (kind) => letters.find((letter) => radios[kind][letter].checked);

  // A clash is told and not undone: with the arrow keys one passes over options on the way to another.
  function onPick() {
    if (picked("best") && picked("best") === picked("worst")) say(`Not saved yet: ${clash}`, "changed");
    else onEdit();
  }

  return {
    list: make("ul", { class: "ss-options" }, ...letters.map((letter) => options[letter].node)),
    first: () => radios.best[letters[0]],
    note: (letter) => options[letter].note,
    read() {
      const answer = { best: picked("best"), worst: picked("worst") };
      const missing = Object.keys(PICKS).find((kind) => !answer[kind]);
      const too = answer.best || answer.worst ? " too" : "";
      if (missing) return { missing: `pick the ${PICKS[missing].toLowerCase()} option${too}.`, focus: radios[missing][letters[0]] };
      return answer.best === answer.worst ? { missing: clash, focus: radios.worst[answer.worst] } : answer;
    },
    write(answer) {
      for (const kind of Object.keys(PICKS)) {
        for (const letter of letters) radios[kind][letter].checked = Boolean(answer) && answer[kind] === letter;
      }
    },
    mine(answer, letter) {
      const kind = Object.keys(PICKS).find((one) => answer[one] === letter);
      return kind ? `You picked it as ${PICKS[kind].toLowerCase()}.` : "";
    },
  };
}

// Rate every option from 1 to 5: a group of radio buttons for each.

function rateEach({ item, letters, id, onEdit }) {
  const radios = {};
  const options = {};
  for (const letter of letters) {
    radios[letter] = LEVELS.map((rating) =>
      make("input", {
        type: "radio",
        name: `${id}-${letter}`,
        value: rating,
        "aria-labelledby": `${id}-${letter}-${rating} ${id}-${letter}`,
        onchange: onEdit,
      }),
    );
    const labels = radios[letter].map((radio, i) => {
      const words = i === 0 || i === 4 ? `${i + 1} ${EFFECT[i + 1]}` : String(i + 1);
      return make("label", { class: "ss-pick" }, radio, make("span", { id: `${id}-${letter}-${i + 1}` }, words));
    });
    options[letter] = option(item, letter, id, make("div", { class: "ss-picks" }, ...labels));
  }
  const rated = (letter) => radios[letter].findIndex((radio) => radio.checked) + 1;
  return {
    list: make("ul", { class: "ss-options" }, ...letters.map((letter) => options[letter].node)),
    first: () => radios[letters[0]][0],
    note: (letter) => options[letter].note,
    read() {
      const missing = letters.find((letter) => !rated(letter));
      if (missing) return { missing: "rate every option.", focus: radios[missing][0] };
      return { ratings: Object.fromEntries(letters.map((letter) => [letter, rated(letter)])) };
    },
    write(answer) {
      for (const letter of letters) {
        radios[letter].forEach((radio, i) => (radio.checked = Boolean(answer) && answer.ratings[letter] === i + 1));
      }
    },
    mine: (answer, letter) => `You rated it ${answer.ratings[letter]}.`,
  };
}

// Put the options in order: two buttons for each, by mouse, touch or keyboard.

function rank({ item, letters, id, say, onEdit }) {
  let order = [...letters];
  let moved = false;
  const options = {};
  for (const letter of letters) {
    const move = (by, words) => {
      const label = make("span", { id: `${id}-${letter}-${words}` }, `Move ${words}`);
      return make(
        "button",
        {
          type: "button",
          class: "ss-button ss-second ss-move",
          "aria-labelledby": `${label.id} ${id}-${letter}`,
          onclick: (event) => onMove(letter, by, event.currentTarget),
        },
        label,
      );
    };
    const place = make("strong", { class: "ss-place" });
    options[letter] = { ...option(item, letter, id, make("div", { class: "ss-picks" }, move(-1, "up"), move(1, "down"))), place };
    options[letter].text.prepend(place);
  }
  const list = make("ol", { class: "ss-options" });

  function show() {
    list.replaceChildren(...order.map((letter) => options[letter].node));
    order.forEach((letter, i) => (options[letter].place.textContent = `${i + 1}. `));
  }

  function onMove(letter, by, button) {
    const from = order.indexOf(letter);
    const to = from + by;
    if (to < 0 || to >= order.length) {
      say(`This is the ${by < 0 ? "first" : "last"} place already.`, "changed");
      return;
    }
    [order[from], order[to]] = [order[to], order[from]];
    moved = true;
    show();
    onEdit();
    button.focus(); // moving a node takes the focus from it
    say(`Moved to place ${to + 1} of ${order.length}. Not saved yet.`, "changed");
  }

  show();
  return {
    list,
    first: () => list.querySelector("button"),
    note: (letter) => options[letter].note,
    read: () => ({ order: [...order] }),
    untouched: () => !moved,
    write(answer) {
      moved = Boolean(answer);
      order = answer ? [...answer.order] : [...letters];
      show();
    },
    mine: (answer, letter) => `You put it in place ${answer.order.indexOf(letter) + 1}.`,
  };
}
