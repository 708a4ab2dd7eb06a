// What a learner writes: a reflection (one text), or an intention (if, then, and a tick when it was done).

const MAX_LENGTH = 8000; // characters

function words(text) {
  const count = (text.match(/\S+/g) || []).length;
  return count === 1 ? "1 word" : `${count} words`;
}

function render({ model, el }) {
  const item = model.get("item");
  const id = uniqueId(item.id);
  const status = make("p", { class: "ss-status", role: "status" });
  const keep = keeper(model, status);
  const build = item.kind === "intention" ? intentionFields : reflectionFields;
  const fields = build({ item, id, onEdit: keep.changed, onLeave: () => unsaved && save() });
  let unsaved = false;

  const form = make(
    "form",
    {
      class: "ss-form",
      oninput: () => {
        unsaved = true;
      },
      onsubmit: (event) => {
        event.preventDefault();
        save();
      },
    },
    ...fields.nodes,
    make("div", { class: "ss-actions" }, make("button", { type: "submit", class: "ss-button" }, "Save"), fields.hint || ""),
    status,
  );
  const title = make("h3", { id: `${id}-title`, class: "ss-title" }, item.title);
  const root = make(
    "section",
    { class: "ss-widget ss-writing", "aria-labelledby": title.id },
    title,
    ...paragraphs(item.prompt, "ss-stem"),
    form,
  );

  function save() {
    const answer = fields.read();
    if (!answer) {
      keep.say("Nothing to save yet: write something first.", "changed");
      return;
    }
    unsaved = false;
    keep.send(answer);
  }

  // Another tab, or a kernel that just started, may bring a newer text; one that is being typed is never replaced.
  function showRecord() {
    const record = model.get("record");
    if (!record || unsaved) return;
    fields.write(record.answer);
    keep.saved();
  }

  model.on("change:record", showRecord);
  showRecord();
  el.replaceChildren(root);
  return () => {
    keep.stop();
    model.off("change:record", showRecord);
  };
}

function reflectionFields({ item, id, onEdit, onLeave }) {
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
    hint,
    nodes: [make("label", { for: text.id, class: "ss-label" }, "Your text"), text],
    read: () => (text.value.trim() ? { text: text.value } : null),
    write(answer) {
      text.value = answer && typeof answer.text === "string" ? answer.text : "";
      count();
    },
  };
}

function intentionFields({ item, id, onEdit, onLeave }) {
  const field = (name, label, hint) => {
    const hintId = `${id}-${name}-hint`;
    const input = make("input", {
      id: `${id}-${name}`,
      class: "ss-text",
      type: "text",
      maxlength: 400,
      autocomplete: "off",
      "aria-describedby": hintId,
      oninput: onEdit,
      onchange: onLeaveWhole,
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
  const done = make("input", { type: "checkbox", onchange: onLeaveWhole });

  // Half a plan is not saved in passing; the button says what is missing.
  function onLeaveWhole() {
    if (when.input.value.trim() && then.input.value.trim()) onLeave();
  }
  return {
    nodes: [...when.nodes, ...then.nodes, make("label", { class: "ss-tick" }, done, make("span", {}, "I did it"))],
    read() {
      const answer = { if: when.input.value.trim(), then: then.input.value.trim(), done: done.checked };
      return answer.if && answer.then ? answer : null;
    },
    write(answer) {
      const known = answer || {};
      when.input.value = typeof known.if === "string" ? known.if : "";
      then.input.value = typeof known.then === "string" ? known.then : "";
      done.checked = known.done === true;
    },
  };
}

export default { render };
