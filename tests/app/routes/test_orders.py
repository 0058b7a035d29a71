"""The order at the check before the dose, through the real routes: what differs from it needs a prescriber's name."""

from typing import Any

import pytest

from data import orders
from schemas.order import Departure, Order
from tests import entered, facts, said
from tests.app.house import Browser, House

ADDRESS = f"/api/treatments/{facts.TREATMENT}"
START = {"act": "start", "dose_mg": 60, "duration_minutes": 40, "stated": "2026-03-02T14:10:00Z"}


def ordered(house: House, **fields: object) -> Order:
    made = said.order(entered_by=facts.OTHER_NURSE, **({"dose_mg": 40.0} | fields))
    with house.database.write() as connection:
        orders.write(connection, made, None)
    return made


def check(house: House) -> dict[str, Any]:
    found: dict[str, Any] = house.client.get(ADDRESS).json()["check"]
    return found


@pytest.fixture
def pat(house: House) -> Browser:
    with house.database.write() as connection:
        person = facts.staff("Pat Prescriber", id=facts.PRESCRIBER, initials="PP", roles=("prescriber",))
        entered.add(connection, person, "pat")
    return house.sign_in(facts.PRESCRIBER)


def test_without_an_order_the_check_says_so_and_asks_for_nothing(house: House) -> None:
    assert check(house)["order"] is None
    house.saved("readings", line="120/80 @14:00")
    house.saved("decisions", decision="go")
    (decision,) = house.record().decisions
    assert (decision.order_id, decision.departs) == (None, ())


def test_the_order_stands_at_the_check_whole(house: House) -> None:
    house.saved("readings", line="120/80 w80 @14:00")
    weight = {"weight_kg": 80.0, "weighed_at": facts.instant("14:00")}
    ordered(house, if_needed="ondansetron 4 mg", hold_if="over 160/100", **weight)
    assert check(house)["order"] == {
        "lines": [
            "Ketamine IV 40 mg over 40 min, same · Other 2 Mar 2026",
            "= 0.50 mg/kg at 80 kg of 2 Mar 2026",
            "If needed: ondansetron 4 mg",
            "Hold if: over 160/100",
        ],
        "differs": None,
        "unknown": "Not known yet: the dose.",
    }


def test_what_is_given_as_ordered_needs_no_name(house: House) -> None:
    one = ordered(house)
    house.saved("readings", line="120/80 @14:00")
    house.saved("decisions", decision="go")
    house.saved("drug-events", **START | {"dose_mg": 40})
    (decision,) = house.record().decisions
    assert (decision.order_id, decision.departs) == (one.id, ())
    assert check(house)["unapproved"] is None
    assert check(house)["order"]["differs"] is None


def test_a_start_that_is_not_what_was_ordered_is_asked_about_and_stays_in_sight_until_a_prescriber_is_named(
    house: House,
) -> None:
    ordered(house)
    house.saved("readings", line="120/80 @14:00")
    house.saved("decisions", decision="go")
    answer = house.post("drug-events", START)
    assert answer.status_code == 422
    (asked,) = answer.json()["questions"]
    assert asked["text"] == (
        "Check Start: this is not what was ordered (Ketamine IV 40 mg over 40 min, same); it differs in the dose. "
        "Confirm it if a prescriber decided so, and write down her name with a go before the dose."
    )
    house.saved("drug-events", **START, confirmed=[asked["code"]])
    told = "Given otherwise than ordered (the dose; ordered: Ketamine IV 40 mg over 40 min, same): "
    told += "no prescriber's name is written down."
    assert check(house)["unapproved"] == check(house)["order"]["differs"] == told
    refused = house.post("decisions", {"decision": "go"})
    assert refused.status_code == 422
    assert refused.json()["refusals"][0]["text"] == (
        "This differs from what was ordered in the dose: the go is a prescriber's. Write down who decided, by name."
    )
    assert house.post("decisions", {"decision": "go", "decided_by": "Nia Nurse"}).status_code == 422
    house.saved("decisions", decision="go", decided_by="Dr Lee")
    assert check(house)["unapproved"] is None
    assert house.record().decisions[-1].departs == (Departure.DOSE,)
    rows = house.client.get(ADDRESS).json()["rows"]
    assert any("differing from the order in the dose" in row["words"] for row in rows), "it is said on the session"


def test_a_go_that_knew_of_the_dose_names_nobody_for_a_stop_half_way(house: House) -> None:
    ordered(house)
    house.saved("readings", line="120/80 @14:00")
    house.saved("drug-events", **START, confirmed=_codes(house, START))
    house.saved("decisions", decision="go", decided_by="Dr Lee")
    house.saved("drug-events", act="stop", stop_says="planned", stated="2026-03-02T14:20:00Z")
    assert "(the dose, the minutes; ordered" in check(house)["unapproved"]
    house.saved("decisions", decision="go", decided_by="Dr Lee", words="agitated")
    assert check(house)["unapproved"] is None


def _codes(house: House, body: dict[str, Any]) -> list[str]:
    return [one["code"] for one in house.post("drug-events", body).json()["questions"]]


def test_a_prescribers_own_go_is_her_name(house: House, pat: Browser) -> None:
    ordered(house, drug="esketamine")
    house.saved("readings", line="120/80 @14:00")
    assert check(house)["order"]["differs"] == (
        "Planned otherwise than ordered (the drug; ordered: Esketamine IV 40 mg over 40 min, same): "
        "the go is a prescriber's, by name."
    )
    assert house.post("decisions", {"decision": "go"}).status_code == 422
    assert house.post("decisions", {"decision": "go"}, client=pat).status_code == 201
    assert check(house)["order"]["differs"] is None
    assert house.post("drug-events", START | {"dose_mg": 40}).status_code == 201


def test_a_hold_and_a_cancellation_need_no_prescriber_whatever_was_ordered(house: House) -> None:
    stopped = said.stop(entered_by=facts.OTHER_NURSE)
    with house.database.write() as connection:
        orders.write(connection, stopped, None)
    house.saved("decisions", decision="cancel", words="as ordered")
    assert check(house)["order"]["lines"][0] == "stop, no more is to be given · Other 2 Mar 2026"
    assert house.post("decisions", {"decision": "go"}).status_code == 422


def test_the_same_go_sent_again_is_the_same_also_where_another_order_came_between(house: House) -> None:
    one = ordered(house)
    house.saved("readings", line="120/80 @14:00")
    body = {"id": "00000000-0000-0000-0000-0000000000aa", "decision": "go"}
    assert house.post("decisions", body).status_code == 201
    with house.database.write() as connection:
        orders.write(connection, said.order(dose_mg=50.0), one.id)
    assert house.post("decisions", body).status_code == 200


def test_a_chair_that_stands_open_learns_of_an_order_with_its_next_look(house: House) -> None:
    known = {"if-none-match": house.client.get(ADDRESS).headers["etag"]}
    assert house.client.get(ADDRESS, headers=known).status_code == 304
    ordered(house)
    answer = house.client.get(ADDRESS, headers=known)
    assert answer.status_code == 200
    assert answer.headers["etag"] == answer.json()["tag"]
    assert answer.json()["check"]["order"]["lines"][0].startswith("Ketamine IV 40 mg")
    assert house.client.get(ADDRESS, headers={"if-none-match": answer.headers["etag"]}).status_code == 304
