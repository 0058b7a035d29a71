// Fast fingers: keys that are pressed before a chair's line has the caret. The way in hands on what it heard after the sixth
// digit (pin.js), this listens from a page's first moment, and the line takes it all and asks whether it is whole (draft.js).
// No module: it runs before anything else of the page, or a number would begin in its middle.

(() => {
  const KEY = "chairside.fast";
  const LASTS_MS = 10000; // from the way in to here
  const LATELY_MS = 3000; // on the way to a chair without a new page
  // Between the answer's first byte and this line a page hears nothing. A press and its release fit into so long a time, and
  // then nothing tells of them but that the next key comes soon: within one step of the typing of who has just unlocked.
  const BLIND_MS = 40;
  const STEP_MS = 1500; // from here, or
  const SOON_MS = 700; // from the caret
  const begun = performance.now();
  const isBlind = begun - (performance.getEntriesByType("navigation")[0]?.responseStart ?? 0) > BLIND_MS;
  const down = new Set();
  let text = "";
  let isUnlocked = false;
  let isTaken = location.pathname !== "/chair";
  let missed = -Infinity; // when a key last went nowhere

  try {
    const before = JSON.parse(sessionStorage.getItem(KEY));
    sessionStorage.removeItem(KEY);
    if (before && !isTaken && Date.now() - before.at < LASTS_MS) {
      text = before.text;
      isUnlocked = true;
      before.down.forEach((code) => down.add(code));
      missed = text ? performance.now() : missed;
    }
  } catch {
    // A forbidden storage hands nothing on.
  }

  const isNowhere = () => document.activeElement === document.body || document.activeElement === null;
  const isMeant = ({ ctrlKey, metaKey, altKey }) => isNowhere() && !ctrlKey && !metaKey && !altKey;

  addEventListener(
    "keydown",
    (event) => {
      down.add(event.code);
      if (!isMeant(event)) {
        return;
      }
      if (event.key.length === 1) {
        missed = performance.now();
        text += isTaken ? "" : event.key;
      } else if (event.key === "Backspace") {
        text = text.slice(0, -1);
      }
      if (!isTaken && (event.key.length === 1 || event.key === "Backspace")) {
        event.preventDefault();
      }
    },
    true,
  );
  // A key that comes up here and went down nowhere was pressed while one page left and the next came.
  addEventListener(
    "keyup",
    (event) => {
      if (!down.delete(event.code) && event.key.length === 1) {
        missed = performance.now();
      }
    },
    true,
  );

  // What was typed for the line, which has the caret from now on; whether some of it may have been lost, and until when the
  // line's first key may not be the first that was pressed.
  window.chairsideFast = () => {
    const now = performance.now();
    const said = { text, isHasty: Boolean(text) || now - missed < LATELY_MS, hastyUntil: 0 };
    if (!isTaken && isUnlocked && isBlind) {
      said.hastyUntil = window.chairsideFast.hastyUntil = Math.max(begun + STEP_MS, now + SOON_MS);
    }
    text = "";
    isTaken = true;
    return said;
  };
})();
