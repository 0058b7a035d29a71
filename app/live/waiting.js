// What waits to be saved: sent again with the same id until it is answered, a session's one after the other in the order
// of Enter.

import * as held from "./held.js";
import { OfflineError, request } from "./wire.js";

const AGAIN_MS = 600;
const JUST_NOW_S = 2;
const SETTLED = new Set([200, 201]);
const REFUSED = new Set([400, 403, 404, 409, 413, 422, 423]);

export class Waiting {
  // `look` asks the server for its time; it answers whether there was an answer.
  constructor({ author, time, sealing, look, onChange, onReceipt, onRefused, onSaved }) {
    Object.assign(this, {
      author,
      sealing,
      time,
      look,
      onChange,
      onReceipt,
      onRefused,
      onSaved,
      sending: false,
      told: new Set(),
      settled: new Set(),
    });
    this.listen = (event) => held.isAbout(event) && this.onChange();
    addEventListener("storage", this.listen);
    this.flush();
  }

  // Nobody looks any more; what waits is held for the next panel.
  stop() {
    this.stopped = true;
    clearTimeout(this.timer);
    removeEventListener("storage", this.listen);
  }

  all() {
    return held.all();
  }

  add(treatment, kind, body, pressed) {
    const item = { treatment, kind, body, author: this.author, entered: pressed ?? this.time.stamp() };
    this.put(item);
    this.flush(); // on its way first: the seal is for when it does not arrive
    this.sealing.seal(item);
  }

  put(item) {
    held.add(item);
    this.onChange();
  }

  // Takes an item out, for example to edit it or because the person lets it go.
  take(id) {
    const found = held.take(id);
    this.onChange();
    return found;
  }

  // Sends a refused item again with something added, such as what was confirmed.
  retry(item, more) {
    const body = { ...item.body, ...more };
    this.mark(item, { answer: undefined, trouble: undefined, sealed: undefined, body });
    this.flush();
    this.sealing.seal({ ...item, body });
  }

  mark(item, more) {
    held.change(item.body.id, more);
    this.onChange();
  }

  async flush() {
    if (this.sending || this.stopped) {
      return;
    }
    this.sending = true;
    clearTimeout(this.timer);
    const stuck = new Set(); // what one session's entry waits for must not hold up another session
    try {
      for (;;) {
        const item = this.mine().find(({ treatment }) => !stuck.has(treatment));
        if (!item || this.stopped) {
          break;
        }
        if (!(await this.send(item))) {
          stuck.add(item.treatment);
        }
      }
    } finally {
      this.sending = false;
    }
    if (!this.stopped && this.mine().length > 0) {
      this.timer = setTimeout(() => this.flush(), AGAIN_MS);
    }
  }

  mine() {
    return held.all().filter(({ answer, author }) => !answer && author === this.author);
  }

  // True: answered one way or the other, go on with the next. False: it waits.
  async send(item) {
    // How long something has waited is known by the server's clock too, and that must have been heard since.
    if (!this.time.isJustNow(item.entered, JUST_NOW_S) && !(await this.look())) {
      this.mark(item, { trouble: "" });
      return false;
    }
    const age = Math.round(this.time.since(item.entered) * 1000);
    const address = `/api/treatments/${item.treatment}/${item.kind}`;
    try {
      const sent = { ...item.body, author: item.author, age_ms: age };
      const { status, body } = await request("POST", address, sent, {
        onFirst: ({ receipt }) => this.first(item, receipt),
      });
      if (SETTLED.has(status) && body?.receipt?.id === item.body.id) {
        this.first(item, body.receipt);
        this.settled.add(item.body.id);
        held.take(item.body.id);
        this.onSaved(item, body); // before what waits is drawn: what is saved is never out of sight between the two
        this.onChange();
        return true;
      }
      if (REFUSED.has(status) && body) {
        this.mark(item, { answer: { status, ...body } });
        this.onRefused(item, { status, ...body });
        return true;
      }
      const said = body?.problem ?? `The server answered ${status} without a receipt: it is tried again.`;
      this.mark(item, { trouble: said });
    } catch (failure) {
      this.mark(item, { trouble: failure instanceof OfflineError ? "" : "It is tried again." });
    }
    return false;
  }

  // The receipt comes before the state; once it was told of, the whole answer does not tell it again.
  first(item, receipt) {
    if (receipt?.id === item.body.id && !this.told.has(receipt.id)) {
      this.told.add(receipt.id);
      this.onReceipt(item, receipt);
    }
  }
}
