// The flowsheet: every entry newest first; what was corrected or withdrawn stays, struck through, with its reason.

import { arrange, h } from "./dom.js";
import { runs, spoken } from "./folds.js";

const COLUMNS = [
  ["pulse", "pulse"],
  ["spo2", "SpO2"],
  ["respirations", "resp."],
  ["moaas", "MOAA/S"],
  ["dissociation", "diss."],
];
// What is rarely taken stands in words under its row, so that the usual fits beside the chart.
const RARE = [
  ["oxygen_l_min", "oxygen l/min"],
  ["pain", "pain"],
  ["temperature_c", "temperature °C"],
  ["weight_kg", "weight kg"],
];
// What holds no words or numbers of its own: it is withdrawn and said anew.
const SAID_ONCE = new Set(["none-reported", "alert-answers", "check-answers", "decisions", "score-answers"]);

export class Flowsheet {
  constructor(panel) {
    this.panel = panel;
    const heads = ["time", "min", "BP", "Δ", ...COLUMNS.map(([, label]) => label), "by", ""];
    const cells = heads.map((text) => h("th", { scope: "col" }, text));
    this.body = h("tbody");
    this.nothing = h("tr", {}, h("td", { colspan: heads.length }, "Nothing entered yet."));
    this.drawn = new Map();
    this.unfolded = new Set(); // folds that are open, by their oldest row: newer ones join it
    const table = h("table", { "aria-label": "Readings" }, h("thead", {}, h("tr", {}, cells)), this.body);
    this.place = h("div", { class: "sheet" }, table);
  }

  // A save adds its row and leaves the others standing.
  draw() {
    const before = this.drawn;
    this.drawn = new Map();
    const kept = (content, make) => {
      const key = JSON.stringify(content);
      this.drawn.set(key, before.get(key) ?? make().filter(Boolean));
    };
    for (const { rows, folded } of runs(this.panel.state.rows)) {
      const open = this.unfolded.has(rows.at(-1).id);
      if (folded) {
        kept(["fold", open, rows], () => [this.fold(rows, open)]);
      }
      if (!folded || open) {
        rows.forEach((row) => kept(row, () => this.row(row)));
      }
    }
    const wanted = [...this.drawn.values()].flat();
    arrange(this.body, wanted.length > 0 ? wanted : [this.nothing]);
  }

  // Several entries between two readings, in one row that opens.
  fold(rows, open) {
    const { time, words } = spoken(rows);
    const said = words.flatMap(({ words: text, struck }, index) => [
      index > 0 && " · ",
      struck ? h("s", {}, text) : text,
    ]);
    const turn = () => {
      const { id } = rows.at(-1);
      this.unfolded.delete(id) || this.unfolded.add(id);
      this.draw();
    };
    const label = `${open ? "Fold" : "Show"} ${rows.length} entries, ${time}`;
    const more = h("button", { class: "quiet", "aria-expanded": String(open), "aria-label": label, onclick: turn });
    more.append(open ? "fold" : `show ${rows.length}`);
    return h(
      "tr",
      { class: "fold" },
      h("td", {}, time),
      h(
        "td",
        { colspan: COLUMNS.length + 4, title: open ? null : words.map((one) => one.words).join(" · ") },
        h("div", {}, said),
      ),
      h("td", {}, more),
    );
  }

  row(row) {
    if (row.kind === "due") {
      return [this.notTaken(row)];
    }
    const struck = row.status !== "final";
    const strike = (text) => (struck && text ? h("s", {}, text) : text);
    const cells = row.cells;
    const middle = cells
      ? [
          cells.pressure,
          [cells.delta, cells.percent].filter(Boolean).join(" "),
          ...COLUMNS.map(([name]) => cells[name]),
        ]
      : null;
    const notes = this.notes(row, strike);
    const tall = notes.length > 0 ? 2 : null; // the buttons stand beside both lines, so that a finger hits them
    return [
      h(
        "tr",
        { class: struck ? "struck" : "", "data-id": row.id, "data-status": row.status },
        h("td", {}, row.time),
        h("td", {}, minutes(row)),
        middle
          ? middle.map((text) => h("td", {}, strike(text)))
          : h("td", { colspan: COLUMNS.length + 2 }, strike(row.words)),
        h("td", {}, row.by),
        h("td", { class: "does", rowspan: tall }, struck ? row.status : this.buttons(row)),
      ),
      notes.length > 0 &&
        h("tr", { class: "notes" }, h("td", { colspan: 2 }), h("td", { colspan: COLUMNS.length + 3 }, notes)),
    ];
  }

  // What was due and not taken: it is nobody's entry, so that nothing of it can be corrected.
  notTaken(row) {
    return h(
      "tr",
      { class: "missed", "data-id": row.id },
      h("td", {}, row.time),
      h("td", {}, minutes(row)),
      h("td", { colspan: COLUMNS.length + 4 }, row.words),
    );
  }

  notes(row, strike) {
    const cells = row.cells ?? {};
    const rare = RARE.filter(([name]) => cells[name]).map(([name, label]) => `${label} ${cells[name]}`);
    const said = [...rare, cells.place, cells.note].filter(Boolean).join(" · ");
    const about = [row.emergency, row.late, cells.repeats, cells.asked, row.why].filter(Boolean).join(" · ");
    const folded = row.folded.map((one) => this.withdrawal(one, `withdraw “${one.words.toLowerCase()}”`));
    return [said && strike(said), said && about && " · ", about, ...folded].filter(Boolean);
  }

  buttons(row) {
    const named = `${row.time} ${row.words}`;
    const correct = h(
      "button",
      { class: "quiet", "aria-label": `Correct ${named}`, onclick: () => this.panel.corrections.correct(row) },
      "correct",
    );
    return [!SAID_ONCE.has(row.kind) && correct, this.withdrawal(row, "withdraw")];
  }

  withdrawal(row, shown) {
    const named = `Withdraw ${row.time} ${row.words}`;
    return h(
      "button",
      { class: "quiet", "aria-label": named, onclick: () => this.panel.corrections.withdraw(row) },
      shown,
    );
  }
}

// With the minus of the chart's own axis before the start.
function minutes({ minutes: number }) {
  return number === null ? "" : `${String(number).replace("-", "−")}′`;
}
