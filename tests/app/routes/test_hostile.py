"""What somebody sends who means harm: forged headers, replayed forms, doubled fields, columns that are not hers."""

import asyncio
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from starlette.routing import Route

from app import gate, unattended
from app.routes.table import ROUTES
from data import accounts, patients, tablets
from tests import entered, facts, said
from tests.app.house import COOKIE, HERE, PORT, Browser, House

NIA = {"user_name": "nia", "password": entered.PASSWORD}
TABLET = f"__Host-tablet-{PORT}"
NOTES = f"/api/treatments/{facts.TREATMENT}/notes"
IDENTITIES = (
    *("x-chairside-sign-in", "x-forwarded-user", "x-remote-user", "remote-user", "x-user-id", "authorization"),
    *("x-forwarded-email", "x-original-url", "x-rewrite-url", "x-http-method-override", "forwarded"),
)


def is_in(client: Browser) -> bool:
    return client.get("/api/session").status_code == 200


@pytest.mark.parametrize("header", IDENTITIES)
def test_no_header_says_who_one_is_or_what_one_asks(house: House, header: str) -> None:
    for value in (str(facts.NURSE), "nia", "/login", "GET", "Basic bmlhOm5pYQ=="):
        assert Browser(**{header: value}).get("/api/board").status_code == 401
        assert Browser(**{header: value}).get("/").status_code == 303


def test_what_a_client_says_of_itself_never_reaches_streamlit(house: House) -> None:
    seen: list[list[bytes]] = []

    async def looks(scope: gate.Scope, receive: gate.Receive, send: gate.Send) -> None:
        seen.append([value for name, value in scope["headers"] if name == gate.USER_HEADER.encode()])

    async def receive() -> dict[str, Any]:
        return {"type": "http.request"}

    async def send(message: gate.Message) -> None:
        pass

    told = {"host": "127.0.0.1:8501", "origin": HERE, gate.USER_HEADER: str(uuid4())}
    told["cookie"] = f"{COOKIE}={house.client.cookies[COOKIE]}"
    headers = [(name.encode(), value.encode()) for name, value in told.items()]
    headers.append((gate.USER_HEADER.encode(), b"another"))
    scope = {"type": "http", "method": "GET", "path": "/", "query_string": b"", "headers": headers}
    asyncio.run(gate.Gate(looks)(scope, receive, send))
    person = gate.person(house.client.cookies[COOKIE])
    assert person is not None
    assert seen == [[str(person.sign_in.id).encode()]]


@pytest.mark.parametrize("header", ["x-forwarded-host", "x-host", "x-forwarded-server", "forwarded"])
def test_another_host_is_not_made_good_by_a_header(house: House, header: str) -> None:
    answer = house.client.get("/login", headers={"host": "evil.example", header: "127.0.0.1:8501"})
    assert answer.status_code == 400


def test_a_form_that_is_sent_again_opens_and_changes_nothing_twice(house: House) -> None:
    client = house.tablet()
    client.post("/login", data=NIA)
    form = {"password": entered.PASSWORD, "new": "a lamp, two owls and rain", "again": "a lamp, two owls and rain"}
    assert client.post("/secrets", data=form).status_code == 303
    assert client.post("/secrets", data=form).status_code == 303, "whoever is out is led to the way in"
    client.post("/login", data=NIA | {"password": form["new"]})
    assert "this is not your password" in client.post("/secrets", data=form).text
    entry = {"id": str(uuid4()), "words": "once"}
    assert [client.post(NOTES, json=entry).status_code for _ in range(3)] == [201, 200, 200]
    assert len(house.record().notes) == 1


def test_of_a_field_that_is_sent_twice_the_first_counts_and_the_address_never_does(house: House) -> None:
    client = Browser()
    body = f"user_name=nia&password=wrong+and+wrong&password={entered.PASSWORD.replace(' ', '+')}"
    kind = {"content-type": "application/x-www-form-urlencoded"}
    assert client.post("/login", content=body, headers=kind).status_code == 422
    asked = {"user_name": "nia", "password": entered.PASSWORD}
    assert client.post("/login", params=asked, data={"x": "y"}).status_code == 422
    assert not is_in(client)


def test_nobody_writes_a_column_that_is_not_hers_to_say(house: House) -> None:
    told = {"entered_by": str(facts.OTHER_NURSE), "entered_at": "2020-01-01T00:00:00Z", "treatment_id": str(uuid4())}
    house.post("notes", {"words": "mine"} | told)
    (note,) = house.record().notes
    assert (note.entered_by, note.treatment_id) == (facts.NURSE, facts.TREATMENT)
    assert note.entered_at >= facts.instant("15:00")


@pytest.mark.parametrize("words", ["' OR 1=1 --", '" OR ""="', "%", "_", "'; DROP TABLE patient; --", "\\", "C-000_"])
def test_what_is_looked_for_is_no_part_of_a_query(house: House, words: str) -> None:
    with house.database.read() as connection:
        assert patients.find(connection, words) == ()
        assert len(patients.find(connection, "")) == 1


@pytest.mark.parametrize(
    "path", ["/login", "/secrets", "/sign-ins", "/second-factor", "/tablet", "/one-shift", "/emergency"]
)
def test_a_head_never_does_what_a_post_does_from_wherever_it_comes(house: House, path: str) -> None:
    client, before = house.tablet(), house.count("audit")
    form = NIA | {"password": "wrong and wrong", "session": str(facts.TREATMENT), "line": "120/80", "id": str(uuid4())}
    client.request("HEAD", path, data=form, headers={"origin": "https://evil.example"})
    assert house.count("audit") == before
    assert client.post("/login", data=NIA).status_code == 303


def methods() -> Iterator[tuple[str, str]]:
    """Each of our routes with the methods that it does not have."""
    for route in ROUTES:
        assert isinstance(route, Route)
        path = route.path.replace("{treatment}", str(facts.TREATMENT)).replace("{kind}", "ends").replace("{name}", "x")
        missing = {"GET", "POST", "PUT", "PATCH", "DELETE", "TRACE", "OPTIONS"} - (route.methods or set())
        yield from ((method, path) for method in sorted(missing))


def test_a_method_that_a_route_does_not_have_does_nothing(house: House) -> None:
    client, before = house.sign_in(), house.count("audit")
    answers = {
        (method, path): client.request(method, path, json={}).status_code
        for method, path in methods()
        if (method, path) != ("GET", f"/api/treatments/{facts.TREATMENT}/ends")
    }
    # What is open without a person is refused to a browser that is no tablet before it is asked by which method.
    refused = {404, 405}, {303, 401, 404, 405}
    assert all(status in refused[path in unattended.PATHS] for (_, path), status in answers.items()), answers
    assert client.get(f"/api/treatments/{facts.TREATMENT}/ends").status_code == 405
    assert house.count("audit") == before
    assert is_in(client)


def test_what_changes_something_is_never_asked_for_by_a_link() -> None:
    """By GET one looks; the way in locks what was open, as leaving it means, and an export is in the audit."""
    looks = {route.path for route in ROUTES if isinstance(route, Route) and "GET" in (route.methods or ())}
    assert looks == {
        *(
            "/login",
            "/secrets",
            "/sign-ins",
            "/tablet",
            "/one-shift",
            "/api/session",
            "/api/board",
            "/assets/vega.js",
            "/assets/{name}",
        ),
        *("/api/treatments/{treatment}", "/api/treatments/{treatment}/draft", "/api/treatments/{treatment}/others"),
        *("/export/session/{treatment}.zip", "/export/patient/{patient}.zip", "/export/access/{patient}.{form}"),
        *("/export/view/{patient}/{picture}.{form}", "/export/safety.csv"),
        *("/display", "/display/board", "/emergency"),
        *("/oidc/start", "/oidc/callback", "/oidc/again", "/second-factor"),
    }


def test_every_answer_says_what_it_is_and_lets_no_other_page_read_it(house: House) -> None:
    kinds = set()
    for route in ROUTES:
        assert isinstance(route, Route)
        path = route.path.replace("{treatment}", str(facts.TREATMENT)).replace("{patient}", str(facts.PATIENT))
        path = path.replace("{name}", "panel.css").replace("{kind}", "notes")
        for method in sorted(route.methods or ()):
            answer = house.sign_in().request(method, path, headers={"origin": HERE}, content=b"{}")
            kind = answer.headers.get("content-type", "")
            kinds.add(kind)
            assert kind or not answer.content, path
            assert "charset=utf-8" in kind or not kind.startswith("text/"), (path, kind)
            assert answer.headers["x-content-type-options"] == "nosniff"
            assert answer.headers["cross-origin-resource-policy"] == "same-origin"
            assert not [name for name in answer.headers if name.startswith("access-control-")]
    assert {"text/html; charset=utf-8", "application/json", "text/css; charset=utf-8"} <= kinds


@pytest.mark.parametrize("moved", ["1999-01-01T00:00", "2026-03-01T15:00", "2026-03-02T14:59"])
def test_a_clock_that_is_set_back_brings_no_ended_sign_in_back(house: House, moved: str) -> None:
    client = house.tablet()
    client.post("/login", data=NIA)
    token = client.cookies[COOKIE]
    client.get("/login")
    house.at(datetime.fromisoformat(f"{moved}+00:00"))
    assert not is_in(Browser(cookie=f"{COOKIE}={token}"))


def test_a_clock_that_is_set_forward_ends_what_would_have_ended_by_then(house: House) -> None:
    client = house.tablet()
    client.post("/login", data=NIA)
    house.at(facts.instant("15:00") + timedelta(days=2000))
    assert not is_in(client)


def test_a_cookie_that_was_copied_dies_with_the_one_it_was_copied_from(house: House) -> None:
    with house.database.write() as connection:
        entered.shift(connection, facts.NURSE, facts.instant("14:00"))
        made, token = entered.tablet(connection, facts.NURSE)
        _, other = entered.tablet(connection, facts.NURSE, "Tablet 2")
    pin = {"staff": str(facts.NURSE), "pin": entered.PIN}
    for copied in (token[:-1], token.swapcase(), str(made.tablet_id), "", f"{token}x"):
        assert Browser(cookie=f"{TABLET}={copied}").post("/login", data=pin).status_code == 422
    assert Browser(cookie=f"{TABLET}={token}").post("/login", data=pin).status_code == 303
    with house.database.write() as connection:
        tablets.keep(connection, said.again(made, enrolled=False))
    assert Browser(cookie=f"{TABLET}={token}").post("/login", data=pin).status_code == 422
    assert Browser(cookie=f"{TABLET}={other}").post("/login", data=pin).status_code == 303, "the other one stays"


def test_wrong_pins_at_one_tablet_do_not_hold_up_the_right_one_at_another(house: House) -> None:
    with house.database.write() as connection:
        entered.shift(connection, facts.NURSE, facts.instant("14:00"))
        tokens = [entered.tablet(connection, facts.NURSE, name)[1] for name in ("Tablet 1", "Tablet 2")]
    wrong, right = ({"staff": str(facts.NURSE), "pin": pin} for pin in ("135790", entered.PIN))
    assert Browser(cookie=f"{TABLET}={tokens[0]}").post("/login", data=wrong).status_code == 422
    assert Browser(cookie=f"{TABLET}={tokens[0]}").post("/login", data=right).status_code == 422, "it waits"
    assert Browser(cookie=f"{TABLET}={tokens[1]}").post("/login", data=right).status_code == 303


def test_a_role_that_is_taken_away_is_gone_with_the_next_request(house: House) -> None:
    client = house.sign_in(facts.OTHER_NURSE)
    entry = {"id": str(uuid4()), "words": "as a nurse"}
    assert client.post(NOTES, json=entry).status_code == 201
    with house.database.write() as connection:
        stands = accounts.of(connection, facts.OTHER_NURSE)
        assert stands is not None
        accounts.keep(connection, said.again(stands, roles=("admin",)))
    assert client.post(NOTES, json=entry | {"id": str(uuid4())}).status_code == 403
    assert client.get("/tablet").status_code == 200


def test_the_token_has_256_bits_and_nobody_guesses_the_next() -> None:
    from app.routes import forms

    tokens = {forms.token() for _ in range(1000)}
    assert len(tokens) == 1000
    assert {len(one) for one in tokens} == {43}, "32 bytes in base64"
