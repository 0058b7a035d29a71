// Makes elements: the few lines that every drawn part shares. Text is always text, never HTML.

export function h(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) {
      continue;
    }
    if (name.startsWith("on")) {
      element.addEventListener(name.slice(2), value);
    } else if (name === "class") {
      element.className = value;
    } else {
      element.setAttribute(name, value === true ? "" : String(value));
    }
  }
  element.append(
    ...children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== false),
  );
  return element;
}

// A press and its release are one: what changes between them is drawn after them, or the button that was pressed would be
// gone. A finger that rests keeps nothing back for longer than this.
const PRESS_MS = 1000;
const later = new Map();
let pressed = null;
let lift;

addEventListener(
  "pointerdown",
  (event) => {
    pressed = event.composedPath()[0];
    clearTimeout(lift);
    lift = setTimeout(release, PRESS_MS);
  },
  true,
);
for (const kind of ["pointerup", "pointercancel"]) {
  addEventListener(
    kind,
    () => {
      clearTimeout(lift);
      lift = setTimeout(release); // the click comes first
    },
    true,
  );
}
addEventListener("click", () => (pressed = null), true); // what it changes is drawn at once

function release() {
  pressed = null;
  const drawn = [...later.values()];
  later.clear();
  drawn.forEach((draw) => draw());
}

// Draws children anew only when what they are made from has changed, and never under a press.
export function redraw(place, key, make) {
  const text = JSON.stringify(key);
  later.delete(place);
  if (place.dataset.drawn === text) {
    return;
  }
  if (pressed && place.contains(pressed)) {
    later.set(place, () => redraw(place, key, make));
    return;
  }
  const focused = place.getRootNode().activeElement;
  const name = place.contains(focused) ? focused.getAttribute("aria-label") || focused.textContent : null;
  place.dataset.drawn = text;
  place.replaceChildren(...[make()].flat(Infinity).filter(Boolean));
  if (name) {
    const again = [...place.querySelectorAll("button, input, select, textarea")].find(
      (one) => (one.getAttribute("aria-label") || one.textContent) === name,
    );
    again?.focus();
  }
}

// Puts these elements, some of them there already, into their places; what stays is not touched, and keeps its focus.
export function arrange(place, wanted) {
  const kept = new Set(wanted);
  for (const one of [...place.children]) {
    if (!kept.has(one)) {
      one.remove();
    }
  }
  let next = place.firstElementChild;
  for (const one of wanted) {
    if (one === next) {
      next = next.nextElementSibling;
    } else {
      place.insertBefore(one, next);
    }
  }
}

// A tap must not take the caret out of the line or a touch field.
export const keepFocus = (event) => event.preventDefault();

export const signed = (value) => (value > 0 ? `+${value}` : value < 0 ? `−${-value}` : "±0");

// Making a formatter costs more than a hundred uses of it.
const formatters = new Map();

function formatter(zone, shown) {
  const key = `${zone} ${Object.keys(shown)}`;
  if (!formatters.has(key)) {
    formatters.set(key, new Intl.DateTimeFormat("en-GB", { ...shown, timeZone: zone }));
  }
  return formatters.get(key);
}

export const clock = (seconds, zone) =>
  formatter(zone, { hour: "2-digit", minute: "2-digit", hourCycle: "h23" }).format(new Date(seconds * 1000));

// As all pages write it: the browser's own English has "Sept".
const MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split(" ");

export function day(seconds, zone) {
  const parts = formatter(zone, { day: "numeric", month: "numeric", year: "numeric" }).formatToParts(seconds * 1000);
  const told = Object.fromEntries(parts.map(({ type, value }) => [type, value]));
  return `${Number(told.day)} ${MONTHS[told.month - 1]} ${told.year}`;
}
