// The session chart: the Altair chart embedded once, then given rows; never built anew while one types.

export class Chart {
  constructor(place) {
    this.place = place;
  }

  async show(spec, state, width) {
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
      this.drawn = null;
    }
    this.update(state, width);
  }

  update(state, width) {
    if (!this.view || !state) {
      return;
    }
    const key = `${state.version}/${width}/${Math.floor(state.now / 60)}`;
    if (key === this.drawn) {
      return;
    }
    this.drawn = key;
    for (const [name, rows] of Object.entries(state.chart)) {
      this.view.data(name, rows);
    }
    for (const [name, value] of Object.entries(state.signals)) {
      this.view.signal(name, value);
    }
    this.view.width(width);
    this.view.runAsync();
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
