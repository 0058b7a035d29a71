"""Rows of the dose lane: the bars while the drug ran, single doses, actions and notes, and their names."""

from datetime import datetime
from typing import Final

from app.charts.sheet import Row, Sheet, ms
from schemas.action import Intervention, Note
from schemas.drug import DrugAct, DrugEvent
from schemas.rules import course, dose

_FLOWS: Final = frozenset({DrugAct.START, DrugAct.RESUME})
_WORDS: Final = 28  # characters of an action's own words that are drawn; the rest is under the pointer and in the table
_DIAMOND, _SQUARE, _DOT, _WEDGE = "diamond", "square", "circle", "triangle-up"


def phases(sheet: Sheet) -> list[Row]:
    """The phases that have begun, by time; `to` is None for the one that lasts, `given` is the time of the drug."""
    known = sheet.course
    bounds: list[tuple[course.Phase, datetime | None]] = [
        (course.Phase.BASELINE, known.arrived_at),
        (course.Phase.DOSING if known.single_doses else course.Phase.INFUSION, known.started_at),
        (course.Phase.OBSERVATION, known.stopped_at),
        (course.Phase.DISCHARGED, known.ended_at),
    ]
    begun = [(phase, ms(at)) for phase, at in bounds if at is not None]
    ends = [at for _, at in begun[1:]]
    given = {course.Phase.DOSING, course.Phase.INFUSION}
    return [
        {"phase": phase.value, "label": phase.value, "from": at, "to": to, "given": phase in given}
        for (phase, at), to in zip(begun, [*ends, None], strict=True)
    ]


def doses(sheet: Sheet) -> list[Row]:
    """One bar for each stretch in which the infusion ran or paused; `to` is None while it does."""
    rows: list[Row] = []
    begun: DrugEvent | None = None
    for event in course.drug_events(sheet.record):
        if event.act in _FLOWS or event.act is DrugAct.STOP or (event.act is DrugAct.PAUSE and begun):
            if begun is not None:
                rows.append(_bar(sheet, begun, event.at))
            begun = None if event.act is DrugAct.STOP else event
    if begun is not None:
        rows.append(_bar(sheet, begun, sheet.course.ended_at))
    return rows


def given(sheet: Sheet) -> list[Row]:
    """Boluses, doses and devices as diamonds, changes of the rate as wedges."""
    events = course.drug_events(sheet.record)
    return [
        {
            "id": str(event.id),
            "at": ms(event.at),
            "shape": _WEDGE if event.act is DrugAct.RATE_CHANGE else _DIAMOND,
            "text": f"{sheet.clock(event.at)} · {_event(event)}",
        }
        for event in events
        if event.act in course.SINGLE or event.act is DrugAct.RATE_CHANGE
    ]


def actions(sheet: Sheet) -> list[Row]:
    """Medicines as diamonds, other actions as squares, notes as dots."""
    told: list[Intervention | Note] = [*sheet.holding.interventions, *sheet.holding.notes]
    return [
        {"id": str(one.id), "at": ms(one.at), "shape": _shape(one), "text": f"{sheet.clock(one.at)} · {_said(one)}"}
        for one in sorted(told, key=lambda one: (one.at, one.id))
    ]


def names(sheet: Sheet, ms_per_character: float) -> list[Row]:
    """What the marks are, in two rows, `place` "above" for the drug and "below" for actions.

    A name that would run into the next one takes it up ("28 mg · 28 mg"), so that nothing is hidden or overprinted.
    """
    events = course.drug_events(sheet.record)
    above = [(one.at, _name(one)) for one in events if one.act in course.SINGLE or one.act is DrugAct.RATE_CHANGE]
    if above and not course.is_infusion(events):
        above[0] = (above[0][0], f"{sheet.record.protocol.drug.value} {above[0][1]}")
    above += [(one.at, _infusion(sheet)) for one in events if one.act in _FLOWS][:1]
    below = [(one.at, _short(one)) for one in sheet.holding.interventions]
    return [
        {"place": place, "at": at, "label": label}
        for place, told in (("above", above), ("below", below))
        for at, label in _apart(sorted((ms(at), label) for at, label in told), ms_per_character)
    ]


def struck(sheet: Sheet) -> list[Row]:
    """Drug events, actions and notes that do not hold, where what is drawn of them has changed."""
    record = sheet.record
    gone: list[tuple[DrugEvent | Intervention | Note, DrugEvent | Intervention | Note | None]] = [
        *sheet.struck(record.drug_events),
        *sheet.struck(record.interventions),
        *sheet.struck(record.notes),
    ]
    return [
        {
            "id": str(one.id),
            "at": ms(one.at),
            "status": sheet.status[one.id].value,
            "text": sheet.struck_words(one, f"{sheet.clock(one.at)} · {_said(one)}"),
        }
        for one, now in gone
        if now is None or (one.at, _said(one)) != (now.at, _said(now))
    ]


def total(sheet: Sheet) -> str:
    """The drug with all that was given of it; until the stop, and where a part is unknown, with what can be said."""
    mg = dose.given(sheet.record).mg
    if mg is not None:
        return f"{sheet.record.protocol.drug.value} {_mg(mg)}"
    drug = sheet.record.protocol.drug.value
    if sheet.course.stopped_at is not None:
        return f"{drug}, dose not known"  # never the part of it that is known
    return drug if sheet.course.single_doses else _infusion(sheet)


def _bar(sheet: Sheet, begun: DrugEvent, to: datetime | None) -> Row:
    paused = begun.act is DrugAct.PAUSE
    until = "still" if to is None else f"to {sheet.clock(to)}"
    text = f"{'paused' if paused else _infusion(sheet)} · {sheet.clock(begun.at)} {until}"
    return {"from": ms(begun.at), "to": None if to is None else ms(to), "paused": paused, "text": text}


def _infusion(sheet: Sheet) -> str:
    """The drug with what was given of it by infusion, while it runs with what is planned, or that nobody knows."""
    drug = sheet.record.protocol.drug.value
    events = course.drug_events(sheet.record)
    if sheet.course.stopped_at is None:
        planned = (
            next((one.dose_mg for one in events if one.act is DrugAct.START), None) or dose.planned(sheet.record).mg
        )
        return drug if planned is None else f"{drug} {_mg(planned)} planned"
    known = dose.given(sheet.record)
    says = [one.stop_says for one in events if one.act is DrugAct.STOP][-1:]
    mg = known.stated_mg if any(says) else known.computed_mg
    return f"{drug}, dose not known" if mg is None else f"{drug} {_mg(mg)}"


def _mg(value: float) -> str:
    """An amount as it is written; a computed one may have more decimals than a dose has."""
    return f"{round(value, 2):g} mg"


def _event(event: DrugEvent) -> str:
    word = "" if event.act is DrugAct.DOSE else event.act.value.replace("_", " ")
    amount = "" if event.dose_mg is None else _mg(event.dose_mg)
    rate = "" if event.rate_ml_h is None else f"{event.rate_ml_h:g} ml/h"
    return " ".join(part for part in (word, amount, rate) if part) or event.act.value


def _name(event: DrugEvent) -> str:
    """The event as it is written over its mark: the amount, for a bolus with its word."""
    words = _event(event)
    return words if event.act is DrugAct.BOLUS else words.removeprefix("device ").removeprefix("rate change ")


def _said(fact: DrugEvent | Intervention | Note) -> str:
    """All that the fact says, in one line."""
    if isinstance(fact, DrugEvent):
        return _event(fact)
    if isinstance(fact, Note):
        return f"note: {fact.words}"
    parts = [fact.drug, fact.dose, fact.route, fact.ordered_by and f"ordered by {fact.ordered_by}", fact.words]
    said = " ".join(part for part in parts if part)
    return f"{said}, response: {fact.response}" if fact.response else said


def _short(fact: Intervention) -> str:
    if fact.drug is not None:
        return " ".join(part for part in (fact.drug, fact.dose) if part)
    words = fact.words or ""
    return words if len(words) <= _WORDS else f"{words[: _WORDS - 1].rstrip()}…"


def _shape(fact: Intervention | Note) -> str:
    if isinstance(fact, Note):
        return _DOT
    return _SQUARE if fact.drug is None else _DIAMOND


def _apart(told: list[tuple[int, str]], ms_per_character: float) -> list[tuple[int, str]]:
    """Names by time, each joined to the one before that would reach into it."""
    drawn: list[tuple[int, str]] = []
    for at, label in told:
        if drawn and at < drawn[-1][0] + (len(drawn[-1][1]) + 2) * ms_per_character:
            drawn[-1] = (drawn[-1][0], f"{drawn[-1][1]} · {label}")
        else:
            drawn.append((at, label))
    return drawn
