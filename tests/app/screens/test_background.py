"""What is known of a patient on her screens: unknown until it was asked, asked on her own screen, and never lost."""

from datetime import date

import pytest
from streamlit.testing.v1 import AppTest
from streamlit.testing.v1.element_tree import DateInput

from data import backgrounds, restricting
from schemas.background import Background, BackgroundItem
from tests import entered, facts, said
from tests.app.house import House
from tests.app.screens import screen
from tests.app.screens.conftest import Opens

NOBODY = "unknown, nobody asked"


def known(house: House) -> tuple[Background, ...]:
    with house.database.read() as connection:
        return backgrounds.of_patient(connection, facts.PATIENT)


def say(house: House, *told: Background) -> None:
    with house.database.write() as connection:
        backgrounds.say(connection, told)


def unfolded(test: AppTest) -> AppTest:
    test.session_state[f"background-{facts.PATIENT}"] = True
    return test.run()


def answer(test: AppTest, label: str, says: str, words: str | None = None) -> None:
    radio = next(one for one in test.radio if one.label.startswith(label))
    radio.set_value(says)
    if words is not None:
        next(one for one in test.text_input if one.label.startswith(f"{label}:")).set_value(words)


def asked_on(test: AppTest) -> DateInput:
    return next(one for one in test.date_input if one.label.startswith("Asked on"))


@pytest.mark.parametrize("name", ["patient", "begin", "chair", "sign", "review"])
def test_every_screen_that_decides_something_shows_what_is_there_and_what_is_unknown(
    name: str, ended: House, opens: Opens
) -> None:
    address = {"session": facts.TREATMENT} if name in {"chair", "sign", "review"} else {"patient": facts.PATIENT}
    told = screen.read(opens(name, **address))
    assert NOBODY in told
    say(ended, said.known("antihypertensive", words="Amlodipine"), said.known("allergies", "yes", words="<b>latex"))
    say(ended, said.known("liver", "no"))
    told = screen.read(opens(name, **address))
    assert (
        "<strong>antihypertensive: Amlodipine (asked 2 Mar) · allergies: &lt;b&gt;latex (asked 2 Mar)</strong>" in told
    )
    assert ("no liver disease (asked 2 Mar)" in told) is (name != "chair"), "the chair says only what matters"
    assert "unknown: " in told


def test_what_was_asked_is_saved_and_what_was_left_empty_stays_as_it_stood(house: House, opens: Opens) -> None:
    say(house, said.known("liver", "no", asked_on=date(2026, 1, 5)))
    test = unfolded(opens("patient", patient=facts.PATIENT))
    assert all(one.value is None for one in (*test.radio, *test.date_input)), "nothing is filled in"
    assert "Liver disease · now no, asked 5 Jan" in [one.label.replace("\\", "") for one in test.radio]
    answer(test, "Opioid", "no")
    answer(test, "Benzodiazepine", "yes", "lorazepam, if needed")
    asked_on(test).set_value(facts.DAY)
    screen.press(test, "Save the answers")
    assert screen.errors(test) == []
    assert {(one.item, one.says.value, one.words, one.asked_on) for one in known(house)[1:]} == {
        (BackgroundItem.OPIOID, "no", None, facts.DAY),
        (BackgroundItem.BENZODIAZEPINE, "yes", "lorazepam, if needed", facts.DAY),
    }
    assert {one.entered_by for one in known(house)[1:]} == {facts.NURSE}
    assert "lorazepam, if needed" in screen.read(test)
    assert "Written down last: benzodiazepine, opioid, 15:00, Nia Nurse" in screen.read(test)


@pytest.mark.parametrize(
    ("answers", "on", "sentence"),
    [
        ((), facts.DAY, "Nothing is answered"),
        ((("Opioid", "no", None),), None, "Asked on: this is needed."),
        ((("Opioid", "no", None),), date(2026, 3, 3), "lies in the future"),
        ((("Opioid", "yes", None),), facts.DAY, "Opioid: a yes names what it is: say which."),
        ((("Liver disease", "yes", None), ("MAOI", "yes", " ")), facts.DAY, "MAOI: a yes names what it is: say which."),
    ],
)
def test_what_cannot_be_said_is_refused_whole_in_sentences(
    answers: tuple[tuple[str, str, str | None], ...], on: date | None, sentence: str, house: House, opens: Opens
) -> None:
    test = unfolded(opens("patient", patient=facts.PATIENT))
    for label, says, words in answers:
        answer(test, label, says, words)
    if on is not None:
        asked_on(test).set_value(on)
    screen.press(test, "Save the answers")
    assert sentence in " ".join(screen.errors(test))
    assert known(house) == ()
    if answers:
        kept = next(one for one in test.radio if one.label.startswith(answers[0][0]))
        assert kept.value == answers[0][1], "what was chosen is kept"


def test_words_without_an_answer_are_asked_about(house: House, opens: Opens) -> None:
    test = unfolded(opens("patient", patient=facts.PATIENT))
    next(one for one in test.text_input if one.label.startswith("Opioid:")).set_value("oxycodone")
    asked_on(test).set_value(facts.DAY)
    screen.press(test, "Save the answers")
    assert screen.errors(test)[0] == "Opioid: choose an answer to go with the words."
    assert known(house) == ()


def test_how_it_stood_before_is_told_with_until_when_and_by_whom(house: House, opens: Opens) -> None:
    say(house, said.known("liver", "yes", words="fatty"), said.known("liver", "no", entered_by=facts.OTHER_NURSE))
    told = screen.read(unfolded(opens("patient", patient=facts.PATIENT)))
    assert "Liver disease: was yes: fatty (asked 2 Mar, Nia Nurse) until 2 Mar 2026, Otto Other" in told


def test_of_a_pregnancy_test_it_is_said_whether_it_was_negative(house: House, opens: Opens) -> None:
    say(house, said.known("pregnancy", "does_not_apply", words=None), said.known("pregnancy", "no"))
    test = unfolded(opens("patient", patient=facts.PATIENT))
    assert "Pregnancy test · now negative, tested 2 Mar" in [one.label for one in test.radio]
    assert "Pregnancy test: was does not apply (asked 2 Mar, Nia Nurse) until 2 Mar 2026" in screen.read(test)


def test_an_administrator_who_is_nothing_else_reads_it_and_says_nothing(house: House, opens: Opens) -> None:
    say(house, said.known("liver", "no"))
    with house.database.write() as connection:
        entered.add(connection, facts.staff("Ada Admin", id=facts.PRESCRIBER, initials="AA", roles=("admin",)), "ada")
    test = unfolded(opens("patient", client=house.sign_in(facts.PRESCRIBER), patient=facts.PATIENT))
    assert "Liver disease: no, asked 2 Mar" in screen.read(test)
    assert [one.label for one in test.button if one.label == "Save the answers"] == []


def test_of_a_restricted_record_nothing_is_known_to_who_is_not_named(house: House, opens: Opens) -> None:
    say(house, said.known("opioid", words="oxycodone"))
    with house.database.write() as connection:
        restricting.restrict(connection, said.restriction(facts.OTHER_NURSE), None)
    for name, address in (
        ("patient", {"patient": facts.PATIENT}),
        ("begin", {"patient": facts.PATIENT}),
        ("chair", {"session": facts.TREATMENT}),
        ("sign", {"session": facts.TREATMENT}),
        ("plan", {"patient": facts.PATIENT}),
    ):
        told = screen.read(opens(name, **address))
        assert "oxycodone" not in told, name
        assert "This record is restricted" in told, name


def test_a_chair_that_stands_open_learns_of_it_with_its_next_look(house: House) -> None:
    def aside() -> int:
        return int(house.client.get(f"/api/treatments/{facts.TREATMENT}").headers["chairside-aside"])

    before = aside()
    say(house, said.known("liver", "no"))
    assert aside() == before + 1
