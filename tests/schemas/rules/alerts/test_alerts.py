"""Worked series of values: which alerts they raise, when each became true, and when it was over.

The facts are said in words ("14:20 186/112", "14:20 h122"), the alerts as "systolic high red confirmed 14:24". The
limits are those of the shipped protocol; every answer was worked out by hand from docs/clinical.md.
"""

import re
from typing import Final

import pytest

from schemas.fact import ClinicalFact
from schemas.protocol import Limit
from schemas.record import Record
from schemas.rules import alerts
from schemas.rules.alerts import Alert
from schemas.rules.alerts.episodes import key_of
from tests import facts
from tests.schemas.rules.schedule.test_schedule import PROTOCOLS

PROTOCOL: Final = PROTOCOLS["iv_q10_q15"]
LETTERS: Final = {"h": "pulse", "s": "spo2", "r": "respirations", "d": "dissociation", "m": "moaas"}


def fact(told: str) -> ClinicalFact:
    """A start, or a reading: its time, a pressure (half of it as "-"), other signs by their letters."""
    at, *parts = told.split()
    if parts == ["start"]:
        return facts.event("start", at)
    signs: dict[str, int] = {}
    for part in parts:
        if "/" in part:
            both = zip(("systolic", "diastolic"), part.split("/"), strict=True)
            signs |= {name: int(value) for name, value in both if value != "-"}
        else:
            letter, value = re.fullmatch(r"([a-z])(\d+)", part).groups()  # type: ignore[union-attr]
            signs[LETTERS[letter]] = int(value)
    return facts.reading(at, **signs)


def record(told: str) -> Record:
    """The session of these facts."""
    return facts.record_with(
        *(fact(part) for part in told.split(", ")), protocol=PROTOCOL, treatment=facts.treatment("13:00")
    )


def said(alert: Alert) -> str:
    """One alert in words: its key, each worsening, and when it was over."""
    key = f"{'change ' if alert.key.delta else ''}{alert.key.sign} {alert.key.direction.value}"
    raised = ", ".join(f"{one.rank.value} {one.why.value} {one.true_at:%H:%M}" for one in alert.raised)
    return f"{key}: {raised}" + (f", back {alert.back.true_at:%H:%M}" if alert.back else "")


WORKED: Final[list[tuple[str, str, str, list[str]]]] = [
    ("nothing beyond a limit", "14:00 120/80 h70 s98 r14", "15:00", []),
    ("the limit itself, where it belongs to it", "14:00 160/80", "14:01", ["systolic high: caution caution 14:00"]),
    ("one below it", "14:00 159/99", "14:01", []),
    ("the limit itself, where it does not", "14:00 110/80 h110 s95 r12", "14:01", []),
    ("one past it", "14:00 99/80 h111 s94 r11", "14:01", [
        "pulse high: caution caution 14:00",
        "respirations low: caution caution 14:00",
        "spo2 low: caution caution 14:00",
        "systolic low: caution caution 14:00",
    ]),
    ("each number by itself", "14:00 165/105", "14:01", [
        "diastolic high: caution caution 14:00",
        "systolic high: caution caution 14:00",
    ]),
    ("diastolic alone", "14:00 150/112, 14:05 150/112", "14:06", [
        "diastolic high: caution repeat_asked 14:00, red confirmed 14:05"
    ]),
    ("low and high in one reading", "14:00 88/60 h122", "14:01", [
        "pulse high: caution repeat_asked 14:00",
        "systolic low: caution repeat_asked 14:00",
    ]),
    ("the call level for the first time asks for a repeat", "14:00 182/90", "14:10", [
        "systolic high: caution repeat_asked 14:00"
    ]),
    ("confirmed after three minutes", "14:00 182/90, 14:03 181/90", "14:04", [
        "systolic high: caution repeat_asked 14:00, red confirmed 14:03"
    ]),
    ("two minutes are too soon", "14:00 182/90, 14:02 181/90", "14:04", ["systolic high: caution repeat_asked 14:00"]),
    ("confirmed at the tenth minute", "14:00 182/90, 14:10 185/90", "14:11", [
        "systolic high: caution repeat_asked 14:00, red confirmed 14:10"
    ]),
    ("the eleventh is too late: the repeat is missing", "14:00 182/90, 14:11 185/90", "14:12", [
        "systolic high: caution repeat_asked 14:00, red repeat_missing 14:11"
    ]),
    ("whatever lies between", "14:00 182/90, 14:04 150/90, 14:08 183/90", "14:09", [
        "systolic high: caution repeat_asked 14:00, back 14:04",
        "systolic high: red confirmed 14:08",
    ]),
    ("a repeat within the limits confirms nothing", "14:00 182/90, 14:05 150/90", "14:30", [
        "systolic high: caution repeat_asked 14:00, back 14:05"
    ]),
    ("half a pressure is a repeat of its number", "14:00 182/90, 14:05 183/-", "14:06", [
        "systolic high: caution repeat_asked 14:00, red confirmed 14:05"
    ]),
    ("and of no other", "14:00 182/90, 14:05 -/90", "14:11", [
        "systolic high: caution repeat_asked 14:00, red repeat_missing 14:11"
    ]),
    ("nobody came again", "14:00 182/90", "14:11", [
        "systolic high: caution repeat_asked 14:00, red repeat_missing 14:11"
    ]),
    ("and later all was well", "14:00 182/90, 14:20 130/80", "14:30", [
        "systolic high: caution repeat_asked 14:00, red repeat_missing 14:11, back 14:20"
    ]),
    ("once is enough", "14:00 200/90", "14:01", ["systolic high: red once 14:00"]),
    ("a critical value is not hidden by an earlier milder one", "14:00 165/90, 14:10 205/90", "14:11", [
        "systolic high: caution caution 14:00, red once 14:10"
    ]),
    ("a milder one does not raise again", "14:00 205/90, 14:10 165/90, 14:20 168/90", "14:21", [
        "systolic high: red once 14:00"
    ]),
    ("a pulse is held for five minutes", "14:00 h125, 14:04 h125, 14:05 h126", "14:06", [
        "pulse high: caution repeat_asked 14:00, red confirmed 14:05"
    ]),
    ("a low one is looked at again after one", "14:00 h39, 14:01 h38", "14:02", [
        "pulse low: caution repeat_asked 14:00, red confirmed 14:01"
    ]),
    ("oxygen too", "14:00 s91, 14:01 s90", "14:02", ["spo2 low: caution repeat_asked 14:00, red confirmed 14:01"]),
    ("a change calls at once", "13:50 120/80, 14:00 start, 14:10 160/80", "14:11", [
        "systolic high: caution caution 14:10",
        "change systolic high: red change 14:10",
    ]),
    ("a change of thirty is a caution", "13:50 120/80, 14:00 start, 14:10 150/80", "14:11", [
        "change systolic high: caution caution 14:10"
    ]),
    ("without a baseline there is no change", "14:00 start, 14:10 159/99", "14:11", []),
    ("before the start there is none either", "13:40 120/80, 13:50 150/80, 14:00 start", "14:11", []),
    ("dissociation", "14:00 d2, 14:10 d3, 14:12 d3", "14:13", [
        "dissociation high: caution caution 14:00, red once 14:10"
    ]),
    ("sedation at once", "14:00 m3", "14:01", ["moaas low: red once 14:00"]),
]  # fmt: skip


@pytest.mark.parametrize(("what", "told", "now", "answer"), WORKED, ids=[row[0] for row in WORKED])
def test_a_series_of_values_raises_what_its_limits_say(what: str, told: str, now: str, answer: list[str]) -> None:
    assert [said(one) for one in alerts.alerts(record(told), facts.instant(now))] == answer, what


def test_a_late_entry_of_an_older_value_is_judged_where_it_belongs() -> None:
    readings = [
        facts.reading("14:00", systolic=182, diastolic=90),
        facts.reading("14:10", systolic=130, diastolic=80),
        facts.reading("14:05", systolic=184, diastolic=90, entered_at="14:30"),
    ]
    told = facts.record_with(*readings, protocol=PROTOCOL, treatment=facts.treatment("13:00"))
    (found,) = alerts.alerts(told, facts.instant("14:31"))
    assert said(found) == "systolic high: caution repeat_asked 14:00, red confirmed 14:05, back 14:10"
    assert found.worst.known_at == facts.instant("14:30")
    assert found.worst.value.number == 184
    assert found.worst.limit is not None
    assert (found.worst.limit.value, bool(found.worst.limit.source)) == (180, True)


def test_what_was_corrected_or_withdrawn_raises_nothing() -> None:
    slip, wrong = facts.reading("14:00", systolic=210, diastolic=90), facts.reading("14:05", systolic=220, diastolic=90)
    told = facts.record_with(
        slip,
        facts.corrected(slip, systolic=120, entered_at="14:02"),
        wrong,
        facts.withdrawn(wrong),
        protocol=PROTOCOL,
        treatment=facts.treatment("13:00"),
    )
    assert alerts.alerts(told, facts.instant("14:30")) == ()


def test_the_newest_verdict_of_an_alert_may_be_milder_than_its_worst() -> None:
    (found,) = alerts.alerts(record("14:00 205/90, 14:10 165/90"), facts.instant("14:11"))
    assert (found.worst.value.number, found.latest.value.number) == (205, 165)
    assert found.back is None


def percent(value: float, level: str, direction: str = "high") -> Limit:
    told = {"sign": "systolic", "direction": direction, "level": level, "value": value, "inclusive": True}
    return Limit.model_validate(told | {"delta": True, "percent": True, "source": "our medical director"})


@pytest.mark.parametrize(
    ("told", "alerts_of_change"),
    [
        ("13:50 120/80, 14:00 start, 14:10 143/80", []),
        ("13:50 120/80, 14:00 start, 14:10 144/80", ["systolic:high:percent caution 20"]),
        ("13:50 150/80, 14:00 start, 14:10 179/80", []),
        ("13:50 150/80, 14:00 start, 14:10 180/80", ["systolic:high:percent caution 20"]),
        ("13:50 120/80, 14:00 start, 14:10 170/80", ["systolic:high:percent red 41.6667"]),
        ("13:50 120/80, 14:00 start, 14:10 84/60", ["systolic:low:percent caution -30"]),
        ("14:00 start, 14:10 170/80", []),
        ("13:50 120/80, 13:55 170/80", []),
    ],
)
def test_a_change_is_judged_in_per_cent_of_the_baseline_too(told: str, alerts_of_change: list[str]) -> None:
    limits = (percent(20, "caution"), percent(40, "call"), percent(-30, "caution", "low"))
    protocol = PROTOCOL.model_copy(update={"limits": limits})
    record = facts.record_with(
        *(fact(part) for part in told.split(", ")), protocol=protocol, treatment=facts.treatment("13:00")
    )
    found = alerts.alerts(record, facts.instant("14:12"))
    assert [f"{key_of(one.key)} {one.worst.rank.value} {one.worst.value.number:g}" for one in found] == alerts_of_change


def test_per_cent_are_of_the_baseline_and_leave_no_trace_where_they_are_not_used() -> None:
    plain = PROTOCOL.limits[0]
    assert "percent" not in plain.model_dump(mode="json"), "what was hashed before keeps its hash"
    assert percent(20, "caution").model_dump(mode="json")["percent"] is True
    assert Limit.model_validate(plain.model_dump()) == plain
    with pytest.raises(ValueError, match="per cent are of the baseline"):
        Limit.model_validate(percent(20, "caution").model_dump() | {"delta": False})
