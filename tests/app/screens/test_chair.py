from uuid import UUID

import pytest

from app.live import panel
from data import chairs
from tests import facts, said
from tests.app.house import Browser, House
from tests.app.screens import screen
from tests.app.screens.conftest import Opens
from tests.data import opened


def test_the_chair_shows_two_identifiers_and_hands_the_panel_its_session(
    house: House, opens: Opens, monkeypatch: pytest.MonkeyPatch
) -> None:
    house.saved("readings", line="148/92")
    drawn: list[dict[str, object]] = []
    monkeypatch.setattr(panel, "_component", lambda: lambda **told: drawn.append(told))
    test = opens("chair", session=facts.TREATMENT)
    told = screen.read(test)
    assert all(part in told for part in ("Alice Example", "born 6 May 1984", "No. C-0001"))
    assert f"/export/session/{facts.TREATMENT}.zip" in told
    (told,) = drawn[-1:]
    assert told["key"] == f"panel-{facts.TREATMENT}"
    (data,) = told["data"]  # type: ignore[misc]
    assert data["author"] == {"id": str(facts.NURSE), "initials": "NN"}
    assert data["treatment"] == str(facts.TREATMENT)
    assert data["state"]["rows"][0]["words"] == "148/92"
    assert "Alice" not in str({**data, "spec": None})


def test_the_real_component_is_mounted(house: House, opens: Opens) -> None:
    test = opens("chair", session=facts.TREATMENT)
    assert not test.exception
    assert any(one.type == "bidi_component" for one in test.main)


@pytest.mark.parametrize(
    "address", [{}, {"session": "nonsense"}, {"session": UUID(int=99)}, {"session": facts.PATIENT}]
)
def test_without_a_session_nothing_can_be_written(opens: Opens, address: dict[str, object]) -> None:
    test = opens("chair", **address)
    why = (
        "There is no session under this address" if isinstance(address.get("session"), UUID) else "No session is chosen"
    )
    assert f"{why}, so nothing can be written." in screen.read(test)
    assert not any("panel" in one.proto.component_name for one in test.main if one.type == "bidi_component")
    assert "Alice" not in screen.read(test)


def test_without_a_person_no_screen_is_drawn(house: House, opens: Opens) -> None:
    test = opens("today", client=Browser())
    assert "Alice" not in screen.read(test)
    assert [(one.proto.label, one.proto.url) for one in test.get("link_button")] == [("Sign in", "/login")]


def test_a_session_moves_to_a_free_chair_and_not_to_a_taken_one(house: House, opens: Opens) -> None:
    four, five, six = said.chair("4"), said.chair("5"), said.chair("6")
    opened.say(house.database, four, five, six, said.seat(four), said.seat(six, house.session("14:00")))
    test = opens("chair", session=facts.TREATMENT)
    box = next(one for one in test.selectbox if one.label == "At chair")
    assert (box.value, box.options) == ("4", ["no chair", "4", "5"])
    box.set_value("5").run()
    with house.database.read() as connection:
        assert chairs.taken(connection)[facts.TREATMENT] == five.chair_id
    opened.say(house.database, said.seat(four, house.session("14:10")))
    box = next(one for one in test.selectbox if one.label == "At chair")
    box.set_value("4").run()
    assert "Another session is open at chair 4" in screen.errors(test)[0]
    with house.database.read() as connection:
        assert chairs.taken(connection)[facts.TREATMENT] == five.chair_id
