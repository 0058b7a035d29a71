import pytest

from app.live import cards
from schemas.fact import ClinicalFact
from schemas.protocol import Protocol
from tests import facts
from tests.app.live import records
from tests.schemas.rules.schedule.test_schedule import PROTOCOLS, session

ENDED = facts.effect("14:10")
Q1015 = PROTOCOLS["iv_q10_q15"]


def card(told: str, now: str = "14:12", protocol: Protocol = Q1015, **plan: object) -> dict[str, object]:
    """The one card of a session told in words."""
    (found,) = cards.cards([session(protocol, told, **plan)], facts.instant(now), {})
    return found


def test_a_card_names_the_person_by_three_identifiers_and_the_session_by_its_id() -> None:
    told = card("")
    assert (told["name"], told["born"], told["number"]) == ("Alice Example", "6 May 1984", "C-0001")
    assert told["session"] == str(facts.TREATMENT)
    assert (told["phase"], told["started"]) == ("baseline", None)


@pytest.mark.parametrize(
    ("told", "values"),
    [
        ("", []),
        ("full 13:50", [("BP", "120/80", ""), ("pulse", "70", ""), ("SpO2", "98", "")]),
        ("full 13:50, start 14:00, high 14:10", [("BP", "150/95", "+30/+15"), ("pulse", "70", ""), ("SpO2", "98", "")]),
        ("full 13:50, start 14:00, rest 14:10", [("BP", "120/80", ""), ("pulse", "70", ""), ("SpO2", "98", "")]),
        ("start 14:00, bp 14:10", [("BP", "120/80", "")]),
        ("half 13:50", [("BP", "120/–", ""), ("pulse", "70", ""), ("SpO2", "98", "")]),
        ("asleep 13:50", []),
    ],
)
def test_a_card_shows_the_last_value_of_each_sign_and_the_change_only_after_the_start(
    told: str, values: list[tuple[str, str, str]]
) -> None:
    assert [(one["label"], one["value"], one["delta"]) for one in card(told)["last"]] == values  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("told", "plan", "given"),
    [
        ("", {}, "Ketamine IV"),
        ("start 14:00", {"planned_dose_mg": 40}, "Ketamine IV 40 mg planned"),
        ("bolus 14:00", {}, "Ketamine IV 56 mg given"),
    ],
)
def test_a_card_says_what_is_planned_or_was_given(told: str, plan: dict[str, object], given: str) -> None:
    assert card(told, **plan)["given"] == given


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ([], "effects not asked yet"),
        ([facts.reading("14:05", systolic=205, diastolic=122)], "effects not asked yet"),
        ([facts.none_reported("14:05")], "no effects running, asked 14:05"),
        ([ENDED, facts.change(ENDED, "14:20", ended=True)], "no effects running, asked 14:20"),
    ],
)
def test_that_no_effect_runs_is_said_only_where_somebody_asked(given: list[ClinicalFact], words: str) -> None:
    (told,) = cards.cards([facts.record_with(*given)], facts.instant("14:30"), {})
    assert (told["effects"], told["no_effects"]) == ([], words)


def test_a_card_names_the_running_effects_with_their_severity() -> None:
    nausea, dizzy = facts.effect("14:05"), facts.effect("14:06", effect="dizziness")
    record = facts.record_with(
        nausea,
        dizzy,
        facts.change(nausea, "14:07", severity=2),
        facts.change(dizzy, "14:08", ended=True),
        facts.effect("14:09", words="legs far away"),
    )
    (told,) = cards.cards([record], facts.instant("14:12"), {})
    assert told["effects"] == ["Nausea, moderate", "legs far away"]


def test_a_card_tells_what_is_due_as_the_chair_does() -> None:
    told = card("full 13:50, start 14:00", "14:16")
    assert told["count"] == "1 of 2 due readings not taken"
    assert told["owed"]["at"] == facts.instant("14:10").timestamp()  # type: ignore[index]
    assert told["next"]["at"] == facts.instant("14:20").timestamp()  # type: ignore[index]


def test_an_eventful_session_is_a_card() -> None:
    assert len(cards.cards([records.eventful()], facts.instant("15:00"), {})) == 1


@pytest.mark.parametrize(
    ("told", "words"),
    [
        ((), {"words": "Before the dose", "more": "0 of 8 asked, no decision"}),
        ((facts.checked(),), {"words": "Before the dose", "more": "1 of 8 asked, no decision"}),
        (
            (facts.reading("13:45", systolic=151, diastolic=88),),
            {"words": "Go is a prescriber's", "more": "151/88 is above the limit before the dose, 0 of 8 asked"},
        ),
        ((facts.decided("hold", words="168/99"),), {"words": "Before the dose: hold", "more": "0 of 8 asked"}),
        ((facts.event("start"),), None),
    ],
)
def test_before_the_dose_the_card_says_how_far_the_check_is(
    told: tuple[ClinicalFact, ...], words: dict[str, str] | None
) -> None:
    record = facts.record_with(*told, protocol=Q1015, treatment=facts.treatment("13:30"))
    (found,) = cards.cards([record], facts.instant("14:00"), {})
    assert found["before"] == words
