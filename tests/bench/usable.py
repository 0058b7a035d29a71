"""When a screen can be used: the page itself writes down the first frame in which it can.

Playwright looks for an element after 20, 70, 170, 270 and then every 500 ms, which is coarser than what is measured.
"""

import time
from typing import Final

from playwright.sync_api import Page

_LOOK: Final = """{
  const usable = () => { %s };
  const look = () => {
    if (usable()) { window.usableAt(performance.timeOrigin + performance.now()); }
    else { requestAnimationFrame(look); }
  };
  requestAnimationFrame(look);
}"""
# The panel lies in a shadow root: the walk goes down into it.
CARET_IN_THE_LINE: Final = """
  let at = document.activeElement;
  while (at?.shadowRoot) { at = at.shadowRoot.activeElement; }
  return at?.ariaLabel === "Vitals";
"""
_PATIENCE_S: Final = 60


def watch(page: Page, usable: str) -> list[float]:
    """Where every page that is opened from now on says when `usable` first held, in milliseconds since 1970."""
    told: list[float] = []
    page.expose_function("usableAt", lambda at: told.extend([at]))
    page.add_init_script(_LOOK % usable)
    return told


def wait(page: Page, told: list[float]) -> float:
    """The first of these times, once there is one. Raises RuntimeError after a minute."""
    until = time.monotonic() + _PATIENCE_S
    while not told:
        if time.monotonic() > until:
            raise RuntimeError(f"{page.url} could not be used within a minute.")
        page.wait_for_timeout(20)
    return told[0]
