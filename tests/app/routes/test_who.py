from uuid import UUID

import pytest

from app import clinic
from data import staff
from schemas.staff import Role
from tests import facts
from tests.app.house import Browser, House

FORM = {"name": "Nia Nurse", "initials": "NN"}


def test_there_is_a_tile_for_everybody_and_names_are_text(house: House) -> None:
    with house.database.write() as connection:
        staff.add(connection, facts.staff('<b onclick="x">Zo\' & Co', id=UUID(int=7), initials="ZC"))
    page = Browser().get("/login").text
    assert page.count("<form") == 3
    for name in ("Nia Nurse", "Otto Other", "&lt;b onclick=&quot;x&quot;&gt;Zo&#x27; &amp; Co"):
        assert f'aria-label="{name}"' in page
    assert "<b onclick" not in page


def test_the_chosen_person_signs_what_is_entered_until_another_is_chosen(house: House) -> None:
    client = house.sign_in()
    old = client.cookies["chairside-8501"]
    house.post("notes", {"words": "mine"}, client=client)
    client.post("/login", data={"staff": str(facts.OTHER_NURSE)})
    house.post("notes", {"words": "hers"}, client=client)
    assert {one.words: one.entered_by for one in house.record().notes} == {
        "mine": facts.NURSE,
        "hers": facts.OTHER_NURSE,
    }
    stolen = Browser(cookie=f"chairside-8501={old}")
    assert stolen.get("/api/treatments/x").status_code == 401, "the cookie of the one before is worth nothing now"


def test_the_cookie_is_for_this_browser_session_and_out_of_reach_of_scripts(house: House) -> None:
    said = Browser().post("/login", data={"staff": str(facts.NURSE)}).headers["set-cookie"]
    assert "HttpOnly" in said
    assert "SameSite=strict" in said
    assert "Max-Age" not in said
    assert "expires" not in said.lower()


@pytest.mark.parametrize(
    ("wanted", "where"),
    [
        (None, "/"),
        ("/chair?session=1", "/chair?session=1"),
        ("/patients", "/patients"),
        ("", "/"),
        ("chair", "/"),
        ("//evil.example", "/"),
        ("///evil.example", "/"),
        ("/\\evil.example", "/"),
        ("\\\\evil.example", "/"),
        ("https://evil.example", "/"),
        ("https:/evil.example", "/"),
        ("javascript:alert(1)", "/"),
        ("/\t/evil.example", "/"),
        ("/\r\nset-cookie: a=b", "/"),
        ("//[", "/"),
        ("/x\u202e", "/"),
    ],
)
def test_after_the_choice_one_is_led_to_this_server_only(house: House, wanted: str | None, where: str) -> None:
    client = Browser()
    told = {} if wanted is None else {"next": wanted}
    answer = client.post("/login", data={"staff": str(facts.NURSE)} | told)
    assert (answer.status_code, answer.headers["location"]) == (303, where)
    page = client.get("/login", params=told).text
    assert f'name="next" value="{where}"' in page


@pytest.mark.parametrize("chosen", [{}, {"staff": ""}, {"staff": "nobody"}, {"staff": str(UUID(int=99))}])
def test_who_is_not_known_is_not_let_in(house: House, chosen: dict[str, str]) -> None:
    client = Browser()
    answer = client.post("/login", data=chosen)
    assert answer.status_code == 422
    assert 'role="alert"' in answer.text
    assert client.get("/").status_code == 303


def test_an_empty_record_asks_for_the_first_member_of_staff_and_lets_her_in(bare: clinic.Clinic) -> None:
    client = Browser()
    assert "This record is empty" in client.get("/login").text
    answer = client.post("/login", data=FORM | {"next": "/patients"})
    assert (answer.status_code, answer.headers["location"]) == (303, "/patients")
    with bare.database.read() as connection:
        (first,) = staff.all_of(connection)
    assert (first.name, first.initials, first.entered_by) == ("Nia Nurse", "NN", first.id)
    assert set(first.roles) == set(Role)
    assert client.get("/api/treatments/x").status_code == 404


@pytest.mark.parametrize(
    "form",
    [
        {"name": "", "initials": "NN"},
        {"name": "   ", "initials": "NN"},
        {"name": "Nia"},
        {"name": "Nia", "initials": "NIANN"},
        {"name": "N" * 101, "initials": "NN"},
        {"name": "Nia\0", "initials": "NN"},
        {"name": "Nia\u202eesrun", "initials": "NN"},
    ],
)
def test_a_first_member_of_staff_without_a_readable_name_and_initials_is_not_added(
    bare: clinic.Clinic, form: dict[str, str]
) -> None:
    answer = Browser().post("/login", data=form)
    assert answer.status_code == 422
    assert "name of 1 to 100 letters and initials of 1 to 4" in answer.text
    assert "This record is empty" in answer.text


def test_a_second_first_member_of_staff_is_refused(house: House) -> None:
    answer = Browser().post("/login", data=FORM)
    assert answer.status_code == 422
    assert "There is a first member of staff already" in answer.text
    assert house.count("staff") == 2
