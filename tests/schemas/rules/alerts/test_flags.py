import pytest

from schemas.fact import ClinicalFact
from schemas.rules import alerts, schedule
from schemas.rules.alerts import Flag
from tests import facts
from tests.schemas.rules.schedule.test_schedule import PROTOCOLS, fact

PAIN, HEAD = facts.effect("14:10", effect="chest_pain"), facts.effect("14:10", effect="headache")
NO_PULSE = facts.reading("14:10", systolic=120, diastolic=80, spo2=98, not_measured={"pulse": "no_reading"})
NO_PRESSURE = facts.reading("13:50", pulse=70, not_measured={"systolic": "no_reading", "diastolic": "no_reading"})


def said(flag: Flag) -> str:
    """One flag in words."""
    about = flag.label or "+".join(sorted(flag.signs))
    back = f", back {flag.back_at:%H:%M}" if flag.back_at else ""
    return f"{flag.kind.value} {flag.rank.value} {flag.true_at:%H:%M} {about}{back}"


HIGH_BEFORE = facts.reading("13:40", systolic=165, diastolic=95)
LOWER_BEFORE = facts.reading("13:40", systolic=159, diastolic=95)
AGAIN_SOON = facts.reading("13:44", systolic=166, diastolic=95)
AGAIN_AFTER = facts.reading("13:45", systolic=166, diastolic=95)


@pytest.mark.parametrize(
    ("told", "now", "answer"),
    [
        ([PAIN], "14:11", ["effect red 14:10 Chest pain"]),
        ([PAIN, facts.change(PAIN, "14:20", ended=True)], "14:21", ["effect red 14:10 Chest pain, back 14:20"]),
        ([HEAD, facts.change(HEAD, "14:12", severity=2)], "14:20", []),
        ([HEAD, facts.change(HEAD, "14:15", severity=3)], "14:20", ["effect red 14:15 Headache"]),
        ([facts.effect("14:10")], "14:20", []),
        (
            ["start 14:00"],
            "14:01",
            [
                "no_baseline caution 14:00 diastolic+systolic",
                "no_baseline caution 14:00 pulse",
                "no_baseline caution 14:00 spo2",
            ],
        ),
        (
            ["bp 13:50", "start 14:00", "full 14:05"],
            "14:06",
            ["no_baseline caution 14:00 pulse", "no_baseline caution 14:00 spo2"],
        ),
        (["full 13:50", "start 14:00"], "14:06", []),
        ([HIGH_BEFORE], "13:46", []),
        ([HIGH_BEFORE, AGAIN_SOON], "13:46", []),
        ([HIGH_BEFORE, AGAIN_AFTER], "13:46", ["pre_dose red 13:45 Systolic 166 ≥ 160"]),
        ([HIGH_BEFORE, AGAIN_AFTER, "bp 13:50"], "13:51", ["pre_dose red 13:45 Systolic 166 ≥ 160, back 13:50"]),
        ([LOWER_BEFORE, AGAIN_AFTER], "13:46", []),
        ([NO_PULSE], "14:11", ["no_reading caution 14:10 pulse"]),
        ([NO_PULSE, "full 14:14"], "14:15", ["no_reading caution 14:10 pulse, back 14:14"]),
        ([NO_PRESSURE], "13:51", ["no_reading caution 13:50 diastolic+systolic"]),
        ([NO_PRESSURE, "half 13:55"], "13:56", ["no_reading caution 13:50 diastolic+systolic"]),
        (["full 13:50", "start 14:00"], "14:15", []),
        (
            ["full 13:50", "start 14:00", "asleep 14:10"],
            "14:30",
            ["not_taken caution 14:26 diastolic+pulse+spo2+systolic"],
        ),
        (["full 13:50", "start 14:00"], "14:16", ["not_taken caution 14:16 diastolic+pulse+spo2+systolic"]),
        (["full 13:50", "start 14:00", "bp 14:10", "bp 14:16"], "14:16", ["not_taken caution 14:16 pulse+spo2"]),
        (
            ["full 13:50", "start 14:00", "bp 14:10", "rest 14:17"],
            "14:18",
            ["not_taken caution 14:16 pulse+spo2, back 14:17"],
        ),
        (
            ["full 13:50", "start 14:00", "stop 14:10", "leave 14:12"],
            "14:18",
            ["not_taken caution 14:12 diastolic+pulse+spo2+systolic, back 14:12"],
        ),
    ],
)
def test_what_no_number_raises_is_flagged_from_when_it_is_true(
    told: list[str | ClinicalFact], now: str, answer: list[str]
) -> None:
    made = [fact(one) if isinstance(one, str) else one for one in told]
    record = facts.record_with(*made, protocol=PROTOCOLS["iv_q10_q15"], treatment=facts.treatment("13:30"))
    dues = schedule.schedule(record, facts.instant(now))
    assert [said(one) for one in alerts.flags(record, dues)] == answer
