import pytest

from data import protocols, staff, statements
from schemas.staff import Role
from schemas.statement import Offer
from tests import facts, said
from tests.app.house import INFUSION, Browser, House
from tests.app.screens import screen
from tests.app.screens.conftest import Opens


@pytest.fixture
def prescriber(house: House) -> Browser:
    with house.database.write() as connection:
        person = facts.staff("Dr Lind", id=facts.PRESCRIBER, initials="DL", roles=(Role.PRESCRIBER,))
        staff.add(connection, person)
    return house.sign_in(facts.PRESCRIBER)


def test_a_nurse_reads_every_version_with_its_sources_and_changes_none(opens: Opens) -> None:
    test = opens("settings")
    told = screen.read(test)
    assert f"{INFUSION.name} v{INFUSION.version} · offered" in [one.label.replace("\\", "") for one in test.expander]
    assert "Versions are copied, published and withdrawn by prescribers and administrators." in told
    assert [one.label for one in test.button] == []


def test_a_prescriber_withdraws_a_version_with_a_reason_and_offers_it_again(
    house: House, opens: Opens, prescriber: Browser
) -> None:
    test = opens("settings", client=prescriber, version=INFUSION.id)
    screen.press(test, "Withdraw")
    assert screen.errors(test) == ["Reason: this is needed, it stands beside the version for good."]
    screen.fill(test, Reason="being revised")
    screen.press(test, "Withdraw")
    with house.database.read() as connection:
        assert INFUSION.id in protocols.withdrawn(connection)
        (told,) = statements.newest(connection, Offer)
    assert (told.entered_by, told.words) == (facts.PRESCRIBER, "being revised")
    assert any("withdrawn; Dr Lind, 2 Mar 2026: being revised" in one.label.replace("\\", "") for one in test.expander)
    screen.fill(test, Reason="as it was")
    screen.press(test, "Offer again")
    with house.database.read() as connection:
        assert protocols.withdrawn(connection) == frozenset()


def test_what_differs_between_two_versions_is_shown(house: House, opens: Opens) -> None:
    newer = INFUSION.model_copy(update={"id": facts.PROTOCOL, "version": 9, "planned_minutes": 55})
    with house.database.write() as connection:
        protocols.publish(connection, newer, said.offer(newer.id))
    test = opens("settings")
    for box, name in zip(test.selectbox, (f"{INFUSION.name} v{INFUSION.version}", f"{INFUSION.name} v9"), strict=True):
        box.set_value(name)
    test.run()
    (told,) = [one.value for one in test.table if "before" in one.value.columns]
    assert told.to_dict("records") == [
        {"what": "Planned minutes", "before": "planned minutes: 40", "after": "planned minutes: 55"}
        | {"source": "lacking: write where the new value comes from"}
    ]


def test_a_copy_that_is_not_changed_is_not_published(house: House, opens: Opens, prescriber: Browser) -> None:
    test = opens("protocol", client=prescriber, **{"from": INFUSION.id})
    assert f"A version taken from {INFUSION.name} v{INFUSION.version}" in screen.read(test)
    screen.press(test, "Publish")
    assert "Nothing differs from the version" in screen.errors(test)[0]


def test_a_change_is_published_with_its_source_under_a_name_of_its_own(
    house: House, opens: Opens, prescriber: Browser
) -> None:
    test = opens("protocol", client=prescriber, **{"from": INFUSION.id})
    minutes = next(one for one in test.number_input if one.label == "Planned minutes")
    minutes.set_value(60).run()
    screen.fill(test, Why="longer for our patients")
    screen.press(test, "Publish")
    assert "Planned minutes: this changed, and its source is still that of the old value." in screen.errors(test)[0]
    screen.fill(test, Source_of_the_protocol="our medical director, Dr Lind, 2026-03-02")
    screen.press(test, "Publish")
    assert "is the name of another protocol" in screen.errors(test)[0]
    screen.fill(test, Name="IV q10/q15, ours")
    test.run()
    screen.press(test, "Publish")
    with house.database.read() as connection:
        (made,) = [one for one in protocols.current(connection) if one.key == "own_iv_q10_q15_ours"]
        told = statements.of(connection, Offer, made.id)
    assert (made.version, made.planned_minutes, made.limits) == (1, 60, INFUSION.limits)
    assert told is not None
    assert told.words == f"taken from {INFUSION.name} v{INFUSION.version}: longer for our patients"
    assert "IV q10/q15, ours v1 is published" in screen.read(test)
    assert "IV q10/q15, ours" in opens("begin", patient=facts.PATIENT).radio[0].options


def test_a_nurse_makes_no_version(opens: Opens) -> None:
    test = opens("protocol", **{"from": INFUSION.id})
    assert "made by prescribers and administrators" in screen.read(test)
    assert [one.label for one in test.button] == []


def test_without_a_version_to_copy_there_is_nothing_to_publish(opens: Opens, prescriber: Browser) -> None:
    assert "each from one that is there" in screen.read(opens("protocol", client=prescriber))
