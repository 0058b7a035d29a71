"""Which entries between the newest readings are drawn together, case by case, in a real Chromium."""

import pytest
from playwright.sync_api import Page

from tests.browser.test_line_js import answers

RUNS = """async () => {
  const { runs } = await import("/live/folds.js");
  const asked = await (await fetch("/asked")).json();
  return JSON.stringify(asked.map((rows) => runs(rows).map(({ rows: run, folded }) => ({ size: run.length, folded }))));
}"""


def rows(told: str) -> list[dict[str, str]]:
    """Rows newest first, a letter each: r a reading, x one struck through, e anything else."""
    status = {"x": "replaced"}
    return [{"kind": "notes" if one == "e" else "readings", "status": status.get(one, "final")} for one in told]


@pytest.mark.parametrize(
    ("told", "drawn"),
    [
        ("", ""),
        ("eeeeeeee", "e e e e e e e e"),
        ("eereer", "(ee) r (ee) r"),
        ("ererr", "e r e r r"),
        ("reereer", "r (ee) r (ee) r"),
        ("erererr", "e r e r e r r"),
        ("eeererer", "(eee) r e r e r"),
        ("reeereeereee", "r (eee) r (eee) r e e e"),
        ("xxxeereer", "x x x (ee) r (ee) r"),
        ("rxxeexreer", "r x x (ee) x r (ee) r"),
    ],
)
def test_what_lies_between_the_newest_valid_readings_is_one_row(page: Page, told: str, drawn: str) -> None:
    (found,) = answers(page, RUNS, [rows(told)])
    letters, said = iter(told), []
    for run in found:  # type: ignore[union-attr]
        some = "".join(next(letters) for _ in range(run["size"]))  # type: ignore[index]
        said.append(f"({some})" if run["folded"] else some)  # type: ignore[index]
    assert " ".join(said) == drawn
