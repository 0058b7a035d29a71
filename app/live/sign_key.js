// The letter S leads to the field in which one signs. Whoever types somewhere is left alone.

const FIELD = '[data-testid="stForm"] input[type="password"]';
let listens = false;
let shown = null; // the session that is on the screen

// Streamlit calls this at the first mount and after every rerun.
export default function mount(component) {
  const [{ session }] = component.data;
  // The field of the last session may be the element of the next one's: whoever goes on by keys is not to type there.
  if (shown !== null && shown !== session) {
    document.activeElement?.blur();
  }
  shown = session;
  if (!listens) {
    addEventListener("keydown", lead);
  }
  listens = true;
  return () => {};
}

function lead(event) {
  if (event.key !== "s" || event.ctrlKey || event.altKey || event.metaKey || event.repeat) {
    return;
  }
  if (event.composedPath()[0].closest?.("input, textarea, select, [contenteditable], [role=combobox]")) {
    return;
  }
  const field = document.querySelector(FIELD);
  if (!field) {
    return;
  }
  event.preventDefault(); // or the letter would be the first of the secret
  field.scrollIntoView({ block: "center" });
  field.focus();
}
