"""Finds a Chromium on this machine, or fetches one by the ordinary means, and says with which flags it starts."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome")

# Of several such flags the last one counts: the first ones are what Playwright switches off. The two of the address bar
# are pages of the browser's own, drawn anew for each window that nobody sees: a fifth of what it takes to open a page.
_OFF = (
    "AvoidUnnecessaryBeforeUnloadCheckSync",
    "DestroyProfileOnBrowserClose",
    "HttpsUpgrades",
    "HttpsFirstBalancedModeAutoEnable",
    "LensOverlay",
    "MediaRouter",
    "PaintHolding",
    "ThirdPartyStoragePartitioning",
    "AvoidCorsURLLoaderRestartOnRedirect",
    "OptimizationHints",
    "NetworkTimeServiceQuerying",
    "AimEnabled",
    "PreconnectToSearch",
    "WebUIOmniboxPopup",
    "WebUIOmniboxAimPopup",
)
# Nothing but the page under test may cause traffic, and a container has no sandbox to offer.
FLAGS = (
    "--no-sandbox",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--disable-quic",
    f"--disable-features={','.join(_OFF)}",
)


class ChromiumMissingError(Exception):
    """No Chromium could be found or fetched; the sentence says what was tried."""


def path() -> Path:
    """Path of a Chromium: the one CHAIRSIDE_CHROMIUM names, else found, else fetched; or ChromiumMissingError."""
    stated = os.environ.get("CHAIRSIDE_CHROMIUM")
    if stated:
        if Path(stated).is_file():
            return Path(stated)
        sentence = f"CHAIRSIDE_CHROMIUM names {stated}, and no such file exists; correct it or unset it."
        raise ChromiumMissingError(sentence)
    found = next(_installed(), None)
    if found is None:
        tried = _fetch()
        found = next(_installed(), None)
        if found is None:
            raise ChromiumMissingError(f"No Chromium on this machine, and none could be fetched: {tried}")
    return found


def _installed() -> Iterator[Path]:
    yield from (Path("/usr/bin") / name for name in NAMES if (Path("/usr/bin") / name).is_file())
    yield from (Path(found) for name in NAMES if (found := shutil.which(name)))
    own = _of_playwright()
    if own and own.is_file():
        yield own


def _of_playwright() -> Path | None:
    """Where Playwright keeps the browser it fetches itself, asked in a process of its own: its driver starts a loop."""
    question = (
        "from playwright.sync_api import sync_playwright as s\nwith s() as p: print(p.chromium.executable_path, end='')"
    )
    answer = subprocess.run([sys.executable, "-c", question], capture_output=True, text=True, check=False)
    return Path(answer.stdout) if answer.returncode == 0 and answer.stdout else None


def _fetch() -> str:
    """Fetches Chromium and returns in one sentence what was tried and how it ended."""
    if shutil.which("apt-get") and os.geteuid() == 0:
        commands = (["apt-get", "update"], ["apt-get", "install", "--yes", "--no-install-recommends", "chromium"])
    else:
        commands = ([sys.executable, "-m", "playwright", "install", "chromium"],)
    for command in commands:
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        if done.returncode:
            last = (done.stderr or done.stdout).strip().splitlines()[-1:] or ["no output"]
            return f"`{' '.join(command)}` ended with {done.returncode}: {last[0]}"
    return f"`{' '.join(commands[-1])}` ended well, and still no Chromium was found."
