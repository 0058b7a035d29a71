// Scores, where the session's protocol shows any: the total or what is not known of it, and the parts to be judged here.

import { h, redraw } from "./dom.js";

export class Scores {
  constructor(panel) {
    this.panel = panel;
    this.place = h("section", { role: "region", "aria-label": "Scores", class: "check-list", hidden: true });
  }

  // For the button that opens it; nothing where the protocol shows no score.
  said() {
    return this.panel.state.scores.map(({ short }) => short).join(" · ");
  }

  toggle() {
    this.place.hidden = !this.place.hidden;
    this.draw();
  }

  draw() {
    const { scores } = this.panel.state;
    redraw(this.place, [scores, this.place.hidden], () => [
      h("h3", {}, "Scores"),
      scores.map((score) => this.score(score)),
      h("div", { class: "row4" }, h("button", { onclick: () => this.toggle() }, "Close")),
    ]);
  }

  score({ said, parts, note, asked }) {
    return h(
      "div",
      { class: "score" },
      h("p", {}, h("b", {}, said), parts.length > 0 && h("small", {}, ` ${parts.join(" · ")}`)),
      note && h("p", { class: "check" }, note),
      asked.map((part) => this.part(part)),
    );
  }

  part({ part, label, answer, options }) {
    const [, judged] = options.find(([says]) => says === answer) ?? [null, "not judged"];
    return h(
      "div",
      { class: "item" },
      h("span", {}, label, h("small", {}, ` ${judged}`)),
      h(
        "span",
        { class: "answers" },
        options.map(([says, words]) =>
          h(
            "button",
            {
              "aria-label": `${label}: ${words}`,
              "aria-pressed": String(answer === says),
              title: words,
              onclick: () => this.panel.tap("score-answers", { part, says }, label),
            },
            says,
          ),
        ),
      ),
    );
  }
}
