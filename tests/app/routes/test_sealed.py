"""A sealed entry is its author's whatever happens to lock, network and token; nothing else passes for one."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from io import StringIO
from typing import Any
from uuid import UUID, uuid4

import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from httpx import Response

from data import accounts, quarantine, staff, tablets
from schemas.signature import Meaning
from tests import entered, facts, said, sealing, signed
from tests.app.house import Browser, House
from tests.data import opened
from tests.sealing import Page

READINGS = f"/api/treatments/{facts.TREATMENT}/readings"


@dataclass
class Chair:
    """A page at which Nia came in at 15:00, which locks at 15:20 untouched; its key was registered then."""

    house: House
    client: Browser
    page: Page

    def sealed(self, time: str = "15:05", kind: str = "readings", **content: Any) -> tuple[bytes, dict[str, str]]:  # noqa: ANN401 - JSON
        """A body and its seal, as Enter at this time makes them."""
        body = sealing.body(**content)
        return body, self.page.seal(kind, body, self.page.elapsed(time))


@pytest.fixture
def chair(house: House) -> Chair:
    client = Browser()
    with house.database.write() as connection:
        tablet, _ = entered.tablet(connection, facts.NURSE)
        times = {"locks_at": facts.instant("15:20"), "ends_at": facts.instant("20:00")}
        client.cookies.set(COOKIE, entered.sign_in(connection, facts.NURSE, tablet_id=tablet.tablet_id, **times))
    page = Page()
    answer = client.post("/api/key", json={"key": page.public})
    assert answer.status_code == 201
    page.key = UUID(answer.json()["id"])
    house.at("15:10")
    return Chair(house, client, page)


COOKIE = "__Host-chairside-8501"


def post(
    sealed: tuple[bytes, dict[str, str]], client: Browser | None = None, to: str = READINGS, **heads: str
) -> Response:
    body, seal = sealed
    return (client or Browser()).post(to, content=body, headers=seal | heads)


def waiting(house: House) -> tuple[quarantine.Kept, ...]:
    with house.database.read() as connection:
        return quarantine.waiting(connection, facts.TREATMENT)


def events(stream: StringIO, event: str) -> list[dict[str, Any]]:
    told = [json.loads(line) for line in stream.getvalue().splitlines()]
    return [one for one in told if one["event"] == event]


def test_after_the_lock_it_is_stored_under_its_author_at_the_time_of_enter(chair: Chair) -> None:
    chair.client.get("/login")
    chair.house.at("16:00")
    answer = post(chair.sealed("15:05"))
    assert answer.status_code == 201
    (reading,) = chair.house.record().readings
    assert reading.entered_by == facts.NURSE
    assert abs((reading.taken_at - facts.instant("15:05")).total_seconds()) < 1
    assert reading.entered_at >= facts.instant("16:00")


def test_the_answer_shows_nothing_of_the_session(chair: Chair) -> None:
    sealed = chair.sealed()
    answer = post(sealed)
    assert answer.json() == {"receipt": {"id": json.loads(sealed[0])["id"]}}


def test_a_replay_adds_nothing(chair: Chair) -> None:
    sealed = chair.sealed()
    assert [post(sealed).status_code for _ in range(3)] == [201, 200, 200]
    assert len(chair.house.record().readings) == 1
    assert waiting(chair.house) == ()


def test_what_was_saved_by_its_author_herself_is_not_stored_again(chair: Chair) -> None:
    body, seal = chair.sealed()
    assert chair.client.post(READINGS, content=body, headers={"content-type": "application/json"}).status_code == 201
    assert post((body, seal)).status_code == 200
    assert len(chair.house.record().readings) == 1


@pytest.mark.parametrize("who", [facts.OTHER_NURSE, facts.NURSE])
def test_another_persons_cookie_beside_it_changes_nothing_of_whose_it_is(chair: Chair, who: UUID) -> None:
    chair.client.get("/login")
    assert post(chair.sealed(), chair.house.sign_in(who)).status_code == 201
    assert [one.entered_by for one in chair.house.record().readings] == [facts.NURSE]


Spoils = Callable[[Chair], Response]


def _altered(chair: Chair) -> Response:
    body, seal = chair.sealed()
    return post((body.replace(b"148/92", b"148/93"), seal))


def _of_another_kind(chair: Chair) -> Response:
    return post(chair.sealed(words="x"), to=READINGS.replace("readings", "notes"))


def _of_another_session(chair: Chair) -> Response:
    return post(chair.sealed(), to=READINGS.replace(str(facts.TREATMENT), str(chair.house.session())))


def _at_another_time(chair: Chair) -> Response:
    return post(chair.sealed(), **{"x-chairside-elapsed": "240000"})


def _by_an_unknown_key(chair: Chair) -> Response:
    return post(chair.sealed(), **{"x-chairside-key": str(uuid4())})


def _by_another_pages_key(chair: Chair) -> Response:
    body = sealing.body()
    return post((body, Page(key=chair.page.key).seal("readings", body, 300_000)))


def _in_anothers_name(chair: Chair) -> Response:
    return post(chair.sealed(author=facts.OTHER_NURSE))


def _in_nobodys_name(chair: Chair) -> Response:
    body = json.dumps({"id": str(uuid4()), "line": "148/92"}).encode()
    return post((body, chair.page.seal("readings", body, 300_000)))


def _elapsed(value: str) -> Spoils:
    return lambda chair: post(chair.sealed(), **{"x-chairside-elapsed": value})


def _signed_elapsed(ms: int) -> Spoils:
    def spoilt(chair: Chair) -> Response:
        body = sealing.body()
        return post((body, chair.page.seal("readings", body, ms)))

    return spoilt


def _signature(value: str) -> Spoils:
    return lambda chair: post(chair.sealed(), **{"x-chairside-signature": value})


SPOILT: dict[str, tuple[Spoils, str]] = {
    "changed content": (_altered, "signature"),
    "another kind": (_of_another_kind, "signature"),
    "another session": (_of_another_session, "signature"),
    "another time than was signed": (_at_another_time, "signature"),
    "a key that was never registered": (_by_an_unknown_key, "key"),
    "a key of another page under this one's name": (_by_another_pages_key, "signature"),
    "another's name in the body": (_in_anothers_name, "author"),
    "no name in the body": (_in_nobodys_name, "author"),
    "a negative time": (_elapsed("-1"), "form"),
    "a negative time that is signed": (_signed_elapsed(-1), "form"),
    "a huge time": (_elapsed("9" * 400), "form"),
    "a huge time that is signed": (_signed_elapsed(999_999_999), "time"),
    "a time of no digits of ours": (_elapsed("3e5"), "form"),
    "a signature of no bytes": (_signature("AAAA"), "form"),
    "a signature of noughts": (_signature("A" * 86 + "=="), "signature"),
    "a signature that is no base64": (_signature("not one"), "form"),
    "a key that is no id": (lambda chair: post(chair.sealed(), **{"x-chairside-key": "mine"}), "form"),
}


@pytest.mark.parametrize("spoilt", SPOILT)
def test_what_proves_nothing_is_refused_and_nothing_of_it_is_kept(chair: Chair, spoilt: str, stream: StringIO) -> None:
    spoils, why = SPOILT[spoilt]
    answer = spoils(chair)
    assert answer.status_code == 401
    assert "waits until that person signs in again" in answer.json()["problem"]
    assert not any(chair.house.count(table) for table in ("reading", "note", "quarantined"))
    (told,) = events(stream, "seal_refused")
    assert (told["why"], told["level"]) == (why, "warning")


@pytest.mark.parametrize("head", ["x-chairside-key", "x-chairside-elapsed", "x-chairside-signature"])
def test_without_one_of_its_heads_it_is_nobodys(chair: Chair, head: str) -> None:
    answer = post(chair.sealed(), **{head: ""})
    assert answer.status_code == 401
    assert "Nobody is signed in" in answer.json()["problem"]


@pytest.mark.parametrize(
    ("ended", "now", "entered_at", "status"),
    [
        ("by the lock of its own", "16:00", "15:19", 201),
        ("by the lock of its own", "16:00", "15:21", 401),
        ("by going to the way in", "16:00", "15:09", 201),
        ("by going to the way in", "16:00", "15:11", 401),
        ("by the lock of its own a moment ago", "15:25", "15:21", 401),
        ("not yet", "15:12", "15:11", 201),
        ("not yet, and Enter is ahead of the server", "15:12", "15:15", 401),
    ],
)
def test_enter_counts_within_the_unlocked_time_alone(
    chair: Chair, ended: str, now: str, entered_at: str, status: int
) -> None:
    if ended == "by going to the way in":
        chair.client.get("/login")
    chair.house.at(now)
    assert post(chair.sealed(entered_at)).status_code == status


def test_a_touch_that_is_not_written_down_yet_counts(chair: Chair) -> None:
    chair.house.at("15:18")
    assert chair.client.post("/api/touch", json={"where": "chair"}).status_code == 204
    chair.house.at("16:00")
    assert post(chair.sealed("15:23")).status_code == 201
    assert post(chair.sealed("15:24")).status_code == 401


def test_the_gate_lets_nothing_else_through_with_a_seal(chair: Chair) -> None:
    body, seal = chair.sealed()
    for path in ("moves", "claims", "draft", "others", "nothing", "readings/x"):
        assert post((body, seal), to=READINGS.replace("readings", path)).status_code == 401
    assert Browser().get(f"/api/treatments/{facts.TREATMENT}", headers=seal).status_code == 401
    assert Browser().put(READINGS, content=body, headers=seal).status_code == 401
    assert post((body, seal), Browser(), origin="https://evil.example").status_code == 403
    assert post((body, seal), Browser(), host="evil.example").status_code == 400
    assert chair.house.count("reading") == 0


def test_a_body_that_is_too_long_or_no_entry_is_refused_in_words(chair: Chair) -> None:
    assert post(chair.sealed(words="x" * 70_000)).status_code == 413
    for body in (b"{", b"[]", b"\xff\xfe", json.dumps({"author": str(facts.NURSE)}).encode()):
        answer = post((body, chair.page.seal("readings", body, 300_000)))
        assert answer.status_code in {400, 401}
    assert chair.house.count("quarantined") == 0


def test_an_entry_for_no_session_is_kept_nowhere(chair: Chair) -> None:
    body, nowhere = sealing.body(), uuid4()
    sealed = body, chair.page.seal("readings", body, 300_000, nowhere)
    assert post(sealed, to=READINGS.replace(str(facts.TREATMENT), str(nowhere))).status_code == 404


def account(house: House, **fields: object) -> None:
    with house.database.write() as connection:
        stands = accounts.of(connection, facts.NURSE)
        assert stands is not None
        accounts.keep(connection, said.again(stands, **fields))


def _closed(chair: Chair) -> None:
    account(chair.house, enabled=False)


def _no_role(chair: Chair) -> None:
    account(chair.house, roles=("admin",))


def _signed(chair: Chair) -> None:
    chair.house.saved("ends", how="left_alone")
    with chair.house.database.read() as connection:
        nurse = staff.by_id(connection, facts.NURSE)
    assert nurse is not None
    signed.sign(chair.house.database, Meaning.COMPLETE, nurse)


def _revoked(chair: Chair) -> None:
    with chair.house.database.write() as connection:
        (tablet,) = tablets.all_of(connection)
        tablets.keep(connection, said.again(tablet, enrolled=False))


def _days_later(chair: Chair) -> None:
    chair.house.at(facts.instant("15:10") + timedelta(days=3))


def _restricted(chair: Chair) -> None:
    opened.say(chair.house.database, said.restriction(facts.OTHER_NURSE))


KEPT: dict[str, tuple[Callable[[Chair], None], str]] = {
    "the account was closed": (_closed, "account is closed"),
    "the role was taken": (_no_role, "neither nurse nor prescriber"),
    "the session was signed": (_signed, "signed meanwhile"),
    "the record is for others now": (_restricted, "for named people now"),
    "the tablet was revoked": (_revoked, "the clinic's no more"),
    "it waited for days": (_days_later, "more than two days"),
}


@pytest.mark.parametrize("meanwhile", KEPT)
def test_what_cannot_be_accepted_any_more_is_kept_with_its_reason(
    chair: Chair, meanwhile: str, stream: StringIO
) -> None:
    does, reason = KEPT[meanwhile]
    sealed = chair.sealed()
    does(chair)
    assert [post(sealed).status_code for _ in range(2)] == [202, 202], "and a replay adds nothing"
    (kept,) = waiting(chair.house)
    assert reason in kept.reason
    assert (kept.author, kept.kind, kept.body.encode()) == (facts.NURSE, "readings", sealed[0])
    assert abs((kept.entered_at - facts.instant("15:05")).total_seconds()) < 1
    assert chair.house.count("reading") == 0
    (row,) = [one for one in opened.audit(chair.house.database) if one["what"] == "quarantine"]
    assert (row["who"], row["object_id"], row["patient_id"]) == (facts.NURSE, kept.id, facts.PATIENT)
    (told,) = events(stream, "quarantined")
    assert told["who"] == str(facts.NURSE)


ASKED = {
    "a question that nobody can answer": ({"line": "248/92"}, "248"),
    "what cannot be": ({"line": "92/148"}, "92"),
    "a correction of what is not there": ({"replaces": str(uuid4()), "reason": "typed wrongly"}, "not in this session"),
}


@pytest.mark.parametrize("case", ASKED)
def test_what_would_be_asked_or_refused_is_kept(chair: Chair, case: str) -> None:
    content, told = ASKED[case]
    answer = post(chair.sealed(**content))
    assert answer.status_code == 202, answer.text
    (kept,) = waiting(chair.house)
    assert told in kept.reason


@pytest.mark.parametrize("line", ["\ud800 148/92", "9" * 5000, "\x00", "\u202e148/92"])
def test_what_cannot_be_stored_as_it_came_is_kept_with_a_reason_that_can(chair: Chair, line: str) -> None:
    assert post(chair.sealed(line=line)).status_code == 202
    (kept,) = waiting(chair.house)
    assert 0 < len(kept.reason) <= 500
    assert json.loads(kept.body)["line"] == line


def test_other_content_under_a_stored_id_is_kept_beside_it(chair: Chair) -> None:
    one = str(uuid4())
    assert post(chair.sealed(id=one)).status_code == 201
    assert post(chair.sealed(id=one, line="150/92")).status_code == 202
    assert "other content" in waiting(chair.house)[0].reason
    assert post(chair.sealed(id=one, line="151/92")).status_code == 409
    assert [one.systolic for one in chair.house.record().readings] == [148]


def test_a_saved_entry_of_a_closed_account_is_known_when_it_comes_again(chair: Chair) -> None:
    sealed = chair.sealed()
    assert post(sealed).status_code == 201
    _closed(chair)
    assert post(sealed).status_code == 200
    assert waiting(chair.house) == ()


OTHER_KINDS = (Page(private=ec.generate_private_key(ec.SECP384R1())), Page(private=Ed25519PrivateKey.generate()))


@pytest.mark.parametrize(
    "public",
    ["", "AAAA", "no base64", 7, None, "A" * 300, Page().public[:-8], *(one.public for one in OTHER_KINDS)],
    ids=["empty", "no key", "no base64", "a number", "nothing", "too long", "cut", "another curve", "another kind"],
)
def test_what_is_no_key_is_not_registered(house: House, public: object) -> None:
    assert house.client.post("/api/key", json={"key": public}).status_code == 400
    assert house.count("entry_key") == 0


def test_nobody_registers_a_key_without_a_live_sign_in(house: House) -> None:
    assert Browser().post("/api/key", json={"key": Page().public}).status_code == 401


def test_one_sign_in_makes_so_many_keys_and_no_more(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("data.entry_keys.MOST", 2)
    answers = [house.client.post("/api/key", json={"key": Page().public}).status_code for _ in range(3)]
    assert answers == [201, 201, 429]
