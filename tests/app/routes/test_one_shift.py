"""A person in charge lets a nurse from elsewhere in for one shift: by tile and PIN, on tablets, closed by itself."""

import zipfile
from datetime import timedelta
from io import BytesIO
from uuid import UUID

import pytest
from httpx import Response

from app import ticking
from app.access import proving, tries
from data import accounts, acting, one_shifts, secrets, sign_ins, staff, tablets
from data.one_shifts import Opening
from schemas.account import Account
from schemas.secret import Sort
from schemas.signature import Vouched
from schemas.staff import Role
from tests import entered, facts, said
from tests.app.house import COOKIE, TABLET, Browser, House
from tests.app.screens import screen
from tests.app.screens.conftest import Opens, opens  # noqa: F401 - a fixture
from tests.data import opened

PIN = "940618"
FORM = {"name": "Ada Agency", "initials": "AA", "number": "RN 1234", "password": entered.PASSWORD}
FORM |= {"pin": PIN, "again": PIN}


def in_charge(house: House, *, marked: bool = True, on_a_tablet: bool = True) -> Browser:
    """Nia at a tablet, in charge."""
    with house.database.write() as connection:
        stands = accounts.of(connection, facts.NURSE)
        assert stands is not None
        accounts.keep(connection, said.again(stands, in_charge=marked))
    client = house.tablet() if on_a_tablet else Browser()
    with house.database.write() as connection:
        token = client.cookies.get(TABLET)
        made = tablets.whose(connection, token) if token else None
        told = {"tablet_id": made.tablet_id} if made else {}
        client.cookies.set(COOKIE, entered.sign_in(connection, facts.NURSE, **told))
    return client


def open_one(house: House) -> tuple[Response, UUID]:
    answer = in_charge(house).post("/one-shift", data=FORM)
    assert answer.status_code == 201, answer.text
    with house.database.read() as connection:
        (as_id,) = one_shifts.all_of(connection)
    return answer, as_id


def unlock(house: House, as_id: UUID, client: Browser | None = None) -> tuple[Browser, Response]:
    at = client or house.tablet()
    return at, at.post("/login", data={"staff": str(as_id), "pin": PIN})


def account(house: House, as_id: UUID) -> Account:
    with house.database.read() as connection:
        found = accounts.of(connection, as_id)
    assert found is not None
    return found


def test_she_comes_in_by_tile_and_pin_writes_as_a_nurse_and_nothing_else(house: House) -> None:
    answer, as_id = open_one(house)
    assert PIN not in answer.text
    assert "Ada Agency, reg. RN 1234" in house.tablet().get("/login").text, "her tile"
    client, let_in = unlock(house, as_id)
    assert let_in.status_code == 303
    assert house.post("notes", {"words": "came to help"}, client=client).status_code == 201
    assert house.record().notes[-1].entered_by == as_id
    with house.database.read() as connection:
        person = staff.by_id(connection, as_id)
        assert secrets.of(connection, as_id, Sort.PASSWORD) is None
    assert person is not None
    assert (person.name, person.initials, person.roles) == ("Ada Agency, reg. RN 1234", "AA", (Role.NURSE,))
    assert client.get("/tablet").status_code == 403
    assert client.get("/one-shift").status_code == 403, "she lets nobody in herself"


def test_away_from_the_tablets_she_does_not_come_in(house: House) -> None:
    _, as_id = open_one(house)
    assert unlock(house, as_id, Browser())[1].status_code == 422
    told = {"user_name": account(house, as_id).user_name, "password": PIN}
    assert house.tablet().post("/login", data=told).status_code == 422


def test_her_export_and_a_signature_carry_her_registration_number(house: House) -> None:
    _, as_id = open_one(house)
    client, _ = unlock(house, as_id)
    house.post("notes", {"words": "came to help"}, client=client)
    packed = zipfile.ZipFile(BytesIO(house.client.get(f"/export/session/{facts.TREATMENT}.zip").content))
    assert any(b"reg. RN 1234" in packed.read(name) for name in packed.namelist())


def test_she_signs_by_her_pin_since_she_has_no_password(house: House) -> None:
    _, as_id = open_one(house)
    client, _ = unlock(house, as_id)
    with house.database.read() as connection:
        person = sign_ins.whose(connection, client.cookies[COOKIE], facts.instant("15:00"))
    assert person is not None
    assert proving.ways(person, facts.instant("15:00")) == proving.Ways(Sort.PIN)
    with pytest.raises(tries.RefusedError), proving.vouched(person, "135790", facts.instant("15:01")):
        pass
    with proving.vouched(person, PIN, facts.instant("15:10")) as vouched:
        assert vouched is Vouched.PIN


def test_it_closes_by_itself_and_the_audit_says_so(house: House) -> None:
    _, as_id = open_one(house)
    client, _ = unlock(house, as_id)
    assert ticking.close_one_shifts() == 0
    house.at(facts.instant("15:00") + timedelta(hours=house.clinic.shift_hours, minutes=1))
    assert client.get("/api/session").status_code == 401
    assert unlock(house, as_id)[1].status_code == 422, "before the minute that closes it too"
    assert ticking.close_one_shifts() == 1
    assert not account(house, as_id).enabled
    assert ticking.close_one_shifts() == 0
    (row,) = [one for one in opened.audit(house.database) if one["outcome"] == "closed at the end of its shift"]
    assert (row["who"], row["kind"], row["object_id"]) == (None, "account", as_id)
    assert account(house, facts.NURSE).enabled, "nobody else's"


def test_its_shift_is_not_made_longer(house: House) -> None:
    _, as_id = open_one(house)
    house.at(facts.instant("15:00") + timedelta(hours=house.clinic.shift_hours, minutes=-10))
    client, let_in = unlock(house, as_id)
    assert let_in.status_code == 303
    answer = client.post("/api/shift", json={})
    assert answer.status_code == 409
    assert "for this one shift" in answer.text


def test_who_is_not_in_charge_or_not_at_a_tablet_opens_none(house: House) -> None:
    for how in ({"marked": False}, {"on_a_tablet": False}):
        client = in_charge(house, **how)
        assert client.get("/one-shift").status_code == 403
        assert client.post("/one-shift", data=FORM).status_code in {403, 422}
    assert house.count("one_shift") == 0
    refused = [one for one in opened.audit(house.database) if one["what"] == "refused"]
    assert [(one["who"], one["reason"]) for one in refused] == [(facts.NURSE, "not in charge")]


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"password": "not hers at all, no"}, "this is not your password"),
        ({"again": "940619"}, "the two are not the same"),
        ({"pin": "123456", "again": "123456"}, "guessed first"),
        ({"number": "  "}, "both are needed"),
        ({"name": ""}, "both are needed"),
        ({"initials": "TOOLONG"}, "initials"),
    ],
    ids=["wrong password", "two PINs", "an easy PIN", "no number", "no name", "long initials"],
)
def test_what_is_wrong_with_the_form_is_said_and_nobody_is_let_in(
    fields: dict[str, str], sentence: str, house: House
) -> None:
    answer = in_charge(house).post("/one-shift", data=FORM | fields)
    assert answer.status_code == 422
    assert sentence in answer.text.replace("Initials", "initials")
    assert (house.count("one_shift"), house.count("staff")) == (0, 2)


def test_a_wrong_password_waits_at_this_form_too(house: House) -> None:
    client = in_charge(house)
    for _ in range(2):
        answer = client.post("/one-shift", data=FORM | {"password": "not hers at all, no"})
    assert "Too many wrong tries" in answer.text
    assert "Too many wrong tries" in client.post("/one-shift", data=FORM).text


def test_the_data_layer_asks_for_the_mark_of_now(house: House) -> None:
    nurse = facts.staff("Ada Agency", id=UUID(int=40), initials="AA", roles=(Role.NURSE,))
    made = Opening(
        nurse,
        said.account(staff_id=nurse.id, user_name="shift-x"),
        said.one_shift(staff_id=nurse.id),
        "hash",
    )
    with (
        pytest.raises(acting.RightsError),
        house.database.write(acting.as_person(facts.staff(), facts.instant("15:00"))) as connection,
    ):
        one_shifts.open_account(connection, made)
    assert house.count("one_shift") == 0


def test_administrators_see_who_it_is_by_which_number_and_close_it(house: House, opens: Opens) -> None:  # noqa: F811
    _, as_id = open_one(house)
    client, _ = unlock(house, as_id)
    otto = house.sign_in(facts.OTHER_NURSE)
    test = opens("people", otto)
    assert "Ada Agency, reg. RN 1234 (AA), registration number RN 1234, opened by Nia Nurse, open" in screen.read(test)
    next(one for one in test.button if one.key == f"close-{as_id}").click().run()
    assert screen.errors(test) == []
    assert not account(house, as_id).enabled
    assert client.get("/api/session").status_code == 401
    assert "closed, was until" in screen.read(opens("people", otto))


def test_who_is_in_charge_finds_the_form_under_settings(house: House, opens: Opens) -> None:  # noqa: F811
    assert "/one-shift" not in screen.read(opens("settings"))
    in_charge(house)
    assert "/one-shift" in screen.read(opens("settings"))
