"""The emergency entry: written at a locked tablet by nobody, seen at once, and somebody's once she claims it."""

import re
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from httpx import Response

from data import claims, displays, notices, proof, staff, tablets
from schemas.account import Tablet
from schemas.emergency import UNCLAIMED
from schemas.staff import Role
from tests import entered, facts, said
from tests.app.house import PORT, Browser, House
from tests.data import opened

PAGE = "/emergency"
TABLET = f"__Host-tablet-{PORT}"


@pytest.fixture
def enrolled(house: House) -> tuple[Tablet, Browser]:
    """A locked tablet that is called Chair 3."""
    client = Browser()
    with house.database.write() as connection:
        made, token = entered.tablet(connection, facts.NURSE, "Chair 3")
    client.cookies.set(TABLET, token)
    return made, client


@pytest.fixture
def tablet(enrolled: tuple[Tablet, Browser]) -> Browser:
    return enrolled[1]


def write(client: Browser, line: str = "", words: str = "", **more: str) -> Response:
    told = {"id": str(uuid4()), "session": str(facts.TREATMENT), "line": line, "words": words}
    return client.post(PAGE, data=told | more)


def shown(page: Response) -> str:
    """The page without ids, in whose digits anything may stand."""
    return re.sub(r"[0-9a-f]{8}-[0-9a-f-]{27}", "", page.text)


def claim(house: House, *ids: UUID | str, client: Browser | None = None, treatment: UUID = facts.TREATMENT) -> Response:
    return house.post("claims", {"facts": [str(one) for one in ids]}, treatment, client)


def state(house: House) -> dict[str, Any]:
    found: dict[str, Any] = house.client.get(f"/api/treatments/{facts.TREATMENT}").json()
    return found


def card(house: House) -> dict[str, Any]:
    (found,) = house.client.get("/api/board").json()["cards"]
    return dict(found)


def test_signs_and_a_note_are_saved_by_nobody_and_the_receipt_shows_what_lies_there(
    house: House, tablet: Browser
) -> None:
    answer = write(tablet, "88/50 120 84", "Found pale")
    assert answer.status_code == 201
    assert "Saved 15:00 · 88/50 120 84 · unclaimed at tablet Chair 3" in answer.text
    assert "Saved 15:00 · Found pale · unclaimed at tablet Chair 3" in answer.text
    (reading,), (note,) = house.record().readings, house.record().notes
    assert (reading.systolic, reading.diastolic, reading.pulse, reading.spo2) == (88, 50, 120, 84)
    assert (note.words, reading.entered_by, note.entered_by) == ("Found pale", UNCLAIMED, UNCLAIMED)
    with house.database.read() as connection:
        assert [one.fact_id for one in claims.unclaimed(connection, facts.TREATMENT)] == [reading.id, note.id]


def test_it_is_seen_at_once_at_the_chair_on_the_board_on_the_display_and_in_the_audit(
    house: House, enrolled: tuple[Tablet, Browser]
) -> None:
    with house.database.write() as connection:
        displays.light(connection, enrolled[0].tablet_id, facts.NURSE, facts.instant("15:00"))
    known = {"if-none-match": house.client.get("/api/board").headers["etag"]}
    write(enrolled[1], "", "pale")
    assert [one["called"] for one in enrolled[1].get("/display/board").json()["cards"]] == [True]
    claim(house, *(one["id"] for one in state(house)["unclaimed"]))
    assert [one["called"] for one in enrolled[1].get("/display/board").json()["cards"]] == [False]
    house.at("15:01")
    write(enrolled[1], "88/50 120 84")
    assert house.client.get("/api/board", headers=known).status_code == 200
    (told,) = state(house)["unclaimed"]
    assert (told["words"], told["tablet"]) == ("15:01 88/50 120 84", "tablet Chair 3")
    assert card(house)["unclaimed"] == ["tablet Chair 3"]
    row, _ = state(house)["rows"]
    assert (row["by"], row["emergency"]) == ("unclaimed", "unclaimed at tablet Chair 3")
    assert [one["words"] for one in state(house)["alerts"]], "its values are judged like any others"
    assert house.count("alert_event") > 0
    rows = [row for row in opened.audit(house.database) if row["at"] >= facts.instant("15:01")]
    acts = [row for row in rows if row["what"] == "emergency"]
    assert [(row["who"], row["tablet"], row["object_id"], row["patient_id"]) for row in acts] == [
        (None, enrolled[0].tablet_id, facts.TREATMENT, facts.PATIENT)
    ]
    assert ("reading", UNCLAIMED, "88/50 120 84") in [(row["kind"], row["who"], row["line"]) for row in rows]


def test_a_press_that_is_sent_twice_is_saved_once(house: House, tablet: Browser) -> None:
    same = {"id": str(uuid4())}
    first = write(tablet, "88/50 120", "pale", **same)
    house.at("15:01")
    again = write(tablet, "88/50 120", "pale", **same)
    assert (first.status_code, again.status_code) == (201, 201)
    assert "Saved 15:00 · 88/50 120" in again.text
    assert (house.count("reading"), house.count("note"), house.count("emergency_entry")) == (1, 1, 2)


def test_other_content_under_the_same_id_is_refused_and_shows_nothing_of_the_first(
    house: House, tablet: Browser
) -> None:
    same = {"id": str(uuid4())}
    write(tablet, "88/50 120", "pale", **same)
    answer = write(tablet, "99/51 121", "red", **same)
    assert answer.status_code == 409
    assert "saved already, with other content" in answer.text
    assert "88/50" not in answer.text
    assert 'value="99/51 121"' in answer.text
    assert same["id"] not in answer.text, "pressed again it is another entry"
    assert house.count("reading") == 1


def test_a_reading_that_is_sent_again_after_another_came_is_still_the_same(house: House, tablet: Browser) -> None:
    house.saved("drug-events", act="start", dose_mg=41, duration_minutes=40, stated="2026-03-02T14:30:00+00:00")
    house.saved("readings", line="190/100 80 98 @14:57")
    same = {"id": str(uuid4())}
    assert write(tablet, "192/101 80 98", **same).status_code == 201
    assert house.record().readings[-1].repeat_of is not None
    assert write(tablet, "192/101 80 98", **same).status_code == 201
    assert house.count("reading") == 2


@pytest.mark.parametrize(
    ("line", "words", "sentence"),
    [
        ("", "", "Nothing is written yet"),
        ("  ", " ", "Nothing is written yet"),
        ("500/10", "", "ystolic"),
        ("abc", "", "abc"),
        ("120/80 @14:00", "", "an emergency entry is of now"),
        ("120/80 @12:00", "", "an emergency entry is of now"),
        ("+nausea", "", "an effect goes into the note"),
        ("", "x" * 2001, "at most 2000 characters"),
        ("500/10", "x" * 2001, "at most 2000 characters"),
    ],
)
def test_what_cannot_be_is_refused_in_words_and_nothing_typed_is_lost(
    house: House, tablet: Browser, line: str, words: str, sentence: str
) -> None:
    draft = str(uuid4())
    answer = write(tablet, line, words, id=draft)
    assert answer.status_code == 422
    assert sentence in answer.text
    assert f'value="{line}"' in answer.text
    assert f"{words}</textarea>" in answer.text
    assert draft in answer.text
    assert house.count("emergency_entry") == house.count("reading") == house.count("note") == 0


@pytest.mark.parametrize("line", ["60/30 200 50", "120/80 70 98", "w30"])
def test_what_is_unlikely_is_asked_about_nowhere_since_a_question_would_tell_of_other_values(
    house: House, tablet: Browser, line: str
) -> None:
    house.saved("readings", line="121/81 71 97 w80 @14:59")
    answer = write(tablet, line)
    assert answer.status_code == 201
    page = shown(answer).replace(line, "").replace('placeholder="148/92 88 97"', "")
    assert not [word for word in ("121", "81", "71", "97", "14:59") if word in page]


def test_no_answer_tells_more_of_anybody_than_the_display(house: House, tablet: Browser) -> None:
    house.saved("readings", line="191/123 87 93 @14:50", note="Markernote")
    house.saved("effects", words="Markereffect")
    pages = [
        tablet.get(PAGE),
        tablet.get(f"{PAGE}?session={facts.TREATMENT}"),
        write(tablet, "x"),
        write(tablet, "", "hello"),
        write(tablet, "120/80", session="x"),
    ]
    for page in pages:
        found = [
            word for word in ("Alice", "Example", "C-0001", "191", "arker", "14:50", "1984") if word in shown(page)
        ]
        assert found == []
        assert page.headers["cache-control"] == "no-store"
    assert "AE · …001" in pages[0].text


def test_the_chairs_are_chosen_from_and_nobody_is_chosen_beforehand(house: House, tablet: Browser) -> None:
    four = said.chair("4")
    opened.say(house.database, four, said.seat(four))
    page = tablet.get(PAGE).text
    assert "Chair 4 · AE · …001" in page
    assert "<form" not in page
    there = tablet.get("/login?next=%2Fchair%3Fsession%3D" + str(facts.TREATMENT)).text
    assert f'href="/emergency?session={facts.TREATMENT}"' in there
    assert 'href="/emergency"' in tablet.get("/login?next=%2Fpatients").text


def test_only_open_sessions_that_have_a_now_are_written_to(house: House, tablet: Browser) -> None:
    ended, afterwards = house.session("10:00"), house.session("11:00", entered_afterwards=True)
    assert house.post("ends", {"how": "left_alone"}, ended).status_code == 201
    page = tablet.get(PAGE).text
    for session in (ended, afterwards, uuid4(), "x", ""):
        assert str(session) not in page or not session
        answer = write(tablet, "120/80", session=str(session))
        assert (answer.status_code, house.count("reading")) == (422, 0)
        assert "not open: choose a chair" in answer.text
    assert "not open: choose a chair" in tablet.get(f"{PAGE}?session={ended}").text


def test_a_browser_that_is_no_tablet_enters_nothing_and_is_told_why(
    house: House, enrolled: tuple[Tablet, Browser]
) -> None:
    made, tablet = enrolled
    with house.database.write() as connection:
        tablets.keep(connection, said.again(made, enrolled=False))
    for client in (Browser(), Browser(cookie=f"{TABLET}=forged"), tablet, house.client):
        for answer in (client.get(PAGE), write(client, "120/80")):
            assert (answer.status_code, answer.headers["location"]) == (303, "/login?why=tablet")
        assert client.get("/assets/emergency.js").status_code == (200 if client is house.client else 401)
    assert "none of the clinic&#x27;s tablets" in Browser().get("/login?why=tablet").text
    assert "Emergency entry" not in Browser().get("/login").text
    assert house.count("reading") == 0


def test_another_page_cannot_write_here(house: House, tablet: Browser) -> None:
    answer = tablet.post(PAGE, data={"session": str(facts.TREATMENT), "line": "1"}, headers={"origin": "https://evil"})
    assert answer.status_code == 403
    assert house.count("reading") == 0


def test_a_tablet_enters_thirty_facts_in_ten_minutes_and_goes_on_later(house: House, tablet: Browser) -> None:
    for _ in range(claims.MOST // 2):
        assert write(tablet, "120/80", "x").status_code == 201
    answer = write(tablet, "120/80")
    assert (answer.status_code, house.count("emergency_entry")) == (429, claims.MOST)
    assert "30 emergency entries within 10 minutes" in answer.text
    assert 'value="120/80"' in answer.text
    house.at(facts.instant("15:00:01") + claims.WITHIN)
    assert write(tablet, "120/80").status_code == 201


def test_going_there_locks_what_was_open_at_this_browser(tablet: Browser) -> None:
    assert tablet.post("/login", data={"user_name": "nia", "password": entered.PASSWORD}).status_code == 303
    assert tablet.get("/api/session").status_code == 200
    assert tablet.get(PAGE).status_code == 200
    assert tablet.get("/api/session").status_code == 401


def test_what_waited_for_the_server_is_of_the_moment_it_was_pressed(house: House, tablet: Browser) -> None:
    assert write(tablet, "120/80", age_ms="120000").status_code == 201
    (reading,) = house.record().readings
    assert abs(reading.taken_at - facts.instant("14:58")) < timedelta(seconds=1)


@pytest.mark.parametrize("age", ["9" * 5000, "172800001"], ids=["more digits than a number has", "two days and more"])
def test_what_nobody_can_have_waited_for_is_refused_in_a_sentence(tablet: Browser, age: str) -> None:
    answer = write(tablet, "120/80", age_ms=age)
    assert answer.status_code == 400
    assert "at most two days. Nothing was saved." in answer.text


@pytest.mark.parametrize("what", [{"line": "120/80"}, {"words": "pale"}])
def test_what_was_pressed_before_the_arrival_is_refused_without_telling_when_that_was(
    house: House, tablet: Browser, what: dict[str, str]
) -> None:
    assert write(tablet, **what, age_ms=str(90 * 60_000)).status_code == 201
    answer = write(tablet, **what, age_ms=str(92 * 60_000))
    assert answer.status_code == 422
    assert "before the session began" in answer.text
    assert "13:30" not in answer.text


def test_a_nurse_claims_an_entry_and_it_is_hers_with_where_it_came_from(
    house: House, enrolled: tuple[Tablet, Browser]
) -> None:
    write(enrolled[1], "88/50 120 84", "pale")
    ids = [one["id"] for one in state(house)["unclaimed"]]
    house.at("15:02")
    answer = claim(house, ids[0])
    assert answer.status_code == 201
    assert answer.json()["receipt"]["words"] == "Saved 15:02 · claimed by NN · 1 still unclaimed"
    assert [one["id"] for one in answer.json()["state"]["unclaimed"]] == ids[1:]
    assert claim(house, *ids).status_code == 201
    assert state(house)["unclaimed"] == card(house)["unclaimed"] == []
    rows = state(house)["rows"]
    assert {row["by"] for row in rows} == {"NN"}
    assert {row["emergency"] for row in rows} == {"claimed by NN 15:02, entered unclaimed at tablet Chair 3"}
    assert house.record().readings[0].entered_by == UNCLAIMED, "the fact stays what it was"
    acts = [row for row in opened.audit(house.database) if row["what"] == "claim"]
    assert [(row["who"], row["patient_id"], row["outcome"]) for row in acts] == [
        (facts.NURSE, facts.PATIENT, "1 claimed"),
        (facts.NURSE, facts.PATIENT, "1 claimed"),
    ]


def test_a_claim_that_is_sent_twice_is_said_once_and_another_persons_is_refused(house: House, tablet: Browser) -> None:
    write(tablet, "88/50")
    (one,) = state(house)["unclaimed"]
    assert [claim(house, one["id"]).status_code for _ in range(2)] == [201, 200]
    assert house.count("emergency_entry") == 2
    otto = house.sign_in(facts.OTHER_NURSE)
    answer = claim(house, one["id"], client=otto)
    assert answer.status_code == 409
    assert "claimed, corrected or withdrawn this meanwhile" in answer.json()["problem"]
    assert house.count("emergency_entry") == 2


def test_of_several_claimed_together_none_is_where_one_is_not_there(house: House, tablet: Browser) -> None:
    write(tablet, "88/50")
    (one,) = state(house)["unclaimed"]
    own = house.saved("notes", words="own")
    for other in (own, uuid4()):
        assert claim(house, one["id"], other).status_code == 409
    assert len(state(house)["unclaimed"]) == 1
    assert claim(house, one["id"], treatment=house.session("14:00")).status_code == 409
    assert claim(house, one["id"], treatment=uuid4()).status_code == 404
    assert house.post("claims", {"facts": ["x"]}).status_code == 400
    assert house.post("claims", {}).status_code == 400
    assert house.post("claims", {"facts": [one["id"]], "author": str(facts.OTHER_NURSE)}).status_code == 401


def test_who_only_administers_claims_nothing(house: House, tablet: Browser) -> None:
    write(tablet, "88/50")
    (one,) = state(house)["unclaimed"]
    with house.database.write() as connection:
        entered.add(connection, entered.admin(facts.PRESCRIBER), "tom")
    assert claim(house, one["id"], client=house.sign_in(facts.PRESCRIBER)).status_code == 403
    assert len(state(house)["unclaimed"]) == 1


@pytest.mark.parametrize("how", ["withdrawn", "corrected"])
def test_what_a_named_person_withdrew_or_corrected_waits_for_no_claim(house: House, tablet: Browser, how: str) -> None:
    write(tablet, "88/50")
    (one,) = state(house)["unclaimed"]
    if how == "withdrawn":
        house.saved("retractions", fact_id=one["id"], reason="pressed by a child")
    else:
        house.saved("readings", line="89/50", replaces=one["id"], reason="mistyped")
    assert state(house)["unclaimed"] == []
    assert claim(house, one["id"]).status_code == 409
    with house.database.read() as connection:
        assert claims.unclaimed(connection, facts.TREATMENT) == ()


def test_an_entry_can_be_claimed_after_the_session_has_ended(house: House, tablet: Browser) -> None:
    write(tablet, "88/50")
    (one,) = state(house)["unclaimed"]
    house.saved("ends", how="transferred")
    assert claim(house, one["id"]).status_code == 201


def test_nobody_has_no_account_and_stands_in_no_list_of_people(house: House, tablet: Browser) -> None:
    write(tablet, "88/50")
    with pytest.raises(ValueError, match="never has an account"):
        said.account(staff_id=UNCLAIMED, roles=(Role.NURSE,))
    with house.database.read() as connection:
        assert staff.by_id(connection, UNCLAIMED) is not None
        assert UNCLAIMED not in staff.by_ids(connection)


def test_the_record_proves_whole_with_emergency_entries_in_it(house: House, tablet: Browser) -> None:
    write(tablet, "88/50", "pale")
    (note, reading) = state(house)["unclaimed"]
    claim(house, reading["id"])
    with house.database.read() as connection:
        assert proof.prove(connection, ()).fault is None
    assert note["words"] == "15:00 pale"


def test_reports_name_nobody_who_was_not_there(house: House, tablet: Browser) -> None:
    write(tablet, "88/50 120 84")
    report = house.sign_in(facts.OTHER_NURSE).get(f"/export/access/{facts.PATIENT}.csv").text
    assert report.count("nobody signed in") == 3, "the reading, where it was made, and the act"
    assert "somebody unknown" not in report


@pytest.mark.parametrize("claimed", [True, False])
def test_who_claimed_an_entry_is_told_when_somebody_else_corrects_it(
    house: House, tablet: Browser, claimed: bool
) -> None:
    write(tablet, "88/50")
    (one,) = state(house)["unclaimed"]
    if claimed:
        claim(house, one["id"])
    body = {"line": "89/50", "replaces": one["id"], "reason": "mistyped"}
    assert house.post("readings", body, client=house.sign_in(facts.OTHER_NURSE)).status_code == 201
    with house.database.read() as connection:
        assert notices.count(connection, facts.NURSE) == int(claimed)
    assert house.count("notice") == int(claimed), "nobody reads what is told to nobody"
