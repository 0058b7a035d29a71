// Held: what waits to be saved lies in the browser's storage (numbers and opaque ids, no name), each entry in a place of
// its own, so that two tabs never write over one another. What the storage does not take, the page itself holds.

const PLACE = "chairside.waiting.";
const here = new Map(); // by id; one for all panels of the page, since a panel ends before its page does

addEventListener("beforeunload", (event) => {
  if (here.size > 0) {
    event.preventDefault(); // these would be lost with the page: the browser asks first
  }
});

// Whether a storage event tells of this; without a key everything was taken away.
export const isAbout = ({ key }) => key === null || key.startsWith(PLACE);

// All that waits or was refused, in the order of Enter: { treatment, kind, body, author, entered, answer?, trouble? }.
export function all() {
  const found = new Map([...stored(), ...here].filter(([, item]) => isItem(item)));
  return [...found.values()].sort((one, two) => one.order - two.order || (one.body.id < two.body.id ? -1 : 1));
}

export function add(item) {
  put({ ...item, order: Math.max(0, ...all().map(({ order }) => order)) + 1 });
}

// Puts `more` into an item that still waits; what another tab has taken out meanwhile does not come back.
export function change(id, more) {
  const item = all().find(({ body }) => body.id === id);
  if (item) {
    put({ ...item, ...more });
  }
}

// A seal is of one content: what was changed while it was made is not sealed by it.
export function seal(id, sealed) {
  const item = all().find(({ body }) => body.id === id);
  if (item && JSON.stringify({ ...item.body, author: item.author }) === sealed.body) {
    put({ ...item, sealed });
  }
}

export function take(id) {
  const found = all().find(({ body }) => body.id === id);
  here.delete(id);
  try {
    localStorage.removeItem(PLACE + id);
  } catch {
    // A forbidden storage holds nothing.
  }
  return found;
}

function put(item) {
  const { id } = item.body;
  try {
    localStorage.setItem(PLACE + id, JSON.stringify(item));
    here.delete(id);
  } catch {
    here.set(id, item); // a full or forbidden storage
  }
}

function stored() {
  try {
    const keys = Object.keys(localStorage).filter((key) => key.startsWith(PLACE));
    return keys.map((key) => [key.slice(PLACE.length), readable(localStorage.getItem(key))]);
  } catch {
    return [];
  }
}

function readable(text) {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

// What anything else has put there must not keep the rest from being sent.
function isItem(item) {
  return Boolean(item?.body?.id && item.treatment && item.kind && item.author && item.entered && item.order);
}
