"""Rows of the chart's upper part: readings, values struck through or not measured, latest values, baseline, limits."""

from collections.abc import Iterable
from typing import Final
from uuid import UUID

from app.charts.sheet import MINUTE, Row, Sheet, ms
from schemas import quantities as q
from schemas.cadence import Part
from schemas.protocol import Direction, Level
from schemas.reading import Reading, SignName
from schemas.rules import baseline, minutes, valid
from schemas.rules.schedule import Due, State

PRESSURE: Final[tuple[SignName, ...]] = ("systolic", "diastolic")
_DRAWN: Final[tuple[SignName, ...]] = (*PRESSURE, "pulse", "spo2")
_PANE: Final[dict[SignName, str]] = {"systolic": "signs", "diastolic": "signs", "pulse": "signs", "spo2": "oxygen"}
# What makes a set of vital signs: one without the pulse says that the pulse was missed, a weight alone does not.
_SET: Final[tuple[SignName, ...]] = (*_DRAWN, "respirations")
# The limits that can be a band without covering values they do not speak of; the others stand in the alerts.
_BANDS: Final[tuple[tuple[SignName, Direction], ...]] = (("systolic", Direction.HIGH), ("spo2", Direction.LOW))
# Two labels nearer than this would lie on each other, in the unit of the scale of the signs.
_LABEL_HEIGHT: Final = 13


def readings(sheet: Sheet, dues: Iterable[Due] = ()) -> list[Row]:
    """Every reading by time, valid or not; `pulse_line` and `spo2_line` number the unbroken stretches of a line."""
    ordered = baseline.by_time(sheet.record.readings)
    passed = [due for due in dues if nobody_came(due)]
    pulse, spo2 = (stretches(sheet, ordered, sign, passed) for sign in ("pulse", "spo2"))
    return [
        {
            "id": str(one.id),
            "status": sheet.status[one.id].value,
            "at": ms(one.taken_at),
            **{sign: getattr(one, sign) for sign in _DRAWN},
            "pulse_line": pulse.get(one.id),
            "spo2_line": spo2.get(one.id),
            "text": _text(sheet, one),
        }
        for one in ordered
    ]


def struck(sheet: Sheet) -> list[Row]:
    """One row for each drawn value that does not hold; a value its correction repeats at the same minute is not one."""
    rows: list[Row] = []
    for one, now in sheet.struck(sheet.record.readings):
        kept = now is not None and minutes.between(one.taken_at, now.taken_at) == 0
        for sign in _DRAWN:
            value = getattr(one, sign)
            if value is None or (kept and value == getattr(now, sign)):
                continue
            words = sheet.struck_words(one, f"{sheet.clock(one.taken_at)} · {q.BY_NAME[sign].label} {value}")
            row: Row = {"id": str(one.id), "pane": _PANE[sign], "sign": sign, "at": ms(one.taken_at), "value": value}
            rows.append(row | {"status": sheet.status[one.id].value, "text": words})
    return rows


def missed(sheet: Sheet) -> list[Row]:
    """One row a pane for each valid reading that says a drawn sign was not measured, with its reasons in words."""
    rows: list[Row] = []
    for one in baseline.by_time(sheet.holding.readings):
        for pane in ("signs", "oxygen"):
            refused = [sign for sign in _DRAWN if _PANE[sign] == pane and sign in one.not_measured]
            if not refused:
                continue
            label = _refusals(one, refused).removeprefix("SpO2 ")
            # A rule through the whole pane would cover values that are there: it needs an empty place.
            empty = not any(getattr(one, sign) is not None for sign in _DRAWN if _PANE[sign] == pane)
            text = f"{sheet.clock(one.taken_at)} · not measured: {_refusals(one, refused)}"
            rows.append({"pane": pane, "at": ms(one.taken_at), "empty": empty, "label": label, "text": text})
    return rows


def not_taken(sheet: Sheet, dues: Iterable[Due]) -> list[Row]:
    """A row for each due to which nobody came: in the pane of the signs, at its time."""
    return [
        {
            "pane": "signs",
            "at": ms(due.due_at),
            "empty": True,
            "label": "not taken",
            "text": f"{sheet.clock(due.due_at)} · due and not taken",
        }
        for due in dues
        if nobody_came(due)
    ]


def nobody_came(due: Due) -> bool:
    """Whether a mark stands in its place: it was due and not taken; a baseline has no place of its own."""
    return due.state is State.MISSED and due.part is not Part.BASELINE


def latest(sheet: Sheet) -> list[Row]:
    """The last blood pressure with its change from baseline, the last pulse, the last SpO2, each where it was taken."""
    ordered = baseline.by_time(sheet.holding.readings)[::-1]
    rows: list[Row] = []
    taken: tuple[int, float] | None = None
    pressed = next((one for one in ordered if one.systolic is not None or one.diastolic is not None), None)
    if pressed is not None:
        taken = ms(pressed.taken_at), float(pressed.systolic or pressed.diastolic or 0)
        rows.append(_label("signs", "pressure", taken, f"{pressure_words(pressed)} {_change(sheet, pressed)}".strip()))
    beat = next((one for one in ordered if one.pulse is not None), None)
    if beat is not None and beat.pulse is not None:
        rows.append(_label("signs", "pulse", _beside(taken, (ms(beat.taken_at), float(beat.pulse))), str(beat.pulse)))
    breath = next((one for one in ordered if one.spo2 is not None), None)
    if breath is not None and breath.spo2 is not None:
        rows.append(_label("oxygen", "spo2", (ms(breath.taken_at), float(breath.spo2)), str(breath.spo2)))
    return rows


def baseline_rules(sheet: Sheet) -> list[Row]:
    """The two numbers of the session's baseline pressure; none before the start or without one."""
    known = baseline.baseline_pressure(sheet.record)
    if known is None:
        return []
    return [
        {"sign": "systolic", "value": known.systolic, "label": f"baseline\n{known.systolic}"},
        {"sign": "diastolic", "value": known.diastolic, "label": f"{known.diastolic}"},
    ]


def limits(sheet: Sheet) -> list[Row]:
    """The protocol's call limits for a high systolic and a low SpO2."""
    rows: list[Row] = []
    for sign, direction in _BANDS:
        limit = sheet.record.protocol.limit(sign, direction, Level.CALL)
        if limit is not None:
            mark = {(True, True): "≥", (True, False): ">", (False, True): "≤", (False, False): "<"}
            sense = mark[direction is Direction.HIGH, limit.inclusive]
            text = f"call {sense} {limit.value:g}"
            rows.append({"pane": _PANE[sign], "value": limit.value, "direction": direction.value, "text": text})
    return rows


def stretches(sheet: Sheet, ordered: Iterable[Reading], sign: SignName, passed: Iterable[Due] = ()) -> dict[UUID, int]:
    """By valid reading that has the sign: the number of its stretch.

    Every set of signs without it ends a stretch, and so does every due for it to which nobody came (`passed`).
    """
    found: dict[UUID, int] = {}
    stretch, gaps = 0, sorted(due.due_at for due in passed if sign in due.required)
    for one in ordered:
        if sheet.status[one.id] is not valid.Status.FINAL:
            continue
        while gaps and gaps[0] < one.taken_at:
            stretch += 1
            del gaps[0]
        if getattr(one, sign) is not None:
            found[one.id] = stretch
        elif any(getattr(one, name) is not None or name in one.not_measured for name in _SET):
            stretch += 1
    return found


def _label(pane: str, sign: str, place: tuple[int, float], label: str) -> Row:
    return {"pane": pane, "sign": sign, "at": place[0], "label_at": place[1], "label": label}


def _beside(taken: tuple[int, float] | None, place: tuple[int, float]) -> tuple[int, float]:
    """Where the pulse is written: beside its dot, or a line away from the pressure where both would be one."""
    if taken is None or abs(taken[0] - place[0]) > 10 * MINUTE or abs(taken[1] - place[1]) >= _LABEL_HEIGHT:
        return place
    return place[0], taken[1] + (_LABEL_HEIGHT if place[1] > taken[1] else -_LABEL_HEIGHT)


def pressure_words(reading: Reading) -> str:
    """The pressure as it is written, a number that is not there as a dash."""
    systolic, diastolic = ("\u2013" if value is None else str(value) for value in (reading.systolic, reading.diastolic))
    return f"{systolic}/{diastolic}"


def _change(sheet: Sheet, reading: Reading) -> str:
    """The change from baseline of a reading after the start, a number that is not known as a dash; else nothing."""
    start = sheet.course.started_at
    change = baseline.change(sheet.record, reading)
    if start is None or minutes.between(start, reading.taken_at) <= 0 or change == (None, None):
        return ""
    return "/".join("\u2013" if value is None else f"{value:+d}".replace("-", "\u2212") for value in change)


def _refusals(reading: Reading, refused: list[SignName]) -> str:
    """Signs and their reasons in words: "BP, pulse declined"."""
    names: dict[str, list[str]] = {}
    for sign in refused:
        reason = reading.reason_words.get(sign) or reading.not_measured[sign].value.replace("_", " ")
        names.setdefault(reason, []).append(q.BY_NAME[sign].label)
    said = "; ".join(f"{', '.join(signs)} {reason}" for reason, signs in names.items())
    return said.replace("Systolic, Diastolic", "BP").replace("Pulse", "pulse")


def _text(sheet: Sheet, reading: Reading) -> str:
    """The whole reading in one line, as the pointer asks for it."""
    parts = [sheet.clock(reading.taken_at)]
    if reading.systolic is not None or reading.diastolic is not None:
        parts.append(f"{pressure_words(reading)} {_change(sheet, reading)}".strip())
    others = {name: value for name, value in reading.values().items() if name not in {"systolic", "diastolic"}}
    parts += [f"{q.BY_NAME[name].label} {value:g} {q.BY_NAME[name].unit}".strip() for name, value in others.items()]
    if reading.not_measured:
        parts.append(f"not measured: {_refusals(reading, list(reading.not_measured))}")
    words = " · ".join(parts)
    return words if sheet.holds(reading) else sheet.struck_words(reading, words)
