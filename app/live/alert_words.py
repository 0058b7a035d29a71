"""Alert words: what an alert is about, as it is said in the alert row, on the board and in the flowsheet."""

from typing import Final

from app import words
from app.live import dues
from schemas.alert import AlertAct, AlertAnswer, AlertEvent, PrescriberCall
from schemas.protocol import Direction, Limit
from schemas.record import Record
from schemas.rules import alerts, baseline
from schemas.rules.alerts import Kind, Why
from schemas.rules.alerts.judged import LAST, Scale

_SENSE: Final = {(True, True): "≥", (True, False): ">", (False, True): "≤", (False, False): "<"}
_SEVERE: Final = {"Headache": "Severe headache"}  # a red flag as severe alone
_TAKEN: Final = {Kind.NO_BASELINE, Kind.NO_READING, Kind.NOT_TAKEN}
_ACTS: Final = {AlertAct.ACKNOWLEDGED: "Alert acknowledged", AlertAct.RESOLVED: "Alert resolved"}


def about(record: Record, event: AlertEvent, *, repeated: bool = False) -> str:
    """The number that went over the limit and the limit, or what the flag says.

    `repeated`: a later value is there, so that nobody is asked for one any more.
    """
    if event.crossed is None or event.value is None:
        return _flag(record, event)
    return f"{_number(event)} {limit(event.crossed)}{_why(record, event, repeated=repeated)}"


def over(event: AlertEvent) -> str:
    """How what the flag was about came to its end."""
    if event.why in _TAKEN:
        return "taken since, or not asked for any more"
    return "ended since" if event.why == Kind.EFFECT else "over since"


def limit(crossed: Limit) -> str:
    """The limit with its sense, as it is read."""
    sense = _SENSE[crossed.direction is Direction.HIGH, crossed.inclusive]
    return f"{sense} {number(crossed.value, crossed)}"


def number(value: float, crossed: Limit) -> str:
    """A number as its limit is read: a change with its sign, in per cent to one decimal."""
    if crossed.percent:
        return f"{round(value, 1):+g} %"
    return f"{value:{'+g' if crossed.delta else 'g'}}"


def answered(record: Record, answer: AlertAnswer) -> str:
    """What was done about which alert."""
    event = next((one for one in alerts.known(record) if one.id == answer.alert_id), None)
    said = f"{_ACTS[answer.act]}: {about(record, event)}" if event is not None else _ACTS[answer.act]
    return f"{said} ({answer.words})" if answer.words else said


def called(call: PrescriberCall) -> str:
    """Who was called, by whom where that is said, and what was answered."""
    read_back = {True: ", read back", False: ", not read back", None: ""}[call.read_back]
    parts = [
        f"{call.called} called" + (f" by {call.called_by}" if call.called_by else ""),
        f"answered: {call.answer}{read_back}" if call.answer else "no answer written down",
    ]
    return "; ".join(parts)


def _number(event: AlertEvent) -> str:
    (sign,) = event.signs
    label = words.label(sign)
    if event.crossed is None or event.value is None:  # pragma: no cover - asked of values alone
        return label
    name = f"Δ {label}" if event.crossed.delta else label[0].upper() + label[1:]
    return f"{name} {number(event.value, event.crossed)}"


def _why(record: Record, event: AlertEvent, *, repeated: bool) -> str:
    """How it came to this level, unless a repeat answered that, and for SpO2 whether it was on air."""
    (sign,) = event.signs
    crossed = event.crossed
    first = Scale(sign, crossed.direction, crossed.delta, {}).soonest if crossed is not None else 0
    held = sign == "pulse" and crossed is not None and crossed.direction is Direction.HIGH
    said = {
        Why.REPEAT: "" if repeated else f", repeat it {first} to {LAST} min later",
        Why.CONFIRMED: ", held" if held else ", confirmed by a second value",
        Why.MISSING: f", no repeat within {LAST} min",
    }.get(Why(event.why), "")
    return said + (f", {_oxygen(record, event)}" if sign == "spo2" else "")


def _oxygen(record: Record, event: AlertEvent) -> str:
    """Oxygen holds from when it is said until it is changed; before that it is unknown."""
    last = baseline.previous(record, "oxygen_l_min", event.true_at)
    if last is None:
        return "oxygen not stated"
    return "on air" if last.value == 0 else f"on oxygen {words.number(last.value)} l/min"


def _flag(record: Record, event: AlertEvent) -> str:
    signs, zone = dues.signs(frozenset(event.signs)), record.treatment.zone
    return {
        Kind.EFFECT: _SEVERE.get(event.label or "", event.label or ""),
        Kind.NO_BASELINE: f"No baseline: {signs}",
        Kind.PRE_DOSE: f"{event.label} before the dose, also after a rest",
        Kind.NO_READING: f"Tried, no reading obtained: {signs}",
        Kind.NOT_TAKEN: f"Not taken at {words.clock_time(event.due_at or event.true_at, zone)}: {signs}",
    }[Kind(event.why)]
