// Room: how far down the page chart and flowsheet begin, so that they may take all that is left below (panel.css).
// Headline and alerts take one row or several, and what was lost to a fixed guess was the third newest reading.

export function keepRoom(surface, left) {
  const measure = () => {
    const scrolled = scroller(surface)?.scrollTop ?? 0;
    surface.style.setProperty("--above", `${Math.round(left.getBoundingClientRect().top + scrolled)}px`);
  };
  const observer = new ResizeObserver(measure);
  [...surface.children].filter((child) => !child.contains(left)).forEach((child) => observer.observe(child));
}

// The part of Streamlit's page that scrolls; the panel may stand in a shadow of its own.
function scroller(surface) {
  const root = surface.getRootNode();
  return (root.host ?? surface).closest('[data-testid="stMain"]');
}
