"""Alerts through the real routes: raised with the save, answered by name, taken back in sight; calls written down."""

import json
from typing import Any
from uuid import uuid4

import pytest

from schemas.alert import AlertAct
from tests import facts
from tests.app.house import House

SYSTOLIC = "Systolic 205 ≥ 200"


def told(house: House) -> list[dict[str, Any]]:
    """The alerts of the session as its state tells them, but for the baseline that nobody took."""
    answer = house.client.get(f"/api/treatments/{facts.TREATMENT}")
    return [one for one in answer.json()["alerts"] if not one["words"].startswith(("No ", "Not "))]


def raised(house: House, line: str = "205/98 88 97") -> str:
    """A reading over a limit; the id of the alert that it raises."""
    house.saved("readings", line=line)
    return str(told(house)[0]["id"])


def problems(answer: Any) -> list[str]:  # noqa: ANN401 - httpx's own
    return [one["text"] for one in answer.json()["refusals"]]


def test_a_save_stores_what_it_raises_in_its_own_transaction(house: House) -> None:
    alert = raised(house)
    (event,) = [one for one in house.record().alert_events if one.key == "systolic:high:value"]
    assert (str(event.id), event.value, event.reading_id) == (alert, 205, house.record().readings[0].id)
    assert event.stored_at == house.record().readings[0].entered_at


def test_it_is_acknowledged_and_resolved_by_name(house: House) -> None:
    alert = raised(house)
    assert [(one["words"], one["state"]) for one in told(house)] == [(SYSTOLIC, "active")]
    house.saved("alert-answers", alert_id=alert, act="acknowledged", words="seen at the chair")
    (one,) = told(house)
    assert (one["state"], one["answers"]) == ("acknowledged", ["acknowledged by NN 15:00: seen at the chair"])
    house.at("15:05")
    asked = house.line("130/80 80 98").json()["questions"]
    house.saved("readings", line="130/80 80 98", confirmed=[one["code"] for one in asked])
    (one,) = told(house)
    assert one["back"]
    assert "since back within limits, 130 at 15:05" in one["more"]
    house.saved("alert-answers", alert_id=alert, act="resolved")
    (one,) = told(house)
    assert one["state"] == "resolved"
    assert [one.act for one in house.record().alert_answers] == [AlertAct.ACKNOWLEDGED, AlertAct.RESOLVED]


def test_it_is_not_resolved_without_a_reason_while_the_value_is_beyond_its_limit(house: House) -> None:
    alert = raised(house)
    answer = house.post("alert-answers", {"alert_id": alert, "act": "resolved"})
    assert answer.status_code == 422
    assert problems(answer) == ["It is not back within its limits: say why it is resolved all the same."]
    assert house.record().alert_answers == ()
    house.saved("alert-answers", alert_id=alert, act="resolved", words="cuff on the wrong arm")


def test_what_is_resolved_is_not_answered_again_and_a_resend_is_known(house: House) -> None:
    alert, draft = raised(house), str(uuid4())
    body = {"id": draft, "alert_id": alert, "act": "resolved", "words": "cuff on the wrong arm"}
    assert house.post("alert-answers", body).status_code == 201
    assert house.post("alert-answers", body).status_code == 200
    again = house.post("alert-answers", {"alert_id": alert, "act": "acknowledged"})
    assert problems(again) == ["This alert is resolved already: look at what stands there now."]


@pytest.mark.parametrize("alert", ["no id at all", str(facts.PATIENT), ""])
def test_an_alert_of_nowhere_is_answered_by_a_sentence(house: House, alert: str) -> None:
    answer = house.post("alert-answers", {"alert_id": alert, "act": "acknowledged"})
    assert answer.status_code == 422
    assert house.record().alert_answers == ()


def test_an_alert_of_another_session_is_not_answered_here(house: House) -> None:
    alert, other = raised(house), house.session()
    answer = house.post("alert-answers", {"alert_id": alert, "act": "acknowledged"}, treatment=other)
    assert answer.status_code == 422
    call = house.post("calls", {"called": "Dr Lee", "alert_id": alert}, treatment=other)
    assert call.status_code == 409
    assert house.record(other).facts() == ()


def test_an_alert_that_only_time_raised_can_be_answered_before_the_server_ticked(house: House) -> None:
    house.at("14:00")
    house.saved("readings", line="182/90 88 97")
    house.at("14:12")
    (one,) = told(house)
    assert one["words"] == "Systolic 182 ≥ 180, no repeat within 10 min"
    house.saved("alert-answers", alert_id=one["id"], act="acknowledged")
    assert told(house)[0]["state"] == "acknowledged"


def test_a_correction_takes_an_alert_back_in_sight(house: House) -> None:
    raised(house)
    (reading,) = house.record().readings
    house.saved("readings", line="125/90 88 97", replaces=str(reading.id), reason="misread")
    (one,) = told(house)
    assert one["state"] == "withdrawn"
    assert "no longer follows" in one["more"]
    assert len(house.record().alert_events) >= 2, "nothing is deleted"


def test_a_call_says_who_was_called_and_what_was_answered(house: House) -> None:
    alert = raised(house)
    body = {"called": "Dr Lee", "answer": "pause, repeat in 5 min", "read_back": "yes", "alert_id": alert}
    answer = house.post("calls", body | {"stated": "-3", "called_by": "Ines Roth"})
    words = answer.json() if answer.headers["content-type"] == "application/json" else None
    receipt = words or json.loads(answer.text.splitlines()[0])
    expected = "Dr Lee called by Ines Roth; answered: pause, repeat in 5 min, read back"
    assert expected in receipt["receipt"]["words"]
    (call,) = house.record().calls
    assert (call.called, call.read_back, str(call.alert_id)) == ("Dr Lee", True, alert)
    assert (call.entered_at - call.at).total_seconds() == 180
    house.saved("calls", replaces=str(call.id), reason="misheard", answer="stop, repeat in 5 min")
    newest = max(house.record().calls, key=lambda one: one.entered_at)
    assert (newest.called, newest.answer, newest.at) == ("Dr Lee", "stop, repeat in 5 min", call.at)


def test_only_an_answer_is_read_back(house: House) -> None:
    answer = house.post("calls", {"called": "Dr Lee", "read_back": "yes"})
    assert answer.status_code == 422
    assert house.record().calls == ()


def test_the_reading_that_repeats_one_is_linked_to_it_and_what_is_due_says_so(house: House) -> None:
    house.at("14:00")
    house.saved("readings", line="182/98 88 97")
    due = house.client.get(f"/api/treatments/{facts.TREATMENT}").json()["dues"]["next"]
    assert (due["signs"], due["at"]) == ("systolic again, repeat of 14:00", facts.instant("14:05").timestamp())
    house.at("14:05")
    house.saved("readings", line="184/98 88 97")
    first, second = house.record().readings
    assert second.repeat_of == first.id
    state = house.client.get(f"/api/treatments/{facts.TREATMENT}").json()
    assert state["rows"][0]["cells"]["repeats"] == "repeat of 14:00"
    assert "again" not in (state["dues"]["next"] or {"signs": ""})["signs"]


def test_who_looked_before_it_got_worse_answers_no_more_than_what_was_seen(house: House) -> None:
    house.at("14:00")
    house.saved("readings", line="165/90 88 97")
    seen = told(house)[0]["id"]
    house.at("14:05")
    house.saved("readings", line="205/98 88 97")
    house.saved("alert-answers", alert_id=seen, act="acknowledged")
    (beside, one) = [one for one in told(house) if one["words"].startswith("Systolic")]
    assert (one["words"], one["state"]) == (SYSTOLIC, "active")
    assert beside["words"] == "Systolic 205 ≥ 160 before the dose, also after a rest"


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("120/80 70 98", []),
        ("185/85 70 98", ["1 alert is still open: it stands above until somebody answers it."]),
        ("205/122 70 91", ["3 alerts are still open: they stand above until somebody answers them."]),
    ],
)
def test_an_end_says_how_many_alerts_it_leaves_open(house: House, line: str, said: list[str]) -> None:
    house.saved("drug-events", act="start", dose_mg=40, duration_minutes=40)
    house.saved("readings", line=line)
    answer = house.post("ends", {"how": "left_with_escort"})
    assert [one for one in answer.json()["receipt"]["follows"] if "alert" in one] == said
