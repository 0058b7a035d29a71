from dataclasses import replace

import pytest

from app import clinic
from app.access.provider import Provider
from data import accounts, acts, second_factors, secrets, shifts, staff, subjects
from schemas.secret import Sort
from tests import entered, facts
from tests.app.house import Browser, House
from tests.app.screens import screen
from tests.app.screens.conftest import Opens


@pytest.fixture
def admin(house: House) -> Browser:
    with house.database.write() as connection:
        entered.add(connection, entered.admin(facts.PRESCRIBER), "tom")
    return house.sign_in(facts.PRESCRIBER)


def test_who_is_no_administrator_changes_nobody(opens: Opens) -> None:
    test = opens("people")
    assert "kept by administrators" in screen.read(test)
    assert len(test.button) == 0


def test_an_administrator_adds_a_person_whose_first_password_is_shown_once(
    house: House, opens: Opens, admin: Browser
) -> None:
    test = opens("people", client=admin)
    screen.press(test, "Add person")
    assert screen.errors(test) == [
        "Roles: choose at least one.",
        "Name: this is needed",
        "Initials: this is needed",
        "User name: 2 to 32 of a to z, 0 to 9, point, line and hyphen, beginning with a letter or digit.",
    ]
    screen.fill(test, Name="Ada New", Initials="AN", User_name="Ada")
    test.multiselect[-1].set_value(["nurse"])
    screen.press(test, "Add person")
    assert screen.errors(test) == []
    first = test.code[0].value
    assert len(first) > 12
    with house.database.read() as connection:
        account = accounts.named(connection, "ada")
        assert account is not None
        kept = secrets.of(connection, account.staff_id, Sort.PASSWORD)
        person = staff.by_id(connection, account.staff_id)
    assert person is not None
    assert (person.name, account.entered_by) == ("Ada New", facts.PRESCRIBER)
    assert kept is not None
    assert kept["given"]
    assert secrets.is_right(first, kept["hash"], house.database.secret_key)
    test.run()
    assert len(test.code) == 0
    answer = house.tablet().post("/login", data={"user_name": "ada", "password": first})
    assert answer.headers["location"] == "/secrets"


def test_a_taken_user_name_is_said_and_nobody_is_made(house: House, opens: Opens, admin: Browser) -> None:
    test = opens("people", client=admin)
    screen.fill(test, Name="Ada New", Initials="AN", User_name="nia")
    test.multiselect[-1].set_value(["nurse"])
    screen.press(test, "Add person")
    assert "never given twice" in screen.errors(test)[0]
    assert house.count("staff") == 3


def test_a_closed_account_is_out_and_its_shift_is_over_until_it_is_opened_again(
    house: House, opens: Opens, admin: Browser
) -> None:
    nia = house.sign_in()
    with house.database.write() as connection:
        entered.shift(connection, facts.NURSE, facts.instant("14:00"))
    test = opens("people", client=admin)
    # People stand by name: Nia Nurse, Otto Other, Tom Berger; nobody closes her own.
    assert [one.label for one in test.button].count("Close account") == 2
    screen.press(test, "Close account")
    assert nia.get("/api/session").status_code == 401
    with house.database.read() as connection:
        assert shifts.running(connection, facts.instant("16:00")) == {}
    assert "Nia Nurse (NN), nia, closed" in screen.read(test)
    screen.press(test, "Open again")
    assert house.tablet().post("/login", data={"user_name": "nia", "password": entered.PASSWORD}).status_code == 303


def test_roles_are_changed_and_hold_at_once_for_who_is_signed_in(house: House, opens: Opens, admin: Browser) -> None:
    nia = house.sign_in()
    assert nia.get("/tablet").status_code == 403
    test = opens("people", client=admin)
    test.multiselect[0].set_value([])
    screen.press(test, "Save")
    assert screen.errors(test) == ["Roles: choose at least one, or close the account."]
    test.multiselect[0].set_value(["admin"])
    screen.press(test, "Save")
    assert nia.get("/tablet").status_code == 200
    answer = house.post("notes", {"words": "hers"}, client=nia)
    assert answer.status_code == 403
    assert "writes no clinical entry" in answer.json()["problem"]
    assert house.record().notes == ()


def test_a_new_first_password_ends_what_the_old_one_opened(house: House, opens: Opens, admin: Browser) -> None:
    nia = house.sign_in()
    test = opens("people", client=admin)
    screen.press(test, "New first password")
    first = test.code[0].value
    assert nia.get("/api/session").status_code == 401
    assert house.tablet().post("/login", data={"user_name": "nia", "password": entered.PASSWORD}).status_code == 422
    house.at("15:01")
    answer = house.tablet().post("/login", data={"user_name": "nia", "password": first})
    assert answer.headers["location"] == "/secrets"
    with house.database.read() as connection:
        assert secrets.of(connection, facts.NURSE, Sort.PIN) is None
        told = acts.between(connection, acts.Asked(facts.instant("00:00"), facts.instant("23:59")), 100)
    given = [one for one in told if one["outcome"] == "first password given"]
    assert [(one["who"], one["role"], one["object_id"]) for one in given] == [
        (facts.PRESCRIBER, "admin", facts.NURSE)
    ], "until she comes an administrator knows it too: the audit says which"


def test_who_was_an_administrator_when_the_page_was_drawn_and_is_none_now_changes_nothing(
    house: House, opens: Opens, admin: Browser
) -> None:
    test = opens("people", client=admin)
    with house.database.write() as connection:
        stands = accounts.of(connection, facts.PRESCRIBER)
        assert stands is not None
        told = stands.model_dump() | {"id": facts.TREATMENT, "roles": ("nurse",)}
        accounts.keep(connection, type(stands).model_validate(told))
    screen.fill(test, Name="Ada New", Initials="AN", User_name="ada")
    test.multiselect[-1].set_value(["admin"])
    screen.press(test, "Add person")
    with house.database.read() as connection:
        assert accounts.named(connection, "ada") is None


def test_a_second_factor_is_reset_and_what_it_had_opened_is_over(house: House, opens: Opens, admin: Browser) -> None:
    nia = house.sign_in()
    with house.database.write() as connection:
        entered.factor(connection, facts.NURSE, house.database.secret_key)
    test = opens("people", client=admin)
    assert [one.label for one in test.button].count("Reset second factor") == 1, "for who has one"
    screen.press(test, "Reset second factor")
    assert screen.errors(test) == []
    assert nia.get("/api/session").status_code == 401
    with house.database.read() as connection:
        assert not second_factors.has(connection, facts.NURSE)
        day = acts.Asked(facts.instant("00:00"), facts.instant("23:59"))
        row = next(one for one in acts.between(connection, day, 9) if one["kind"] == "account")
    told = (row["who"], row["object_id"], row["outcome"])
    assert told == (facts.PRESCRIBER, facts.NURSE, "second factor taken away")
    assert "Reset second factor" not in [one.label for one in test.button]


@pytest.fixture
def provided(house: House, monkeypatch: pytest.MonkeyPatch) -> str:
    """The clinic has an identity provider."""
    known = Provider("https://login.example.org", "chairside", "a secret")
    monkeypatch.setattr(clinic, "_open", [replace(house.clinic, provider=known)])
    return known.issuer


def test_an_administrator_says_whom_the_provider_means_by_which_subject(
    house: House, opens: Opens, admin: Browser, provided: str
) -> None:
    test = opens("people", client=admin)

    def keep(subject: str) -> None:
        field = next(one for one in test.text_input if one.label == "Subject at the provider")  # Nia's is the first
        field.set_value(subject)
        screen.press(test, "Keep subject")

    keep("  sub-1 ")
    assert screen.errors(test) == []
    with house.database.read() as connection:
        assert subjects.all_of(connection, provided) == {facts.NURSE: "sub-1"}
        day = acts.Asked(facts.instant("00:00"), facts.instant("23:59"))
        row = next(one for one in acts.between(connection, day, 9) if one["kind"] == "account")
    assert (row["who"], row["object_id"]) == (facts.PRESCRIBER, facts.NURSE)
    assert row["outcome"] == "identity provider's subject"
    keep("x\u202ey")
    assert "characters that can be seen" in screen.errors(test)[0]
    with house.database.write() as connection:
        subjects.put(connection, provided, "sub-2", facts.OTHER_NURSE, facts.instant("15:00"))
    keep("sub-2")
    assert "belongs to somebody else" in screen.errors(test)[0]
    keep("")
    with house.database.read() as connection:
        assert subjects.all_of(connection, provided) == {facts.OTHER_NURSE: "sub-2"}


def test_without_a_provider_nobody_has_a_subject(opens: Opens, admin: Browser) -> None:
    test = opens("people", client=admin)
    assert "Keep subject" not in [one.label for one in test.button]
