// Forms: the small one that opens over the effects for a dose, an action, a note, the end or a correction.

import { h } from "./dom.js";
import { opener, typedAgain } from "./reopen.js";

let counter = 0;

// fields: { name, label, kind: number|text|words|choice|time|check, options?, was?, required? }; onSave gets the filled ones.
export class Forms {
  constructor(panel) {
    this.panel = panel;
    this.place = h("div", { class: "form", hidden: true });
  }

  // `typed` holds what this person wrote into the same form before, by field; nothing measured is ever filled in else.
  // `beside` is a further way out, [words, what it does]. `from` is the kind and body by which the form is found again (reopen.js), so that half of it outlives a reload.
  open(
    title,
    fields,
    onSave,
    { save = "Save", said = null, typed = {}, check = null, from = null, beside = null } = {},
  ) {
    this.check = check; // what the fields have to say together: answers a sentence, or null
    this.draft = crypto.randomUUID(); // the identity of what will be saved, also from a second tab
    this.from = from;
    this.problem = h("p", { role: "alert", class: "refusal", hidden: true });
    // Afterwards there is no "now": every entry states its time.
    const afterwards = this.panel.state.session.entered_afterwards;
    const asked = fields.map((field) =>
      afterwards && field.kind === "time" && !field.was ? { ...field, required: true, afterwards } : field,
    );
    const inputs = asked.map((field) => [field, this.input(field)]);
    for (const [field, input] of inputs) {
      if (field.kind === "choice") {
        input.press(typed[field.name] ?? "");
      } else if (field.kind !== "check") {
        input.value = typed[field.name] ?? "";
      }
    }
    this.inputs = inputs;
    const id = `form-${(counter += 1)}`;
    const keys = (event) => {
      if (event.key === "Escape") {
        event.stopPropagation();
        this.close();
      } else if (event.key === "Enter" && event.target.tagName !== "BUTTON" && event.target.tagName !== "TEXTAREA") {
        event.preventDefault();
        if (!event.repeat) {
          this.save(inputs, onSave);
        }
      }
    };
    this.place.replaceChildren(
      h(
        "div",
        { role: "dialog", "aria-labelledby": id, onkeydown: keys, oninput: () => this.panel.entry.kept.keep() },
        h("h3", { id }, title),
        said ? h("p", { class: "soft" }, said) : "",
        inputs.map(([field, input]) => this.row(field, input)),
        this.problem,
        h(
          "div",
          { class: "pair" },
          h("button", { class: "accent", onclick: () => this.save(inputs, onSave) }, save),
          beside && h("button", { onclick: beside[1] }, beside[0]),
          h("button", { onclick: () => this.close() }, "Cancel"),
        ),
      ),
    );
    this.place.hidden = false;
    this.place.querySelector("input, select, textarea, [role=radio]")?.focus();
  }

  // What is half typed, for the draft on the server; null where there is nothing of it.
  content() {
    if (this.place.hidden || !this.from) {
      return null;
    }
    const values = this.inputs.map(([field, input]) => [field.name, input.value]).filter(([, value]) => value);
    return values.length > 0 ? { ...this.from, id: this.draft, values: Object.fromEntries(values) } : null;
  }

  // Half of a form that came back from the draft; one that is open already is not closed for it.
  cameIn({ kind, body, id, values }, typedAt) {
    const isSaved = this.panel.state.rows.some((row) => row.id === id); // from another tab, a moment ago
    const open = this.place.hidden && !isSaved ? opener(this.panel, kind, body) : null;
    if (open) {
      open(typedAgain(this.panel, values, typedAt));
      this.draft = id;
      const now = values.stated ? "" : " Where no time is stated, it is now.";
      const said = `Typed at ${this.panel.clock(typedAt)} and not saved.${now}`;
      this.place.querySelector("h3").after(h("p", { class: "soft" }, said));
    }
  }

  close() {
    if (this.content()) {
      this.place.hidden = true;
      this.panel.entry.kept.put(); // it is not half typed any more
    }
    this.place.hidden = true;
    this.place.replaceChildren();
    this.panel.alerts.unfold();
    this.panel.entry.closed = performance.now(); // the same Enter, bouncing, is not meant for the line
    this.panel.entry.line.focus();
  }

  row(field, input) {
    const was = field.was ? h("span", { class: "soft" }, ` was ${field.was}`) : "";
    return field.kind === "choice"
      ? h("div", { class: "row" }, h("span", {}, field.label, was), input)
      : h("label", { class: "row" }, h("span", {}, field.label, was), input);
  }

  input(field) {
    const common = { "aria-label": field.label, autocomplete: "off", name: field.name };
    switch (field.kind) {
      case "number":
        return h("input", { ...common, inputmode: "decimal", role: "spinbutton" });
      case "words":
        return h("textarea", { ...common, rows: 2, maxlength: field.max ?? 500 });
      case "time":
        return h("input", { ...common, placeholder: whenToSay(field), maxlength: 40 });
      case "check":
        return h("input", { ...common, type: "checkbox" });
      case "choice":
        return this.choice(field);
      default:
        return h("input", { ...common, maxlength: field.max ?? 100 });
    }
  }

  choice(field) {
    const group = h("div", { role: "radiogroup", "aria-label": field.label, class: "choices" });
    const press = (value) => {
      group.value = group.value === value ? "" : value;
      for (const button of group.children) {
        button.setAttribute("aria-checked", String(button.dataset.value === group.value));
      }
    };
    const choose = (value) => {
      press(value);
      this.panel.entry.kept.keep();
    };
    group.value = "";
    group.press = press;
    group.append(
      ...field.options.map(([value, label]) =>
        h(
          "button",
          { role: "radio", "aria-checked": "false", "data-value": value, onclick: () => choose(value) },
          label,
        ),
      ),
    );
    return group;
  }

  save(inputs, onSave) {
    const filled = {};
    for (const [field, input] of inputs) {
      const problem = this.read(field, input, filled);
      if (problem) {
        this.problem.textContent = problem;
        this.problem.hidden = false;
        (input.tagName === "DIV" ? input.firstChild : input).focus();
        return;
      }
    }
    const problem = this.check?.(filled);
    if (problem) {
      this.problem.textContent = problem;
      this.problem.hidden = false;
      return;
    }
    this.close();
    onSave({ id: this.draft, ...filled });
  }

  // Puts what the field holds into `filled`; answers a sentence where it cannot be read.
  read(field, input, filled) {
    const text = field.kind === "check" ? (input.checked ? "yes" : "") : String(input.value ?? "").trim();
    if (!text) {
      return field.required ? `${field.label}: this is needed.` : null;
    }
    if (field.kind === "number") {
      const plain = text.replace(",", ".");
      if (!/^\d+(\.\d+)?$/.test(plain)) {
        return `${field.label}: ${text} is no amount. Write it with digits, like 42 or 0.5.`;
      }
      filled[field.name] = Number(plain);
    } else if (field.kind === "time") {
      const { stated, problem } = this.panel.stated(text, field);
      filled[field.name] = stated;
      return problem;
    } else if (field.kind === "check") {
      filled[field.name] = true;
    } else {
      filled[field.name] = text;
    }
    return null;
  }
}

function whenToSay({ was, afterwards }) {
  return was ? "unchanged" : afterwards ? "its time, as 14:05" : "now, or 14:05, or -5";
}
