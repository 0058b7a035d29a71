// The session chart: the Altair chart embedded once, then given rows; never built anew while one types.

import { h } from "./dom.js";

export class Chart {
  constructor(figure) {
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
      view.runAsync();
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
