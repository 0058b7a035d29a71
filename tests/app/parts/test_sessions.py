import pytest

from app.parts import sessions
from data.signatures import Standing
from schemas.fact import ClinicalFact
from schemas.rules import episodes
from schemas.signature import Meaning, Signature
from tests import facts

START = facts.event("start", "14:00", dose_mg=40, duration_minutes=40)
STOP = facts.event("stop", "14:40", stop_says="planned")
WEIGHED = facts.reading("13:40", weight_kg=80.0)


@pytest.mark.parametrize(
    ("entered", "plan", "said"),
    [
        ((), {}, ("not given",)),
        ((STOP,), {}, ("given dose unknown", "start unknown")),
        ((START,), {"planned_dose_mg": 40.0}, ("given dose unknown", "plan 40 mg")),
        ((facts.event("start", "14:00"),), {}, ("given dose unknown",)),
        ((START, STOP), {}, ("40 mg, weight unknown",)),
        ((facts.event("start", "14:00"),), {"planned_dose_mg_per_kg": 0.5}, ("given dose unknown", "plan 0.5 mg/kg")),
        ((WEIGHED, START, STOP), {}, ("40 mg, 0.50 mg/kg", "at 80.0 kg of 2 Mar 2026")),
        (
            (WEIGHED, START, facts.event("stop", "14:30", stop_says="mg", dose_mg=38)),
            {},
            ("38 mg, 0.48 mg/kg", "at 80.0 kg of 2 Mar 2026", "stated 38, from rates 30 mg"),
        ),
    ],
)
def test_a_dose_is_given_planned_or_unknown(
    entered: tuple[ClinicalFact, ...], plan: dict[str, float], said: tuple[str, ...]
) -> None:
    record = facts.record_with(*entered, treatment=facts.treatment(**plan))
    assert sessions.dose_lines(record) == said


@pytest.mark.parametrize(
    ("entered", "said"),
    [
        ((facts.effect("14:10"),), "(severity not stated)"),
        ((facts.effect("14:10"), facts.end("15:30")), "(severity not stated, not ended when the session ended)"),
    ],
)
def test_an_effect_that_was_there_when_the_session_ended_says_so(entered: tuple[ClinicalFact, ...], said: str) -> None:
    record = facts.record_with(*entered)
    (episode,) = episodes.episodes(record)
    assert sessions.effect(record, episode).endswith(said)


def standing(meaning: Meaning, *, holds: bool = True) -> Standing:
    """A signature, which holds or was made void."""
    told = Signature.model_construct(meaning=meaning, about=None, treatment_id=facts.TREATMENT)
    return Standing(told, None if holds else facts.instant("17:00"), None)


@pytest.mark.parametrize(
    ("entered", "found", "numbers"),
    [
        ((), (), []),
        ((facts.end("15:30"),), (), [4]),
        ((facts.end("15:30"),), (standing(Meaning.COMPLETE),), [4]),
        ((facts.end("15:30"),), (standing(Meaning.COMPLETE), standing(Meaning.REVIEWED)), []),
        ((facts.end("15:30"),), (standing(Meaning.COMPLETE), standing(Meaning.REVIEWED, holds=False)), [4]),
    ],
    ids=["open", "nobody signed", "one line is missing", "both lines hold", "one was made void"],
)
def test_a_session_is_unsigned_once_it_has_ended_and_until_both_lines_hold(
    entered: tuple[ClinicalFact, ...], found: tuple[Standing, ...], numbers: list[int]
) -> None:
    record = facts.record_with(*entered)
    assert sessions.unsigned({4: record}, {record.treatment.id: found}) == numbers
