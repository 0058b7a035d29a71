// Delivery: what other people have entered and sealed at this tablet is sent as theirs, on the way in and beside any panel.

import * as held from "./held.js";

const AGAIN_MS = 10000;
const PATIENCE_MS = 8000;
const SAVED = new Set([200, 201]);
const KEPT = 202;
const LATER = new Set([429, 503, 507]);

export class Delivery {
  // `but` is whose entries go by her own sign-in; `say` tells a sentence for each that was delivered.
  constructor({ but = null, say }) {
    Object.assign(this, { but, say });
    this.online = () => this.send();
    addEventListener("online", this.online);
    this.timer = setInterval(() => this.send(), AGAIN_MS);
    this.send();
  }

  stop() {
    clearInterval(this.timer);
    removeEventListener("online", this.online);
  }

  // What somebody was asked about waits for her.
  async send() {
    if (this.sending) {
      return;
    }
    this.sending = true;
    try {
      for (const item of held.all().filter(({ sealed, answer, author }) => sealed && !answer && author !== this.but)) {
        await this.deliver(item);
      }
    } catch {
      // No answer: again in a while.
    }
    this.sending = false;
  }

  async deliver({ treatment, kind, body, sealed }) {
    const answer = await fetch(`/api/treatments/${treatment}/${kind}`, {
      method: "POST",
      headers: {
        "content-type": "application/json",
        "x-chairside-key": sealed.key,
        "x-chairside-elapsed": String(sealed.elapsed),
        "x-chairside-signature": sealed.signature,
      },
      body: sealed.body,
      signal: AbortSignal.timeout(PATIENCE_MS),
      cache: "no-store",
    });
    if (SAVED.has(answer.status)) {
      held.take(body.id);
      this.say("An entry that waited at this tablet is saved under its author's name.");
    } else if (answer.status === KEPT) {
      held.take(body.id);
      this.say("An entry that waited at this tablet is kept in its session until somebody accepts or withdraws it.");
    } else if (answer.status < 500 && !LATER.has(answer.status)) {
      held.change(body.id, { sealed: undefined }); // it waits for its author, as it would without a seal
    }
  }
}
