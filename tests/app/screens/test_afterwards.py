"""What comes after a session stands beside its record, signed by itself; nothing of the session becomes void by it."""

import pytest

from data import secrets, signatures
from schemas.secret import Sort
from schemas.signature import Afterword, Meaning, Vouched
from tests import entered, facts
from tests.app.house import Browser, House
from tests.app.screens import screen
from tests.app.screens.conftest import Opens
from tests.app.screens.test_sign import COMPLETE, found, over_the_provider, typed, way
from tests.provider import Provider

SAVE, REVIEW = "Sign and save the follow-up", "Sign and save the review"


def told(house: House) -> tuple[Afterword, ...]:
    with house.database.read() as connection:
        return signatures.afterwords(connection, facts.TREATMENT)


def area(test: object, start: str, text: str) -> None:
    (field,) = (one for one in test.text_area if one.label.startswith(start))  # type: ignore[attr-defined]
    field.set_value(text)


def test_a_follow_up_is_saved_with_its_signature_and_leaves_the_record_signed(ended: House, opens: Opens) -> None:
    test = opens("sign", session=facts.TREATMENT)
    typed(test, entered.PASSWORD)
    screen.press(test, COMPLETE)
    ended.at("18:00")
    test = opens("afterwards", session=facts.TREATMENT)
    screen.fill(test, Time="17:50")
    area(test, "What was said", "slept in the afternoon")
    area(test, "Effects that began", "nausea, mild, the same evening\nodd dreams")
    typed(test, entered.PASSWORD)
    screen.press(test, SAVE)
    assert screen.errors(test) == []
    (one,) = told(ended)
    assert [(effect.name, effect.severity, effect.since) for effect in one.effects] == [
        ("nausea", 1, "the same evening"),
        ("odd dreams", None, None),
    ]
    assert [(each.signature.meaning, each.holds) for each in found(ended)] == [
        (Meaning.COMPLETE, True),
        (Meaning.WRITTEN, True),
    ]
    said = screen.read(test)
    assert "Follow-up, 2 Mar 2026 17:50" in said
    assert "Began at home: nausea, mild, the same evening" in said
    assert "Began at home: odd dreams, severity not stated" in said
    assert "Signed by Nia Nurse, nurse, 2 Mar 2026 18:00, by password" in said


REFUSED = [
    ({"Time": "17:50"}, "", "What was said or found: this is needed."),
    ({"Time": "25:00"}, "slept", "Time: 25:00 is no time of day"),
    ({"Time": "14:00"}, "slept", "Time: it comes after the session's end."),
    ({"Time": "19:00"}, "slept", "Time: 19:00 has not come yet."),
]


@pytest.mark.parametrize(("fields", "words", "sentence"), REFUSED)
def test_what_cannot_be_is_said_and_what_was_typed_stays(
    fields: dict[str, str], words: str, sentence: str, ended: House, opens: Opens
) -> None:
    ended.at("18:00")
    test = opens("afterwards", session=facts.TREATMENT)
    screen.fill(test, **fields)
    area(test, "What was said", words)
    typed(test, entered.PASSWORD)
    screen.press(test, SAVE)
    assert sentence in screen.errors(test)[0]
    assert told(ended) == ()
    assert next(one for one in test.text_input if one.label.startswith("Time")).value == fields["Time"]


def test_without_the_password_nothing_is_saved(ended: House, opens: Opens) -> None:
    ended.at("18:00")
    test = opens("afterwards", session=facts.TREATMENT)
    screen.fill(test, Time="17:50")
    area(test, "What was said", "slept")
    screen.press(test, SAVE)
    assert screen.errors(test) == ["Password: this is needed."]
    assert told(ended) == ()


def test_a_review_is_a_prescribers_and_one_that_takes_its_place_says_why(
    ended: House, opens: Opens, prescriber: Browser
) -> None:
    ended.at("18:00")
    assert REVIEW not in [one.label for one in opens("afterwards", session=facts.TREATMENT).button]
    test = opens("afterwards", client=prescriber, session=facts.TREATMENT)
    for place, (time, plan) in enumerate((("17:00", "40 mg again"), ("17:30", "30 mg next time"))):
        screen.fill(test, Time=time) if place == 0 else None
        review = [one for one in test.text_input if one.label.startswith("Time")][-1]
        review.set_value(time)
        [one for one in test.text_area if one.label.startswith("What was said")][-1].set_value("reacted well")
        area(test, "Plan", plan)
        [one for one in test.text_input if one.label.startswith("Password")][-1].set_value(entered.PASSWORD)
        if place == 1:
            boxes = [one for one in test.selectbox if one.label == "Takes the place of"]
            boxes[-1].set_value("Review, 2 Mar 2026 17:00")
            screen.press(test, REVIEW)
            assert screen.errors(test) == ["Reason: say why this takes the place of what stands there."]
            [one for one in test.text_input if one.label.startswith("Reason")][-1].set_value("dose mistyped")
            [one for one in test.text_input if one.label.startswith(("Password", "PIN"))][-1].set_value(
                entered.PASSWORD
            )
        screen.press(test, REVIEW)
        assert screen.errors(test) == []
    first, second = told(ended)
    assert (second.replaces, second.reason, second.plan) == (first.id, "dose mistyped", "30 mg next time")
    assert "Review, 2 Mar 2026 17:00, replaced" in screen.read(test)


def test_an_open_session_takes_nothing_beside_it(house: House, opens: Opens) -> None:
    assert "has not ended: until then everything belongs to it" in screen.read(
        opens("afterwards", session=facts.TREATMENT)
    )


def test_what_was_typed_waits_while_its_author_signs_in_again_at_the_provider(
    ended: House, opens: Opens, theirs: Provider
) -> None:
    with ended.database.write() as connection:
        secrets.forget(connection, facts.NURSE, Sort.PASSWORD)
    ended.at("18:00")
    test = opens("afterwards", session=facts.TREATMENT)
    screen.fill(test, Time="17:50")
    area(test, "What was said", "slept")
    screen.press(test, SAVE)
    assert screen.errors(test)[0].startswith("Sign in again at 127.0.0.1 first")
    assert told(ended) == ()
    (button,) = (one.proto.body for one in test.get("html") if "Sign in again" in one.proto.body)
    assert 'target="_blank"' in button, "a tab of its own: this one keeps what was typed"
    over_the_provider(ended, theirs, way(test))
    screen.press(test, SAVE)
    assert screen.errors(test) == []
    assert [one.words for one in told(ended)] == ["slept"]
    assert found(ended)[-1].signature.vouched is Vouched.PROVIDER
