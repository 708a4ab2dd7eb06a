// Put the options in order: by two buttons for each, from the keyboard as well, or by dragging one by its number.

import { make, unseen } from "./core.js";
import { termsOf } from "./terms.js";

/** See `controls.js` for what this takes and returns. */
export function rank({ item, letters, id, say, onEdit }) {
  let order = [...letters];
  let moved = false;
  const options = Object.fromEntries(letters.map((letter) => [letter, option(letter)]));
  const list = make("ol", { class: "ss-options ss-ranking" });

  function option(letter) {
    const text = make("p", { id: `${id}-${letter}`, class: "ss-option-text" }, item.options[letter]);
    const place = make("strong", { class: "ss-place" });
    const grip = make("div", { class: "ss-grip", onpointerdown: (event) => drag(letter, event) }, place);
    const button = (by, words) => {
      const label = make("span", { id: `${id}-${letter}-${words}`, class: "ss-unseen" }, `Move ${words}`);
      const named = { class: `ss-move ss-move-${words}`, "aria-labelledby": `${label.id} ${text.id}` };
      return make("button", { type: "button", ...named, onclick: (event) => step(letter, by, event.currentTarget) }, label);
    };
    const node = make("li", { class: "ss-option" }, grip, text, make("div", { class: "ss-moves" }, button(-1, "up"), button(1, "down")));
    return { node, place };
  }

  function show() {
    list.replaceChildren(...order.map((letter) => options[letter].node));
    number();
  }

  function number() {
    order.forEach((letter, i) => options[letter].place.replaceChildren(String(i + 1), unseen(". ")));
  }

  function changed(letter) {
    moved = true;
    onEdit();
    say(`Moved to place ${order.indexOf(letter) + 1} of ${order.length}. Not saved yet.`, "changed");
  }

  function step(letter, by, button) {
    const from = order.indexOf(letter);
    const to = from + by;
    if (to < 0 || to >= order.length) {
      say(`This is the ${by < 0 ? "first" : "last"} place already.`, "changed");
      return;
    }
    [order[from], order[to]] = [order[to], order[from]];
    show();
    button.focus(); // moving a node takes the focus from it
    changed(letter);
  }

  /** Let an option follow the pointer. Those it passes move out of its way; itself it stays, or the pointer would lose it. */
  function drag(letter, down) {
    if (down.button !== 0) return;
    down.preventDefault();
    const { node } = options[letter];
    const grip = /** @type {HTMLElement} */ (down.currentTarget);
    const height = ({ clientY }) => clientY - list.getBoundingClientRect().top; // whatever scrolls meanwhile
    const before = [...order];
    let grabbed = height(down);

    function onMove(event) {
      const at = order.indexOf(letter);
      const by = height(event) - grabbed;
      node.style.translate = `0 ${by}px`;
      const next = by < 0 ? at - 1 : at + 1;
      if (next < 0 || next >= order.length) return;
      const [own, other] = [node, options[order[next]].node].map((one) => one.getBoundingClientRect());
      const middle = other.top + other.height / 2;
      if (by < 0 ? own.top > middle : own.bottom < middle) return;
      const start = node.offsetTop;
      if (by < 0) node.after(options[order[next]].node);
      else node.before(options[order[next]].node);
      grabbed += node.offsetTop - start;
      [order[at], order[next]] = [order[next], order[at]];
      number();
      onMove(event); // it may have passed more than one
    }

    function end(event) {
      grip.removeEventListener("pointermove", onMove);
      for (const name of ["pointerup", "pointercancel"]) grip.removeEventListener(name, end);
      node.classList.remove("ss-dragged");
      node.style.translate = "";
      if (event.type === "pointercancel") {
        order = before;
        show();
      } else if (order.join() !== before.join()) changed(letter);
    }

    grip.setPointerCapture(down.pointerId);
    grip.addEventListener("pointermove", onMove);
    for (const name of ["pointerup", "pointercancel"]) grip.addEventListener(name, end);
    node.classList.add("ss-dragged");
  }

  show();
  return {
    list,
    first: () => list.querySelector("button"),
    read: () => ({ order: [...order] }),
    untouched: () => !moved,
    partial: () => (moved ? { order: [...order] } : null),
    write(answer) {
      moved = termsOf("rank", answer, letters) !== null;
      order = moved ? [...answer.order] : [...letters];
      show();
    },
  };
}
