// Taps: a finger trembles, so the same again at once is the same tap, and what has moved under it is not meant.

const BOUNCE_MS = 600;
const FINGER_PX = 12;

export class Taps {
  constructor(surface) {
    surface.addEventListener("click", (event) => this.steady(event), true);
    surface.addEventListener("keydown", () => (this.pressed = null), true); // who types in between does not tremble
  }

  // Sends through `send` unless this very tap was sent just now; answers the entry's id.
  once(kind, body, send) {
    const said = JSON.stringify([kind, body]);
    const now = performance.now();
    if (said !== this.tapped?.said || now - this.tapped.at >= BOUNCE_MS) {
      const id = send(kind, body);
      this.tapped = { said, at: now, id };
    }
    return this.tapped.id;
  }

  // A tap after another entry is a new one.
  forget() {
    this.tapped = null;
  }

  // Nor may a second tap land on what has just moved under the finger. Enter and Space press without a place.
  steady(event) {
    const last = this.pressed;
    const target = event.target.closest("button") ?? event.target;
    this.pressed = { at: performance.now(), x: event.clientX, y: event.clientY, target };
    if (last && event.detail > 0 && last.target !== target && this.pressed.at - last.at < BOUNCE_MS) {
      if (Math.hypot(event.clientX - last.x, event.clientY - last.y) < FINGER_PX) {
        event.preventDefault();
        event.stopPropagation();
      }
    }
  }
}
