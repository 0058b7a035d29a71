"""Sessions as they should not be, through the real routes: every one has a state, a card on the board and an end."""

from datetime import timedelta
from typing import Any, Final
from uuid import UUID, uuid4

import pytest

from app import clock, ticking
from schemas.alert import AlertAct
from schemas.rules import alerts, course, predose, schedule
from schemas.rules.alerts import State
from tests import facts
from tests.app.house import ESKETAMINE, House

Body = dict[str, object]

HIGH: Final = "systolic:high:value"


def at(time: str) -> str:
    """A time of the day as it is stated."""
    return f"2026-03-02T{time}:00+00:00"


def state(house: House, session: UUID = facts.TREATMENT) -> dict[str, Any]:
    """The session as an open panel sees it."""
    answer = house.client.get(f"/api/treatments/{session}")
    assert answer.status_code == 200, answer.text
    told: dict[str, Any] = answer.json()
    return told


def cards(house: House) -> dict[str, dict[str, Any]]:
    """The board, by session."""
    answer = house.client.get("/api/board")
    assert answer.status_code == 200, answer.text
    return {one["session"]: one for one in answer.json()["cards"]}


def works(house: House, session: UUID = facts.TREATMENT) -> dict[str, Any]:
    """The session's state, once the board, the rules and the tick were found to answer too."""
    record, now = house.record(session), clock.now()
    assert all(one.due_at for one in schedule.schedule(record, now))
    assert all(one.key for one in alerts.threads(record, now))
    ticking.tick()
    ended = course.course(record).ended_at is not None
    assert (str(session) in cards(house)) is not ended
    return state(house, session)


def entered(house: House, kind: str, body: Body, session: UUID = facts.TREATMENT) -> str:
    """An entry that is saved, whatever it is asked about; its id."""
    answer = house.post(kind, body, session)
    if answer.status_code == 422:
        codes = [one["code"] for one in answer.json()["questions"]]
        answer = house.post(kind, body | {"confirmed": codes}, session)
    assert answer.status_code == 201, answer.text
    return str(answer.json()["receipt"]["id"])


def ended_at(time: str) -> Any:  # noqa: ANN401 - seconds as near as the clock of the house ticks
    """A time of the day as a state tells it."""
    return pytest.approx(facts.instant(time).timestamp(), abs=1)


def said(answer: Any) -> list[str]:  # noqa: ANN401 - httpx's own
    """Every sentence of a refusal or a question."""
    told = answer.json()
    return [one["text"] for part in ("refusals", "choices", "questions") for one in told[part]]


# --- A stop before its start -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("what", "stop"),
    [
        ("now, and nothing was given", {"act": "stop"}),
        ("stated, and nothing was given", {"act": "stop", "stated": at("14:00")}),
        ("the whole dose of nothing", {"act": "stop", "stop_says": "planned"}),
        ("no more of nothing", {"act": "stop", "no_more_follows": True}),
    ],
)
def test_a_stop_without_a_start_is_refused_in_words_and_the_session_goes_on(
    house: House, what: str, stop: Body
) -> None:
    answer = house.post("drug-events", stop)
    assert answer.status_code == 422, what
    assert all(one.endswith(".") for one in said(answer))
    assert house.record().facts() == ()
    assert works(house)["session"]["phase"] == "baseline"


@pytest.mark.parametrize("stop", ["13:40", "13:59"])
def test_a_stop_stated_before_the_start_is_refused_and_the_infusion_runs_on(house: House, stop: str) -> None:
    entered(house, "drug-events", {"act": "start", "stated": at("14:00")})
    answer = house.post("drug-events", {"act": "stop", "stated": at(stop)})
    assert answer.status_code == 422
    assert said(answer) == [f"No infusion is running: there is nothing to stop. That is how it stood at {stop}."]
    told = works(house)["session"]
    assert (told["running"], told["stopped"], told["phase"]) == (True, None, "infusion")


def test_a_stop_in_the_minute_of_the_start_is_a_stop(house: House) -> None:
    entered(house, "drug-events", {"act": "start", "stated": at("14:00")})
    entered(house, "drug-events", {"act": "stop", "stated": at("14:00")})
    told = works(house)["session"]
    assert (told["running"], told["started"], told["phase"]) == (False, told["stopped"], "observation")


@pytest.fixture
def orphan(house: House) -> House:
    """A session whose start was withdrawn after its stop."""
    start = entered(house, "drug-events", {"act": "start", "stated": at("14:00")})
    entered(house, "drug-events", {"act": "stop", "stated": at("14:10")})
    entered(house, "retractions", {"fact_id": start, "reason": "another patient's"})
    return house


def test_a_stop_whose_start_was_withdrawn_stops_nothing(orphan: House) -> None:
    told = works(orphan)["session"]
    assert (told["started"], told["stopped"], told["running"], told["phase"]) == (None, None, False, "baseline")
    assert {one["state"] for one in works(orphan)["alerts"]} == {"withdrawn"}
    entered(orphan, "ends", {"how": "left_alone"})
    assert works(orphan)["session"]["ended"] == ended_at("15:00")


@pytest.mark.parametrize("act", ["start", "bolus"])
def test_what_is_given_after_a_stop_without_its_start_owes_no_reading_of_before(orphan: House, act: str) -> None:
    amount: Body = {"dose_mg": 10} if act == "bolus" else {}
    entered(orphan, "drug-events", {"act": act, "stated": at("14:58")} | amount)
    due = [row["time"] for row in works(orphan)["rows"] if row["kind"] == "due"]
    assert due == ["13:30"], "the baseline; nothing after a stop of no drug"


BOTH: Final = (("start", "14:00"), ("stop", "14:10"))


@pytest.mark.parametrize(("corrected", "stated"), [("stop", "13:50"), ("start", "14:20")])
def test_a_correction_that_would_put_the_stop_before_the_start_is_refused(
    house: House, corrected: str, stated: str
) -> None:
    ids = {act: entered(house, "drug-events", {"act": act, "stated": at(time)}) for act, time in BOTH}
    body = {"replaces": ids[corrected], "reason": "misread", "stated": at(stated)}
    answer = house.post("drug-events", body)
    assert answer.status_code == 422
    assert said(answer)[0].startswith("After this correction the doses would be out of order.")
    assert len(house.record().drug_events) == 2
    assert works(house)["session"]["phase"] == "observation"


# --- Two starts ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("before", "stated"),
    [
        (["start 14:00"], None),
        (["start 14:00"], "14:00"),
        (["start 14:00"], "13:50"),
        (["start 14:00"], "14:30"),
        (["start 14:00", "pause 14:10"], "14:20"),
        (["start 14:00", "stop 14:10"], "14:20"),
        (["start 14:00", "stop 14:10"], "13:50"),
        (["bolus 13:50", "start 14:00"], "13:55"),
    ],
)
def test_a_second_start_is_refused_and_says_the_way_out(house: House, before: list[str], stated: str | None) -> None:
    for one in before:
        act, time = one.split()
        amount: Body = {"dose_mg": 10} if act == "bolus" else {}
        entered(house, "drug-events", {"act": act, "stated": at(time)} | amount)
    answer = house.post("drug-events", {"act": "start"} | ({"stated": at(stated)} if stated else {}))
    assert answer.status_code == 422
    assert said(answer)[0].startswith("This session has its start. After a stop the infusion goes on with Resume.")
    assert [one.act.value for one in course.drug_events(house.record())].count("start") == 1
    works(house)


def test_two_browsers_that_start_one_session_start_it_once(house: House) -> None:
    other = house.sign_in(facts.OTHER_NURSE)
    first = house.post("drug-events", {"act": "start", "dose_mg": 40})
    second = house.post("drug-events", {"act": "start", "dose_mg": 50}, client=other)
    assert (first.status_code, second.status_code) == (201, 422)
    assert [one.dose_mg for one in house.record().drug_events] == [40]


def test_a_start_that_is_sent_twice_is_one(house: House) -> None:
    start = {"id": str(uuid4()), "act": "start", "dose_mg": 40}
    assert [house.post("drug-events", start).status_code for _ in range(2)] == [201, 200]
    assert len(house.record().drug_events) == 1


def test_a_withdrawn_start_makes_room_for_another_and_everything_counts_from_that(house: House) -> None:
    house.saved("readings", line="120/80 70 98 @13:50")
    first = entered(house, "drug-events", {"act": "start", "stated": at("14:00")})
    entered(house, "retractions", {"fact_id": first, "reason": "pump did not run"})
    entered(house, "drug-events", {"act": "start", "stated": at("14:50")})
    told = works(house)
    assert told["session"]["started"] == facts.instant("14:50").timestamp()
    assert told["dues"]["count"] == ""
    assert told["dues"]["next"]["at"] == facts.instant("15:00").timestamp()


# --- A session without drug events -----------------------------------------------------------------------------------


@pytest.mark.parametrize("how", ["left_with_escort", "left_alone", "transferred", "not_started"])
@pytest.mark.parametrize(
    ("reading", "waits"),
    [
        (None, "BP, pulse, SpO2"),
        ("120/80 70 98 @13:50", None),
        ("205/98 70 98 @13:50", "BP again before the dose, after a rest since 13:50"),
    ],
)
def test_a_session_in_which_nothing_was_given_has_state_board_and_end(
    house: House, how: str, reading: str | None, waits: str | None
) -> None:
    if reading is not None:
        house.saved("readings", line=reading)
    told = works(house)
    assert (told["session"]["started"], told["session"]["phase"], told["baseline"]) == (None, "baseline", {})
    assert all(row["minutes"] is None for row in told["rows"])
    assert _next(told) == waits
    assert cards(house)[str(facts.TREATMENT)]["started"] is None
    entered(house, "ends", {"how": how})
    house.at("15:01")
    ended = works(house)
    assert (ended["session"]["phase"], ended["dues"]["next"], ended["dues"]["owed"]) == ("discharged", None, None)
    assert [one["words"] for one in ended["alerts"]] == (["Systolic 205 ≥ 200"] if reading and "205" in reading else [])


def _next(told: dict[str, Any]) -> str | None:
    return told["dues"]["next"] and told["dues"]["next"]["signs"]


def test_hours_without_drug_raise_nothing_but_what_was_measured(house: House) -> None:
    house.saved("readings", line="165/90 70 98 @13:50")
    house.at("23:00")
    told = works(house)
    assert [one["words"] for one in told["alerts"]] == ["Systolic 165 ≥ 160"]
    assert told["dues"]["count"] == ""


def test_single_doses_without_a_device_have_state_board_and_end(house: House) -> None:
    session = house.session(protocol=ESKETAMINE, planned_doses=2)
    assert works(house, session)["session"]["dose"]["devices"] == 0
    entered(house, "ends", {"how": "not_started"}, session)
    assert works(house, session)["session"]["ended"] == ended_at("15:00")


# --- A reading before the baseline -----------------------------------------------------------------------------------


@pytest.fixture
def begun(house: House) -> House:
    """A session with its baseline of 13:50, started at 14:00."""
    house.saved("readings", line="120/80 70 98 @13:50")
    entered(house, "drug-events", {"act": "start", "stated": at("14:00")})
    return house


@pytest.mark.parametrize(
    ("line", "systolic"),
    [
        ("140/85 75 97 @13:30", 120),
        ("140/85 75 97 @13:49", 120),
        ("140/85 75 97 @13:51", 140),
        ("140/85 75 97 @14:00", 140),
        ("140/85 75 97 @14:01", 120),
        ("140/-n 75 97 @13:55", 120),
    ],
)
def test_a_late_entry_of_a_reading_from_before_the_dose_is_the_baseline_only_where_it_is_the_last(
    begun: House, line: str, systolic: int
) -> None:
    entered(begun, "readings", {"line": line})
    assert works(begun)["baseline"]["systolic"] == systolic


def test_a_reading_from_before_the_baseline_is_held_against_the_limits_and_has_no_change(begun: House) -> None:
    entered(begun, "readings", {"line": "205/98 70 98 @13:40"})
    told = works(begun)
    open_now = [one["words"] for one in told["alerts"] if one["rank"] == "red"]
    assert open_now == ["Systolic 205 ≥ 200"]
    row = next(one for one in told["rows"] if one["words"].startswith("205/98"))
    assert (row["minutes"], row["late"]) == (-20, "entered 15:00")


def test_a_late_baseline_moves_every_change_that_was_counted_from_the_old_one(begun: House) -> None:
    entered(begun, "readings", {"line": "165/80 70 98 @14:10"})
    assert "Δ systolic +45 ≥ +40" in [one["words"] for one in state(begun)["alerts"] if one["state"] == "active"]
    entered(begun, "readings", {"line": "150/80 70 98 @13:58"})
    told = {one["words"]: one["state"] for one in works(begun)["alerts"]}
    assert told["Δ systolic +45 ≥ +40"] == "withdrawn"
    assert told["Systolic 165 ≥ 160"] == "active"


def test_a_reading_from_before_the_arrival_is_refused_and_the_arrival_can_be_set_back_for_it(house: House) -> None:
    answer = house.line("120/80 70 98 @13:20")
    assert answer.status_code == 422
    assert "13:20" in said(answer)[0]
    entered(house, "arrivals", {"stated": at("13:15")})
    entered(house, "readings", {"line": "120/80 70 98 @13:20"})
    assert works(house)["session"]["arrived"] == facts.instant("13:15").timestamp()


# --- A clock that is set back by an hour -----------------------------------------------------------------------------

SECOND: Final[list[tuple[str, Body, bool]]] = [
    ("readings", {"line": "150/92 80 97"}, True),
    ("readings", {"line": "205/98 80 97"}, True),
    ("readings", {"line": "150/92 @13:45"}, True),
    ("readings", {"line": "150/92 @15:00"}, False),
    ("effects", {"effect": "dizziness"}, True),
    ("effects", {"line": "+dizziness 2"}, True),
    ("none-reported", {}, True),
    ("drug-events", {"act": "bolus", "dose_mg": 10}, True),
    ("drug-events", {"act": "stop"}, False),
    ("interventions", {"words": "x"}, True),
    ("notes", {"words": "x"}, True),
    ("calls", {"called": "Dr Lee"}, True),
    ("check-answers", {"item": "consent", "says": "no"}, True),
    ("decisions", {"decision": "hold", "words": "x"}, True),
    ("ends", {"how": "left_alone"}, False),
]


@pytest.fixture
def back(house: House) -> House:
    """A session with everything at 14:40 to 15:00, and a server whose clock says 14:00 from then on."""
    house.at("14:40")
    entered(house, "readings", {"line": "182/98 88 97"})
    entered(house, "check-answers", {"item": "consent", "says": "yes"})
    house.at("15:00")
    ticking.tick()
    entered(house, "drug-events", {"act": "start", "dose_mg": 40})
    entered(house, "effects", {"effect": "nausea"})
    entered(house, "decisions", {"decision": "go", "decided_by": "Dr Lee"})
    house.at("14:00")
    return house


@pytest.mark.parametrize(("kind", "body", "saved"), SECOND, ids=[f"{row[0]} {row[1]}" for row in SECOND])
def test_after_the_clock_was_set_back_an_entry_has_its_receipt_or_a_sentence_and_nothing_is_lost(
    back: House, kind: str, body: Body, saved: bool
) -> None:
    before = back.record().facts()
    answer = back.post(kind, body)
    assert answer.status_code == (201 if saved else 422), answer.text
    assert saved or all(len(one) > 20 for one in said(answer))
    kept = back.record().facts()
    assert {one.id for one in before} <= {one.id for one in kept}
    assert all(one in kept for one in before)
    assert len(kept) > len(before) if saved else len(kept) == len(before)
    rows = {row["id"] for row in works(back)["rows"]}
    assert {str(one.id) for one in before} <= rows


def test_after_the_clock_was_set_back_the_session_can_be_ended_once_that_is_confirmed(back: House) -> None:
    (question,) = said(back.post("ends", {"how": "left_alone"}))
    assert question.startswith("Check the end 14:00: an entry at 15:00 is later.")
    entered(back, "ends", {"how": "left_alone"})
    assert works(back)["session"]["ended"] == ended_at("14:00")


@pytest.mark.parametrize("kind", ["readings", "drug_events", "effects", "decisions", "check_answers"])
def test_what_was_entered_before_the_clock_was_set_back_can_be_corrected_and_withdrawn(back: House, kind: str) -> None:
    (old,) = getattr(back.record(), kind)
    changes: dict[str, Body] = {
        "readings": {"line": "148/98 88 97"},
        "drug_events": {"dose_mg": 42},
        "effects": {"effect": "dizziness"},
        "decisions": {"decision": "cancel", "words": "x"},
        "check_answers": {"says": "no"},
    }
    new = entered(back, kind.replace("_", "-"), changes[kind] | {"replaces": str(old.id), "reason": "slip"})
    entered(back, "retractions", {"fact_id": new, "reason": "slip"})
    works(back)


def test_a_draft_that_is_sent_again_after_the_clock_was_set_back_is_the_same_one(house: House) -> None:
    draft = {"id": str(uuid4()), "line": "148/92 88 97"}
    assert house.post("readings", draft).status_code == 201
    house.at("14:00")
    assert house.post("readings", draft).status_code == 200
    assert [f"{one.taken_at:%H:%M}" for one in house.record().readings] == ["15:00"]


def test_a_session_that_arrives_later_than_the_clock_says_refuses_in_words_and_says_the_way_out(house: House) -> None:
    session = house.session("14:30")
    house.at("14:00")
    answer = house.post("readings", {"line": "120/80 70 98"}, session)
    assert answer.status_code == 422
    assert "arrival" in said(answer)[0]
    entered(house, "arrivals", {"stated": at("13:55")}, session)
    entered(house, "readings", {"line": "120/80 70 98"}, session)
    works(house, session)


@pytest.mark.parametrize("act", ["acknowledged", "resolved"])
def test_a_worse_alert_after_the_clock_was_set_back_is_not_covered_by_the_answer_to_a_milder_one(
    house: House, act: str
) -> None:
    house.saved("readings", line="165/90 88 97")
    (seen,) = state(house)["alerts"]
    house.saved("alert-answers", alert_id=seen["id"], act=act, words="wrong cuff")
    house.at("14:05")
    entered(house, "readings", {"line": "205/98 88 97"})
    found = [one for one in alerts.threads(house.record(), clock.now()) if one.key == HIGH]
    red = [one.state for one in found if one.worst.rank is alerts.Rank.RED]
    assert red == [State.ACTIVE], "as it lies in the record: what a server that starts again tells"


def test_an_answer_after_the_clock_was_set_back_answers_what_it_names(house: House) -> None:
    house.saved("readings", line="205/98 88 97")
    (seen,) = state(house)["alerts"]
    house.at("14:00")
    house.saved("alert-answers", alert_id=seen["id"], act="acknowledged")
    (told,) = works(house)["alerts"]
    assert told["state"] == "acknowledged"
    assert [one.act for one in house.record().alert_answers] == [AlertAct.ACKNOWLEDGED]


def test_a_red_alert_that_time_has_raised_is_not_taken_back_because_the_clock_was_set_back(back: House) -> None:
    (before,) = [one for one in back.record().alert_events if one.why == "repeat_missing"]
    back.saved("notes", words="x")
    ticking.tick()
    assert before.id not in {one.withdraws for one in back.record().alert_events}
    (told,) = [one for one in alerts.threads(back.record(), clock.now()) if one.key == HIGH]
    assert (told.worst.rank.value, told.state) == ("red", State.ACTIVE)


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        ("decisions", {"decision": "hold", "words": "x"}),
        ("check-answers", {"item": "consent", "says": "no"}),
    ],
)
def test_what_is_said_after_the_clock_was_set_back_is_the_newest_word(back: House, kind: str, body: Body) -> None:
    saved = entered(back, kind, body)
    known = predose.check(back.record())
    answers = {str(one.id) for one in (known.decision, *known.answers.values()) if one is not None}
    assert saved in answers, "a step backwards never reorders"


def test_when_the_clock_comes_to_the_hour_again_everything_is_there_once(back: House) -> None:
    entered(back, "readings", {"line": "150/92 80 97"})
    for minute in range(0, 91, 10):
        back.at(facts.instant("14:00") + timedelta(minutes=minute))
        works(back)
    told = back.record()
    assert len(told.readings) == 2
    assert alerts.pending(told, clock.now()) == ()
    assert len({one.id for one in told.alert_events}) == len(told.alert_events)


# --- Thirty open chairs ----------------------------------------------------------------------------------------------


@pytest.fixture
def thirty(house: House) -> dict[str, str]:
    """Thirty open sessions, each with a pressure of its own, and two that have ended; session by pressure."""
    sessions = [facts.TREATMENT, *(house.session("13:30") for _ in range(29))]
    for place, session in enumerate(sessions):
        entered(house, "readings", {"line": f"{110 + place}/70 66 98 @13:45"}, session)
        if place % 2:
            entered(house, "drug-events", {"act": "start", "stated": at("14:00")}, session)
    for gone in (house.session("12:00"), house.session("12:30")):
        entered(house, "ends", {"how": "left_alone"}, gone)
    return {str(session): f"{110 + place}/70" for place, session in enumerate(sessions)}


def test_thirty_open_chairs_are_on_the_board_in_one_answer_each_with_its_own(
    house: House, thirty: dict[str, str]
) -> None:
    answer = house.client.get("/api/board")
    told = answer.json()["cards"]
    assert len(told) == 30
    assert {one["session"]: one["last"][0]["value"] for one in told} == thirty
    assert len({one["number"] for one in told}) == 30
    assert sum(one["started"] is not None for one in told) == 15
    assert all(one["count"].startswith("5 of 7") for one in told if one["started"] is not None)
    tag = {"if-none-match": answer.headers["etag"]}
    assert house.client.get("/api/board", headers=tag).status_code == 304


def test_one_tick_reaches_all_of_thirty_chairs_and_a_save_at_one_is_told_at_the_next_look(
    house: House, thirty: dict[str, str]
) -> None:
    assert ticking.tick() == 0, "each save has stored what followed from it"
    house.at("15:10")
    assert ticking.tick() == 15, "one more due was missed in each that runs"
    last = list(thirty)[-1]
    entered(house, "readings", {"line": "205/98 70 98"}, UUID(last))
    told = cards(house)
    assert "Systolic 205 ≥ 200" in {one["words"] for one in told[last]["alerts"]}
    assert not any("205" in one["words"] for key, card in told.items() if key != last for one in card["alerts"])
