// Alerts: what is over a limit, one line while closed; opened, each with its time, its limit's source and what is now.

import { h, redraw } from "./dom.js";

const MARK = { red: "▲", caution: "◆" };

export class Alerts {
  constructor(panel) {
    this.panel = panel;
    this.place = h("div", {
      role: "region",
      "aria-label": "Alerts",
      "aria-live": "polite",
      class: "alerts",
      hidden: true,
    });
  }

  draw() {
    const { alerts } = this.panel.state;
    this.place.hidden = alerts.length === 0;
    redraw(this.place, [alerts, this.open], () => [
      h(
        "button",
        { class: "line", "aria-expanded": String(Boolean(this.open)), onclick: () => this.toggle() },
        alerts.map(({ rank, words, back }) =>
          h("span", { class: back ? `${rank} back` : rank }, `${MARK[rank]} ${words}`),
        ),
      ),
      this.open &&
        h(
          "ul",
          {},
          alerts.map((alert) => this.row(alert)),
        ),
      this.open && h("p", { class: "soft" }, "Limits are the protocol's, an example. This is no alarm and no monitor."),
    ]);
  }

  row({ rank, words, more }) {
    return h("li", {}, h("b", { class: rank }, `${rank === "red" ? "Red" : "Caution"}: ${words}`), ` · ${more}`);
  }

  toggle() {
    this.open = !this.open;
    this.draw();
  }
}
