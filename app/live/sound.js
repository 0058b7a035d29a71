// A soft sound, or a short tremble where there is no sound, when somebody becomes overdue or red; off until a person at
// this tablet switches it on.

import { h, redraw } from "./dom.js";

const PLACE = "chairside.sound";
const LOUD = 0.06; // of full: a room where people rest
const LASTS_S = 0.35;
const PITCH_HZ = { overdue: 440, red: 660 };

export class Sound {
  constructor() {
    this.isOn = localStorage.getItem(PLACE) === "on";
    this.known = null; // what called for somebody at the last look; at the first look nothing is new
    this.place = h("div", { class: "sound" });
    this.draw();
  }

  draw() {
    redraw(this.place, [this.isOn], () => [
      h(
        "button",
        { "aria-pressed": String(this.isOn), onclick: () => this.turn() },
        this.isOn ? "Sound is on" : "Sound is off",
      ),
      this.isOn && h("span", {}, "This is not an alarm: it can be silent, late or unheard. Look at the board."),
    ]);
  }

  turn() {
    this.isOn = !this.isOn;
    localStorage.setItem(PLACE, this.isOn ? "on" : "off");
    if (this.isOn) {
      this.play("overdue"); // as it will sound; a browser lets a page sound only after a press
    }
    this.draw();
  }

  // `needs`: of each session what it needs now, by its id.
  heard(needs) {
    const calls = new Map([...needs].filter(([, kind]) => kind in PITCH_HZ));
    if (this.isOn && this.known) {
      const fresh = [...calls].filter(([session, kind]) => this.known.get(session) !== kind).map(([, kind]) => kind);
      if (fresh.length > 0) {
        this.play(fresh.includes("red") ? "red" : "overdue");
      }
    }
    this.known = calls;
  }

  play(kind) {
    this.place.dataset.played = `${kind} ${Number(this.place.dataset.played?.split(" ")[1] ?? 0) + 1}`;
    navigator.vibrate?.(120);
    try {
      this.audio ??= new AudioContext();
      const tone = this.audio.createOscillator();
      const volume = this.audio.createGain();
      const now = this.audio.currentTime;
      tone.frequency.value = PITCH_HZ[kind];
      volume.gain.setValueAtTime(0, now);
      volume.gain.linearRampToValueAtTime(LOUD, now + 0.05);
      volume.gain.linearRampToValueAtTime(0, now + LASTS_S);
      tone.connect(volume).connect(this.audio.destination);
      tone.start(now);
      tone.stop(now + LASTS_S);
    } catch {
      // No sound on this tablet: the board says everything in words.
    }
  }
}
