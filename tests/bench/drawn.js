// Watches one page from inside: when all of its parts are drawn as they were once they had come to rest, by its own counter.
(() => {
  const QUIET = 90; // frames without a change, while the page says that nothing is on its way: so it has come to rest
  const bench = { pressed: 0, changed: true };
  window.bench = bench;
  // Before any listener of the page itself.
  window.addEventListener("pointerdown", () => (bench.pressed = performance.now()), true);

  // What is seen of a part: its shapes, where they lie, its words. Ids and names, which are made anew each time, are not.
  const seen = (part) => {
    let hash = 0x811c9dc5;
    const add = (text) => {
      for (let place = 0; place < text.length; place += 1) hash = Math.imul(hash ^ text.charCodeAt(place), 0x01000193);
    };
    const marks = part.querySelectorAll("path, rect, line, image, text");
    for (const one of marks)
      add(["d", "transform", "x", "y", "width", "height", "href"].map((name) => one.getAttribute(name) ?? "").join());
    add(part.textContent);
    return `${marks.length} ${hash >>> 0}`;
  };
  const look = (parts) => parts.flatMap((selector) => [...document.querySelectorAll(selector)].map(seen)).join("; ");

  // Only a page that changed is looked at again, so that the looking costs what is measured next to nothing.
  const watch = () =>
    new MutationObserver(() => (bench.changed = true)).observe(document, {
      childList: true,
      subtree: true,
      attributes: true,
      characterData: true,
    });

  // The frame in which the page looks like this, by `performance.now()`: the one after it has been painted.
  bench.until = (parts, wanted) =>
    new Promise((done, failed) => {
      const late = setTimeout(
        () => failed(new Error(`Not drawn within a minute: ${look(parts)} and not ${wanted}`)),
        60_000,
      );
      bench.changed = true;
      const frame = () => {
        if (bench.changed && look(parts) === wanted) {
          clearTimeout(late);
          requestAnimationFrame(() => done(performance.now()));
          return;
        }
        bench.changed = false;
        requestAnimationFrame(frame);
      };
      requestAnimationFrame(frame);
    });

  // How the page looks once it has come to rest: `idle` is there, so are `least` parts of the first kind, and nothing moves.
  bench.rest = (parts, idle, least) =>
    new Promise((done, failed) => {
      let before = "";
      let frames = 0;
      const said = () =>
        `${document.visibilityState}, ${document.querySelector(idle) ? "idle" : "busy"}, ${frames} frames: ${before}`;
      const late = setTimeout(() => failed(new Error(`Not at rest within two minutes: ${said()}`)), 120_000);
      const frame = () => {
        const now = look(parts);
        const there = document.querySelector(idle) && document.querySelectorAll(parts[0]).length >= least;
        frames = there && now === before ? frames + 1 : 0;
        before = now;
        if (frames < QUIET) {
          requestAnimationFrame(frame);
          return;
        }
        clearTimeout(late);
        done(now);
      };
      requestAnimationFrame(frame);
    });
  if (document.documentElement) watch();
  else document.addEventListener("readystatechange", watch, { once: true });
})();
