"""Signing in with an identity provider: its answer lets in whom it means, once, and nobody by any other answer."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import timedelta
from typing import Any
from urllib.parse import parse_qs, urlsplit

import httpx
import pyotp
import pytest
from httpx import Response
from joserfc.jwk import OctKey
from sqlalchemy import select

from app import clinic, clock
from app.access import asked, id_token, provider, vouching
from app.access.provider import ProviderError
from data import accounts, acts, tables
from tests import entered, facts, said
from tests.app.house import COOKIE, HERE, Browser, House
from tests.app.trouble import held
from tests.provider import CLIENT, SECRET, Provider, key
from tests.served import PATIENCE

ASKED = COOKIE.replace("chairside", "asked")
MFA = {"amr": ["pwd", "mfa"]}


def sent(client: Browser, there: str = "/patients") -> str:
    """Where the browser is sent to sign in."""
    answer = client.get("/oidc/start", params={"next": there})
    assert answer.status_code == 303, answer.text
    return answer.headers["location"]


def signed_in_there(where: str) -> str:
    """Where the provider sends the browser back to."""
    return httpx.get(where, timeout=PATIENCE).headers["location"]


def comes_back(client: Browser, there: str = "/patients") -> Response:
    """The page with which the provider's answer is answered."""
    return client.get(signed_in_there(sent(client, there)))


def goes_on(client: Browser, page: Response) -> Response:
    """Sends the form of that page on, as its script does."""
    assert page.status_code == 200, page.text
    return client.post("/login", data={"provider": page.text.split('name="provider" value="')[1].split('"')[0]})


def is_in(client: Browser) -> bool:
    return client.get("/api/session").status_code == 200


def acted(house: House) -> list[Mapping[str, Any]]:
    day = acts.Asked(facts.instant("00:00"), facts.instant("23:59"))
    with house.database.read() as connection:
        return [row for row in acts.between(connection, day, 200) if row["kind"] == "sign_in"]


def test_whom_it_vouches_for_with_two_factors_comes_in_anywhere_and_her_shift_is_open(
    house: House, theirs: Provider
) -> None:
    theirs.claims = MFA
    client = Browser()
    assert 'href="/oidc/start?next=%2Fchair"' in client.get("/login?next=/chair").text
    page = comes_back(client, "/chair?session=1")
    assert "Set-Cookie" not in page.headers or COOKIE not in page.headers["set-cookie"], (
        "not yet: it came from elsewhere"
    )
    assert not is_in(client)
    answer = goes_on(client, page)
    assert (answer.status_code, answer.headers["location"]) == (303, "/chair?session=1")
    assert "SameSite=strict" in answer.headers["set-cookie"]
    assert is_in(client)
    assert house.count("shift") == 1
    (row,) = acted(house)
    told = (row["what"], row["who"], row["outcome"])
    assert told == ("sign_in", facts.NURSE, "identity provider, two factors there")


def test_on_a_tablet_one_factor_is_enough(house: House, theirs: Provider) -> None:
    tablet = house.tablet()
    assert goes_on(tablet, comes_back(tablet)).headers["location"] == "/patients"
    assert is_in(tablet)
    assert acted(house)[0]["outcome"] == "identity provider"


def test_off_a_tablet_a_code_is_asked_for_where_it_saw_one_factor(house: House, theirs: Provider) -> None:
    client = Browser()
    assert "you have none yet" in goes_on(client, comes_back(client)).text
    with house.database.write() as connection:
        entered.factor(connection, facts.NURSE, house.database.secret_key)
    assert "give the code" in goes_on(client, comes_back(client)).text
    assert not is_in(client)
    answer = client.post("/login", data={"code": pyotp.TOTP(entered.SECRET).at(facts.instant("15:00"))})
    assert answer.headers["location"] == "/patients"
    assert is_in(client)
    assert acted(house)[0]["outcome"] == "identity provider, code"


@pytest.mark.parametrize(
    ("claims", "strong"),
    [
        ({"amr": ["mfa"]}, True),
        ({"acr": "phr"}, True),
        ({"acr": "gold"}, True),
        ({"acr": "silver"}, False),
        ({"amr": ["pwd"]}, False),
        ({"amr": "mfa"}, False),
        ({"amr": [["mfa"]]}, False),
        ({"acr": ["gold"]}, False),
        ({}, False),
    ],
)
def test_what_counts_as_two_factors_there(house: House, theirs: Provider, claims: dict[str, Any], strong: bool) -> None:
    theirs.claims = claims
    client = Browser()
    assert goes_on(client, comes_back(client)).status_code == (303 if strong else 422)


def test_the_question_lies_in_a_cookie_of_ten_minutes_that_opens_nothing(house: House, theirs: Provider) -> None:
    client = Browser()
    answer = client.get("/oidc/start")
    told = answer.headers["set-cookie"]
    assert told.startswith(f"{ASKED}=")
    for part in ("HttpOnly", "Secure", "SameSite=lax", "Max-Age=600", "Path=/"):
        assert part in told
    query = parse_qs(urlsplit(answer.headers["location"]).query)
    for name in ("state", "nonce", "code_challenge"):
        assert len(query[name][0]) >= 43
        assert query[name][0] not in told, "sealed: who reads the cookie learns nothing"
    assert query["redirect_uri"] == [f"{HERE}/oidc/callback"]
    assert not is_in(client)


def refuses(answer: Response, why: str, house: House) -> None:
    """Nobody came in, and the audit says why."""
    assert (answer.status_code, 'role="alert"' in answer.text) == (422, True), answer.text
    row = acted(house)[0]
    assert (row["what"], row["who"]) == ("refused", None)
    assert row["reason"] == f"identity provider: {why}"
    assert house.count("shift") == 0


BAD_TOKENS: dict[str, tuple[Callable[[Provider], object], str]] = {
    "another nonce": (lambda it: it.claims.update(nonce="x"), "ID token: InvalidClaimError: nonce"),
    "no nonce": (lambda it: it.claims.update(nonce=None), "ID token: MissingClaimError: nonce"),
    "for another": (lambda it: it.claims.update(aud="other"), "ID token: InvalidClaimError: aud"),
    "for several": (lambda it: it.claims.update(aud=[CLIENT, "other"]), "ID token: azp"),
    "asked for by another": (lambda it: it.claims.update(azp="other"), "ID token: azp"),
    "by another": (lambda it: it.claims.update(iss="http://127.0.0.1:1/realm"), "ID token: InvalidClaimError: iss"),
    "expired": (lambda it: it.claims.update(exp=int(it.now()) - 61), "ID token: ExpiredTokenError: exp"),
    "without an end": (lambda it: it.claims.update(exp=None), "ID token: MissingClaimError: exp"),
    "from the future": (lambda it: it.claims.update(iat=int(it.now()) + 90), "ID token: InvalidClaimError: iat"),
    "before its time": (lambda it: it.claims.update(nbf=int(it.now()) + 90), "ID token: InvalidClaimError: nbf"),
    "of nobody": (lambda it: it.claims.update(sub=""), "ID token: InvalidClaimError: sub"),
    "of a number": (lambda it: it.claims.update(sub=7), "ID token: InvalidClaimError: sub"),
    "of another access token": (lambda it: it.claims.update(at_hash="x" * 22), "ID token: at_hash"),
    "unsigned": (lambda it: setattr(it, "algorithm", "none"), "ID token: UnsupportedAlgorithmError: "),
    "signed with the client's secret": (
        lambda it: (setattr(it, "algorithm", "HS256"), setattr(it, "signs", OctKey.import_key(SECRET))),
        "ID token: UnsupportedAlgorithmError: ",
    ),
    "signed by another": (lambda it: setattr(it, "signs", key("two")), "ID token: BadSignatureError: "),
    "signed by keys that its own head names": (
        lambda it: (setattr(it, "signs", key("two")), it.header.update(jku=f"{it.issuer}/other_keys")),
        "ID token: BadSignatureError: ",
    ),
    "of an unknown key": (lambda it: setattr(it, "kid", "three"), "ID token: InvalidKeyIdError: "),
    "no token": (lambda it: it.given.update(id_token=None), "no ID token"),
    "no token at all": (lambda it: it.given.update(id_token="a.b"), "ID token: DecodeError: "),
}


@pytest.mark.parametrize("fault", BAD_TOKENS)
def test_a_token_that_does_not_hold_lets_nobody_in(house: House, theirs: Provider, fault: str) -> None:
    spoil, why = BAD_TOKENS[fault]
    theirs.claims = dict(MFA)
    spoil(theirs)
    client = Browser()
    refuses(comes_back(client), why, house)
    assert not is_in(client)


def test_no_token_of_the_providers_is_passed_on_or_kept(house: House, theirs: Provider) -> None:
    theirs.claims = MFA
    client = Browser()
    page = comes_back(client)
    answers = [page, goes_on(client, page), client.get("/api/session")]
    told = " ".join(f"{one.headers} {one.text}" for one in answers)
    with house.database.read() as connection:
        for table in tables.METADATA.tables.values():
            told += str(connection.execute(select(table)).all())
    assert len(theirs.handed) == 2
    assert [token for token in theirs.handed if token in told] == []


def test_a_token_without_the_hash_of_its_access_token_holds(house: House, theirs: Provider) -> None:
    theirs.claims = MFA | {"at_hash": None, "azp": CLIENT, "aud": [CLIENT, "other"]}
    client = Browser()
    assert goes_on(client, comes_back(client)).status_code == 303


@pytest.mark.parametrize("state", ["", "made-up", "é\udc80"])
def test_another_state_than_that_which_was_sent_is_no_answer(house: House, theirs: Provider, state: str) -> None:
    client = Browser()
    back = urlsplit(signed_in_there(sent(client)))
    code = parse_qs(back.query)["code"][0]
    told = {"code": code.encode()} | ({"state": state.encode("utf-8", "surrogatepass")} if state else {})
    refuses(client.get(back.path, params=told), "state", house)
    assert theirs.codes, "the code was not even sent on"


def test_an_answer_at_a_browser_that_asked_nothing_is_none(house: House, theirs: Provider) -> None:
    victim, attacker = Browser(), Browser()
    theirs.claims = MFA
    back = signed_in_there(sent(attacker))
    assert victim.get(back).status_code == 422, "nobody is signed in as somebody else by a link"
    sent(victim)
    refuses(victim.get(back), "state", house)


def test_a_code_that_was_overheard_is_worth_nothing_without_its_verifier(house: House, theirs: Provider) -> None:
    theirs.claims = MFA
    overheard = parse_qs(urlsplit(signed_in_there(sent(Browser()))).query)["code"][0]
    attacker = Browser()
    own = urlsplit(sent(attacker))
    state = parse_qs(own.query)["state"][0]
    refuses(attacker.get("/oidc/callback", params={"code": overheard, "state": state}), "answered with 400", house)


def test_an_answer_counts_once(house: House, theirs: Provider) -> None:
    theirs.claims = MFA
    client = Browser()
    back = signed_in_there(sent(client))
    kept = client.cookies[ASKED]
    page = client.get(back)
    assert client.cookies.get(ASKED) is None
    client.cookies.set(ASKED, kept)
    refuses(client.get(back), "state", house)
    assert goes_on(client, page).status_code == 303
    client.get("/login")
    assert "too old" in goes_on(client, page).text, "and so does what it led to"
    assert not is_in(client)


@pytest.mark.parametrize(("seconds", "status"), [(599, 200), (601, 422)])
def test_the_question_is_open_for_ten_minutes(house: House, theirs: Provider, seconds: int, status: int) -> None:
    client = Browser()
    where = sent(client)
    house.at(facts.instant("15:00") + timedelta(seconds=seconds))
    assert client.get(signed_in_there(where)).status_code == status


@pytest.mark.parametrize(("seconds", "status"), [(58, 303), (62, 422)])
def test_our_own_page_goes_on_within_a_minute(house: House, theirs: Provider, seconds: int, status: int) -> None:
    theirs.claims = MFA
    client = Browser()
    page = comes_back(client)
    house.at(facts.instant("15:00") + timedelta(seconds=seconds))
    assert goes_on(client, page).status_code == status


@pytest.mark.parametrize("cookie", ["made-up", "", "é", "A" * 60])
def test_a_cookie_that_was_not_sealed_here_is_no_question(house: House, theirs: Provider, cookie: str) -> None:
    headers = {b"cookie": f"{ASKED}={cookie}".encode()}
    assert Browser().get("/oidc/callback?code=x&state=y", headers=headers).status_code == 422
    assert house.count("shift") == 0


@pytest.mark.parametrize("token", ["", "made-up"])
def test_what_was_never_handed_on_lets_nobody_in(house: House, theirs: Provider, token: str) -> None:
    assert Browser().post("/login", data={"provider": token}).status_code == 422


def test_another_page_cannot_send_it_on(house: House, theirs: Provider) -> None:
    theirs.claims = MFA
    page = comes_back(Browser())
    assert page.status_code == 200
    token = page.text.split('name="provider" value="')[1].split('"')[0]
    assert Browser(origin=theirs.issuer).post("/login", data={"provider": token}).status_code == 403


def test_an_unknown_subject_gets_no_account_and_is_told_what_an_administrator_needs(
    house: House, theirs: Provider
) -> None:
    theirs.subject, theirs.claims = "<i>somebody", MFA
    before = house.count("account")
    answer = comes_back(Browser())
    refuses(answer, "unknown subject", house)
    assert "&lt;i&gt;somebody" in answer.text
    assert house.count("account") == before


def test_a_closed_account_is_not_opened_by_the_provider(house: House, theirs: Provider) -> None:
    with house.database.write() as connection:
        stands = accounts.of(connection, facts.NURSE)
        assert stands is not None
        accounts.keep(connection, said.again(stands, enabled=False))
    theirs.claims = MFA
    refuses(comes_back(Browser()), "closed account", house)


@pytest.mark.parametrize("there", ["//evil.example", "https://evil.example", "/\\evil.example", "javascript:alert(1)"])
def test_the_next_address_leads_nowhere_else(house: House, theirs: Provider, there: str) -> None:
    theirs.claims = MFA
    client = Browser()
    assert goes_on(client, comes_back(client, there)).headers["location"] == "/"


@pytest.mark.parametrize(
    ("params", "why"),
    [
        ({"error": "access_denied"}, "no code"),
        ({}, "no code"),
        ({"code": "x", "iss": "http://x"}, "answered by another issuer"),
    ],
)
def test_a_refusal_of_the_provider_is_said(house: House, theirs: Provider, params: dict[str, str], why: str) -> None:
    client = Browser()
    state = parse_qs(urlsplit(sent(client)).query)["state"][0]
    refuses(client.get("/oidc/callback", params=params | {"state": state}), why, house)


@pytest.mark.parametrize("methods", [["client_secret_post"], ["client_secret_post", "client_secret_basic"]])
def test_the_clients_secret_is_sent_in_the_way_the_provider_takes_it(
    house: House, theirs: Provider, methods: list[str]
) -> None:
    theirs.metadata, theirs.claims = {"token_endpoint_auth_methods_supported": methods}, MFA
    client = Browser()
    assert goes_on(client, comes_back(client)).status_code == 303


@pytest.mark.parametrize(
    "metadata",
    [
        {"issuer": "http://127.0.0.1:1/other"},
        {"authorization_endpoint": "http://provider.example/authorize"},
        {"authorization_endpoint": "javascript:alert(1)"},
        {"authorization_endpoint": "http://["},
        {"authorization_endpoint": None},
        {"more": "x" * 300_000},
    ],
)
def test_a_provider_that_cannot_be_trusted_is_asked_nothing(
    house: House, theirs: Provider, metadata: dict[str, Any]
) -> None:
    theirs.metadata = metadata
    answer = Browser().get("/oidc/start")
    assert (answer.status_code, "does not answer as it should" in answer.text) == (502, True)
    assert 'name="password"' in answer.text, "the password still lets in"


@pytest.mark.parametrize("status", [301, 404, 500])
def test_a_provider_that_does_not_answer_is_said(house: House, theirs: Provider, status: int) -> None:
    theirs.status = status
    assert Browser().get("/oidc/start").status_code == 502
    assert [one for one in theirs.asked if one.endswith("/elsewhere")] == [], "no redirect is followed"


def test_nobody_listening_there_is_said(house: House, theirs: Provider, monkeypatch: pytest.MonkeyPatch) -> None:
    gone = provider.Provider("http://127.0.0.1:1/realm", CLIENT, SECRET)
    monkeypatch.setattr(clinic, "_open", [replace(house.clinic, provider=gone)])
    assert Browser().get("/oidc/start").status_code == 502


def test_what_it_says_of_itself_is_asked_once_in_ten_minutes(house: House, theirs: Provider) -> None:
    for minute in (0, 9, 11):
        house.at(facts.instant("15:00") + timedelta(minutes=minute))
        sent(Browser())
    assert len(theirs.asked) == 2


def test_failures_count_for_the_address(house: House, theirs: Provider) -> None:
    client = Browser()
    for _ in range(50):
        sent(client)
        client.get("/oidc/callback?code=x&state=y")
    theirs.claims = MFA
    answer = comes_back(client)
    assert (answer.status_code, "from this address" in answer.text) == (422, True)
    house.at("15:15:01")
    assert comes_back(client).status_code == 200


def test_a_failure_while_another_program_holds_the_record_is_said(house: House, theirs: Provider) -> None:
    client = Browser()
    sent(client)
    with held(house):
        answer = client.get("/oidc/callback?code=x&state=y")
    assert (answer.status_code, "another program" in answer.text) == (503, True)


def test_an_answer_that_is_no_object_is_none(house: House, theirs: Provider, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(theirs, "said", lambda: ["issuer"])
    assert Browser().get("/oidc/start").status_code == 502


def test_what_was_answered_is_remembered_only_as_long_as_it_could_be_asked(
    house: House, theirs: Provider, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(asked, "_ANSWERED", {})
    for minutes in (0, 5, 21, 41):
        house.at(facts.instant("15:00") + timedelta(minutes=minutes))
        assert comes_back(Browser()).status_code == 200
    assert len(asked._ANSWERED) == 2


def test_without_a_provider_there_is_no_way_over_one(house: House) -> None:
    client = Browser()
    assert "/oidc/start" not in client.get("/login").text
    assert client.get("/oidc/start").headers["location"] == "/login"
    assert client.get("/oidc/callback?code=x&state=y").status_code == 422


def again(house: House, theirs: Provider, subject: str = "sub-of-nia") -> id_token.Vouched:
    """Nia, or who has this subject, shows once more that it is she, as a signature will ask."""
    known, key_of = clinic.current().provider, house.database.secret_key
    assert known is not None
    question = asked.made(f"{HERE}/oidc/callback", "/", clock.now(), subject)
    where = provider.sent_to(known, question)
    assert parse_qs(urlsplit(where).query)["max_age"] == ["0"]
    back = dict(httpx.QueryParams(urlsplit(signed_in_there(where)).query))
    return vouching.answered(known, asked.closed(question, key_of), back, clock.now())[1]


@pytest.mark.parametrize("ahead", [-50, 0, 50])
def test_who_signs_in_anew_there_is_the_same_person_again_whatever_its_clock_says(
    house: House, theirs: Provider, ahead: int
) -> None:
    theirs.claims = {name: int(theirs.now()) + ahead for name in ("auth_time", "iat")}
    assert again(house, theirs).subject == "sub-of-nia"


@pytest.mark.parametrize(
    ("claims", "subject", "why"),
    [
        ({"auth_time": -3600}, "sub-of-nia", "ID token: auth_time"),
        ({"auth_time": -4}, "sub-of-nia", "ID token: auth_time"),
        ({"auth_time": 90}, "sub-of-nia", "ID token: auth_time"),
        ({}, "sub-of-nia", "ID token: no auth_time"),
        ({"auth_time": 0}, "sub-of-otto", "another subject"),
    ],
)
def test_who_has_not_signed_in_anew_or_is_another_is_not_the_same_again(
    house: House, theirs: Provider, claims: dict[str, int], subject: str, why: str
) -> None:
    theirs.claims = {name: int(theirs.now()) + ago for name, ago in claims.items()}
    with pytest.raises(ProviderError) as error:
        again(house, theirs, subject)
    assert error.value.why == why


def test_a_time_of_signing_in_that_is_no_number_is_none(house: House, theirs: Provider) -> None:
    theirs.claims = {"auth_time": True}
    with pytest.raises(ProviderError):
        again(house, theirs)
