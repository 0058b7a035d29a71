"""The check before the dose through the real routes: asked, decided; a go above the limit is a prescriber's."""

from typing import Any
from uuid import uuid4

import pytest

from data import protocols
from tests import facts
from tests.app.house import INFUSION, House


def told(house: House) -> dict[str, Any]:
    """The check as the session's state tells it."""
    answer = house.client.get(f"/api/treatments/{facts.TREATMENT}")
    found: dict[str, Any] = answer.json()["check"]
    return found


def test_an_item_is_unknown_until_it_was_asked(house: House) -> None:
    assert {one["answer"] for one in told(house)["items"]} == {None}
    house.saved("check-answers", item="escort", says="yes", words="her brother")
    (escort,) = [one for one in told(house)["items"] if one["item"] == "escort"]
    assert escort["answer"] == "yes · NN 15:00 · her brother"
    assert told(house)["asked"] == 1


def test_an_answer_is_corrected_and_the_flowsheet_says_both(house: House) -> None:
    first = house.saved("check-answers", item="consent", says="yes")
    house.saved("check-answers", replaces=first, reason="form not signed", says="no")
    (old, new) = house.record().check_answers
    assert (old.says.value, new.says.value, new.item, new.at) == ("yes", "no", old.item, old.at)
    rows = house.client.get(f"/api/treatments/{facts.TREATMENT}").json()["rows"]
    assert {(one["words"], one["status"]) for one in rows} == {
        ("Before the dose: consent: yes", "replaced"),
        ("Before the dose: consent: no", "final"),
    }


@pytest.mark.parametrize(
    ("line", "body", "status"),
    [
        (None, {"decision": "go"}, 422),
        (None, {"decision": "go", "decided_by": "Dr Lee"}, 201),
        ("120/-n", {"decision": "go"}, 422),
        ("140/90", {"decision": "go"}, 201),
        ("141/90", {"decision": "go"}, 422),
        ("141/90", {"decision": "go", "decided_by": "Dr Lee"}, 201),
        ("141/90", {"decision": "hold", "words": "again in five minutes"}, 201),
        ("120/80", {"decision": "hold"}, 422),
        ("120/80", {"decision": "perhaps"}, 422),
    ],
)
def test_above_a_limit_the_go_is_a_prescribers_by_name(
    house: House, line: str | None, body: dict[str, str], status: int
) -> None:
    if line is not None:
        house.saved("readings", line=line)
    answer = house.post("decisions", body)
    assert answer.status_code == status, answer.text
    if status == 422:
        assert house.record().decisions == ()


def test_a_refused_go_names_the_pressure_and_the_way_out(house: House) -> None:
    house.saved("readings", line="152/94")
    answer = house.post("decisions", {"decision": "go"})
    (refusal,) = answer.json()["refusals"]
    assert refusal["text"].startswith("152/94 is above the protocol's limit before the dose")
    assert told(house)["limits"][0].startswith("systolic > 140 (Janssen")


def test_a_decision_stands_with_its_pressure_and_who_decided(house: House) -> None:
    house.saved("readings", line="152/94")
    house.saved("decisions", decision="go", decided_by="Dr Lee", words="known, tablet taken")
    (decision,) = house.record().decisions
    assert decision.reading_id == house.record().readings[0].id
    assert told(house)["decision"] == "Go before the dose decided by Dr Lee at 152/94: known, tablet taken · NN 15:00"
    draft = str(decision.id)
    resent = {"id": draft, "decision": "go", "decided_by": "Dr Lee", "words": "known, tablet taken"}
    assert house.post("decisions", resent).status_code == 200


def test_a_protocol_without_limits_before_the_dose_says_so_instead_of_none_being_crossed(house: House) -> None:
    without = INFUSION.model_copy(update={"id": uuid4(), "key": "none", "pre_dose": ()})
    with house.database.write() as connection:
        protocols.keep(connection, without)
    session = house.session(protocol=without)
    answer = house.client.get(f"/api/treatments/{session}")
    assert answer.json()["check"]["limited"] is False
    assert told(house)["limited"] is True
    assert house.post("decisions", {"decision": "go"}, treatment=session).status_code == 201


@pytest.mark.parametrize(
    ("name", "accepted"),
    [
        ("Nia Nurse", False),
        ("nn", False),
        ("me", False),
        ("Nia", False),
        ("nurse nia", False),
        ("N. Nurse", True),
        ("Lind", False),
        ("Dr Lind", True),
        ("Mia Lind", True),
    ],
)
def test_a_go_above_the_limit_is_not_a_nurses_under_her_own_name(house: House, name: str, accepted: bool) -> None:
    house.saved("readings", line="166/95")
    answer = house.post("decisions", {"decision": "go", "decided_by": name})
    assert (answer.status_code == 201) is accepted
    if not accepted:
        assert f"{name} is not known as one: write down the full name of who decided." in answer.text


def test_a_start_above_the_limit_without_a_go_is_asked_about(house: House) -> None:
    house.saved("readings", line="178/106")
    answer = house.post("drug-events", {"act": "start"})
    (question,) = answer.json()["questions"]
    assert question["text"] == (
        "Check Start: 178/106 is above the protocol's limit before the dose, and no prescriber's go is written down. "
        "Write it down first, or confirm."
    )
    house.saved("decisions", decision="go", decided_by="Dr Lind")
    house.saved("drug-events", act="start")


def test_a_pressure_at_the_call_level_before_the_dose_is_due_again_after_a_rest(house: House) -> None:
    house.at("14:00")
    house.saved("readings", line="168/106 70 98")
    due = house.client.get(f"/api/treatments/{facts.TREATMENT}").json()["dues"]["next"]
    assert (due["signs"], due["at"]) == (
        "BP again before the dose, after a rest since 14:00",
        facts.instant("14:05").timestamp(),
    )
    house.saved("decisions", decision="hold", words="168/106")
    assert house.client.get(f"/api/treatments/{facts.TREATMENT}").json()["dues"]["next"] is None


def test_drug_given_after_the_dose_was_held_is_asked_about_and_a_later_go_is_not(house: House) -> None:
    house.saved("decisions", decision="hold", words="168/99")
    answer = house.post("drug-events", {"act": "start"})
    (question,) = answer.json()["questions"]
    assert question["text"] == "Check Start: the dose was held (168/99). Confirm it if it is given all the same."
    house.saved("readings", line="120/80")
    house.saved("decisions", decision="go")
    house.saved("drug-events", act="start")


@pytest.mark.parametrize("item", ["medicines", "food_and_drink"])
def test_a_bare_yes_to_what_was_taken_says_nothing(house: House, item: str) -> None:
    answer = house.post("check-answers", {"item": item, "says": "yes"})
    assert answer.status_code == 422
    assert "say w" in answer.json()["refusals"][0]["text"]
    house.saved("check-answers", item=item, says="yes", words="opioid yes; 10 mg at 07:00")
    house.saved("check-answers", item=item, says="no")


def test_what_was_given_without_its_go_stays_in_sight_until_the_go_is_written_down(house: House) -> None:
    house.saved("readings", line="188/112 70 98 @14:00")
    assert told(house)["unapproved"] is None
    assert told(house)["readings"] == "systolic 188 (14:00), diastolic 112 (14:00), pulse 70 (14:00), SpO2 98 (14:00)"
    house.saved("drug-events", act="start", stated="2026-03-02T14:10:00Z", confirmed=["drug.no_go"])
    assert told(house)["unapproved"] == (
        "Given at 188/112, above the protocol's limit before the dose: no prescriber's go is written down."
    )
    house.saved("decisions", decision="hold", words="too high")
    assert told(house)["unapproved"].startswith("Given although the last decision was: Hold before the dose at 188/112")
    house.saved("decisions", decision="go", decided_by="Dr Lee")
    assert told(house)["unapproved"] is None


def test_a_go_from_before_the_pressure_rose_past_the_limit_covers_no_start(house: House) -> None:
    house.saved("readings", line="128/78 70 98 @14:00")
    house.saved("decisions", decision="go")
    house.saved("readings", line="178/108 70 98 @14:06", confirmed=["unlikely"])
    start = {"act": "start", "stated": "2026-03-02T14:10:00Z"}
    answer = house.post("drug-events", start)
    assert answer.status_code == 422
    (asked,) = answer.json()["questions"]
    assert "the go was given before it rose" in asked["text"]
    house.saved("drug-events", **start, confirmed=[asked["code"]])
    assert told(house)["unapproved"] == (
        "Given at 178/108, above the protocol's limit: Go before the dose at 128/78 was said before it rose."
    )
    house.saved("decisions", decision="go", decided_by="Dr Lee")
    assert told(house)["unapproved"] is None


def test_a_start_with_no_pressure_before_it_stays_in_sight(house: House) -> None:
    house.saved("drug-events", act="start", stated="2026-03-02T14:10:00Z")
    assert told(house)["unapproved"] == (
        "Given with no whole blood pressure before it: no prescriber's go is written down."
    )


@pytest.mark.parametrize(
    ("before", "after", "status"), [("120/78", "150/94", 201), ("150/94", "120/78", 422), ("150/94", "150/96", 422)]
)
def test_a_start_that_is_written_down_late_is_judged_by_the_pressure_before_it(
    house: House, before: str, after: str, status: int
) -> None:
    house.saved("readings", line=f"{before} 70 98 @14:00")
    house.saved("readings", line=f"{after} 70 98 @14:10")
    answer = house.post("drug-events", {"act": "start", "stated": "2026-03-02T14:05:00Z"})
    assert answer.status_code == status, answer.text
    if status == 422:
        assert answer.json()["questions"][0]["text"].startswith(f"Check Start: {before} is above")
