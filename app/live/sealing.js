// Sealing: each page has a key of its own, which never leaves its memory, and signs with it what is entered while its person
// is signed in. The entry can then be saved by whoever is at the tablet later, as hers. Without a key nothing is different.

import * as held from "./held.js";
import { request } from "./wire.js";

const CURVE = { name: "ECDSA", namedCurve: "P-256" };
const SIGNS = { name: "ECDSA", hash: "SHA-256" };
const UNSEALED = new Set(["moves", "claims"]); // what these say depends on what stands there when they come
const MADE = 201;

export class Sealing {
  constructor({ author, time }) {
    Object.assign(this, { author, time });
    this.register();
  }

  // The server counts from when it registered the key: this moment, or a little before it.
  async register() {
    if (this.key || this.registering || !globalThis.crypto?.subtle) {
      return;
    }
    this.registering = true;
    try {
      this.pair ??= await crypto.subtle.generateKey(CURVE, false, ["sign", "verify"]);
      const key = base64(await crypto.subtle.exportKey("spki", this.pair.publicKey));
      const { status, body } = await request("POST", "/api/key", { key });
      if (status === MADE) {
        this.since = this.time.stamp();
        this.key = body.id;
      }
    } catch {
      // Without the server, or where the browser makes no such key: tried again with the next connection.
    }
    this.registering = false;
  }

  // Puts the seal beside the item where it is held; the save itself waits for nothing.
  async seal({ treatment, kind, body, entered }) {
    const elapsed = this.key ? Math.floor((this.time.since(this.since) - this.time.since(entered)) * 1000) : -1;
    if (elapsed < 0 || UNSEALED.has(kind)) {
      return;
    }
    const { key } = this;
    const text = JSON.stringify({ ...body, author: this.author });
    const told = new TextEncoder().encode(["chairside-entry-v1", key, treatment, kind, elapsed, text].join("\n"));
    try {
      const signature = base64(await crypto.subtle.sign(SIGNS, this.pair.privateKey, told));
      held.seal(body.id, { key, elapsed, signature, body: text });
    } catch {
      // It waits for its author, as it would without a key.
    }
  }
}

const base64 = (bytes) => btoa(String.fromCharCode(...new Uint8Array(bytes)));
