from data import chairs
from tests import facts, said
from tests.app.house import House
from tests.app.screens import screen
from tests.app.screens.conftest import Opens
from tests.data import opened


def named(house: House) -> list[tuple[str, str | None, bool]]:
    with house.database.read() as connection:
        return [(one.name, one.room, one.in_use) for one in chairs.all_of(connection)]


def test_a_chair_is_added_changed_and_taken_out_of_use(house: House, opens: Opens) -> None:
    test = opens("chairs")
    assert "There is no chair yet." in screen.read(test)
    screen.fill(test, Name_of_a_new_chair="4")
    screen.press(test, "Add chair")
    assert named(house) == [("4", None, True)]
    screen.fill(test, Room="Garden")
    screen.press(test, "Save")
    assert named(house) == [("4", "Garden", True)]
    screen.press(test, "Out of use")
    assert named(house) == [("4", "Garden", False)]
    screen.press(test, "Use again")
    assert named(house) == [("4", "Garden", True)]


def test_a_chair_without_a_name_or_with_anothers_is_refused(house: House, opens: Opens) -> None:
    opened.say(house.database, said.chair("4"))
    test = opens("chairs")
    screen.press(test, "Add chair")
    assert "Name of the chair: this is needed" in screen.errors(test)[0]
    screen.fill(test, Name_of_a_new_chair="4")
    screen.press(test, "Add chair")
    assert "There is a chair named 4 already" in screen.errors(test)[0]
    assert len(named(house)) == 1


def test_who_is_on_is_chosen_and_stands_on_the_board(house: House, opens: Opens) -> None:
    four = said.chair("4")
    opened.say(house.database, four, said.seat(four))
    test = opens("chairs")
    (box,) = test.selectbox
    assert box.value == "nobody"
    box.set_value("Nia Nurse (NN)").run()
    with house.database.read() as connection:
        assert chairs.on_duty(connection, facts.DAY) == {four.chair_id: facts.NURSE}
    (card,) = house.client.get("/api/board").json()["cards"]
    assert (card["chair"], card["on"]) == ("4", "Nia N.")
