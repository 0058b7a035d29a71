// Anew: what stands on the page beside the panel is Streamlit's, and is drawn again where the server says that it has
// changed. The panel stays as it is, with the caret and what is typed.

const PATIENCE_MS = 8000; // so long a page that is being drawn is not asked again, which would begin it once more

export class Anew {
  // Streamlit's own way to ask for a new drawing; of several mounts the last one has it.
  settle(trigger) {
    this.trigger = trigger;
  }

  ask(why) {
    const now = performance.now();
    if (why !== this.why || now - this.at > PATIENCE_MS) {
      Object.assign(this, { why, at: now });
      this.trigger("anew", why);
    }
  }
}
