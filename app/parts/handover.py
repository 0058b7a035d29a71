"""The handover sheet: one printable page on every open session, for who comes next. A copy, not the record."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from html import escape
from typing import Any, Final
from uuid import UUID

from app import words
from app.live import cards, flowsheet
from app.parts import told
from schemas.record import Record
from schemas.rules import baseline, predose
from schemas.staff import Staff

_NOWHERE: Final[Mapping[UUID, str]] = {}
_TWO_COLUMNS: Final = 8  # so many fit on one page in two columns; more are written smaller, in three
_LATEST: Final = 4  # entries in words that are not readings: what was done and said lately
_TOLD: Final = {"interventions", "notes", "calls", "alert-answers", "decisions", "drug-events"}


def sheet(
    records: Sequence[Record],
    now: datetime,
    staff: Mapping[UUID, Staff],
    by: str,
    *,
    chairs: Mapping[UUID, str] = _NOWHERE,
    audited: str = "",
    others: Sequence[Mapping[str, Any]] = (),
) -> str:
    """The page as HTML, a block for each session; every text of the record is escaped.

    Who has an open red alert comes first, then by chair. `chairs` names the chair of each session that is at one, and
    who is on there; `audited` says how far the audit reached; `others` are sessions whose record is for others, as the
    display shows them.
    """
    zone = records[0].treatment.zone if records else "UTC"
    head = f"Handover, {words.day(now, zone)} {words.clock_time(now, zone)}, printed by {by}"
    shown = [(record, cards.cards([record], now, staff)[0]) for record in records]
    shown.sort(key=lambda one: (not _is_red(one[1]), _chair_order(chairs.get(one[0].treatment.id, ""))))
    blocks = "".join(_block(record, card, staff, chairs.get(record.treatment.id, "")) for record, card in shown)
    blocks += "".join(_other(one) for one in others)
    many = " many" if len(records) > _TWO_COLUMNS else ""
    nothing = "" if records or others else "<p>No session is open.</p>"
    note = "A copy of what was written down by then. The record is the screen."
    top = f"<h2>{escape(head)}</h2><p>{note} {escape(audited)}</p>"
    return f'<section class="handover{many}">{top}{nothing}{blocks}</section>'


def _other(one: Mapping[str, Any]) -> str:
    """A session whose record is for others: where, and that somebody is called."""
    place = f"Chair {one['chair']} · " if one["chair"] else ""
    called = " · somebody is called" if one["called"] else ""
    title = f"{place}{one['initials']} · No. …{one['digits']} · {one['phase']} · restricted record{called}"
    return f"<article><h3>{escape(title)}</h3></article>"


def _is_red(card: Mapping[str, Any]) -> bool:
    return any(one["rank"] == "red" for one in card["alerts"])


def _chair_order(name: str) -> tuple[bool, int, str]:
    """2 before 10, and who is at no chair last."""
    number = name.split(",", maxsplit=1)[0]
    return not name, int(number) if number.isdecimal() else 0, name


def _block(record: Record, card: Mapping[str, Any], staff: Mapping[UUID, Staff], chair: str) -> str:
    place = f"Chair {chair} · " if chair else ""
    title = f"{place}{card['name']} · born {card['born']} · No. {card['number']}"
    return f"<article><h3>{escape(title)}</h3>{told.table(_rows(record, card, staff))}</article>"


def _rows(record: Record, card: Mapping[str, Any], staff: Mapping[UUID, Staff]) -> Iterator[tuple[str, list[str]]]:
    zone = record.treatment.zone
    arrived = words.clock_time(record.treatment.arrived_at, zone)
    started = "" if card["started"] is None else f", started {_at(card['started'], zone)}"
    yield "Session", [f"{card['phase']}, arrived {arrived}{started} · {card['given']} · {card['protocol']}"]
    base = baseline.baseline_pressure(record)
    yield "Baseline", ["unknown" if base is None else f"{base.systolic}/{base.diastolic}"]
    yield "Last values", [_value(one, zone) for one in card["last"]] or ["no reading yet"]
    yield "Effects", card["effects"] or [card["no_effects"]]
    open_ones = [f"{one['rank']}, {one['state']}: {one['words']} · {one['more']}" for one in card["alerts"]]
    yield "Alerts", open_ones or ["no open alert"]
    if card["unclaimed"]:
        yield "Unclaimed", [f"an emergency entry at {one}" for one in card["unclaimed"]]
    yield "Due", list(_due(card, zone))
    if card["started"] is None:
        yield "Before the dose", [_before(record)]
    yield "Lately", _lately(record, staff)


def _due(card: Mapping[str, Any], zone: str) -> Iterator[str]:
    if card["next"] is not None:
        when = "before the dose" if card["next"]["baseline"] else _at(card["next"]["at"], zone)
        yield f"next {when}: {card['next']['signs']}"
    if card["owed"] is not None:
        yield f"not taken at {_at(card['owed']['at'], zone)}: {card['owed']['signs']}"
    if card["count"]:
        yield card["count"]


def _value(one: Mapping[str, Any], zone: str) -> str:
    return f"{one['label']} {one['value']} {one['delta']} at {_at(one['at'], zone)}".replace("  ", " ")


def _before(record: Record) -> str:
    known = predose.check(record)
    decision = "no decision" if known.decision is None else known.decision.decision.value
    return f"{known.asked} of {len(known.answers)} asked, {decision}"


def _lately(record: Record, staff: Mapping[UUID, Staff]) -> list[str]:
    lately: Iterable[dict[str, Any]] = (
        row for row in flowsheet.rows(record, staff) if row["kind"] in _TOLD and row["status"] == "final"
    )
    return [f"{row['time']} {row['words']} ({row['by']})" for row in lately][:_LATEST]


def _at(seconds: float, zone: str) -> str:
    return words.clock_time(datetime.fromtimestamp(seconds, tz=UTC), zone)
