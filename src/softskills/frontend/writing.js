// What a learner writes: a reflection (one text), an intention (if, then, and a tick when it was done), or a plan.

import { download, itemFrame, make, place, uniqueId } from "./core.js";
import { draftOf, isSaved } from "./drafts.js";
import { keeper, recordOf } from "./keeper.js";
import { onLeaving } from "./leaving.js";

const MAX_LENGTH = 8000; // characters

function words(text) {
  const count = (text.match(/\S+/g) || []).length;
  return count === 1 ? "1 word" : `${count} words`;
}

function render({ model, el }) {
  const { item } = model.get("content");
  const id = uniqueId(item.id);
  const status = make("p", { class: "ss-status", role: "status" });
  const keep = keeper(model, status, () => fields.read().missing || "");
  const draft = draftOf(model, item.id);
  const fields = FIELDS[item.kind]({ item, id, onEdit, onLeave: leave });
  let unsaved = false; // whether something was typed that leaving is to save
  let isDraft = false; // whether what is shown was found in this browser, and nothing was typed since

  const form = make(
    "form",
    {
      class: "ss-form",
      onsubmit: (event) => {
        event.preventDefault();
        if (!keep.isSaved()) save(); // leaving the text for the button has saved it already
      },
    },
    ...fields.nodes,
    make("div", { class: "ss-actions" }, make("button", { type: "submit", class: "ss-button" }, "Save"), ...(fields.extras || [])),
    status,
  );
  keep.watch(form);
  const root = itemFrame(item, item.prompt, "ss-writing", form);

  function onEdit() {
    unsaved = true;
    draft.keep(fields.read().answer);
    keep.changed();
  }

  /** Keep what was typed, in passing. */
  function leave() {
    if (unsaved) save();
  }

  function save() {
    const { answer } = fields.read();
    if (!answer) {
      keep.say("Nothing to save yet: write something first.", "changed");
      return;
    }
    unsaved = isDraft = false;
    keep.send(item.id, answer, draft.sending(answer));
  }

  // Another tab, or a kernel that just started, may bring a newer text; one that is being typed is never replaced.
  function showRecord() {
    if (unsaved || isDraft) return;
    const record = recordOf(model, item.id);
    fields.write(record && record.answer);
    keep.saved(item.id);
  }

  /** Show what was written here before and not saved. It is sent once the learner says so, or goes on with it. */
  function showDraft() {
    if (isSaved(draft.value, recordOf(model, item.id))) draft.forget();
    else if (draft.value) {
      fields.write(draft.value);
      isDraft = true;
      keep.broughtBack();
    }
  }

  model.on("change:records", showRecord);
  const stay = onLeaving(leave);
  showRecord();
  showDraft();
  place(el, root);
  return () => {
    leave();
    stay();
    draft.stop();
    keep.stop();
    model.off("change:records", showRecord);
  };
}

function reflectionFields({ id, onEdit, onLeave }) {
  const hint = make("span", { class: "ss-hint" }, words(""));
  const count = () => hint.replaceChildren(words(text.value));
  const text = make("textarea", {
    id: `${id}-text`,
    class: "ss-text",
    rows: 7,
    maxlength: MAX_LENGTH,
    oninput: () => {
      count();
      onEdit();
    },
    onchange: onLeave,
  });
  return {
    extras: [hint],
    nodes: [make("label", { for: text.id, class: "ss-label" }, "Your text"), text],
    read: () => ({ answer: text.value.trim() ? { text: text.value } : null }),
    write(answer) {
      text.value = answer && typeof answer.text === "string" ? answer.text : "";
      count();
    },
  };
}

function intentionFields({ item, id, onEdit, onLeave }) {
  const field = (name, label, hint) => {
    const hintId = `${id}-${name}-hint`;
    const input = make("textarea", {
      id: `${id}-${name}`,
      class: "ss-text ss-one-line", // a line that wraps: on a phone a plan is longer than the field is wide
      rows: 1,
      maxlength: 400,
      autocomplete: "off",
      "aria-describedby": hintId,
      onkeydown: (event) => {
        if (event.key !== "Enter" || event.isComposing) return;
        event.preventDefault();
        event.target.form.requestSubmit();
      },
      oninput: onEdit,
      onchange: onLeave,
    });
    const nodes = [
      make("label", { for: input.id, class: "ss-label" }, label),
      input,
      make("p", { id: hintId, class: "ss-hint" }, `For example: ${hint}`),
    ];
    return { input, nodes };
  };
  const when = field("if", "If", item.if_hint);
  const then = field("then", "then I will", item.then_hint);
  const done = make("input", { type: "checkbox", oninput: onEdit, onchange: onLeave });

  return {
    nodes: [...when.nodes, ...then.nodes, make("label", { class: "ss-tick" }, done, make("span", {}, "I did it"))],
    read() {
      const answer = { if: oneLine(when.input.value), then: oneLine(then.input.value), done: done.checked };
      if (!answer.if && !answer.then) return { answer: null };
      if (!answer.if) return { answer, missing: "Still missing: the moment, after “If”." };
      return answer.then ? { answer } : { answer, missing: "Still missing: what you’ll do, after “then I will”." };
    },
    write(answer) {
      const known = answer || {};
      when.input.value = typeof known.if === "string" ? known.if : "";
      then.input.value = typeof known.then === "string" ? known.then : "";
      done.checked = known.done === true;
    },
  };
}

/** What was pasted may have line ends. */
function oneLine(text) {
  return text.replace(/\s*[\r\n]+\s*/g, " ").trim();
}

function planFields({ item, id, onEdit, onLeave }) {
  const inputs = Object.fromEntries(
    item.fields.map((field) => {
      const common = {
        id: `${id}-${field.id}`,
        class: "ss-text",
        maxlength: 2000,
        "aria-describedby": `${id}-${field.id}-hint`,
        oninput: onEdit,
        onchange: onLeave,
      };
      const single = field.lines === 1;
      const attributes = single ? { type: "text", autocomplete: "off" } : { rows: field.lines };
      return [field.id, make(single ? "input" : "textarea", { ...common, ...attributes })];
    }),
  );
  const parts = () => item.fields.map((field) => [field.label, inputs[field.id].value.trim() || "(not written yet)"]);
  return {
    nodes: item.fields.flatMap((field) => [
      make("label", { for: inputs[field.id].id, class: "ss-label" }, field.label),
      inputs[field.id],
      make("p", { id: `${inputs[field.id].id}-hint`, class: "ss-hint" }, `For example: ${field.hint}`),
    ]),
    extras: [
      make("button", { type: "button", class: "ss-button ss-second", onclick: () => printParts(item.title, parts()) }, "Print"),
      make(
        "button",
        { type: "button", class: "ss-button ss-second", onclick: () => download(`${item.id}.txt`, asText(item.title, parts())) },
        "Save as a text file",
      ),
    ],
    read() {
      const answer = Object.fromEntries(Object.entries(inputs).map(([name, input]) => [name, input.value.trim()]));
      return { answer: Object.values(answer).some(Boolean) ? answer : null };
    },
    write(answer) {
      for (const [name, input] of Object.entries(inputs)) {
        const value = (answer || {})[name];
        input.value = typeof value === "string" ? value : "";
      }
    },
  };
}

function asText(title, parts) {
  return [title, "", ...parts.flatMap(([label, text]) => [label, text, ""])].join("\n");
}

/** Print only the plan, from a frame of its own: neither the page around it nor JupyterLab belongs on the paper. */
function printParts(title, parts) {
  const frame = make("iframe", { title, class: "ss-print", "aria-hidden": "true" });
  document.body.append(frame);
  const inside = frame.contentDocument;
  inside.title = title;
  inside.body.append(make("h1", {}, title), ...parts.flatMap(([label, text]) => [make("h2", {}, label), make("p", { style: "white-space: pre-wrap" }, text)]));
  frame.contentWindow.addEventListener("afterprint", () => frame.remove());
  frame.contentWindow.print();
}

const FIELDS = { reflection: reflectionFields, intention: intentionFields, plan: planFields };

export default { render };
