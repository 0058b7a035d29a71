"""The documentation fails when it lies: commands, files and pictures that it names exist."""

import csv
import re
from pathlib import Path
from urllib.parse import unquote

import pytest

from app import logs
from app.logs import Event
from data.exports import tidy
from data.exports.tidy import manifest

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


@pytest.mark.parametrize(
    "lock", ["requirements/runtime.txt", "requirements/dev.txt", "requirements/bench.txt", "package-lock.json"]
)
def test_a_lock_names_no_address(lock: str) -> None:
    assert "://" not in (ROOT / lock).read_text(encoding="utf-8")


@pytest.mark.parametrize("lock", ["runtime.txt", "dev.txt", "bench.txt"])
def test_every_locked_package_has_a_version_and_a_hash(lock: str) -> None:
    text = (ROOT / "requirements" / lock).read_text(encoding="utf-8").replace("\\\n", " ")
    entries = [line for line in text.splitlines() if line and not line.startswith("#")]
    assert entries
    assert [entry for entry in entries if "==" not in entry or "--hash=sha256:" not in entry] == []


SECURITY = (ROOT / "docs" / "security.md").read_text(encoding="utf-8")
LINES = re.findall(r"^\| (V\d+\.\d+\.\d+) \| (Shown\.|Does not apply:|Open:) (.+) \| ?(.*) \|$", SECURITY, re.MULTILINE)
NAMED = re.compile(r"`(tests/[\w/.]+\.py)(?:::(test_\w+))?`")


def test_each_line_of_the_asvs_has_one_answer_and_the_summary_counts_them() -> None:
    every = re.findall(r"^\| (V\d+\.\d+\.\d+) \|", SECURITY, re.MULTILINE)
    assert every == [line for line, *_ in LINES], "a row without one of the three answers"
    assert (len(every), len(set(every))) == (253, 253)
    said = [sum(answer == one for _, answer, *_ in LINES) for one in ("Shown.", "Does not apply:", "Open:")]
    summary = "Of the 253 lines {} are shown, {} do not apply and {} are open.".format(*said)
    assert summary in " ".join(SECURITY.split())


def test_the_answers_are_to_the_lines_of_the_list_itself_where_it_is_at_hand() -> None:
    listed = ROOT.parent / "shared" / "asvs.csv"
    if not listed.is_file():
        pytest.skip("The list of the ASVS is not beside this folder.")
    ids = [row["id"] for row in csv.DictReader(listed.read_text(encoding="utf-8").splitlines())]
    assert [line for line, *_ in LINES] == ids


def test_a_line_that_is_shown_names_what_shows_it_and_that_is_there() -> None:
    unnamed = [line for line, answer, _, by in LINES if answer == "Shown." and not NAMED.search(by)]
    assert unnamed == []
    named = {(file, test) for *_, by in LINES for file, test in NAMED.findall(by)}
    sources = {file: (ROOT / file).read_text(encoding="utf-8") for file, _ in named if (ROOT / file).is_file()}
    missing = [file for file, _ in named if file not in sources]
    missing += [f"{file}::{test}" for file, test in named if test and f"def {test}(" not in sources.get(file, "")]
    assert missing == []
    assert all(len(re.findall("`", by)) == 2 * len(NAMED.findall(by)) for *_, by in LINES), "a name that is no test"


def test_every_file_of_an_export_is_documented() -> None:
    table = (ROOT / "docs" / "operating.md").read_text(encoding="utf-8").split("## What an export holds")[1]
    told = re.findall(r"^\| `([a-z_]+\.\w+)` \|", table.split("\n## ")[0], re.MULTILINE)
    assert told == [*tidy.COLUMNS, manifest.NAME]


def test_every_event_of_the_log_is_documented() -> None:
    table = (ROOT / "docs" / "operating.md").read_text(encoding="utf-8").split("## The log")[1].split("\n## ")[0]
    told = {one for row in re.findall(r"^\| (`.*?) \|", table, re.MULTILINE) for one in re.findall(r"`(\w+)`", row)}
    assert told == {one.value for one in Event}
    named = {one for row in re.findall(r"^\|.*\|$", table, re.MULTILINE) for one in re.findall(r"`(\w+)`", row)}
    fields = logs._FIELDS - {"event"}
    assert fields <= named | {"kind"}, sorted(fields - named)
