"""An effect is an episode with its steps; and effects were asked about when somebody said so."""

import pytest

from schemas.correction import Retraction
from schemas.effect import Severity
from schemas.fact import ClinicalFact
from schemas.rules import episodes
from tests import facts

Facts = list[ClinicalFact | Retraction]
NAUSEA = facts.effect("14:10")
OWN = facts.effect("14:12", words="legs feel far away")
SET_BACK = facts.corrected(NAUSEA, onset_at="14:02", effect="dizziness")
SET_BACK_AGAIN = facts.corrected(SET_BACK, onset_at="14:04", entered_at="18:00")


def c(at: str, **fields: object) -> ClinicalFact:
    """A change of the nausea."""
    return facts.change(NAUSEA, at, **fields)


def found(told: Facts) -> tuple[episodes.Episode, ...]:
    """The episodes, which do not depend on how the facts lie in the record."""
    all_of_them = episodes.episodes(facts.record_with(*told))
    assert episodes.episodes(facts.record_with(*reversed(told))) == all_of_them
    return all_of_them


MILD, SEVERE, END = c("14:15", severity=1), c("14:20", severity=3), c("14:40", ended=True)


@pytest.mark.parametrize(
    ("changes", "severity", "worst", "ended"),
    [
        ([], None, None, None),
        ([MILD], 1, 1, None),
        ([MILD, SEVERE], 3, 3, None),
        ([SEVERE, c("14:25", severity=1)], 1, 3, None),
        ([MILD, END], None, 1, "14:40"),
        ([END], None, None, "14:40"),
        ([SEVERE, c("14:30", severity=3), END], None, 3, "14:40"),
        ([MILD, c("14:35", action="lay down"), END], None, 1, "14:40"),
        ([MILD, END, c("14:50", action="asked again")], None, 1, "14:40"),
        ([MILD, END, c("14:45", ended=True)], None, 1, "14:40"),
        ([MILD, END, c("14:50", severity=2)], 2, 2, None),
        ([MILD, END, c("14:50", severity=2), c("14:55", ended=True)], None, 2, "14:55"),
        ([MILD, END, facts.withdrawn(END)], 1, 1, None),
        ([MILD, facts.corrected(MILD, severity=4)], 4, 4, None),
        ([MILD, SEVERE, facts.withdrawn(SEVERE)], 1, 1, None),
        ([c("14:15:30", severity=1), c("14:15", severity=2, entered_at="14:16")], 2, 2, None),
    ],
)
def test_an_episode_has_a_severity_now_a_worst_one_and_an_end(
    changes: Facts, severity: int | None, worst: int | None, ended: str | None
) -> None:
    (one,) = found([NAUSEA, *changes])
    assert (one.severity, one.worst) == (severity, worst)
    assert one.ended_at == (ended and facts.instant(ended))


def test_the_steps_go_by_time_from_the_onset_and_carry_who_said_them() -> None:
    acted = c("14:30", action="ondansetron", severity=2, entered_by=facts.OTHER_NURSE)
    (one,) = found([NAUSEA, END, acted, MILD])
    assert [(step.at, step.severity, step.action, step.ended, step.change_id) for step in one.steps] == [
        (facts.instant("14:10"), None, None, False, None),
        (facts.instant("14:15"), Severity.MILD, None, False, MILD.id),
        (facts.instant("14:30"), Severity.MODERATE, "ondansetron", False, acted.id),
        (facts.instant("14:40"), None, None, True, END.id),
    ]
    assert [step.entered_by for step in one.steps] == [facts.NURSE, facts.NURSE, facts.OTHER_NURSE, facts.NURSE]
    assert one.actions == ("ondansetron",)


def test_an_onset_set_back_keeps_the_episode_and_its_changes() -> None:
    for chain, fact, onset in (
        ([NAUSEA], NAUSEA, "14:10"),
        ([NAUSEA, SET_BACK], SET_BACK, "14:02"),
        ([NAUSEA, SET_BACK, SET_BACK_AGAIN], SET_BACK_AGAIN, "14:04"),
    ):
        (one,) = found([*chain, MILD])
        assert (one.effect_id, one.fact, one.onset_at, one.severity) == (NAUSEA.id, fact, facts.instant(onset), 1)
        assert (one.key, one.label) == (fact.effect, fact.label)


def test_of_two_corrections_of_one_beginning_the_newest_speaks_for_the_episode() -> None:
    later = facts.corrected(NAUSEA, onset_at="14:06", entered_at="18:00")
    (one,) = found([NAUSEA, SET_BACK, later, MILD])
    assert (one.effect_id, one.fact) == (NAUSEA.id, later)


@pytest.mark.parametrize(
    "told",
    [
        [],
        [NAUSEA, MILD, facts.withdrawn(NAUSEA)],
        [NAUSEA, MILD, facts.moved(NAUSEA, facts.PATIENT)],
        [NAUSEA, SET_BACK, MILD, facts.withdrawn(SET_BACK)],
        [MILD],
    ],
)
def test_a_withdrawn_or_moved_episode_is_none_with_all_its_changes(told: Facts) -> None:
    assert found(told) == ()
    assert episodes.asked(facts.record_with(*told)) == ()


def test_an_episode_moved_here_keeps_changes_that_name_either_beginning() -> None:
    (one,) = found([SET_BACK, MILD, facts.change(SET_BACK, "14:50", severity=2)])
    assert (one.effect_id, one.severity) == (SET_BACK.id, 2)


def test_several_run_side_by_side_by_their_onset() -> None:
    vertigo = facts.effect("14:05", effect="vertigo")
    assert [one.label for one in found([OWN, NAUSEA, vertigo])] == ["Vertigo", "Nausea", "legs feel far away"]
    assert [one.key for one in found([OWN, NAUSEA, vertigo])] == ["vertigo", "nausea", None]


def test_an_ended_effect_can_begin_again_as_a_new_episode() -> None:
    again = facts.effect("14:50")
    first, second = found([NAUSEA, END, again])
    assert (first.ended_at, second.ended_at) == (facts.instant("14:40"), None)
    assert (first.effect_id, second.effect_id) == (NAUSEA.id, again.id)


@pytest.mark.parametrize(
    ("at", "labels"),
    [
        ("14:09", []),
        ("14:10", ["Nausea"]),
        ("14:12", ["Nausea", "legs feel far away"]),
        ("14:39", ["Nausea", "legs feel far away"]),
        ("14:40", ["legs feel far away"]),
        ("18:00", ["legs feel far away"]),
    ],
)
def test_an_episode_runs_from_its_onset_up_to_the_minute_of_its_end(at: str, labels: list[str]) -> None:
    told = [facts.effect("14:10:30"), OWN]
    end = facts.change(told[0], "14:40:30", ended=True)
    record = facts.record_with(*told, end)
    assert [one.label for one in episodes.running(record, facts.instant(at))] == labels


def test_effects_were_asked_about_when_none_was_reported_or_one_began_or_changed() -> None:
    none = facts.none_reported("14:00", entered_by=facts.OTHER_NURSE)
    wrong = facts.none_reported("14:14")
    record = facts.record_with(NAUSEA, SET_BACK, MILD, END, none, wrong, facts.withdrawn(wrong))
    assert [(one.at, one.answer, one.source_id, one.entered_by) for one in episodes.asked(record)] == [
        (facts.instant("14:00"), "none", none.id, facts.OTHER_NURSE),
        (facts.instant("14:02"), "some", SET_BACK.id, facts.NURSE),
        (facts.instant("14:15"), "some", MILD.id, facts.NURSE),
        (facts.instant("14:40"), "some", END.id, facts.NURSE),
    ]
