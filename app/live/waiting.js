// What waits to be saved: kept in the browser's storage until its receipt (numbers and opaque ids, no name),
// sent again with the same id until it is answered, one after the other in the order of Enter.

import { OfflineError, request } from "./wire.js";

const PLACE = "chairside.waiting";
const AGAIN_MS = 600;
const SETTLED = new Set([200, 201]);
const REFUSED = new Set([400, 403, 404, 409, 413, 422, 423]);

export class Waiting {
  constructor({ author, time, onChange, onSaved }) {
    Object.assign(this, { author, time, onChange, onSaved, sending: false, memory: [] });
    this.listen = (event) => event.key === PLACE && this.onChange();
    addEventListener("storage", this.listen);
    this.flush();
  }

  // Nobody looks any more; what waits lies in the storage for the next panel.
  stop() {
    this.stopped = true;
    clearTimeout(this.timer);
    removeEventListener("storage", this.listen);
  }

  // All that waits or was refused: { treatment, kind, body, author, entered, answer?, trouble? }.
  all() {
    try {
      return JSON.parse(localStorage.getItem(PLACE) ?? "[]");
    } catch {
      return this.memory;
    }
  }

  keep(items) {
    this.memory = items;
    try {
      localStorage.setItem(PLACE, JSON.stringify(items));
    } catch {
      // A full or forbidden storage: the page's memory still holds it.
    }
    this.onChange();
  }

  add(treatment, kind, body) {
    const item = { treatment, kind, body, author: this.author, entered: this.time.now() };
    this.keep([...this.all(), item]);
    this.flush();
  }

  // Takes an item out, for example to edit it or because the person lets it go.
  take(id) {
    const found = this.all().find((item) => item.body.id === id);
    this.keep(this.all().filter((item) => item.body.id !== id));
    return found;
  }

  // Sends a refused item again with something added, such as what was confirmed.
  retry(id, more) {
    const change = (item) => ({ ...item, answer: undefined, trouble: undefined, body: { ...item.body, ...more } });
    this.keep(this.all().map((item) => (item.body.id === id ? change(item) : item)));
    this.flush();
  }

  async flush() {
    if (this.sending || this.stopped) {
      return;
    }
    this.sending = true;
    clearTimeout(this.timer);
    try {
      for (;;) {
        const item = this.all().find((one) => !one.answer && one.author === this.author);
        if (!item || !(await this.send(item))) {
          break;
        }
      }
    } finally {
      this.sending = false;
    }
    if (this.all().some((one) => !one.answer && one.author === this.author)) {
      this.timer = setTimeout(() => this.flush(), AGAIN_MS);
    }
  }

  // True: answered one way or the other, go on with the next. False: it waits.
  async send(item) {
    const age = Math.max(0, Math.round((this.time.now() - item.entered) * 1000));
    const address = `/api/treatments/${item.treatment}/${item.kind}`;
    try {
      const { status, body } = await request("POST", address, { ...item.body, author: item.author, age_ms: age });
      if (SETTLED.has(status)) {
        this.take(item.body.id);
        this.onSaved(item, body);
        return true;
      }
      if (REFUSED.has(status)) {
        this.mark(item, { answer: { status, ...body } });
        return true;
      }
      const said = body?.problem ?? `The server answered ${status}: it is tried again.`;
      this.mark(item, { trouble: said });
    } catch (failure) {
      this.mark(item, { trouble: failure instanceof OfflineError ? "" : "It is tried again." });
    }
    return false;
  }

  mark(item, more) {
    this.keep(this.all().map((one) => (one.body.id === item.body.id ? { ...one, ...more } : one)));
  }
}
