from collections.abc import Sequence

import pytest

from schemas.rules import course, dose
from tests.app.house import ESKETAMINE, House

Act = dict[str, object]
START: Act = {"act": "start", "dose_mg": 40, "duration_minutes": 40, "concentration_mg_ml": 2}
PAUSE: Act = {"act": "pause"}
RESUME: Act = {"act": "resume"}
RATE: Act = {"act": "rate_change", "rate_ml_h": 20}
STOP: Act = {"act": "stop", "stop_says": "planned"}
BOLUS: Act = {"act": "bolus", "dose_mg": 10}
DEVICE: Act = {"act": "device", "dose_mg": 28}
NO_MORE: Act = {"act": "stop", "no_more_follows": True}


@pytest.mark.parametrize(
    ("before", "act", "sentence"),
    [
        ([], START, None),
        ([], BOLUS, None),
        ([], PAUSE, "No infusion is running"),
        ([], RATE, "No infusion is running"),
        ([], RESUME, "Nothing to resume"),
        ([], STOP, "nothing to stop"),
        ([], NO_MORE, "end the session as not started"),
        ([BOLUS], START, None),
        ([BOLUS], STOP, "nothing to stop"),
        ([BOLUS], NO_MORE, None),
        ([BOLUS], RESUME, "Nothing to resume"),
        ([START], START, "has its start"),
        ([START], RATE, None),
        ([START], PAUSE, None),
        ([START], RESUME, "Nothing to resume"),
        ([START], STOP, None),
        ([START, PAUSE], PAUSE, "paused already"),
        ([START, PAUSE], RESUME, None),
        ([START, PAUSE], RATE, None),
        ([START, PAUSE], STOP, None),
        ([START, STOP], STOP, "nothing to stop"),
        ([START, STOP], PAUSE, "No infusion is running"),
        ([START, STOP], START, "has its start"),
        ([START, STOP], RESUME, None),
        ([START, STOP], BOLUS, None),
        ([START, STOP, RESUME], STOP, None),
    ],
)
def test_a_drug_event_that_cannot_follow_what_was_done_is_refused(
    house: House, before: Sequence[Act], act: Act, sentence: str | None
) -> None:
    for minute, one in enumerate(before):
        house.at(f"14:{minute:02}")
        house.saved("drug-events", **one)
    house.at("15:00")
    answer = house.post("drug-events", act)
    assert answer.status_code == (201 if sentence is None else 422), answer.text
    assert len(house.record().drug_events) == len(before) + (sentence is None)
    assert sentence is None or sentence in answer.json()["refusals"][0]["text"]


@pytest.mark.parametrize(
    ("before", "act", "at", "sentence"),
    [
        ([START, STOP], PAUSE, "14:10", None),
        ([START, STOP], RATE, "14:10", None),
        ([START, PAUSE, STOP], RESUME, "14:25", None),
        ([START, STOP], STOP, "14:10", "nothing to stop"),
        ([START, STOP], RESUME, "14:10", "Nothing to resume"),
        ([START, STOP], PAUSE, "13:50", "No infusion is running"),
        ([START], STOP, "13:50", "nothing to stop. That is how it stood at 13:50"),
        ([START], RATE, "13:50", "No infusion is running"),
        ([START, PAUSE], PAUSE, "14:10", None),
        ([START, STOP], START, "13:50", "has its start"),
        ([START], BOLUS, "13:50", None),
        ([DEVICE], NO_MORE, "13:50", "No dose was given yet"),
        ([START, PAUSE], RESUME, "14:20", None),
    ],
)
def test_an_event_of_an_earlier_time_is_judged_by_what_was_done_until_then(
    house: House, before: Sequence[Act], act: Act, at: str, sentence: str | None
) -> None:
    for time, one in zip(("14:00", "14:20", "14:40"), before, strict=False):
        house.at(time)
        house.saved("drug-events", **one)
    house.at("15:00")
    answer = house.post("drug-events", act | {"stated": f"2026-03-02T{at}:00+00:00"})
    assert answer.status_code == (201 if sentence is None else 422), answer.text
    assert sentence is None or sentence in answer.json()["refusals"][0]["text"]


def test_a_forgotten_pause_is_entered_after_the_stop_and_lowers_the_dose(house: House) -> None:
    for act, time in ((START, "14:00"), ({"act": "stop"}, "14:40"), (PAUSE, "14:10"), (RESUME, "14:15")):
        house.saved("drug-events", stated=f"2026-03-02T{time}:00+00:00", **act)
    assert dose.given(house.record()).mg == 35


@pytest.mark.parametrize(("says", "mg"), [("planned", 40), ("not_known", None)])
def test_a_stop_that_stated_mg_is_corrected_to_say_something_else(house: House, says: str, mg: float | None) -> None:
    house.saved("drug-events", stated="-60", **START)
    stop = house.saved("drug-events", stated="-20", act="stop", stop_says="mg", dose_mg=33)
    house.saved("drug-events", replaces=stop, reason="misread", stop_says=says)
    assert dose.given(house.record()).mg == mg


@pytest.mark.parametrize(
    ("act", "named"),
    [
        ({}, "Act"),
        ({"act": "inject"}, "Act"),
        ({"act": "start", "dose_mg": "40"}, "Dose mg"),
        ({"act": "start", "dose_mg": True}, "Dose mg"),
        ({"act": "start", "dose_mg": 0}, "Dose mg"),
        ({"act": "start", "dose_mg": 2001}, "Dose mg"),
        ({"act": "start", "duration_minutes": 1.5}, "Duration minutes"),
        ({"act": "start", "stop_says": "planned"}, "start does not take"),
        ({"act": "pause", "rate_ml_h": 3}, "pause does not take a rate"),
        ({"act": "rate_change"}, "needs the new rate"),
        ({"act": "stop", "stop_says": "mg"}, "needs it in mg"),
        ({"act": "bolus", "no_more_follows": True}, "bolus does not take"),
    ],
)
def test_an_amount_that_means_nothing_there_is_refused(house: House, act: Act, named: str) -> None:
    answer = house.post("drug-events", act)
    assert answer.status_code == 422, answer.text
    assert named in answer.json()["refusals"][0]["text"]
    assert house.record().drug_events == ()


def test_a_changed_start_moves_minutes_baseline_and_phase_and_says_so(house: House) -> None:
    house.saved("readings", line="120/80 @14:00")
    house.saved("readings", line="140/90 @14:20")
    start = house.saved("drug-events", stated="-45", **START)
    body = {"replaces": start, "reason": "started later", "stated": "2026-03-02T14:25:00+00:00"}
    answer = house.post("drug-events", body)
    assert answer.status_code == 201
    told = answer.json()
    assert told["state"]["baseline"]["systolic"] == 140
    assert [row["minutes"] for row in told["state"]["rows"] if row["kind"] == "readings"] == [-5, -25]
    assert any("start is 14:25 now" in one for one in told["receipt"]["follows"])
    (corrected,) = course.drug_events(house.record())
    assert (corrected.dose_mg, corrected.duration_minutes, corrected.concentration_mg_ml) == (40, 40, 2)


def test_devices_count_and_the_last_planned_one_is_the_stop(house: House) -> None:
    session = house.session(protocol=ESKETAMINE, planned_doses=2)
    first = house.post("drug-events", DEVICE, session).json()["state"]["session"]
    assert (first["dose"]["devices"], first["stopped"], first["phase"]) == (1, None, "baseline")
    second = house.post("drug-events", DEVICE | {"stated": "-0"}, session).json()["state"]["session"]
    assert (second["dose"]["devices"], second["dose"]["given_mg"]) == (2, 56)
    assert second["stopped"] is not None


def test_a_correction_of_an_event_in_its_place_is_not_judged_as_a_new_one(house: House) -> None:
    start = house.saved("drug-events", stated="-30", **START)
    house.saved("drug-events", stated="-10", **STOP)
    house.saved("drug-events", replaces=start, reason="slip", dose_mg=42)
    assert house.record().drug_events[-1].act == "start"


@pytest.mark.parametrize(
    ("corrected", "stated", "sentence"),
    [
        (1, "2026-03-02T13:50+00:00", "nothing to stop"),  # the stop before the start
        (0, "2026-03-02T14:45+00:00", "nothing to stop"),  # the start after the stop
        (1, "2026-03-02T14:30+00:00", None),
        (0, "2026-03-02T13:40+00:00", None),
    ],
)
def test_a_correction_that_puts_doses_out_of_order_is_refused(
    house: House, corrected: int, stated: str, sentence: str | None
) -> None:
    house.at("14:00")
    events = [house.saved("drug-events", **START)]
    house.at("14:40")
    events.append(house.saved("drug-events", **STOP))
    house.at("15:00")
    answer = house.post("drug-events", {"replaces": events[corrected], "reason": "misread", "stated": stated})
    assert answer.status_code == (201 if sentence is None else 422), answer.text
    assert sentence is None or sentence in answer.json()["refusals"][0]["text"]


def test_rates_and_seconds_come_to_hundredths_of_a_mg(house: House) -> None:
    house.at("14:00")
    house.saved("drug-events", **START)
    house.at("14:33")
    house.saved("drug-events", act="stop", stated="2026-03-02T14:31+00:00")
    assert dose.given(house.record()).computed_mg == 31
    assert dose.given(house.record()).mg == 31


@pytest.mark.parametrize(("mg", "asks"), [(41, False), (44, False), (36, False), (44.1, True), (400, True), (4, True)])
def test_a_start_more_than_a_tenth_away_from_the_plan_is_asked_about(house: House, mg: float, asks: bool) -> None:
    session = house.session(planned_dose_mg=40)
    answer = house.post("drug-events", START | {"dose_mg": mg}, session)
    if asks:
        (question,) = answer.json()["questions"]
        assert question["text"].startswith(f"Check the dose {mg:g} mg: 40 mg are planned.")
        answer = house.post("drug-events", START | {"dose_mg": mg, "confirmed": [question["code"]]}, session)
    assert answer.status_code == 201
    started_with = answer.json()["state"]["session"]["dose"]["start_mg"]
    assert started_with == (None if mg == 40 else mg)


@pytest.mark.parametrize(
    ("planned", "started", "said"), [(31.05, 31.1, None), (31.05, 31.0, 31.0), (31.04, 31.0, None)]
)
def test_a_start_with_the_plans_dose_rounded_to_a_tenth_is_said_once(
    house: House, planned: float, started: float, said: float | None
) -> None:
    answer = house.post("drug-events", START | {"dose_mg": started}, house.session(planned_dose_mg=planned))
    assert answer.json()["state"]["session"]["dose"]["start_mg"] == said
