"""What a scale tells of suicidal thoughts stands on the board until somebody closes it, and never on the display."""

from datetime import timedelta
from typing import Any

import pytest

from data import displays, identities, restricting, restrictions
from schemas.assessment import Assessment
from tests import entered, facts, said
from tests.app.house import TABLET, Browser, House
from tests.app.routes.test_exports import files, rows
from tests.data import opened

BOARD = "/api/board"
TOLD = said.risky(2, "14:10")


def alerts(house: House, client: Browser | None = None) -> list[dict[str, Any]]:
    (card,) = (client or house.client).get(BOARD).json()["cards"]
    found: list[dict[str, Any]] = card["alerts"]
    return found


def words(house: House) -> list[str]:
    return [one["words"] for one in alerts(house)]


def test_item_9_is_on_the_board_at_the_next_look_until_it_is_closed(house: House) -> None:
    known = {"if-none-match": house.client.get(BOARD).headers["etag"]}
    opened.say(house.database, TOLD)
    assert house.client.get(BOARD, headers=known).status_code == 200
    (one,) = alerts(house)
    assert (one["words"], one["rank"], one["state"], one["back"]) == ("PHQ-9 item 9: 2", "red", "active", False)
    assert one["more"] == "14:10 · not closed by anybody, see Scales"
    opened.say(house.database, done := said.closing(TOLD))
    assert alerts(house) == []
    opened.say(house.database, said.instead(done, "it was not she", withdrawn=True))
    assert words(house) == ["PHQ-9 item 9: 2"]


def test_of_several_the_newest_is_told_and_the_others_are_counted(house: House) -> None:
    yesterday = facts.instant("09:00", facts.DAY - timedelta(days=1))
    opened.say(house.database, TOLD, said.risky(3, yesterday))
    (one,) = alerts(house)
    assert (one["words"], one["more"]) == (
        "PHQ-9 item 9: 2",
        "14:10 · and 1 from earlier · not closed by anybody, see Scales",
    )


@pytest.mark.parametrize(
    "told",
    [said.assessment(), said.instead(TOLD, withdrawn=True), said.risky(3, patient_id=opened.OTHER_PATIENT)],
    ids=["not at all", "withdrawn", "another patient's"],
)
def test_what_tells_of_nothing_here_is_not_on_the_card(house: House, told: Assessment) -> None:
    house.patient(id=opened.OTHER_PATIENT)
    opened.say(house.database, *([TOLD] if told.withdrawn else []), told)
    assert alerts(house) == []


def test_a_value_over_its_limit_comes_before_it_since_that_cannot_wait(house: House) -> None:
    house.saved("readings", line="210/125 70 98 @14:55")
    opened.say(house.database, TOLD)
    told = words(house)
    assert told[-1] == "PHQ-9 item 9: 2"
    assert len(told) > 1


def test_it_is_seen_on_the_patients_other_sessions_too_and_under_any_registration(house: House) -> None:
    double = house.patient()
    opened.say(house.database, said.risky(1, patient_id=double))
    with house.database.write() as connection:
        identities.merge(connection, said.merge(double))
    assert words(house) == ["PHQ-9 item 9: 1"]


def test_after_the_session_it_is_counted_in_the_days_list(house: House) -> None:
    opened.say(house.database, TOLD)
    house.saved("ends", how="left_alone")
    (listed,) = house.client.get(BOARD).json()["today"]
    assert listed["more"].startswith("1 alert is open, ")
    opened.say(house.database, said.closing(TOLD))
    (listed,) = house.client.get(BOARD).json()["today"]
    assert "alert" not in listed["more"]


def test_the_display_shows_nothing_of_it_and_calls_nobody_for_it(house: House) -> None:
    with house.database.write() as connection:
        made, token = entered.tablet(connection, facts.NURSE)
        displays.light(connection, made.tablet_id, facts.OTHER_NURSE, facts.instant("15:00"))
    lit = Browser()
    lit.cookies.set(TABLET, token)
    before = lit.get("/display/board").json()["cards"]
    opened.say(house.database, TOLD)
    answer = lit.get("/display/board")
    assert answer.json()["cards"] == before
    assert "PHQ" not in answer.text


def test_on_the_board_of_who_may_not_see_the_record_it_is_not(house: House) -> None:
    opened.say(house.database, TOLD)
    with house.database.write() as connection:
        told = said.restriction(facts.OTHER_NURSE)
        restricting.restrict(connection, told, restrictions.named(connection, facts.PATIENT))
    assert "PHQ" not in house.client.get(BOARD).text


def test_a_chair_that_stands_open_hears_of_it_with_its_next_look(house: House) -> None:
    place = f"/api/treatments/{facts.TREATMENT}"
    first = house.client.get(place)
    opened.say(house.database, TOLD)
    same = house.client.get(place, headers={"if-none-match": first.headers["etag"]})
    assert (same.status_code, same.headers["chairside-aside"]) == (304, "1")


def test_a_session_is_exported_with_its_own_scales_and_a_patient_with_all(house: House) -> None:
    mine = said.risky(2, "14:10", treatment_id=facts.TREATMENT)
    opened.say(house.database, mine, said.closing(mine), said.assessment(scale="madrs", total=31))
    of_session = files(house.client.get(f"/export/session/{facts.TREATMENT}.zip"))
    of_patient = files(house.client.get(f"/export/patient/{facts.PATIENT}.zip"))
    assert [row["scale"] for row in rows(of_session["scales.csv"])] == ["phq_9"]
    assert [row["value"] for row in rows(of_session["scale_items.csv"])] == [
        "1",
        "1",
        "2",
        "1",
        "0",
        "1",
        "1",
        "0",
        "2",
    ]
    assert [row["action"] for row in rows(of_session["scale_closings.csv"])] == ["talked with her"]
    assert sorted(row["scale"] for row in rows(of_patient["scales.csv"])) == ["madrs", "phq_9"]


def test_who_never_had_a_session_can_be_exported_for_her_scales(house: House) -> None:
    patient = house.patient()
    assert house.client.get(f"/export/patient/{patient}.zip").status_code == 404
    opened.say(house.database, said.assessment(patient_id=patient))
    (row,) = rows(files(house.client.get(f"/export/patient/{patient}.zip"))["scales.csv"])
    assert (row["patient_id"], row["session_id"], row["total"]) == (str(patient), "", "7")
