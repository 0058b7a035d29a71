"""Signing in at the provider again vouches for one signature: hers, soon, in the unlocked time that asked."""

from collections.abc import Callable
from datetime import timedelta
from urllib.parse import parse_qs, urlsplit
from uuid import UUID, uuid4

import pytest
from httpx import Response

from app import clinic, clock, gate
from app.access import again, provider_page, signing, tries
from app.access.signing import Seen
from data import accounts, records, secrets, sign_ins, signatures, subjects
from data.sign_ins import Person
from data.signing import SigningError
from schemas.secret import Sort
from schemas.signature import Meaning, Vouched
from tests import entered, facts, said
from tests.app.house import COOKIE, Browser, House
from tests.app.routes.test_vouch import ASKED, acted, sent, signed_in_there
from tests.app.trouble import held
from tests.provider import Provider

FORM = f"/sign?session={facts.TREATMENT}"
NOW = facts.instant("15:00")
THERE = "Sign in again at 127.0.0.1 first: that counts for one signature within 5 minutes."


@pytest.fixture
def nia(house: House, theirs: Provider, monkeypatch: pytest.MonkeyPatch) -> Browser:
    """The browser of Nia, who has an account at the provider and no password, after a session that has ended."""
    monkeypatch.setattr(again, "_UNTIL", {})
    house.saved("ends", how="left_alone")
    with house.database.write() as connection:
        secrets.forget(connection, facts.NURSE, Sort.PASSWORD)
    theirs.claims = {"auth_time": int(theirs.now())}
    return house.client


def asks(client: Browser) -> str:
    """Where the provider sends the browser back to, once she has signed in there anew."""
    answer = client.get(provider_page.AGAIN, params={"next": FORM})
    assert answer.status_code == 303, answer.text
    assert parse_qs(urlsplit(answer.headers["location"]).query)["max_age"] == ["0"]
    return signed_in_there(answer.headers["location"])


def token_of(page: Response) -> str:
    """What the page after the answer will post."""
    assert page.status_code == 200, page.text
    assert 'action="/oidc/shown"' in page.text
    return page.text.split('name="provider" value="')[1].split('"')[0]


def posts(client: Browser, token: str) -> Response:
    return client.post(provider_page.SHOWN, data={"provider": token})


def shows(client: Browser) -> Response:
    """All the way there and back."""
    return posts(client, token_of(client.get(asks(client))))


def person(client: Browser) -> Person:
    found = gate.person(client.cookies[COOKIE])
    assert found is not None
    return found


def session(house: House) -> UUID:
    """A further session that has ended."""
    made = house.session("13:40")
    assert house.post("ends", {"how": "left_alone"}, treatment=made).status_code == 201
    return made


def signs(
    house: House, client: Browser, typed: str = "", treatment: UUID = facts.TREATMENT, **stale: object
) -> Vouched:
    """Signs the session's record, as its form does; by what it was vouched for."""
    with house.database.read() as connection:
        record = records.of_treatment(connection, treatment)
        found = signatures.of_treatment(connection, treatment)
    assert record is not None
    what = Seen(**vars(signing.seen(record, found, 0, clock.now(), ())) | stale)
    signing.sign(person(client), Meaning.COMPLETE, what, typed, as_id=uuid4(), now=clock.now())
    with house.database.read() as connection:
        return signatures.of_treatment(connection, treatment)[-1].signature.vouched


def refuses_to_sign(house: House, client: Browser, sentence: str = THERE) -> None:
    with pytest.raises(tries.RefusedError) as error:
        signs(house, client)
    assert str(error.value) == sentence


def test_who_has_no_password_signs_once_after_signing_in_there_anew(house: House, nia: Browser) -> None:
    refuses_to_sign(house, nia)
    answer = shows(nia)
    assert (answer.status_code, answer.headers["location"]) == (303, FORM)
    row = acted(house)[0]
    assert (row["what"], row["who"], row["outcome"]) == (
        *("sign_in", facts.NURSE),
        "identity provider, again for a signature",
    )
    assert signs(house, nia) is Vouched.PROVIDER
    with pytest.raises(tries.RefusedError, match="first"):
        signs(house, nia, treatment=session(house))


def test_on_a_tablet_the_next_ones_take_the_pin(house: House, nia: Browser, theirs: Provider) -> None:
    with house.database.write() as connection:
        tablet, _ = entered.tablet(connection, facts.OTHER_NURSE)
        entered.shift(connection, facts.NURSE, facts.instant("13:00"))
        client = Browser()
        client.cookies.set(COOKIE, entered.sign_in(connection, facts.NURSE, tablet_id=tablet.tablet_id))
    shows(client)
    assert signs(house, client) is Vouched.PROVIDER
    second = session(house)
    with pytest.raises(tries.RefusedError, match="PIN: this is needed"):
        signs(house, client, treatment=second)
    assert signs(house, client, entered.PIN, second) is Vouched.PIN


@pytest.mark.parametrize(("seconds", "counts"), [(298, True), (302, False)])
def test_it_counts_for_five_minutes(house: House, nia: Browser, seconds: int, counts: bool) -> None:
    shows(nia)
    house.at(NOW + timedelta(seconds=seconds))
    if counts:
        assert signs(house, nia) is Vouched.PROVIDER
    else:
        refuses_to_sign(house, nia)


def test_a_clock_that_was_set_back_makes_it_count_no_longer(house: House, nia: Browser) -> None:
    shows(nia)
    house.at("14:50")
    refuses_to_sign(house, nia)


def test_a_signature_that_was_refused_spends_nothing(house: House, nia: Browser) -> None:
    shows(nia)
    with pytest.raises(SigningError, match="while you looked"):
        signs(house, nia, sha256="0" * 64)
    assert signs(house, nia) is Vouched.PROVIDER


def test_a_signature_by_password_spends_it_too_and_a_wrong_one_does_not(house: House, nia: Browser) -> None:
    with house.database.write() as connection:
        entered.secret(connection, facts.NURSE, house.database.secret_key)
    shows(nia)
    with pytest.raises(tries.RefusedError, match="not your password"):
        signs(house, nia, "not my password")
    assert again.until(person(nia).sign_in.id, clock.now()) is not None
    house.at("15:01")
    assert signs(house, nia, entered.PASSWORD) is Vouched.PASSWORD
    with pytest.raises(tries.RefusedError, match="Password: this is needed, or the provider's word"):
        signs(house, nia, treatment=session(house))


def locks(house: House, client: Browser) -> None:
    client.get("/login")


def reaches_its_limit(house: House, client: Browser) -> None:
    with house.database.write() as connection:
        sign_ins.touch(connection, sign_ins.hashed(client.cookies[COOKIE]), clock.now())


def is_ended_elsewhere(house: House, client: Browser) -> None:
    with house.database.write() as connection:
        sign_ins.end_all(connection, facts.NURSE, clock.now())


def comes_back(house: House, client: Browser, who: UUID = facts.NURSE) -> None:
    with house.database.write() as connection:
        client.cookies.set(COOKIE, entered.sign_in(connection, who))


LEAVES: dict[str, Callable[[House, Browser], None]] = {
    "locked": locks,
    "untouched for too long": reaches_its_limit,
    "ended elsewhere": is_ended_elsewhere,
}


@pytest.mark.parametrize("leaves", LEAVES)
def test_a_lock_ends_it(house: House, nia: Browser, leaves: str) -> None:
    shows(nia)
    LEAVES[leaves](house, nia)
    assert gate.person(nia.cookies[COOKIE]) is None
    nia.cookies.clear()
    comes_back(house, nia)
    refuses_to_sign(house, nia)


def test_it_counts_at_no_other_browser_of_hers(house: House, nia: Browser) -> None:
    other = house.sign_in()
    shows(nia)
    refuses_to_sign(house, other)


def test_it_vouches_for_nobody_else(house: House, nia: Browser, theirs: Provider) -> None:
    with house.database.write() as connection:
        subjects.put(connection, theirs.issuer, "sub-of-otto", facts.OTHER_NURSE, NOW)
    shows(nia)
    refuses_to_sign(house, house.sign_in(facts.OTHER_NURSE))


def test_a_subject_that_was_taken_away_vouches_for_nothing_any_more(
    house: House, nia: Browser, theirs: Provider
) -> None:
    shows(nia)
    with house.database.write() as connection:
        subjects.forget(connection, theirs.issuer, facts.NURSE)
    refuses_to_sign(house, nia, "Password: this is needed.")


def refuses(house: House, answer: Response, sentence: str, why: str, who: UUID | None = facts.NURSE) -> None:
    """The page says it, so does the audit, and nothing counts in anybody's unlocked time."""
    assert (answer.status_code, 'role="alert"' in answer.text) == (422, True), answer.text
    assert sentence in answer.text
    row = acted(house)[0]
    assert (row["what"], row["who"], row["reason"]) == ("refused", who, f"identity provider: {why}")
    assert all(not again.until(one, clock.now()) for one in again._UNTIL)


STALE, UNSAID = "did not ask you to sign in anew", "does not say when you signed in there"
SAID: dict[str, tuple[Callable[[Provider], object], str, str]] = {
    "somebody else there": (lambda it: setattr(it, "subject", "sub-of-otto"), "Somebody else", "another subject"),
    "signed in an hour ago": (
        lambda it: it.claims.update(auth_time=int(it.now()) - 3600),
        STALE,
        "ID token: auth_time",
    ),
    "signed in four seconds before": (
        lambda it: it.claims.update(auth_time=int(it.now()) - 4),
        STALE,
        "ID token: auth_time",
    ),
    "will sign in": (lambda it: it.claims.update(auth_time=int(it.now()) + 90), STALE, "ID token: auth_time"),
    "no time": (lambda it: it.claims.pop("auth_time"), UNSAID, "ID token: no auth_time"),
    "a time in words": (lambda it: it.claims.update(auth_time="now"), UNSAID, "ID token: no auth_time"),
    "another nonce": (
        lambda it: it.claims.update(nonce="x"),
        "answer does not hold",
        "ID token: InvalidClaimError: nonce",
    ),
}


@pytest.mark.parametrize("fault", SAID)
def test_what_the_provider_says_of_another_or_of_another_time_vouches_for_nothing(
    house: House, nia: Browser, theirs: Provider, fault: str
) -> None:
    spoil, sentence, why = SAID[fault]
    spoil(theirs)
    answer = nia.get(asks(nia))
    refuses(house, answer, sentence, why)
    assert f'href="{FORM}"' in answer.text, "back to where she was"
    assert person(nia).staff.id == facts.NURSE, "and she is still signed in"
    refuses_to_sign(house, nia)


NO_QUESTION = "belongs to no question of this browser"


def test_a_callback_counts_once(house: House, nia: Browser) -> None:
    back = asks(nia)
    kept = nia.cookies[ASKED]
    nia.get(back)
    refuses(house, nia.get(back), NO_QUESTION, "state", None)
    nia.cookies.set(ASKED, kept)
    refuses(house, nia.get(back), NO_QUESTION, "state")


def test_what_it_led_to_counts_once_and_within_a_minute(house: House, nia: Browser) -> None:
    token = token_of(nia.get(asks(nia)))
    assert posts(nia, token).status_code == 303
    assert signs(house, nia) is Vouched.PROVIDER
    refuses(house, posts(nia, token), "too old, or was used already", "too old, or used already", None)
    late = token_of(nia.get(asks(nia)))
    house.at(NOW + timedelta(seconds=62))
    refuses(house, posts(nia, late), "too old, or was used already", "too old, or used already", None)


@pytest.mark.parametrize("leaves", LEAVES)
@pytest.mark.parametrize("before_the_callback", [True, False])
def test_a_callback_after_a_lock_vouches_for_nothing(
    house: House, nia: Browser, leaves: str, before_the_callback: bool
) -> None:
    back = asks(nia)
    if before_the_callback:
        LEAVES[leaves](house, nia)
    token = token_of(nia.get(back))
    if not before_the_callback:
        LEAVES[leaves](house, nia)
    refuses(house, posts(nia, token), "This page locked before", "locked meanwhile")


@pytest.mark.parametrize("who", [facts.NURSE, facts.OTHER_NURSE], ids=["herself", "somebody else"])
def test_an_answer_from_before_the_lock_counts_for_nobody_who_unlocked_since(
    house: House, nia: Browser, who: UUID
) -> None:
    token = token_of(nia.get(asks(nia)))
    nia.get("/login")
    comes_back(house, nia, who)
    refuses(house, posts(nia, token), "belongs to another unlocked time", "another unlocked time")


def test_an_answer_for_another_browser_is_none_here(house: House, nia: Browser) -> None:
    other, back = house.sign_in(), asks(nia)
    refuses(house, other.get(back), NO_QUESTION, "state", None)
    asks(other)
    refuses(house, other.get(back), NO_QUESTION, "state")
    token = token_of(nia.get(back))
    refuses(house, posts(other, token), "belongs to another unlocked time", "another unlocked time")
    refuses(house, posts(nia, token), "too old, or was used already", "too old, or used already", None)


def test_a_question_that_was_carried_to_another_browser_counts_for_neither(house: House, nia: Browser) -> None:
    other, back = house.sign_in(facts.OTHER_NURSE), asks(nia)
    other.cookies.set(ASKED, nia.cookies[ASKED])
    refuses(house, posts(other, token_of(other.get(back))), "another unlocked time", "another unlocked time")


def test_the_answer_to_a_sign_in_vouches_for_no_signature_and_this_one_lets_nobody_in(
    house: House, nia: Browser, theirs: Provider
) -> None:
    theirs.claims |= {"amr": ["mfa"]}
    signed_in = nia.get(signed_in_there(sent(nia)))
    token = signed_in.text.split('name="provider" value="')[1].split('"')[0]
    refuses(house, posts(nia, token), "too old, or was used already", "too old, or used already", None)
    stranger = Browser()
    answer = stranger.post("/login", data={"provider": token_of(nia.get(asks(nia)))})
    assert (answer.status_code, "too old" in answer.text) == (422, True)
    assert stranger.get("/api/session").status_code == 401


def test_an_account_that_was_closed_meanwhile_is_not_vouched_for(house: House, nia: Browser) -> None:
    back = asks(nia)
    with house.database.write() as connection:
        stands = accounts.of(connection, facts.NURSE)
        assert stands is not None
        accounts.keep(connection, said.again(stands, enabled=False))
    refuses(house, nia.get(back), "This account is not in use", "closed account")


def test_another_page_cannot_post_it(house: House, nia: Browser, theirs: Provider) -> None:
    token = token_of(nia.get(asks(nia)))
    assert Browser(origin=theirs.issuer).post(provider_page.SHOWN, data={"provider": token}).status_code == 403


def test_nobody_is_sent_there_who_is_not_in_or_whom_it_does_not_know(
    house: House, nia: Browser, theirs: Provider
) -> None:
    answer = Browser().get(provider_page.AGAIN, params={"next": FORM})
    assert (answer.status_code, answer.headers["location"].startswith("/login?next=")) == (303, True)
    answer = house.sign_in(facts.OTHER_NURSE).get(provider_page.AGAIN, params={"next": FORM})
    assert (answer.status_code, "No subject at 127.0.0.1 is entered for you" in answer.text) == (422, True)
    theirs.status = 500
    answer = nia.get(provider_page.AGAIN, params={"next": FORM})
    assert (answer.status_code, f'href="{FORM}"' in answer.text) == (502, True)


def test_without_a_provider_one_is_led_back(house: House) -> None:
    answer = house.client.get(provider_page.AGAIN, params={"next": FORM})
    assert (answer.status_code, answer.headers["location"]) == (303, FORM)
    assert clinic.current().provider is None


@pytest.mark.parametrize("there", ["//evil.example", "https://evil.example", "/\\evil.example", "javascript:alert(1)"])
def test_it_leads_to_no_other_site(house: House, nia: Browser, there: str) -> None:
    where = nia.get(provider_page.AGAIN, params={"next": there}).headers["location"]
    assert posts(nia, token_of(nia.get(signed_in_there(where)))).headers["location"] == "/"


def test_more_than_any_form_holds_is_refused(house: House, nia: Browser) -> None:
    assert nia.post(provider_page.SHOWN, content=b"provider=" + b"x" * 20_000).status_code == 413


def test_while_another_program_holds_the_record_nothing_counts_and_that_is_said(house: House, nia: Browser) -> None:
    token = token_of(nia.get(asks(nia)))
    with held(house):
        answer = posts(nia, token)
    assert (answer.status_code, "another program" in answer.text) == (503, True)
    refuses_to_sign(house, nia)


def test_failures_count_for_the_address(house: House, nia: Browser) -> None:
    for _ in range(50):
        posts(nia, "made-up")
    answer = nia.get(asks(nia))
    assert (answer.status_code, "from this address" in answer.text) == (422, True)
