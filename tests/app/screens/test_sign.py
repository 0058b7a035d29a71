"""Signing on its screen: what is missing is said, a secret is asked for, and a change afterwards shows."""

from html import unescape
from urllib.parse import unquote
from uuid import UUID

import httpx
import pytest

from data import accounts, quarantine, secrets, sign_ins, signatures
from data.signatures import Standing
from schemas.secret import Sort
from schemas.signature import Meaning, Vouched
from tests import entered, facts, said, sealing
from tests.app.house import Browser, House
from tests.app.screens import screen
from tests.app.screens.conftest import Opens
from tests.provider import Provider
from tests.served import PATIENCE

COMPLETE, REVIEWED = "Sign: this record is complete", "Sign: I have reviewed this record"


def found(house: House, treatment: UUID = facts.TREATMENT) -> tuple[Standing, ...]:
    with house.database.read() as connection:
        return signatures.of_treatment(connection, treatment)


def typed(test: object, secret: str) -> None:
    (field,) = (one for one in test.text_input if one.label.startswith(("Password of", "PIN of")))  # type: ignore[attr-defined]
    field.set_value(secret)


def test_a_nurse_signs_with_her_password_what_she_was_shown(ended: House, opens: Opens) -> None:
    test = opens("sign", session=facts.TREATMENT)
    told = screen.read(test)
    assert "Alice Example" in told
    assert "due readings not taken" in told
    assert "Nobody asked for effects." in told
    typed(test, entered.PASSWORD)
    screen.press(test, COMPLETE)
    assert screen.errors(test) == []
    (one,) = found(ended)
    assert (one.signature.name, one.signature.vouched, one.holds) == ("Nia Nurse", Vouched.PASSWORD, True)
    assert "Nobody asked for effects." in one.signature.listed
    told = screen.read(test)
    assert "Complete: signed by Nia Nurse, nurse, 2 Mar 2026 15:00, by password" in told
    assert "Listed when it was signed:" in told
    assert COMPLETE not in [one.label for one in test.button]


@pytest.mark.parametrize("secret", ["", "not my password", entered.PIN])
def test_without_her_password_nothing_is_signed_and_the_field_is_empty(secret: str, ended: House, opens: Opens) -> None:
    test = opens("sign", session=facts.TREATMENT)
    typed(test, secret)
    fields = {one.key for one in test.text_input}
    screen.press(test, COMPLETE)
    (problem,) = screen.errors(test)
    assert problem in {"Password: this is needed.", "Password: this is not your password. Nothing was signed."}
    assert found(ended) == ()
    assert all(not one.value for one in test.text_input)
    # A browser keeps what was typed in a field that stays: the next one is another.
    assert len({one.key for one in test.text_input} - fields) == 1


def test_who_signed_the_first_line_is_not_asked_for_the_second_where_the_clinic_wants_another(
    ended: House, opens: Opens
) -> None:
    with ended.database.write() as connection:
        stands = accounts.of(connection, facts.NURSE)
        assert stands is not None
        accounts.keep(connection, said.again(stands, roles=("nurse", "prescriber")))
    test = opens("sign", session=facts.TREATMENT)
    typed(test, entered.PASSWORD)
    screen.press(test, COMPLETE)
    assert REVIEWED not in [one.label for one in test.button]
    assert "another prescriber signs that it was reviewed" in screen.read(test)


def test_a_wrong_password_is_waited_for(ended: House, opens: Opens) -> None:
    test = opens("sign", session=facts.TREATMENT)
    for _ in range(2):
        typed(test, "not my password")
        screen.press(test, COMPLETE)
    assert "Too many wrong tries: wait" in screen.errors(test)[0]
    typed(test, entered.PASSWORD)
    screen.press(test, COMPLETE)
    assert found(ended) == ()
    ended.at("15:01")
    typed(test, entered.PASSWORD)
    screen.press(test, COMPLETE)
    assert len(found(ended)) == 1


def test_the_prescriber_signs_after_the_nurse_and_never_before(ended: House, opens: Opens, prescriber: Browser) -> None:
    test = opens("sign", client=prescriber, session=facts.TREATMENT)
    assert not [one.label for one in test.button if one.label.startswith("Sign")]
    nurse = opens("sign", session=facts.TREATMENT)
    typed(nurse, entered.PASSWORD)
    screen.press(nurse, COMPLETE)
    test = opens("sign", client=prescriber, session=facts.TREATMENT)
    typed(test, entered.PASSWORD)
    screen.press(test, REVIEWED)
    assert screen.errors(test) == []
    assert [one.signature.meaning for one in found(ended)] == [Meaning.COMPLETE, Meaning.REVIEWED]


def test_the_second_signature_of_an_unlocked_time_takes_the_pin_and_a_new_one_the_password(
    ended: House, opens: Opens
) -> None:
    with ended.database.write() as connection:
        tablet, _ = entered.tablet(connection, facts.OTHER_NURSE)
        entered.shift(connection, facts.NURSE, facts.instant("13:00"))
    other = ended.session("13:40")
    assert ended.post("ends", {"how": "left_alone"}, treatment=other).status_code == 201
    client = Browser()

    def unlocked() -> None:
        with ended.database.write() as connection:
            told = {"how": Sort.PIN, "tablet_id": tablet.tablet_id}
            client.cookies.set(ended.clinic.cookie, entered.sign_in(connection, facts.NURSE, **told))

    unlocked()
    test = opens("sign", client=client, session=facts.TREATMENT)
    assert "Password of Nia Nurse" in [one.label for one in test.text_input]
    typed(test, entered.PASSWORD)
    screen.press(test, COMPLETE)
    test = opens("sign", client=client, session=other)
    assert "PIN of Nia Nurse" in [one.label for one in test.text_input]
    typed(test, entered.PIN)
    screen.press(test, COMPLETE)
    assert found(ended, other)[0].signature.vouched is Vouched.PIN
    unlocked()
    third = ended.session("13:50")
    assert ended.post("ends", {"how": "left_alone"}, treatment=third).status_code == 201
    test = opens("sign", client=client, session=third)
    assert "Password of Nia Nurse" in [one.label for one in test.text_input]


def test_what_changed_while_it_was_looked_at_is_not_signed(ended: House, opens: Opens) -> None:
    test = opens("sign", session=facts.TREATMENT)
    ended.saved("notes", words="meanwhile")
    typed(test, entered.PASSWORD)
    screen.press(test, COMPLETE)
    assert "Something was entered or corrected while you looked" in screen.errors(test)[0]
    assert found(ended) == ()


def test_a_signed_session_is_opened_for_an_addendum_with_a_reason(ended: House, opens: Opens) -> None:
    test = opens("sign", session=facts.TREATMENT)
    typed(test, entered.PASSWORD)
    screen.press(test, COMPLETE)
    refused = ended.post("notes", {"words": "forgotten"})
    assert refused.status_code == 423
    assert "This session is signed" in refused.json()["problem"]
    screen.press(test, "Open for an addendum")
    assert "Why: say what is to be added" in screen.errors(test)[0]
    screen.fill(test, Addendum="the second pump reading")
    screen.press(test, "Open for an addendum")
    assert screen.errors(test) == []
    told = screen.read(test)
    assert "Changed since, 2 Mar 2026 15:00: void until signed again" in told
    assert "Opened for an addendum, 2 Mar 2026 15:00: the second pump reading" in told
    assert ended.post("notes", {"words": "forgotten"}).status_code == 201


def test_who_only_administers_is_offered_no_addendum(ended: House, opens: Opens, admin: Browser) -> None:
    test = opens("sign", session=facts.TREATMENT)
    typed(test, entered.PASSWORD)
    screen.press(test, COMPLETE)
    buttons = {
        who: [one.label for one in opens("sign", session=facts.TREATMENT, client=client).button]
        for who, client in (("nurse", ended.client), ("admin", admin))
    }
    assert "Open for an addendum" in buttons["nurse"]
    assert buttons["admin"] == []


def test_a_correction_shows_on_the_chair_and_on_the_patients_screen(ended: House, opens: Opens) -> None:
    first = ended.saved("notes", words="a word")
    test = opens("sign", session=facts.TREATMENT)
    typed(test, entered.PASSWORD)
    screen.press(test, COMPLETE)
    assert "Signed: complete" in screen.read(opens("patient", patient=facts.PATIENT))
    ended.saved("notes", words="another word", replaces=first, reason="typed wrongly")
    assert "Changed since" in screen.read(opens("chair", session=facts.TREATMENT))
    assert "Signed, changed since" in screen.read(opens("patient", patient=facts.PATIENT))


def test_an_open_session_and_no_session_offer_nothing_to_sign(house: House, opens: Opens) -> None:
    assert "has not ended: end it first" in screen.read(opens("sign", session=facts.TREATMENT))
    assert "nothing can be signed" in screen.read(opens("sign", session=UUID(int=99)))


def test_who_is_signed_out_meanwhile_signs_nothing(ended: House, opens: Opens) -> None:
    test = opens("sign", session=facts.TREATMENT)
    typed(test, entered.PASSWORD)
    with ended.database.write() as connection:
        sign_ins.end_all(connection, facts.NURSE, facts.instant("15:00"))
    screen.press(test, COMPLETE)
    assert found(ended) == ()


def test_the_audits_head_leaves_the_record_with_a_signature(ended: House, opens: Opens) -> None:
    path = ended.folder.parent / "heads.jsonl"
    object.__setattr__(ended.clinic, "heads", path)
    test = opens("sign", session=facts.TREATMENT)
    typed(test, entered.PASSWORD)
    screen.press(test, COMPLETE)
    assert len(path.read_text().splitlines()) == 1


def test_what_is_kept_aside_is_listed_before_it_is_signed_and_with_the_signature(ended: House, opens: Opens) -> None:
    with ended.database.write() as connection:
        quarantine.keep(connection, sealing.kept(), None)
    test = opens("sign", session=facts.TREATMENT)
    listed = "Kept aside until somebody accepts or withdraws it: Nia Nurse, 2 Mar 2026 14:05: readings · 148/92 88 97."
    assert listed in screen.read(test)
    typed(test, entered.PASSWORD)
    screen.press(test, COMPLETE)
    assert listed in found(ended)[0].signature.listed


def over_the_provider(house: House, theirs: Provider, link: str) -> None:
    """Follows the form's link, signs in there anew and comes back to where the answer leads."""
    theirs.claims = {"auth_time": int(theirs.now())}
    where = house.client.get(link).headers["location"]
    page = house.client.get(httpx.get(where, timeout=PATIENCE).headers["location"])
    token = page.text.split('name="provider" value="')[1].split('"')[0]
    assert house.client.post("/oidc/shown", data={"provider": token}).headers["location"] in unquote(link)


def way(test: object) -> str:
    """Where the form's button leads; empty where it has none."""
    found = [one.proto.body for one in test.get("html") if "Sign in again at 127.0.0.1" in one.proto.body]  # type: ignore[attr-defined]
    return unescape(found[0].split('href="')[1].split('"')[0]) if found else ""


def test_beside_the_password_a_fresh_sign_in_at_the_provider_vouches_for_one_signature(
    ended: House, opens: Opens, theirs: Provider
) -> None:
    test = opens("sign", session=facts.TREATMENT)
    assert "Password of Nia Nurse" in [one.label for one in test.text_input]
    over_the_provider(ended, theirs, way(test))
    test = opens("sign", session=facts.TREATMENT)
    assert "Nia Nurse signed in again at 127.0.0.1: this vouches for the next signature, until 15:05." in screen.read(
        test
    )
    assert (list(test.text_input), way(test)) == ([], ""), "nothing is left to type"
    screen.press(test, COMPLETE)
    assert screen.errors(test) == []
    assert found(ended)[0].signature.vouched is Vouched.PROVIDER
    assert "signed by Nia Nurse, nurse, 2 Mar 2026 15:00, by fresh sign-in at the clinic's provider" in screen.read(
        test
    )


def test_who_has_no_password_is_asked_for_none_and_what_is_too_old_is_said(
    ended: House, opens: Opens, theirs: Provider
) -> None:
    with ended.database.write() as connection:
        secrets.forget(connection, facts.NURSE, Sort.PASSWORD)
    test = opens("sign", session=facts.TREATMENT)
    assert list(test.text_input) == []
    over_the_provider(ended, theirs, way(test))
    test = opens("sign", session=facts.TREATMENT)
    ended.at("15:06")
    screen.press(test, COMPLETE)
    assert screen.errors(test) == ["Sign in again at 127.0.0.1 first: that counts for one signature within 5 minutes."]
    assert way(test).startswith("/oidc/again?next=%2Fsign%3Fsession%3D")
    assert found(ended) == ()


def test_whom_the_provider_does_not_mean_is_not_sent_there(
    ended: House, opens: Opens, theirs: Provider, prescriber: Browser
) -> None:
    nurse = opens("sign", session=facts.TREATMENT)
    typed(nurse, entered.PASSWORD)
    screen.press(nurse, COMPLETE)
    test = opens("sign", client=prescriber, session=facts.TREATMENT)
    assert REVIEWED in [one.label for one in test.button]
    assert way(test) == ""
