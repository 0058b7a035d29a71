// The keypad: lies over the effects while a touch field has the focus; its keys type into that field.

import { h, keepFocus } from "./dom.js";

const KEYS = ["7", "8", "9", "4", "5", "6", "1", "2", "3", ".", "0", "⌫"];
const REASONS = { d: "declined", a: "asleep", p: "probe off", e: "equipment", n: "no reading", o: "other" };

const AFTER_TAP_MS = 400; // for a press that ends in no click; a slow machine tells of a click well after the finger is up
let isPressed = false;
addEventListener("mousedown", () => (isPressed = true), { capture: true });
addEventListener("mouseup", () => (isPressed = false), { capture: true });

export class Keypad {
  constructor(panel) {
    this.panel = panel;
    const key = (sign) => h("button", { onmousedown: keepFocus, onclick: () => this.press(sign), tabindex: -1 }, sign);
    const reason = ([letter, words]) =>
      h(
        "button",
        { onmousedown: keepFocus, onclick: () => this.type(`-${letter}`), tabindex: -1, class: "small" },
        words,
      );
    this.title = h("b", {});
    this.place = h(
      "div",
      { class: "keypad", role: "group", "aria-label": "Keypad", hidden: true },
      h(
        "div",
        { class: "keyhead" },
        this.title,
        h("button", { onmousedown: keepFocus, onclick: () => this.next(), tabindex: -1 }, "Next"),
      ),
      h(
        "div",
        { class: "pads" },
        h("div", { class: "keys" }, KEYS.map(key)),
        h("div", { class: "reasons" }, h("span", {}, "not measured:"), Object.entries(REASONS).map(reason)),
      ),
    );
  }

  open(input) {
    this.input = input;
    this.title.textContent = input.getAttribute("aria-label");
    this.place.hidden = false;
    input.select();
    this.place.scrollIntoView({ block: "nearest" }); // on a phone it opens below what is in sight
  }

  // It goes after the tap that took the focus away: gone before, it would move what is being tapped from under the finger.
  close(input) {
    const hide = () => {
      removeEventListener("click", soon, { capture: true });
      if (this.input === input && !input.matches(":focus")) {
        this.place.hidden = true;
      }
    };
    const soon = () => setTimeout(hide);
    if (isPressed) {
      addEventListener("click", soon, { once: true, capture: true });
      addEventListener("mouseup", () => setTimeout(hide, AFTER_TAP_MS), { once: true });
    } else {
      soon();
    }
  }

  press(sign) {
    const { input } = this;
    const [from, to] = [input.selectionStart, input.selectionEnd];
    const before = input.value.slice(0, sign === "⌫" && from === to ? Math.max(0, from - 1) : from);
    this.type(before + (sign === "⌫" ? "" : sign) + input.value.slice(to));
    const caret = before.length + (sign === "⌫" ? 0 : 1);
    input.setSelectionRange(caret, caret);
  }

  type(text) {
    this.input.value = text;
    this.input.dispatchEvent(new Event("input"));
  }

  next() {
    const fields = Object.values(this.panel.signs.inputs).filter((input) => input.offsetParent !== null);
    const following = fields[(fields.indexOf(this.input) + 1) % fields.length];
    following.focus();
  }
}
