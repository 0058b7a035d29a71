// The signs: what was understood of the line, each in its touch field, with the value before and the change from baseline.

import { h, redraw, signed } from "./dom.js";
import { remarks } from "./plausibility.js";

const FIRST = ["systolic", "diastolic", "pulse", "spo2", "respirations", "temperature_c"];
const RUN = ["pulse", "spo2", "respirations"];
const SHORT = {
  systolic: "sys",
  diastolic: "dia",
  pulse: "pulse",
  spo2: "SpO2",
  respirations: "resp.",
  temperature_c: "temp.",
};
const KIND = { systolic: "pressure", diastolic: "pressure", pulse: "pulse", spo2: "oxygen" };
const RADIOS = {
  moaas: ["0 none", "1 painful squeeze", "2 prodding", "3 called loudly", "4 lethargic", "5 awake"],
  dissociation: ["0 none", "1 mild", "2 moderate", "3 severe"],
  pain: ["0", "1", "2", "3", "4", "5", "6", "7", "8", "9", "10"],
};

export class Signs {
  constructor(panel) {
    this.panel = panel;
    this.inputs = {};
    this.details = {}; // what has no place in the line: position, cuff site, note
    const cells = FIRST.map((name) => this.cell(name));
    this.missing = h("p", { class: "missing" });
    this.place = h("div", {}, h("div", { class: "signs" }, cells), this.missing);
    this.more = this.secondFace();
  }

  spin(name, label) {
    const input = h("input", {
      role: "spinbutton",
      "aria-label": label,
      inputmode: "none", // the panel's own keypad serves; the system's keyboard stays away
      autocomplete: "off",
      class: "field",
      onfocus: () => this.panel.keypad.open(input),
      onblur: () => this.panel.keypad.close(input),
      oninput: () => this.compose(),
      onkeydown: (event) => {
        if (event.key === "Enter") {
          event.preventDefault();
          if (!event.repeat) {
            this.panel.entry.press();
          }
        }
        this.panel.entry.keysDown.add(event.code);
      },
      onkeyup: (event) => this.panel.entry.keysDown.delete(event.code),
    });
    this.inputs[name] = input;
    return input;
  }

  cell(name) {
    const label = this.panel.label(name);
    const under = h("span", { class: "under" });
    const cell = h(
      "label",
      { class: `sign ${KIND[name] ?? ""}` },
      this.spin(name, label),
      h("span", {}, SHORT[name]),
      under,
    );
    cell.under = under;
    this.cells = { ...this.cells, [name]: cell };
    return cell;
  }

  secondFace() {
    const radio = (name) =>
      h(
        "div",
        { role: "radiogroup", "aria-label": this.panel.label(name), class: "radios" },
        h("b", {}, `${this.panel.label(name)}${name === "moaas" ? ", 5 = awake" : ""}`),
        RADIOS[name].map((words, value) =>
          h(
            "button",
            {
              role: "radio",
              "aria-checked": "false",
              "data-sign": name,
              "data-value": value,
              onclick: () => this.tick(name, value),
              onkeydown: (event) => this.stepRadio(event),
            },
            words,
          ),
        ),
      );
    const choice = (name, label, options) => {
      const select = h(
        "select",
        { "aria-label": label, onchange: () => this.detail(name, select.value) },
        h("option", { value: "" }, "not stated"),
        options.map((value) => h("option", { value }, value.replaceAll("_", " "))),
      );
      this.details[name] = select;
      return h("label", {}, label, select);
    };
    const note = h("input", {
      "aria-label": "Note to this reading",
      maxlength: 2000,
      oninput: () => this.detail("note", note.value),
    });
    this.details.note = note;
    const spins = [
      ["oxygen_l_min", "Oxygen l/min"],
      ["weight_kg", "Weight kg"],
    ].map(([name, label]) => h("label", {}, label, this.spin(name, label)));
    return h(
      "div",
      { class: "face" },
      ["moaas", "dissociation", "pain"].map(radio),
      h("div", { class: "pair" }, spins),
      h(
        "div",
        { class: "pair" },
        choice("position", "Position", ["sitting", "supine", "semi_reclined", "standing"]),
        choice("cuff_site", "Cuff site", ["left_arm", "right_arm", "left_leg", "right_leg"]),
      ),
      h("label", {}, "Note to this reading", note),
    );
  }

  detail(name, value) {
    this.panel.entry.fields = { ...this.panel.entry.fields, [name]: value || null };
    this.panel.entry.kept.keep();
  }

  // Arrows go through a group, which is one stop for Tab; Space or Enter takes the one under the caret.
  stepRadio(event) {
    const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
    if (step) {
      event.preventDefault();
      const group = [...event.target.parentElement.querySelectorAll("[role=radio]")];
      group[(group.indexOf(event.target) + step + group.length) % group.length].focus();
    }
  }

  tick(name, value) {
    const answer = this.panel.entry.understood();
    if (this.mayWrite(answer)) {
      this.write({ ...this.fromLine(answer), [name]: answer.signs[name] === value ? "" : String(value) });
    }
  }

  // The touch fields write the line: there is one thing that is saved, and one place where it is read.
  compose() {
    const answer = this.panel.entry.understood();
    if (this.mayWrite(answer)) {
      const texts = Object.entries(this.inputs).map(([name, input]) => [name, input.value.trim()]);
      this.composing = true;
      this.write({ ...this.fromLine(answer), ...Object.fromEntries(texts) });
    }
  }

  // What was typed into the line and cannot be put into fields is never written over.
  mayWrite(answer) {
    if (this.composing || answer.kind === "empty" || (answer.kind === "reading" && answer.refusals.length === 0)) {
      return true;
    }
    const refused = answer.refusals.length > 0 ? answer.refusals : [{ text: "First finish the line: Enter saves it." }];
    this.panel.entry.asked.refuse(refused);
    return false;
  }

  // Every sign as its field shows it: its value, or a dash with the letter of the reason.
  fromLine(answer) {
    return Object.fromEntries(Object.keys(this.panel.data.labels).map((name) => [name, this.shown(answer, name)]));
  }

  shown(answer, name) {
    const why = answer.not_measured[name];
    const reason = this.panel.data.tables.reasons.find(({ value }) => value === why);
    return reason ? `-${reason.key}` : String(answer.signs[name] ?? "");
  }

  write(texts) {
    const { systolic, diastolic } = texts;
    const both =
      systolic === diastolic && systolic.startsWith("-") ? systolic : `${systolic || "-"}/${diastolic || "-"}`;
    const pressure = systolic || diastolic ? both : "_";
    const run = [pressure, ...RUN.map((name) => texts[name] || "_")];
    while (run.length > 0 && run.at(-1) === "_") {
      run.pop();
    }
    const letters = { temperature_c: "t", weight_kg: "w", oxygen_l_min: "o", moaas: "m", dissociation: "d", pain: "p" };
    const more = Object.entries(letters).flatMap(([name, letter]) =>
      texts[name] === "" || texts[name] === undefined ? [] : [letter + texts[name]],
    );
    const stated = this.panel.entry.line.value.match(/@\S+/)?.[0];
    this.panel.entry.touched = true;
    this.panel.entry.line.value = [...run, ...more, ...(stated ? [stated] : [])].join(" ");
    this.panel.entry.typed();
  }

  draw(answer) {
    const { state } = this.panel;
    const { previous } = this.panel.entry.before(answer);
    const focused = this.place.getRootNode().activeElement;
    for (const [name, input] of Object.entries(this.inputs)) {
      const value = answer.signs[name];
      const why = answer.not_measured[name];
      // An empty line empties every field, the focused one too: what was saved must not get into the next reading.
      if (input !== focused || !this.panel.entry.line.value) {
        input.value = this.shown(answer, name);
      }
      input.title = why ? `not measured: ${why}` : "";
      const cell = this.cells[name];
      if (cell) {
        cell.classList.toggle("refused", Boolean(why));
        cell.under.textContent = why ? why.replaceAll("_", " ") : beside(previous[name], state.baseline[name], value);
      }
    }
    if (!this.panel.entry.line.value) {
      this.composing = false;
    }
    // A detail belongs to one reading: left standing in its field, it would be seen with the next one and not saved.
    for (const [name, input] of Object.entries(this.details)) {
      input.value = this.panel.entry.fields[name] ?? "";
    }
    for (const button of this.more.querySelectorAll("[role=radio]")) {
      const on = answer.signs[button.dataset.sign] === Number(button.dataset.value);
      button.setAttribute("aria-checked", String(on));
    }
    for (const group of this.more.querySelectorAll("[role=radiogroup]")) {
      const radios = [...group.querySelectorAll("[role=radio]")];
      const stop = radios.find((one) => one.getAttribute("aria-checked") === "true") ?? radios[0];
      radios.forEach((one) => one.setAttribute("tabindex", one === stop ? 0 : -1));
    }
    const labels = (answer.missing ?? []).map((name) => `${this.panel.label(name)} not given`);
    const known = [
      ...labels,
      ...this.extra(answer),
      ...remarks(answer.signs, this.panel.data.tables).map(({ text }) => text),
    ];
    redraw(this.missing, known, () => known.join(" · "));
  }

  extra(answer) {
    const others = ["oxygen_l_min", "weight_kg", "moaas", "dissociation", "pain"].filter(
      (name) => answer.signs[name] !== undefined,
    );
    const signs = others.map((name) => `${this.panel.label(name)} ${answer.signs[name]}`);
    const unmeasured = ["oxygen_l_min", "weight_kg", "moaas", "dissociation", "pain"]
      .filter((name) => answer.not_measured[name] !== undefined)
      .map((name) => `${this.panel.label(name)} ${answer.not_measured[name].replaceAll("_", " ")}`);
    const effect = answer.effect ? [`Effect: ${answer.effect.words ?? this.panel.effectLabel(answer.effect.key)}`] : [];
    const at = answer.stated ?? (answer.kind === "empty" ? null : this.panel.entry.stated);
    const stated = at && [`at ${at.startsWith("-") ? `${at.slice(1)} min ago` : this.panel.instant(at)}`];
    return [...signs, ...unmeasured, ...effect, ...(stated || [])];
  }
}

// What is shown under each sign: the value before and the change from baseline.
function beside(before, base, value) {
  const parts = [before === undefined ? "" : `before ${before}`];
  if (base !== undefined && value !== undefined) {
    parts.push(`Δ ${signed(Math.round((value - base) * 10) / 10)}`);
  }
  return parts.filter(Boolean).join("\n"); // a line each: Δ is from the baseline, not from the value before
}
