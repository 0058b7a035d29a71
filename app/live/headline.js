// The headline: phase, times, drug and dose above the panel, and whether there is a connection.

import { h, redraw } from "./dom.js";
import { doseWords } from "./dose.js";

const SAID = {
  connected: ["status", "Connected"],
  offline: ["alert", "Not connected: you can go on typing, what you enter waits here."],
  "signed-out": ["alert", "Not signed in at this browser: say who you are; what you entered waits here."],
  closed: ["alert", "This record is for named people, and you are not one of them: what you entered waits here."],
  fault: ["alert", "The server answers with a fault: what you enter waits here."],
};

export class Headline {
  constructor(panel) {
    this.panel = panel;
    this.head = h("div", { class: "headline" });
    this.wire = h("div", { class: "wire" });
    this.due = h("div", { class: "due", role: "status", "aria-label": "Next due" });
    this.clock = h("p", { role: "alert", class: "refusal", hidden: true });
    this.place = h("div", { class: "top" }, this.head, this.due, this.wire);
  }

  draw() {
    this.drawDue();
    this.clock.hidden = !this.panel.state.clock;
    redraw(this.clock, this.panel.state.clock ?? null, () => this.panel.state.clock);
    const { session } = this.panel.state;
    const afterwards = session.entered_afterwards ? " · entered afterwards: every entry states its time" : "";
    const lines = [
      this.phase(session),
      this.times(session).join(" · "),
      `${session.drug} ${session.route} · ${doseWords(session)}`,
      `${session.protocol}${afterwards}`,
    ];
    redraw(this.head, lines, () => [
      h(
        "div",
        {},
        h("b", {}, lines[0]),
        h("span", {}, lines[1]),
        " ",
        h("button", { class: "quiet", onclick: () => this.arrival() }, "set arrival"),
      ),
      h("div", {}, h("b", {}, lines[2]), h("span", {}, lines[3])),
    ]);
  }

  // It counts by itself, also while there is no connection.
  drawDue() {
    const { next, owed, count } = this.panel.state.dues;
    const whole = (seconds) => Math.floor(seconds / 60);
    const past = next && whole(this.panel.time.now()) - whole(next.at);
    const isLate = next !== null && !next.baseline && past > 0;
    const lines = [
      next && when(next, past, this.panel.clock(next.at)),
      next?.signs,
      owed && `Not taken at ${this.panel.clock(owed.at)}: ${owed.signs}`,
      count,
    ].filter(Boolean);
    redraw(this.due, [lines, isLate], () =>
      lines.map((line, place) =>
        h(place === 0 ? "b" : "span", { class: (place === 0 && isLate) || line.startsWith("Not") ? "late" : "" }, line),
      ),
    );
  }

  phase({ phase, started, ended, entered_afterwards: afterwards }) {
    const whole = (seconds) => Math.floor(seconds / 60);
    const counts = started !== null && ended === null && !afterwards;
    const minutes = counts ? ` · ${whole(this.panel.time.now()) - whole(started)}′` : "";
    return phase[0].toUpperCase() + phase.slice(1) + minutes;
  }

  // The arrival with its date where that is not today's, every other time with its own where that is another day.
  times(session) {
    const { panel } = this;
    const at = (seconds) => panel.instant(new Date(seconds * 1000).toISOString());
    const isToday = panel.day(session.arrived) === panel.day(panel.time.now());
    return [
      `arrived ${isToday ? "" : `${panel.day(session.arrived)} `}${panel.clock(session.arrived)}`,
      session.started !== null && `started ${at(session.started)}`,
      session.stopped !== null && `stopped ${at(session.stopped)}`,
      session.ended !== null && `ended ${at(session.ended)}, ${session.end_how}`,
      session.pre_dose && `pre-dose value ${session.pre_dose}`,
    ].filter(Boolean);
  }

  // Before the first entry's own time, for somebody who sat there before the session was opened.
  arrival(typed) {
    const { panel } = this;
    const fields = [
      { name: "stated", label: "Arrived at", kind: "time", required: true, earlier: true },
      { name: "reason", label: "Reason", kind: "words", required: true },
    ];
    const from = { kind: "arrivals", body: {} };
    panel.forms.open("Set the arrival", fields, (filled) => panel.send("arrivals", filled), { typed, from });
  }

  drawWire(connection) {
    const [role, words] = SAID[connection];
    const next = encodeURIComponent(location.pathname + location.search);
    const link = connection === "signed-out" && h("a", { href: `/login?next=${next}` }, "Sign in");
    redraw(this.wire, [role, words], () => [h("span", { role, class: connection }, words), link]);
  }
}

function when({ baseline }, past, clock) {
  if (baseline) {
    return "Baseline due";
  }
  if (past === 0) {
    return `Due now, ${clock}`;
  }
  return past > 0 ? `Overdue ${past} min, was due ${clock}` : `Due ${clock}, in ${-past} min`;
}
