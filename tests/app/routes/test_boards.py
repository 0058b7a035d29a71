from tests import facts
from tests.app.house import Browser, House

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
