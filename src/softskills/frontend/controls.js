// How a scenario is answered, a function a kind.

import { EFFECT, make, unseen } from "./core.js";
import { rank } from "./rank.js";
import { LEVELS } from "./terms.js";

/**
 * What differs between the kinds. Each makes its controls for the options it is given and returns:
 * `list`, the node with all options; `first()`, the control to begin with; `read()`, the answer, or {missing, focus} with
 * words for what is not there yet; `partial()`, what is there of it, or null; and `write(answer)`, a part of one or
 * anything else that a browser kept, or null to empty it. Where an answer is there before anybody has given it also `untouched()`, whether it is still that one.
 */
export const CONTROLS = { choose, "best-worst": bestWorst, "rate-each": rateEach, rank };

/** A row to tap as a whole: the control, and what it is called. */
export function choiceRow(input, ...words) {
  return make("label", { class: "ss-choice" }, input, make("span", { class: "ss-option-text" }, ...words));
}

// Choose the one thing to do: a group of radio buttons, each with its whole option as the label.

function choose({ item, letters, id, onEdit }) {
  const radios = letters.map((letter) => make("input", { type: "radio", name: id, value: letter, onchange: onEdit }));
  return {
    list: make("div", { class: "ss-choices" }, ...letters.map((letter, i) => choiceRow(radios[i], item.options[letter]))),
    first: () => radios[0],
    read() {
      const picked = radios.find((radio) => radio.checked);
      return picked ? { choice: picked.value } : { missing: "choose one first.", focus: radios[0] };
    },
    partial() {
      const picked = radios.find((radio) => radio.checked);
      return picked ? { choice: picked.value } : null;
    },
    write(answer) {
      for (const radio of radios) radio.checked = Boolean(answer) && answer.choice === radio.value;
    },
  };
}

// Pick the most and the least effective option: two groups of radio buttons across all options. The keyboard goes through
// all of the first group and then through the second, so the groups stand one after the other, and only the style puts
// the two buttons of an option beside its text.

const PICKS = { best: "Most effective", worst: "Least effective" };

function bestWorst({ item, letters, id, say, onEdit }) {
  const clash = "one option can’t be both. Pick another for one of the two.";
  const radios = { best: {}, worst: {} };
  const at = (node, i) => {
    node.style.gridRow = String(i + 1);
    return node;
  };
  const ground = (_, i) => at(make("div", { class: "ss-option ss-ground" }), i);
  const text = (letter, i) => at(make("p", { id: `${id}-${letter}`, class: "ss-option-text" }, item.options[letter]), i);

  function group(kind) {
    const pick = (letter, i) => {
      const label = make("span", { id: `${id}-${letter}-${kind}` }, PICKS[kind].split(" ")[0], unseen(" effective"));
      const named = { "aria-labelledby": `${label.id} ${id}-${letter}` };
      radios[kind][letter] = make("input", { type: "radio", name: `${id}-${kind}`, value: letter, ...named, onchange: onPick });
      return at(make("label", { class: `ss-pick ss-pick-${kind}` }, radios[kind][letter], label), i);
    };
    return make("div", { class: "ss-group", role: "radiogroup", "aria-label": PICKS[kind] }, ...letters.map(pick));
  }
  const list = make("div", { class: "ss-picking" }, ...letters.map(ground), ...letters.map(text), group("best"), group("worst"));
  const picked = (kind) => letters.find((letter) => radios[kind][letter].checked);

  // A clash is told and not undone: with the arrow keys one passes over options on the way to another.
  function onPick() {
    onEdit();
    if (picked("best") && picked("best") === picked("worst")) say(`Not saved yet: ${clash}`, "changed");
  }

  return {
    list,
    first: () => radios.best[letters[0]],
    read() {
      const answer = { best: picked("best"), worst: picked("worst") };
      const missing = Object.keys(PICKS).find((kind) => !answer[kind]);
      const too = answer.best || answer.worst ? " too" : "";
      if (missing) return { missing: `pick the ${PICKS[missing].toLowerCase()} option${too}.`, focus: radios[missing][letters[0]] };
      return answer.best === answer.worst ? { missing: clash, focus: radios.worst[answer.worst] } : answer;
    },
    partial() {
      const answer = { best: picked("best"), worst: picked("worst") };
      return answer.best || answer.worst ? answer : null;
    },
    write(answer) {
      for (const kind of Object.keys(PICKS)) {
        for (const letter of letters) radios[kind][letter].checked = Boolean(answer) && answer[kind] === letter;
      }
    },
  };
}

// Rate every option from 1 to 5: a row of radio buttons for each.

function rateEach({ item, letters, id, onEdit }) {
  const radios = {};
  const option = (letter) => {
    const text = make("p", { id: `${id}-${letter}`, class: "ss-option-text" }, item.options[letter]);
    radios[letter] = LEVELS.map((rating) => make("input", { type: "radio", name: `${id}-${letter}`, value: rating, onchange: onEdit }));
    const rates = radios[letter].map((radio, i) => make("label", { class: "ss-pick" }, radio, make("span", {}, String(i + 1), unseen(` ${EFFECT[i + 1]}`))));
    const group = make("div", { class: "ss-rates", role: "radiogroup", "aria-labelledby": text.id }, ...rates);
    return make("li", { class: "ss-option" }, text, group);
  };
  const ends = make("p", { class: "ss-ends", "aria-hidden": "true" }, make("span", {}, `1 ${EFFECT[1]}`), make("span", {}, `5 ${EFFECT[5]}`));
  const list = make("div", {}, ends, make("ul", { class: "ss-options" }, ...letters.map(option)));
  const rated = (letter) => radios[letter].findIndex((radio) => radio.checked) + 1;
  return {
    list,
    first: () => radios[letters[0]][0],
    read() {
      const missing = letters.find((letter) => !rated(letter));
      if (missing) return { missing: "rate every option.", focus: radios[missing][0] };
      return { ratings: Object.fromEntries(letters.map((letter) => [letter, rated(letter)])) };
    },
    partial() {
      const ratings = letters.filter(rated).map((letter) => [letter, rated(letter)]);
      return ratings.length ? { ratings: Object.fromEntries(ratings) } : null;
    },
    write(answer) {
      for (const letter of letters) {
        radios[letter].forEach((radio, i) => (radio.checked = answer?.ratings?.[letter] === i + 1));
      }
    },
  };
}
