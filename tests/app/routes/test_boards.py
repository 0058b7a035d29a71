from datetime import timedelta

from tests import facts, said
from tests.app.house import INFUSION, Browser, House
from tests.data import opened

BOARD = "/api/board"


def test_the_board_holds_every_open_session_and_no_other(house: House) -> None:
    other, gone = house.session("14:00"), house.session("13:00")
    assert house.post("ends", {"how": "left_alone"}, gone).status_code == 201
    answer = house.client.get(BOARD)
    assert {card["session"] for card in answer.json()["cards"]} == {str(facts.TREATMENT), str(other)}
    assert float(answer.headers["chairside-now"]) > 0
    assert answer.headers["cache-control"] == "no-store"


def test_the_board_is_not_told_again_until_something_is_saved_or_a_minute_passes(house: House) -> None:
    tag = house.client.get(BOARD).headers["etag"]
    known = {"if-none-match": tag}
    assert house.client.get(BOARD, headers=known).status_code == 304
    house.saved("readings", line="148/92 88")
    changed = house.client.get(BOARD, headers=known)
    assert changed.status_code == 200
    (card,) = changed.json()["cards"]
    assert card["last"][0]["value"] == "148/92"
    known = {"if-none-match": changed.headers["etag"]}
    assert house.client.get(BOARD, headers=known).status_code == 304
    house.at("15:01")
    assert house.client.get(BOARD, headers=known).status_code == 200


def test_a_session_that_begins_is_on_the_board_at_the_next_look(house: House) -> None:
    known = {"if-none-match": house.client.get(BOARD).headers["etag"]}
    begun = house.session("14:55")
    answer = house.client.get(BOARD, headers=known)
    assert str(begun) in {card["session"] for card in answer.json()["cards"]}


def test_nobody_sees_the_board_without_a_name(house: House) -> None:
    assert Browser().get(BOARD).status_code == 401


def test_free_chairs_stand_on_the_board_and_taken_ones_at_their_session(house: House) -> None:
    four, five, gone = said.chair("4", room="Garden"), said.chair("5"), said.chair("6", in_use=False)
    opened.say(house.database, four, five, gone, said.seat(four), said.duty(five))
    told = house.client.get(BOARD).json()
    (card,) = told["cards"]
    assert (card["chair"], card["room"], card["on"]) == ("4", "Garden", "")
    assert [(one["chair"], one["on"]) for one in told["free"]] == [("5", "Nia N.")]


def test_the_days_list_says_what_became_of_everybody_who_was_planned_or_came(house: House) -> None:
    held, finished, elsewhere = (
        house.session("09:00"),
        house.session("10:00"),
        house.session(facts.instant("09:00", facts.DAY - timedelta(days=1))),
    )
    assert house.post("decisions", {"decision": "hold", "words": "168/99"}, held).status_code == 201
    for session, how in ((held, "not_started"), (finished, "left_with_escort"), (elsewhere, "left_alone")):
        assert house.post("ends", {"how": how}, session).status_code == 201
    four = said.chair("4")
    told = [
        said.appointment("16:00", chair_id=four.chair_id, planned_dose_mg=42),
        said.appointment("11:00", state="not_come"),
        said.appointment("12:00", state="cancelled", words="fever"),
        said.appointment("13:30", state="come", treatment_id=facts.TREATMENT),
        said.appointment(facts.instant("10:00", facts.DAY + timedelta(days=1))),
    ]
    opened.say(house.database, four, *told)
    listed = house.client.get(BOARD).json()["today"]
    assert [(one["state"], one["more"].split(", ")[0]) for one in listed] == [
        ("expected", "chair 4"),
        ("in progress", INFUSION.name),
        ("finished", INFUSION.name),
        ("held", INFUSION.name),
        ("did not come", ""),
        ("cancelled", "fever"),
    ]
    assert listed[3]["more"].endswith("168/99")
    assert {(one["name"], one["number"]) for one in listed} == {("Alice Example", "C-0001")} | {
        (one["name"], one["number"]) for one in listed[2:4]
    }
    assert listed[0]["appointment"] == str(told[0].appointment_id)
    assert listed[1]["session"] == str(facts.TREATMENT)


def test_a_session_whose_dose_was_cancelled_is_cancelled_in_the_list(house: House) -> None:
    house.saved("decisions", decision="hold", words="168/99")
    house.saved("decisions", decision="cancel", words="fever")
    house.saved("ends", how="not_started")
    (listed,) = house.client.get(BOARD).json()["today"]
    assert (listed["state"], listed["more"].endswith("fever")) == ("cancelled", True)


def test_an_ended_session_says_in_the_list_how_many_of_its_alerts_are_open(house: House) -> None:
    house.saved("readings", line="190/90 70 98 @14:55")
    house.saved("ends", how="not_started")
    (listed,) = house.client.get(BOARD).json()["today"]
    told = house.client.get(f"/api/treatments/{facts.TREATMENT}").json()["alerts"]
    active = [one for one in told if one["state"] == "active"]
    assert active
    count = "1 alert is open" if len(active) == 1 else f"{len(active)} alerts are open"
    assert listed["more"].startswith(f"{count}, ")
    for one in active:
        house.saved("alert-answers", alert_id=one["id"], act="resolved", words="seen by Dr Lee")
    (listed,) = house.client.get(BOARD).json()["today"]
    assert "alert" not in listed["more"]


def test_a_session_without_drug_whose_dose_was_cancelled_is_cancelled_however_the_person_left(house: House) -> None:
    house.saved("decisions", decision="cancel", words="ill")
    house.saved("ends", how="left_alone")
    (listed,) = house.client.get(BOARD).json()["today"]
    assert listed["state"] == "cancelled"


def test_a_clock_that_was_set_back_is_said_at_the_chair_and_on_the_board(house: House) -> None:
    house.saved("readings", line="120/80 @14:55")
    place = f"/api/treatments/{facts.TREATMENT}"
    assert house.client.get(place).json()["clock"] is None
    house.at("14:20")
    told = house.client.get(place).json()["clock"]
    assert told.startswith(
        "The server's clock was set back: it says 14:20, and the newest entry here was made at 15:00."
    )
    assert house.client.get(BOARD).json()["clock"] == told
