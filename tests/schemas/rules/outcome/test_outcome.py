"""The whole outcome of sessions reckoned by hand, and that it is one value however the facts lie in the record."""

from dataclasses import asdict

import pytest

from schemas.correction import Retraction
from schemas.fact import ClinicalFact
from schemas.rules import outcome
from tests import facts
from tests.schemas.rules.schedule.test_schedule import PROTOCOLS, Q10
from tests.schemas.rules.test_summary import bp

e, r = facts.event, facts.reading
HERE = {"position": "sitting", "cuff_site": "left_arm"}
FULL = {"pulse": 72, "spo2": 97}
SLIP = bp("14:20", "184/87", **FULL | HERE)
WORKED: list[ClinicalFact | Retraction] = [
    bp("13:50", "122/78", oxygen_l_min=0.0, **FULL | HERE),
    e("start", "14:00", dose_mg=40, duration_minutes=40),
    bp("14:10", "128/82", pulse=80, spo2=93, moaas=4, dissociation=1, **HERE),
    SLIP,
    facts.corrected(SLIP, systolic=136),
    e("pause", "14:22"),
    e("resume", "14:24"),
    bp("14:30", "165/90", dissociation=2, **FULL | HERE),
    facts.intervention("14:33", drug="labetalol"),
    bp("14:40", "140/89", **FULL | HERE),
    e("stop", "14:42", stop_says="planned"),
    facts.none_reported("14:45"),
    bp("14:57", "126/80", **FULL | {"position": "supine", "cuff_site": "left_arm"}),
    facts.end("15:10"),
]


def test_a_session_reckoned_by_hand() -> None:
    for order in (WORKED, WORKED[::-1]):
        found = outcome.outcome(facts.record_with(*order, protocol=PROTOCOLS[Q10]))
        assert asdict(found) == {
            "how": "given",
            "held": None,
            "ended": True,
            "minutes": 42,
            "pauses": 1,
            "readings_to_60": 5,
            "longest_gap": 17,
            "peak_at_least": False,
            "above_until": 40,
            "back_at": 57,
            "peak_treated": False,
            "treated": True,
            "position_changed": True,
            "observed_minutes": 57,
            "spo2_lowest": 93,
            "oxygen_then": 0,
            "dissociation_highest": 2,
            "moaas_lowest": 4,
            "effects_asked": True,
            "alerts": 4,  # systolic 165, its change of 43, SpO2 93, dissociation 2
            "alerts_red": 1,
            "corrections": 1,
            "dues": 6,
            "dues_missed": 0,
        }


def test_of_a_session_without_a_start_nothing_is_said_of_the_drug() -> None:
    high = bp("13:50", "168/101", moaas=5, **FULL)
    held = facts.decided("hold", "13:55", words="too high", reading_id=high.id)
    told = [high, held, facts.none_reported("13:56"), facts.intervention("13:57", drug="labetalol")]
    found = asdict(outcome.outcome(facts.record_with(*told, facts.end("14:10", facts.EndHow.NOT_STARTED))))
    said = {name: value for name, value in found.items() if value is not None}
    assert said.pop("held")["systolic"] == 168
    assert said == {"how": "held", "ended": True, "alerts": 0, "alerts_red": 0, "corrections": 0}


@pytest.mark.parametrize(
    ("told", "asked"),
    [
        ([], False),
        ([facts.none_reported("14:20")], True),
        ([facts.effect("14:20")], True),
        ([facts.none_reported("13:50")], False),
        ([facts.none_reported("14:00")], False),
        ([facts.effect("13:50")], False),
    ],
    ids=["never", "none", "some", "before the start", "in its minute", "what was there before"],
)
def test_effects_were_asked_about_once_the_drug_had_begun(told: list[ClinicalFact], asked: bool) -> None:
    assert outcome.outcome(facts.record_with(e("start", "14:00"), *told)).effects_asked is asked


@pytest.mark.parametrize(
    ("told", "minutes", "pauses"),
    [
        ([e("start", "14:00")], None, 0),
        ([e("start", "14:00"), e("pause", "14:10"), e("resume", "14:12"), e("pause", "14:20")], None, 2),
        ([e("start", "14:00"), e("stop", "14:40:50")], 40, 0),
        ([e("device", "14:00"), e("device", "14:05"), e("stop", "14:10", no_more_follows=True)], 5, 0),
        ([], None, None),
    ],
    ids=["it runs", "paused twice", "stopped", "devices", "not begun"],
)
def test_an_infusion_lasts_from_its_start_to_its_stop(
    told: list[ClinicalFact], minutes: int | None, pauses: int | None
) -> None:
    found = outcome.outcome(facts.record_with(*told))
    assert (found.minutes, found.pauses, found.ended) == (minutes, pauses, False)
