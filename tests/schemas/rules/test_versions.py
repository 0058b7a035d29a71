"""What differs between two versions of a protocol, and whether each difference names its source."""

from typing import Any

import pytest

from data import protocols
from schemas.protocol import Protocol
from schemas.rules import versions

BASE = next(one for one in protocols.shipped() if one.key == "iv_q10_q15")


def changed(**fields: Any) -> Protocol:  # noqa: ANN401 - any field of a protocol
    return Protocol.model_validate(BASE.model_dump(mode="json") | fields)


def table(name: str, place: int, **cells: Any) -> Protocol:  # noqa: ANN401
    """The protocol with these cells of one row changed."""
    rows = BASE.model_dump(mode="json")[name]
    rows[place] |= cells
    return changed(**{name: rows})


def without(name: str, place: int) -> Protocol:
    rows = BASE.model_dump(mode="json")[name]
    return changed(**{name: [row for number, row in enumerate(rows) if number != place]})


NEW = "our medical director, Dr Lind, 2026-11-27"


@pytest.mark.parametrize(
    ("what", "new", "told"),
    [
        ("nothing", BASE, []),
        ("its number alone", changed(version=9), []),
        ("its name", changed(name="Ours"), [("protocol", True)]),
        ("planned minutes without a source", changed(planned_minutes=60), [("protocol", False)]),
        (
            "planned minutes with a source",
            changed(planned_minutes=60, source=NEW),
            [("protocol", True), ("protocol", True)],
        ),
        ("scores", changed(scores=["news2"]), [("protocol", True)]),
        ("a limit without a source", table("limits", 0, value=155), [("limits", False)]),
        ("a limit with a source", table("limits", 0, value=155, source=NEW), [("limits", True)]),
        ("a source alone", table("limits", 0, source=NEW), [("limits", True)]),
        ("whether the value itself counts", table("limits", 0, inclusive=False), [("limits", False)]),
        ("a limit taken out", without("limits", 0), [("limits", True)]),
        ("a limit turned into another", table("limits", 12, sign="pain"), [("limits", True), ("limits", True)]),
        ("a limit before the dose", table("pre_dose", 0, value=150), [("pre_dose", False)]),
        ("the interval", table("schedule", 1, every=12), [("schedule", False)]),
        ("the interval by another source", table("schedule", 1, every=12, source=NEW), [("schedule", True)]),
        ("the window by the interval's source", table("schedule", 1, late=4, source=NEW), [("schedule", False)]),
        ("the window by its own source", table("schedule", 1, late=4, window_source=NEW), [("schedule", True)]),
        ("both by one source", table("schedule", 1, every=12, late=4, source=NEW), [("schedule", False)]),
        (
            "both by both",
            table("schedule", 1, every=12, late=4, source=NEW, window_source=NEW),
            [("schedule", True)],
        ),
        (
            "the signs by the interval's source",
            table("schedule", 1, required=["pulse"], source=NEW),
            [("schedule", False)],
        ),
    ],
)
def test_each_difference_is_told_once_with_whether_its_source_is_named(
    what: str, new: Protocol, told: list[tuple[str, bool]]
) -> None:
    assert [(one.table, one.sourced) for one in versions.compare(BASE, new)] == told, what


def test_a_difference_tells_both_rows() -> None:
    (one,) = versions.compare(BASE, table("limits", 0, value=155, source=NEW))
    assert (one.before or {})["value"] == 160
    assert (one.after or {})["value"] == 155
    assert one.where[:3] == ("systolic", "high", "caution")


def test_two_series_from_one_anchor_are_told_apart_by_their_order() -> None:
    pain = next(one for one in protocols.shipped() if one.key == "pain_infusion")
    told = pain.model_dump(mode="json")
    after = [place for place, row in enumerate(told["schedule"]) if row["part"] == "after"]
    told["schedule"][after[-1]] |= {"late": 14, "window_source": NEW}
    (one,) = versions.compare(pain, Protocol.model_validate(told))
    assert (one.where, one.sourced) == (("after", "stop", len(after) - 1), True)
    assert len(after) > 1
