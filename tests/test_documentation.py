"""The documentation fails when it lies: commands, files and pictures that it names exist."""

import re
from pathlib import Path
from urllib.parse import unquote

import pytest

ROOT = Path(__file__).parent.parent
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])
LINK = re.compile(r"\]\(([^)#\s]+)[^)]*\)")
MAKE = re.compile(r"(?:^\s*(?:\$ )?|`)make ([a-z][a-z-]*)", re.MULTILINE)


def name(page: Path) -> str:
    """The page as a reader would name it."""
    return page.relative_to(ROOT).as_posix()


def targets() -> set[str]:
    """What can be made, read from the Makefile itself."""
    return set(re.findall(r"^([a-z][a-z-]*):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))


@pytest.mark.parametrize(
    "page",
    [
        "README.md",
        "CHANGELOG.md",
        "CONTRIBUTING.md",
        "LICENSE",
        "NOTICE",
        "SECURITY.md",
        "docs/clinical.md",
        "docs/operating.md",
    ],
)
def test_a_page_that_is_promised_is_there(page: str) -> None:
    assert (ROOT / page).is_file(), f"{page} is missing"
    assert (ROOT / page).read_text(encoding="utf-8").strip()


@pytest.mark.parametrize("page", PAGES, ids=name)
def test_every_make_command_a_page_names_can_be_made(page: Path) -> None:
    named = set(MAKE.findall(page.read_text(encoding="utf-8")))
    assert named <= targets(), f"{name(page)} names {sorted(named - targets())}, which the Makefile cannot make"


@pytest.mark.parametrize("page", PAGES, ids=name)
def test_every_file_a_page_points_to_exists(page: Path) -> None:
    links = [link for link in LINK.findall(page.read_text(encoding="utf-8")) if "://" not in link]
    missing = [link for link in links if not (page.parent / unquote(link)).exists()]
    assert not missing, f"{name(page)} points to {missing}"


def test_the_readme_says_both_main_commands() -> None:
    assert {"run", "test"} <= set(MAKE.findall((ROOT / "README.md").read_text(encoding="utf-8")))


@pytest.mark.parametrize("lock", ["requirements/runtime.txt", "requirements/dev.txt", "package-lock.json"])
def test_a_lock_names_no_address(lock: str) -> None:
    assert "://" not in (ROOT / lock).read_text(encoding="utf-8")


@pytest.mark.parametrize("lock", ["runtime.txt", "dev.txt"])
def test_every_locked_package_has_a_version_and_a_hash(lock: str) -> None:
    text = (ROOT / "requirements" / lock).read_text(encoding="utf-8").replace("\\\n", " ")
    entries = [line for line in text.splitlines() if line and not line.startswith("#")]
    assert entries
    assert [entry for entry in entries if "==" not in entry or "--hash=sha256:" not in entry] == []
