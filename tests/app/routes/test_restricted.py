"""A restricted record through the real routes: named people work as ever, others get 403 with the way out in words."""

import json
from uuid import UUID, uuid4

import pytest
from httpx import Response

from data import acting, restricting, restrictions, staff, treatments
from schemas.staff import Role
from tests import facts, said
from tests.app.house import Browser, House
from tests.data import opened

SESSION, PATIENT = facts.TREATMENT, facts.PATIENT
HERE = f"/api/treatments/{SESSION}"
WAY_OUT = "break the glass"


def restrict(house: House, *staff_ids: UUID) -> None:
    with house.database.write() as connection:
        told = said.restriction(*staff_ids)
        restricting.restrict(connection, told, restrictions.named(connection, PATIENT))


def break_glass(house: House, at: str = "14:50") -> None:
    nia = acting.as_person(facts.staff(), facts.instant(at))
    with house.database.write(nia) as connection:
        restricting.break_glass(connection, said.glass(at))


@pytest.fixture
def other(house: House) -> UUID:
    """Another open session, of Olga, of the same day."""
    return house.session("13:00", patient_id=house.patient(given_name="Olga", family_name="Open"))


@pytest.fixture
def restricted(house: House, other: UUID) -> House:
    """Alice's session with a reading is for Otto alone; Nia is at her browser."""
    house.saved("readings", line="148/92 @14:05")
    restrict(house, facts.OTHER_NURSE)
    return house


def asked(house: House, client: Browser, name: str, other: UUID) -> Response:
    note = {"id": str(uuid4()), "words": "slept"}
    reading = house.record().readings[0]
    moved = {"id": str(uuid4()), "replaces": str(reading.id), "reason": "wrong chair"}
    ways = {
        "the state": lambda: client.get(HERE),
        "the state that it has": lambda: client.get(HERE, headers={"if-none-match": "x"}),
        "its draft": lambda: client.get(f"{HERE}/draft"),
        "a draft": lambda: client.put(f"{HERE}/draft", json={"id": str(uuid4()), "text": "148"}),
        "a note": lambda: client.post(f"{HERE}/notes", json=note),
        "a claim": lambda: client.post(f"{HERE}/claims", json={"id": str(uuid4()), "facts": []}),
        "where it may belong": lambda: client.get(f"{HERE}/others"),
        "a move away": lambda: client.post(f"{HERE}/moves", json=moved | {"to": str(other)}),
        "a move there": lambda: client.post(f"/api/treatments/{other}/moves", json=moved | {"to": str(SESSION)}),
        "its export": lambda: client.get(f"/export/session/{SESSION}.zip"),
        "the patient's export": lambda: client.get(f"/export/patient/{PATIENT}.zip"),
        "a scale's export": lambda: client.get(f"/export/view/{PATIENT}/scale-phq_9.csv"),
        "a picture's export": lambda: client.get(f"/export/view/{PATIENT}/overlaid.csv"),
    }
    return ways[name]()


WAYS = (
    *("the state", "the state that it has", "its draft", "a draft", "a note", "a claim", "where it may belong"),
    *("a move away", "a move there", "its export", "the patient's export", "a picture's export"),
    "a scale's export",
)


@pytest.mark.parametrize("name", WAYS)
def test_who_is_not_named_is_refused_in_words_who_is_and_who_broke_the_glass_is_not(
    name: str, restricted: House, other: UUID
) -> None:
    before = restricted.count("reading"), restricted.count("note"), restricted.count("draft")
    answer = asked(restricted, restricted.client, name, other)
    assert answer.status_code == 403, answer.text
    assert "148" not in answer.text
    assert WAY_OUT in answer.text or "ask one of them" in answer.text
    assert (restricted.count("reading"), restricted.count("note"), restricted.count("draft")) == before
    assert asked(restricted, restricted.sign_in(facts.OTHER_NURSE), name, other).status_code != 403
    break_glass(restricted)
    glassed = asked(restricted, restricted.client, name, other).status_code
    assert (glassed == 403) is ("export" in name), "never to export"


def test_after_60_minutes_it_is_closed_again_whatever_page_is_still_open(restricted: House) -> None:
    break_glass(restricted, "14:50")
    known = restricted.client.get(HERE)
    assert known.status_code == 200
    restricted.at("15:49")
    assert restricted.post("notes", {"words": "slept"}).status_code == 201
    restricted.at("15:51")
    assert restricted.client.get(HERE, headers={"if-none-match": known.headers["etag"]}).status_code == 403
    assert restricted.post("notes", {"words": "slept"}).status_code == 403


def refused(house: House) -> list[tuple[object, ...]]:
    """Who was refused what and why, in whose audit, and about which session."""
    names = ("who", "kind", "reason", "patient_id", "object_id")
    rows = [one for one in opened.audit(house.database) if one["what"] == "refused"]
    return [tuple(one[name] for name in names) for one in rows]


def test_a_refused_save_and_a_refused_export_are_in_the_audit(restricted: House) -> None:
    restricted.post("notes", {"words": "slept"})
    restricted.client.get(f"/export/patient/{PATIENT}.zip")
    assert refused(restricted) == [
        (facts.NURSE, "notes", "restricted", PATIENT, SESSION),
        (facts.NURSE, "export", "restricted", PATIENT, None),
    ]


def test_a_refused_move_is_in_the_audit_of_both_patients_and_names_to_neither_the_others_session(
    restricted: House, other: UUID
) -> None:
    moved = {"id": str(uuid4()), "fact_id": str(uuid4()), "reason": "wrong chair", "to": str(SESSION)}
    assert restricted.client.post(f"/api/treatments/{other}/moves", json=moved).status_code == 403
    with restricted.database.read() as connection:
        olga = treatments.by_id(connection, other)
    assert olga is not None
    assert refused(restricted) == [
        (facts.NURSE, "moves", "restricted", olga.patient_id, other),
        (facts.NURSE, "moves", "restricted", PATIENT, None),
    ]


def test_a_refused_look_is_in_the_audit_once_a_sign_in_however_often_the_page_asks(restricted: House) -> None:
    again = restricted.sign_in()
    for client in (restricted.client, restricted.client, again, restricted.client, again):
        for place in (HERE, f"{HERE}/draft", f"{HERE}/others"):
            assert client.get(place).status_code == 403
    assert refused(restricted) == [(facts.NURSE, "treatment", "restricted", PATIENT, SESSION)] * 2


def test_who_may_not_write_by_her_role_is_refused_in_that_patients_audit(house: House) -> None:
    with house.database.write() as connection:
        staff.add(connection, facts.staff("Tom Berger", id=facts.PRESCRIBER, initials="TB", roles=(Role.ADMIN,)))
    tom = house.sign_in(facts.PRESCRIBER)
    assert house.post("notes", {"words": "slept"}, client=tom).status_code == 403
    assert refused(house) == [(facts.PRESCRIBER, "notes", "administrator only", PATIENT, SESSION)]


def test_a_restricted_session_is_not_offered_to_who_may_not_see_it(restricted: House, other: UUID) -> None:
    def offered(client: Browser) -> str:
        return client.get(f"/api/treatments/{other}/others").text

    assert str(SESSION) not in offered(restricted.client)
    assert str(SESSION) in offered(restricted.sign_in(facts.OTHER_NURSE))
    break_glass(restricted)
    assert str(SESSION) in offered(restricted.client)


def board(client: Browser) -> dict[str, dict[str, object]]:
    return {one["session"]: one for one in client.get("/api/board").json()["cards"]}


def test_the_board_shows_what_the_display_shows_and_no_more(restricted: House, other: UUID) -> None:
    told = restricted.client.get("/api/board")
    card = board(restricted.client)[str(SESSION)]
    assert (card["name"], card["born"], card["number"]) == ("AE", "restricted record", "…001")
    assert (card["last"], card["effects"], card["started"], card["protocol"]) == ([], [], None, "")
    assert set(card) - set(board(restricted.client)[str(other)]) == {"restricted"}, "the shape of the others"
    rows = [one for one in told.json()["today"] if one.get("session") == str(SESSION)]
    assert rows
    for hidden in ("Alice", "Example", "1984", "C-0001", "148/92", "Ketamine"):
        assert hidden not in json.dumps([card, rows])
    assert board(restricted.sign_in(facts.OTHER_NURSE))[str(SESSION)]["name"] == "Alice Example"


def test_the_boards_tag_changes_when_the_glass_is_broken_and_when_it_ends(restricted: House) -> None:
    first = restricted.client.get("/api/board").headers["etag"]
    otto = restricted.sign_in(facts.OTHER_NURSE).get("/api/board", headers={"if-none-match": first})
    assert otto.status_code == 200, "another person is shown something else"
    break_glass(restricted, "14:50")
    assert restricted.client.get("/api/board", headers={"if-none-match": first}).status_code == 200
    assert board(restricted.client)[str(SESSION)]["name"] == "Alice Example"
    restricted.at("15:51")
    assert board(restricted.client)[str(SESSION)]["name"] == "AE"


def test_a_red_alert_in_a_restricted_record_calls_somebody_all_the_same(restricted: House) -> None:
    otto = restricted.sign_in(facts.OTHER_NURSE)
    asked_of = restricted.post("readings", {"line": "205/98 88 97"}, client=otto).json()["questions"]
    confirmed = {"line": "205/98 88 97", "confirmed": [one["code"] for one in asked_of]}
    assert restricted.post("readings", confirmed, client=otto).status_code == 201
    (alert,) = board(restricted.client)[str(SESSION)]["alerts"]  # type: ignore[misc]
    assert alert["words"] == "Somebody is called here"
    assert "205" not in json.dumps(board(restricted.client)[str(SESSION)])


@pytest.mark.parametrize("ended", [False, True], ids=["expected", "held and ended"])
def test_the_days_list_names_no_plan_dose_or_outcome(ended: bool, house: House) -> None:
    if ended:
        house.saved("ends", how="not_started", words="fever")
    else:
        opened.say(house.database, said.appointment("16:00", words="fasting", planned_dose_mg=40.0))
    restrict(house, facts.OTHER_NURSE)

    def rows(client: Browser) -> list[dict[str, object]]:
        return [one for one in client.get("/api/board").json()["today"] if ended or "appointment" in one]

    (row,) = rows(house.client)
    assert row["state"] == ("finished" if ended else "expected")
    assert (row["name"], row["born"], row["number"], row["more"]) == ("AE", "restricted record", "…001", "")
    (row,) = rows(house.sign_in(facts.OTHER_NURSE))
    assert row["name"] == "Alice Example"
    assert row["state"] == ("held" if ended else "expected")
