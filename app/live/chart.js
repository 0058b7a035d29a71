// The session chart: the Altair chart embedded once, then given rows; never built anew while one types.

import { h } from "./dom.js";

const FULL = 200; // the height of pressures and pulse: SIGNS_HEIGHT in app/charts/signs.py
const LEAST = 100; // lower than this nobody reads a pressure from it, and the lanes are scrolled to
const MOST_FIRST = 300; // px that the chart takes before the sheet, which keeps the last three readings in sight
const BESIDE = matchMedia("(min-width: 901px)"); // where the chart shares the height of the screen (panel.css)

export class Chart {
  constructor(figure) {
    this.figure = figure;
    this.high = FULL;
    // Vega gives its element a role of its own; the figure's role and words are what is to be read of it.
    this.place = h("div", { "aria-hidden": "true" });
    figure.append(this.place);
  }

  async show(spec, state, width) {
    this.latest = [state, width];
    const theme = JSON.stringify(spec.config ?? {});
    if (this.theme !== theme) {
      this.theme = theme;
      this.view?.finalize();
      this.view = null;
      await bundle();
      const { view } = await window.chairsideVega.vegaEmbed(this.place, spec, {
        renderer: "svg",
        actions: false,
        ast: true,
        tooltip: false,
      });
      this.view = view;
      this.has = {};
    }
    this.update(...this.latest); // while it was being embedded, a save may have come
  }

  // Hands the view what differs from what it has: a save then moves one dataset, not fourteen.
  update(state, width) {
    const { view } = this;
    this.latest = [state, width];
    if (!view || !state) {
      return;
    }
    let changed = false;
    for (const [name, rows] of Object.entries(state.chart)) {
      const text = JSON.stringify(rows);
      if (this.has[name] !== text) {
        this.has[name] = text;
        view.data(name, JSON.parse(text)); // fresh rows: those that Vega has seen carry its own marks
        changed = true;
      }
    }
    for (const [name, value] of Object.entries({ ...state.signals, width })) {
      if (this.has[name] !== value) {
        this.has[name] = value;
        if (name === "width") {
          view.width(value);
        } else {
          view.signal(name, value);
        }
        changed = true;
      }
    }
    if (changed) {
      view.runAsync().then(() => this.fit());
    }
  }

  // Where there is little height, pressures are drawn lower, so that dose and effects below them stay in sight. What the
  // whole would take is told to the layout: it gives no more, and takes it back when there is room again.
  fit() {
    const drawn = this.place.querySelector("svg")?.getBoundingClientRect().height;
    if (!drawn || !this.view) {
      return;
    }
    const whole = Math.ceil(drawn + FULL - this.high) + 8;
    this.figure.style.flexBasis = `${whole}px`;
    this.figure.style.minHeight = `${Math.max(284, Math.min(whole - FULL + LEAST, MOST_FIRST))}px`;
    const room = BESIDE.matches ? this.figure.clientHeight : whole;
    const high = Math.max(LEAST, Math.min(FULL, FULL - (whole - room)));
    if (Math.abs(high - this.high) >= 2) {
      this.high = high;
      this.view.signal("concat_0_height", high).runAsync();
    }
  }
}

let loading;

function bundle() {
  loading ??= window.chairsideVega
    ? Promise.resolve()
    : new Promise((done, failed) => {
        const script = Object.assign(document.createElement("script"), { type: "module", src: "/assets/vega.js" });
        script.onload = done;
        script.onerror = failed;
        document.head.append(script);
      });
  return loading;
}
