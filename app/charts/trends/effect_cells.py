"""Effects across sessions, as rows: one cell an effect and session, and for each effect how often of how many asked.

A session in which nobody asked is never one without effects: its cells are *not asked*, and it is in no denominator.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from statistics import median
from typing import TYPE_CHECKING, Any, Final, Literal

from app import words
from app.charts.trends import plain, saying
from app.charts.trends.plain import Told
from schemas.effect import Severity

if TYPE_CHECKING:
    import pandas as pd

ANY: Final = "Any effect"  # the row of those who were asked and reported none, where no effect was ever reported
Written = Literal["words", "minutes", "numbers", "nothing"]
_NOT_STATED: Final[dict[Written, str]] = {"words": "n/s", "minutes": "?", "numbers": "?", "nothing": "outlined"}
_SHORT: Final = {1: "mild", 2: "mod", 3: "sev", 4: "l-thr"}
_SESSION: Final = ("number", "arrived_at", "started_at", "effects_asked")
_EPISODE: Final = ("number", "label", "severity", "onset_minutes", "duration_minutes", "ended")


@dataclass(frozen=True)
class Effects:
    """The picture's rows: the `numbers` of the sessions, the `cells`, and a `row` an effect, the most frequent first.

    A cell's `kind` is *reported*, *none reported* or *not asked*; its `severity` is the worst one stated, or None.
    `older` are so many sessions before them, which have no cells and count in each row.
    """

    numbers: list[int]
    cells: list[Told]
    rows: list[Told]
    older: int = 0


def effects(sessions: "pd.DataFrame", episodes: "pd.DataFrame", zone: str, newest: int | None = None) -> Effects:
    """The rows of one patient's sessions that were started or in which effects were asked or reported.

    `newest` leaves the cells of all but so many sessions out; frequencies are over all of them.
    """
    told = plain.rows(episodes, _EPISODE)
    with_some = {one["number"] for one in told}
    of_number = {
        one["number"]: one
        for one in sorted(plain.rows(sessions, _SESSION), key=lambda one: one["number"])
        if one["started_at"] is not None or one["effects_asked"] or one["number"] in with_some
    }
    # What was reported was asked about, whoever began to speak of it.
    asked = {number for number, one in of_number.items() if one["effects_asked"] or number in with_some}
    by_label = _grouped(told, "label")
    rows = sorted(
        (_row(label, found, asked) for label, found in by_label.items()), key=lambda row: (-row["of"], row["label"])
    )
    if not rows and of_number:
        rows = [_row(ANY, [], asked)]
    shown = list(of_number)[-newest:] if newest else list(of_number)
    days = {number: words.day(of_number[number]["arrived_at"], zone) for number in shown}
    cells: list[Told] = []
    for row in rows:
        held = _grouped(by_label.get(row["label"], ()), "number")
        cells += [_cell(row["label"], number, days[number], held.get(number, ()), asked) for number in shown]
    return Effects(shown, cells, rows, len(of_number) - len(shown))


def _grouped(told: Iterable[Told], column: str) -> dict[Any, list[Told]]:
    """The episodes by this column, in their order.

    By *label* a row is a name: what somebody wrote in words of their own and the list's own term are one effect to the
    reader.
    """
    found: dict[Any, list[Told]] = {}
    for one in told:
        found.setdefault(one[column], []).append(one)
    return found


def _row(label: str, found: Sequence[Told], asked: Collection[int]) -> Told:
    """An effect: the sessions with it of those asked, the first and last of them, and when it began after the start."""
    numbers = sorted({one["number"] for one in found})
    onsets = [one["onset_minutes"] for one in found if one["onset_minutes"] is not None]
    return {
        "label": label,
        "worst": max((one["severity"] for one in found if one["severity"] is not None), default=None),
        "of": len(numbers),
        "asked": len(asked),
        "first": numbers[0] if numbers else None,
        "last": numbers[-1] if numbers else None,
        "onset": median(onsets) if onsets else None,
        "onset_least": min(onsets, default=None),
        "onset_most": max(onsets, default=None),
        "not_ended": sum(not one["ended"] for one in found),
    }


def _cell(label: str, number: int, day: str, found: Sequence[Told], asked: Collection[int]) -> Told:
    cell: Told = {"label": label, "number": number, "severity": None, "duration": None, "word": ""}
    head = f"Session {number}, {day} · {label}"
    if not found:
        kind = "none reported" if number in asked else "not asked"
        return cell | {"kind": kind, "text": f"{head}: {kind}"}
    worst = max((one["severity"] for one in found if one["severity"] is not None), default=None)
    lasted = [one["duration_minutes"] for one in found]
    whole = None if None in lasted else sum(lasted)
    said = "; ".join(_episode(one) for one in found)
    cell |= {"kind": "reported", "severity": worst, "duration": whole, "text": f"{head}: {said}"}
    # What never ended has an arrow in the place of its minutes, as it has in the session's own chart.
    return cell | {"word": _SHORT.get(worst or 0, "n/s"), "lasted": "\u2192" if whole is None else saying.minute(whole)}


def _episode(one: Told) -> str:
    severity = "severity not stated" if one["severity"] is None else Severity(one["severity"]).word
    onset = "" if one["onset_minutes"] is None else f", from {saying.minute(one['onset_minutes'])}"
    lasted = "end not written down" if one["duration_minutes"] is None else f"{one['duration_minutes']} min"
    return f"{severity}{onset}, {lasted}"


def frequency(row: Told) -> str:
    """How often, with its n: "3 of 12 asked"."""
    return f"{row['of']} of {row['asked']} asked"


def notes(told: Effects, written: Written = "words") -> list[str]:
    """What the cells mean, those kinds only that are there; `written` is what there is room for in a cell."""
    kinds = {cell["kind"] for cell in told.cells}
    reported = [cell for cell in told.cells if cell["kind"] == "reported"]
    parts = [
        "dashed: not asked" if "not asked" in kinds else "",
        "grey: none reported" if "none reported" in kinds else "",
        f"{_NOT_STATED[written]}: severity not stated" if any(one["severity"] is None for one in reported) else "",
        "\u2192: end not written down"
        if written in {"words", "minutes"} and any(one["duration"] is None for one in reported)
        else "",
    ]
    return [*older(told), *([" · ".join(part for part in parts if part)] if any(parts) else [])]


def older(told: Effects) -> list[str]:
    """That the columns are of the newest sessions alone, which the frequencies are not; nothing where all are drawn."""
    count = len(told.numbers)
    return [f"columns: the newest {count} of {count + told.older} sessions · how often: of all"] if told.older else []


def alt_text(told: Effects) -> str:
    """What the picture shows: each effect with its frequency, worst severity and sessions, and who was not asked."""
    if not told.numbers:
        return "Effects across sessions: no session in which any could be reported."
    parts = [
        f"sessions {told.numbers[0]} to {told.numbers[-1]}" if len(told.numbers) > 1 else f"session {told.numbers[0]}"
    ]
    parts += [*older(told), *(_said(row) for row in told.rows)]
    bare = sorted({cell["number"] for cell in told.cells if cell["kind"] == "not asked"})
    parts += [f"not asked in {saying.sessions(bare)}"] if bare else []
    return f"Effects across sessions: {'; '.join(parts)}."


def _said(row: Told) -> str:
    if not row["of"]:
        return f"none reported, {saying.count(row['asked'], 'session')} asked" if row["asked"] else "nobody asked"
    severity = f", worst {Severity(row['worst']).word}" if row["worst"] else ""
    when = f", session {row['first']}" if row["of"] == 1 else f", sessions {row['first']} to {row['last']}"
    return f"{row['label']} {frequency(row)}{severity}{when}"
