// What is only typed: it lies on the server half a second later, comes back to its author, and no key of it is lost.

import { request } from "./wire.js";

const DRAFT_MS = 500;
export const STALE_S = 120;
const TOLD = 3; // of what was saved since

export class Draft {
  constructor(entry) {
    this.entry = entry;
    const { treatment, author } = entry.panel.data;
    this.place = `chairside.draft.${treatment}.${author.id}`;
    addEventListener("pagehide", () => this.timer && this.holdHere());
  }

  // What is only typed lies on the server half a second later, for its author alone.
  keep() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.put(), DRAFT_MS);
  }

  // What the server could not take yet lies in the browser's own storage until it can.
  holdHere() {
    const { id, text, author } = this.body();
    const typed = { id, text, author, typed_at: this.entry.panel.time.now() };
    try {
      localStorage.setItem(this.place, JSON.stringify(typed));
    } catch {
      // A full or forbidden storage holds nothing; the page itself still does.
    }
  }

  heldHere() {
    try {
      return JSON.parse(localStorage.getItem(this.place));
    } catch {
      return null;
    }
  }

  forgetHere() {
    try {
      localStorage.removeItem(this.place);
    } catch {
      // Nothing was held.
    }
  }

  body() {
    const content = this.content();
    const typed = content.line || content.form || Object.values(content.fields).some(Boolean);
    const text = typed ? JSON.stringify(content) : "";
    return { id: this.entry.draft, text, author: this.entry.panel.data.author.id };
  }

  // What the line holds, and what belongs to it without standing in it; and the form that is open beside it.
  content() {
    const { cameBack = null, fields, line, panel, stated = null, touched = false } = this.entry;
    const { unlocked } = panel.data;
    return { line: line.value, fields, touched, stated, cameBack, unlocked, form: panel.forms.content() };
  }

  async put() {
    if (!this.restored) {
      this.waits = true; // first comes back what was kept, or it would be written over
      return;
    }
    clearTimeout(this.timer);
    this.timer = null;
    const body = this.body();
    this.putting = true;
    try {
      const { status } = await request("PUT", `${this.entry.panel.address}/draft`, body);
      this.waits = status !== 204;
      this.kept = body.text ? body.id : null;
    } catch {
      this.waits = true; // put again when there is a connection
    }
    if (this.waits) {
      this.holdHere();
    } else {
      this.forgetHere();
    }
    this.putting = false;
  }

  // There is an answer from the server: what could not be fetched or kept before is tried again.
  again() {
    if (this.restoreLater) {
      this.restoreLater = false;
      this.restore();
    } else if (this.waits && this.restored && !this.putting) {
      this.put();
    }
  }

  async restore() {
    let answer;
    try {
      answer = await request("GET", `${this.entry.panel.address}/draft`);
    } catch {
      answer = { status: 0 };
    }
    if (![200, 204].includes(answer.status)) {
      this.restoreLater = true;
      return;
    }
    this.restored = true;
    const held = this.heldHere();
    const here = held?.text && held.typed_at >= (answer.body?.typed_at ?? 0) ? held : null; // else typed elsewhere since
    this.waits ||= Boolean(here);
    this.cameIn(here ?? answer.body);
    if (this.waits) {
      this.put();
    }
  }

  // A draft from the server. One that is being saved, or of whoever is chosen at this browser meanwhile, is none.
  cameIn(kept) {
    const { entry } = this;
    const { panel } = entry;
    const known = panel.waitingHere().some(({ body }) => body.id === kept?.id) || panel.waiting.settled.has(kept?.id);
    if (!kept?.text || known || kept.author !== panel.data.author.id) {
      return;
    }
    const content = JSON.parse(kept.text);
    if (content.form) {
      panel.forms.cameIn(content.form, kept.typed_at);
    }
    if (!content.line && !Object.values(content.fields).some(Boolean)) {
      return;
    }
    if (entry.line.value) {
      panel.waiting.put(panel.queue.kept(content)); // somebody was faster at typing
      return;
    }
    const wasLocked = content.unlocked !== undefined && content.unlocked !== panel.data.unlocked;
    const isOld = wasLocked || panel.time.now() - kept.typed_at >= STALE_S;
    const since = content.cameBack ?? (isOld ? kept.typed_at : null);
    this.kept = kept.id;
    entry.cameIn(kept.id, content, content.stated ? null : since);
    if (isOld) {
      entry.asked.tell(this.meanwhile(kept.typed_at));
    }
  }

  // How old what came back is, and what was saved since: it may be in the record already, under a colleague's name.
  meanwhile(typedAt) {
    const { panel } = this.entry;
    const age = Math.max(0, Math.round(panel.time.now() - typedAt));
    const ago = age < 60 ? `${age} s` : `${Math.floor(age / 60)} min`;
    const since = panel.state.rows.filter((row) => row.entered > typedAt && row.status === "final");
    const told = since.slice(0, TOLD).map(({ time, words, by }) => `${time} ${words} by ${by}`);
    const more = since.length > TOLD ? `, and ${since.length - TOLD} more` : "";
    const saved = told.length > 0 ? `Saved since: ${told.join(", ")}${more}.` : "Nothing was saved since.";
    return `Typed at ${panel.clock(typedAt)}, ${ago} ago, and not saved. ${saved}`;
  }

  // Keys pressed while there is no line to type into are held for it, as long as they can be meant for it.
  hold(isMeant) {
    this.catchUp();
    let text = "";
    const listen = (event) => {
      const nowhere = document.activeElement === document.body || document.activeElement === null;
      if (nowhere && event.key.length === 1 && !event.ctrlKey && !event.metaKey && !event.altKey && isMeant()) {
        event.preventDefault();
        text += event.key;
      }
    };
    document.addEventListener("keydown", listen, true);
    this.release = () => {
      document.removeEventListener("keydown", listen, true);
      return text;
    };
  }

  catchUp() {
    const fast = window.chairsideFast?.();
    const text = (fast?.text ?? "") + (this.release?.() ?? "");
    this.release = null;
    if (text) {
      this.entry.line.value += text;
      this.entry.typed();
    }
    this.entry.isHasty ||= Boolean(fast?.isHasty);
    this.entry.hastyUntil = Math.max(this.entry.hastyUntil ?? 0, fast?.hastyUntil ?? 0);
  }

  // The save takes its draft with it; one kept under another id, or still on its way, is to be emptied.
  saved(id) {
    clearTimeout(this.timer);
    this.timer = null;
    this.forgetHere();
    if (this.putting || this.entry.panel.forms.content() || (this.kept && this.kept !== id)) {
      this.keep();
    }
  }
}
