// Claims: what was entered at a locked tablet without a person waits, in sight, for the name of who made it.

import { h, redraw } from "./dom.js";

const FEW = 2; // more would take the chart's place: the others are counted

export class Claims {
  constructor(panel) {
    this.panel = panel;
    this.place = h("div", { role: "alert", "aria-label": "Emergency entries", class: "claims refusal", hidden: true });
  }

  draw() {
    const { unclaimed } = this.panel.state;
    this.place.hidden = unclaimed.length === 0;
    const shown = this.open ? unclaimed : unclaimed.slice(0, FEW);
    const more = unclaimed.length - shown.length;
    redraw(this.place, [unclaimed, more], () => {
      const one = unclaimed.length === 1;
      const tablets = [...new Set(unclaimed.map(({ tablet }) => tablet))].join(", ");
      const said = `${one ? "1 emergency entry is" : `${unclaimed.length} emergency entries are`} unclaimed at ${tablets}.`;
      const { writes } = this.panel.data.author;
      const unfold = { class: "quiet", "aria-expanded": "false", onclick: () => this.unfold() };
      return [
        h("b", {}, `▲ ${said}`),
        writes && !one && this.button("All mine: claim", "Claim all emergency entries", unclaimed),
        shown.map((entry) =>
          writes
            ? this.button(`Mine: claim ${entry.words}`, `Claim ${entry.words}`, [entry])
            : h("span", {}, entry.words),
        ),
        more > 0 && h("button", unfold, `show ${more} more`),
      ];
    });
  }

  unfold() {
    this.open = true;
    this.draw();
  }

  // Only what stood here is claimed: what came in a moment ago has not been seen.
  button(words, label, entries) {
    const claim = () => this.panel.tap("claims", { facts: entries.map(({ id }) => id) });
    return h("button", { "aria-label": label, onclick: claim }, words);
  }
}
