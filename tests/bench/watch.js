// Watches one page from inside: from the key Enter to the receipt and to the new mark, by the page's own counter.
(() => {
  const bench = { pressed: null, receipt: null, point: null };
  window.bench = bench;
  // Before any listener of the page itself.
  window.addEventListener("keydown", (event) => { if (event.key === "Enter" && bench.armed) bench.pressed ??= performance.now(); }, true);

  const roots = (root) => [root, ...[...root.querySelectorAll("*")].filter((one) => one.shadowRoot).flatMap((one) => roots(one.shadowRoot))];

  // `receipt` and each of `marks` are selectors; the receipt is there once it holds `words`, a mark once there is one more.
  bench.arm = (receipt, words, marks) => {
    Object.assign(bench, { pressed: null, receipt: null, point: null, armed: true });
    const trees = roots(document);
    const inside = (selector) => trees.flatMap((tree) => [...tree.querySelectorAll(selector)]);
    const before = marks.map((mark) => inside(mark).length);
    bench.done = new Promise((done, failed) => {
      const late = setTimeout(() => failed(new Error(`Nothing after 10 s: ${JSON.stringify(bench)}`)), 10_000);
      const look = () => {
        if (bench.pressed === null) return;
        const now = performance.now();
        if (bench.receipt === null && inside(receipt).some((one) => one.textContent.includes(words))) bench.receipt = now;
        if (bench.point === null && marks.every((mark, place) => inside(mark).length > before[place])) bench.point = now;
        if (bench.receipt === null || bench.point === null) return;
        watcher.disconnect();
        clearTimeout(late);
        bench.armed = false;
        done([bench.receipt - bench.pressed, bench.point - bench.pressed]);
      };
      const watcher = new MutationObserver(look);
      for (const tree of trees) {
        watcher.observe(tree, { childList: true, subtree: true, characterData: true });
      }
    });
  };
})();
