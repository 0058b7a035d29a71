"""A browser profile that is emptied between two tests instead of made anew.

A fresh profile has to fetch and compile all of Streamlit's scripts again: more than a third of what it costs to open a
page. What the server lets a browser keep, and the code compiled from it, is therefore all that stays. Only a profile in
which a test has put another clock in place of the browser's own is made anew.
"""

from typing import Final
from urllib.parse import urlsplit

from playwright.sync_api import Browser, BrowserContext, Page

# All that a page can leave behind, as Chromium names it; cookies are cleared for every address.
_LEFT: Final = "local_storage,indexeddb,websql,service_workers,cache_storage,file_systems,shared_storage"


class Profile:
    """One profile the size of a clinic's tablet, with one empty tab in it, and what was asked there."""

    def __init__(self, browser: Browser) -> None:
        """Nobody has used it yet."""
        self._browser = browser
        self._asked: list[str] = []
        self.context: BrowserContext = self._anew()
        self.context.new_page()

    def empty(self) -> list[str]:
        """Leaves one new tab and nothing that a page has kept; the addresses that were asked since the last time.

        The tabs are closed before what they kept is cleared: one that is left may still write something down.
        """
        for used in self.context.pages:
            used.close()
        self.context.unroute_all()
        self.context.set_offline(offline=False)
        self.context.clear_permissions()
        self.context.clear_cookies()
        asked, self._asked[:] = list(self._asked), []
        tab = self.context.new_page()
        if _has_another_clock(tab):
            # Nothing takes it back: it would say of each later key, too, that it was pressed when it was heard.
            self.context.close()
            self.context = self._anew()
            self.context.new_page()
            return asked
        clearing = self.context.new_cdp_session(tab)
        for origin in sorted({f"{url.scheme}://{url.netloc}" for url in map(urlsplit, asked) if url.netloc}):
            clearing.send("Storage.clearDataForOrigin", {"origin": origin, "storageTypes": _LEFT})
        clearing.detach()
        return asked

    def close(self) -> None:
        """Ends it."""
        self.context.close()

    def _anew(self) -> BrowserContext:
        size = {"width": 1180, "height": 820}
        made = self._browser.new_context(viewport=size, locale="en-GB", timezone_id="UTC")  # type: ignore[arg-type]
        made.on("request", lambda request: self._asked.append(request.url))
        return made


def _has_another_clock(tab: Page) -> bool:
    """Whether a test has put another clock in place of the browser's own, as Playwright's `clock.install` does."""
    return "[native code]" not in tab.evaluate("() => String(globalThis.setTimeout)")
