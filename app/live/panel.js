// The panel: everything at the chair on one surface. Streamlit mounts it; saving goes by our own routes.

import { Alerts } from "./alerts.js";
import { Anew } from "./anew.js";
import { Chart } from "./chart.js";
import { Check } from "./check.js";
import { Corrections } from "./corrections.js";
import { Claims } from "./claim.js";
import { clock, day, h, redraw } from "./dom.js";
import { Delivery } from "./delivery.js";
import { Dose } from "./dose.js";
import { Effects } from "./effects.js";
import { Entry } from "./entry.js";
import { Flowsheet } from "./flowsheet.js";
import { Forms } from "./forms.js";
import { Headline } from "./headline.js";
import { Keypad } from "./keypad.js";
import { parse } from "./line.js";
import { Queue } from "./queue.js";
import { keepRoom } from "./room.js";
import { Scores } from "./scores.js";
import { Sealing } from "./sealing.js";
import { Signs } from "./signs.js";
import { Taps } from "./taps.js";
import { Heartbeat, keepLooking, ServerTime } from "./wire.js";
import { Waiting } from "./waiting.js";

const OUTLIVE_MS = 15000;
const TIMED = new Set(["effects", "effect-changes", "none-reported", "check-answers", "score-answers"]); // what one tap says of a moment
const panels = new Map();
keepLooking(() => [...panels.values()].some((panel) => panel.surface.isConnected));

// Streamlit calls this at the first mount and after every rerun. After a reconnect it may build the page anew: the panel
// of this session and person then moves over as it is, with the caret, what is typed, and what waits.
export default function mount(component) {
  const [data] = component.data;
  const place = component.parentElement.querySelector(".mount");
  const key = `${data.treatment}/${data.author.id}`;
  let panel = panels.get(key);
  if (!panel) {
    panel = new Panel(data);
    panels.set(key, panel);
  }
  panel.anew.settle(component.setTriggerValue);
  panel.settle(place, data);
  return () => panel.leave(key);
}

class Panel {
  constructor(data) {
    this.data = data;
    this.state = data.state;
    this.address = `/api/treatments/${data.treatment}`;
    this.time = new ServerTime(data.state.now);
    this.connection = "connected";
    this.anew = new Anew();
    this.keypad = new Keypad(this);
    this.forms = new Forms(this);
    this.signs = new Signs(this);
    this.entry = new Entry(this);
    this.effects = new Effects(this);
    this.check = new Check(this);
    this.scores = new Scores(this);
    this.dose = new Dose(this);
    this.sheet = new Flowsheet(this);
    this.corrections = new Corrections(this);
    this.queue = new Queue(this);
    this.build();
    this.chart = new Chart(this.figure);
    this.heart = new Heartbeat(this.address, {
      tag: () => this.state.tag,
      onTime: (now) => this.time.heard(now),
      onState: (state) => this.heard(state),
      onAnswer: (connection) => this.connected(connection),
      onAside: (aside) => aside !== this.data.aside && this.drawPageAnew(`aside ${aside}`),
    });
    this.sealing = new Sealing({ author: data.author.id, time: this.time });
    this.waiting = new Waiting({
      author: data.author.id,
      time: this.time,
      sealing: this.sealing,
      look: () => this.heart.look(),
      onChange: () => this.waiting && this.drawWaiting(),
      onReceipt: (item, receipt) => this.receive(item, receipt),
      onRefused: (item, answer) => this.queue.cameBack(item, answer),
      onSaved: (item, { state }) => state && item.treatment === this.data.treatment && this.heard(state),
    });
    this.delivery = new Delivery({ but: data.author.id, say: (words) => this.delivered(words) });
    this.ticking = setInterval(() => this.headline.draw(), 1000);
    this.caret = this.entry.line;
    this.taps = new Taps(this.surface);
    this.surface.addEventListener("focusin", (event) => (this.caret = event.target));
  }

  settle(place, data) {
    clearTimeout(this.leaving);
    const moves = this.surface.parentElement !== place;
    if (moves) {
      place.replaceChildren(this.surface);
    }
    this.redress(data);
    if (moves) {
      this.caret.focus();
      this.entry.kept.catchUp();
    }
  }

  // What is typed while the page is being built anew belongs into the line; on another screen it does not.
  leave(key) {
    this.entry.kept.hold(() => this.isAddressed());
    clearTimeout(this.leaving);
    this.leaving = setTimeout(() => {
      if (!this.surface.isConnected) {
        panels.delete(key);
        this.heart.stop();
        this.waiting.stop();
        this.delivery.stop();
        clearInterval(this.ticking);
        this.entry.kept.catchUp();
      }
    }, OUTLIVE_MS);
  }

  // Whether the page's address still names this session, and no panel of another one is on the page.
  isAddressed() {
    const named = new URLSearchParams(location.search).get("session") === this.data.treatment;
    return named && ![...panels.values()].some((panel) => panel !== this && panel.surface.isConnected);
  }

  build() {
    this.headline = new Headline(this);
    this.claims = new Claims(this);
    this.alerts = new Alerts(this);
    this.receipt = h("div", { role: "status", class: "receipt", "aria-live": "polite" });
    const scrolls = { tabindex: 0 }; // many lanes of effects are scrolled to, also by keys
    this.handedOn = h("div", { role: "status", hidden: true });
    this.figure = h("div", { class: "figure", role: "figure", "aria-label": "Session chart", ...scrolls });
    const turn = () => {
      this.faced = !this.faced;
      this.layers.classList.toggle("second", this.faced);
      this.turner.setAttribute("aria-expanded", String(Boolean(this.faced)));
    };
    this.turner = h(
      "button",
      { class: "turner", "aria-expanded": "false", onclick: turn },
      "Sedation, dissociation, pain, oxygen, weight …",
    );
    this.layers = h(
      "div",
      { class: "layers" },
      h("div", { class: "first" }, this.effects.place, this.dose.place),
      this.signs.more,
      this.keypad.place,
      this.check.place,
      this.scores.place,
      this.forms.place,
    );
    const left = h(
      "div",
      { class: "left card" },
      this.entry.place,
      this.signs.place,
      this.receipt,
      this.handedOn,
      this.queue.place,
      this.turner,
      this.layers,
      this.effects.offered,
    );
    const right = h("div", { class: "right card" }, this.figure, this.sheet.place);
    this.surface = h(
      "div",
      { class: this.data.author.writes ? "chair" : "chair reads" },
      this.headline.place,
      this.headline.clock,
      this.claims.place,
      this.alerts.place,
      left,
      right,
    );
    keepRoom(this.surface, this.data.author.writes ? left : right); // who reads has nothing at the left
    const sized = () => {
      this.wide = this.figure.clientWidth;
      this.drawChart();
      this.chart?.fit();
      this.alerts.limit();
    };
    new ResizeObserver(sized).observe(this.figure);
  }

  // A rerun of the page may bring another theme; the state itself comes by our own routes.
  redress(data) {
    this.data = data;
    for (const [name, colour] of Object.entries(data.palette)) {
      this.surface.style.setProperty(`--${name.replaceAll("_", "-")}`, colour);
    }
    if (data.state.version >= this.state.version) {
      this.state = data.state; // its time may be long past: a page built anew brings what it had
    }
    this.drawAll();
    this.chart?.show(data.spec, this.state, this.width());
  }

  // Sends one entry, as pressed now or when it is told; answers its id.
  send(kind, body, pressed) {
    const id = body.id ?? crypto.randomUUID();
    this.taps.forget();
    this.waiting.add(this.data.treatment, kind, { ...body, id }, pressed);
    return id;
  }

  // The same for a tap, which is meant once. In a session entered afterwards it asks for its time first.
  tap(kind, body, title = "When was it?") {
    if (this.state.session.entered_afterwards && TIMED.has(kind)) {
      const fields = [{ name: "stated", label: "Time", kind: "time", required: true }];
      this.forms.open(title, fields, (filled) => this.send(kind, { ...body, ...filled }));
      return null;
    }
    return this.taps.once(kind, body, (...entry) => this.send(...entry));
  }

  // The receipt first, since it is what one waits for; the state follows it.
  receive(item, receipt) {
    const elsewhere = item.treatment === this.data.treatment ? "" : " · in another session";
    this.last = { ...receipt, words: receipt.words + elsewhere };
    this.queue.draw();
    this.sheet.place.scrollTop = 0; // what was saved is the newest, in sight even after an old row was looked up
    this.connected("connected");
  }

  // What another person had entered here: it is gone from the queue, and the next look brings what became of it.
  delivered(words) {
    this.handedOn.textContent = words;
    this.handedOn.hidden = false;
    this.drawWaiting();
    this.heart.look();
  }

  heard(state) {
    if (state.version < this.state.version) {
      return;
    }
    this.state = state;
    this.time.heard(state.now);
    this.drawChart();
    setTimeout(() => this.drawWords()); // in a turn of its own: the new point is on the screen before it
  }

  connected(connection) {
    const before = this.connection;
    this.connection = connection;
    if (connection === "connected") {
      this.entry.kept.again();
      this.sealing?.register();
      if (before !== "connected") {
        this.waiting?.flush();
      }
    }
    this.headline.drawWire(this.connection);
    if (connection === "closed") {
      this.drawPageAnew(connection); // and the page says whom to ask
    }
  }

  drawPageAnew(why) {
    if (this.surface.isConnected) {
      this.anew.ask(why);
    }
  }

  drawAll() {
    this.drawChart();
    this.drawWords();
  }

  drawWords() {
    this.headline.draw();
    this.headline.drawWire(this.connection);
    this.claims.draw();
    this.alerts.draw();
    this.entry.draw();
    if (this.waiting) {
      this.effects.draw();
      this.drawWaiting();
    }
    this.dose.draw();
    this.check.draw();
    this.scores.draw();
    this.sheet.draw();
  }

  // What is slow is one line as tall as what stood there. It ends the receipt before it, which would come back as if it were
  // the answer where what waits is refused.
  drawReceipt() {
    const { slow } = this.queue;
    const said = () => this.last && `✓ ${[this.last.words, ...(this.last.follows ?? [])].join(" · ")}`;
    if (slow.length === 0) {
      this.receipt.style.minHeight = "";
      redraw(this.receipt, this.last ?? null, said);
      return;
    }
    if (!this.receipt.style.minHeight) {
      this.receipt.style.minHeight = `${this.receipt.offsetHeight}px`;
      this.last = null;
    }
    redraw(this.receipt, slow, () => h("span", { class: "slow" }, `Waits: ${slow.join(", ")}.`));
  }

  waitingHere() {
    return this.waiting.all().filter(({ treatment }) => treatment === this.data.treatment);
  }

  drawWaiting() {
    this.queue.draw();
    this.effects.draw();
  }

  drawChart() {
    this.figure.setAttribute("aria-label", this.state.alt);
    this.chart?.update(this.state, this.width());
  }

  width() {
    this.wide ??= this.figure.clientWidth; // asked once: at each drawing it would make the browser lay out the page
    return Math.max(180, this.wide - this.data.margins - 8);
  }

  clock(seconds) {
    return clock(seconds, this.state.session.zone);
  }

  // An instant as text, as it is read on the wall; with its day where that is not the arrival's.
  instant(text) {
    const at = Date.parse(text) / 1000;
    const isThatDay = this.day(at) === this.day(this.state.session.arrived);
    return isThatDay ? this.clock(at) : `${this.day(at)} ${this.clock(at)}`;
  }

  // The date in the session's zone.
  day(seconds) {
    return day(seconds, this.state.session.zone);
  }

  label(name) {
    return this.data.labels[name] ?? name;
  }

  effectLabel(key) {
    return this.data.terms.find((term) => term.key === key)?.label ?? key;
  }

  // A time typed into a form: "14:05", "-5" or a whole instant, read as the line reads it after @.
  // `late`: what is corrected is the end itself, which is then no limit of its own time.
  stated(text, { earlier = false, late = false } = {}) {
    const setting = this.entry.setting();
    if (late) {
      setting.end = null;
    }
    if (earlier) {
      setting.arrival = new Date((this.state.session.arrived - 86400) * 1000).toISOString();
      setting.entered_afterwards = false;
    }
    const answer = parse(`h60 @${text.replace(/^@/, "")}`, setting, this.data.tables);
    const problem = answer.refusals[0]?.text ?? answer.choices[0]?.text ?? null;
    return { stated: answer.stated, problem };
  }
}
