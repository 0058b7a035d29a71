// Forms: the small one that opens over the effects for a dose, an action, a note, the end or a correction.

import { h } from "./dom.js";

let counter = 0;

// fields: { name, label, kind: number|text|words|choice|time|check, options?, was?, required? }; onSave gets the filled ones.
export class Forms {
  constructor(panel) {
    this.panel = panel;
    this.place = h("div", { class: "form", hidden: true });
  }

  // `typed` holds what this person wrote into the same form before, by field; nothing measured is ever filled in else.
  open(title, fields, onSave, { save = "Save", said = null, typed = {}, check = null } = {}) {
    this.check = check; // what the fields have to say together: answers a sentence, or null
    this.problem = h("p", { role: "alert", class: "refusal", hidden: true });
    const inputs = fields.map((field) => [field, this.input(field)]);
    for (const [field, input] of inputs) {
      if (field.kind === "choice") {
        input.press(typed[field.name] ?? "");
      } else if (field.kind !== "check") {
        input.value = typed[field.name] ?? "";
      }
    }
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
        { role: "dialog", "aria-labelledby": id, onkeydown: keys },
        h("h3", { id }, title),
        said ? h("p", { class: "soft" }, said) : "",
        inputs.map(([field, input]) => this.row(field, input)),
        this.problem,
        h(
          "div",
          { class: "pair" },
          h("button", { class: "accent", onclick: () => this.save(inputs, onSave) }, save),
          h("button", { onclick: () => this.close() }, "Cancel"),
        ),
      ),
    );
    this.place.hidden = false;
    this.place.querySelector("input, select, textarea, [role=radio]")?.focus();
  }

  close() {
    this.place.hidden = true;
    this.place.replaceChildren();
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
        return h("input", { ...common, placeholder: field.was ? "unchanged" : "now, or 14:05, or -5", maxlength: 40 });
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
    group.value = "";
    group.press = press;
    group.append(
      ...field.options.map(([value, label]) =>
        h(
          "button",
          { role: "radio", "aria-checked": "false", "data-value": value, onclick: () => press(value) },
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
    onSave(filled);
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
        return `${field.label}: ${text} is not a number. Write it with digits, like 42 or 0.5.`;
      }
      filled[field.name] = Number(plain);
    } else if (field.kind === "time") {
      const { stated, problem } = this.panel.stated(text, field.earlier);
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
