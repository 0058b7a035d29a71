from datetime import datetime

import pytest

from schemas.fact import ClinicalFact
from tests import facts
from tests.data.exports import clinic

HEADER = (
    "effect_id session_id patient_id effect words onset_at onset_minutes worst_severity resolved_at duration_minutes "
    "ongoing_at_discharge action relatedness judged_by serious outcome "
    "entered_by entered_at status valid replaces reason"
)
COMPUTED = ("worst_severity", "resolved_at", "duration_minutes", "ongoing_at_discharge", "action", "outcome")


def test_the_columns_are_the_agreed_ones_in_their_order() -> None:
    assert list(clinic.sheet("effects.csv", clinic.infusion())[0]) == HEADER.split()


def test_what_was_told_of_an_effect_is_there_unchanged() -> None:
    record = clinic.infusion()
    rows = clinic.by_id("effects.csv", record)
    for effect in record.effects:
        row = rows[str(effect.id)]
        assert datetime.fromisoformat(row["onset_at"]) == effect.onset_at
        assert (row["effect"], clinic.entered(row["words"])) == (effect.effect or "", effect.words or "")
        assert (row["relatedness"], row["judged_by"]) == (effect.relatedness or "", str(effect.judged_by or ""))
        assert row["serious"] == {None: "", True: "true", False: "false"}[effect.serious]


@pytest.mark.parametrize(
    ("number", "computed"),
    [
        (40, ("moderate", "2026-03-02T09:50:59-05:00", "38", "false", "basin; =slept", "resolved")),
        (41, ("not_stated", "", "", "true", "", "ongoing")),  # its end was withdrawn
        (42, ("", "", "", "", "", "")),  # replaced
        (43, ("life-threatening", "", "", "true", "", "ongoing")),  # keeps the changes of what it corrects
        (44, ("", "", "", "", "", "")),  # withdrawn
        (45, ("not_stated", "", "", "false", "", "unknown")),  # began after the session
    ],
)
def test_an_episode_is_summed_up_from_its_valid_facts_in_its_valid_row(number: int, computed: tuple[str, ...]) -> None:
    row = clinic.by_id("effects.csv", clinic.infusion())[str(clinic.no(number))]
    assert tuple(row[name] for name in COMPUTED) == computed


@pytest.mark.parametrize(
    ("later", "outcome", "ongoing"),
    [
        ((), "unknown", ""),
        (("end of effect 14:30",), "resolved", ""),
        (("end of session",), "ongoing", "true"),
        (("end of session", "end of effect 15:59"), "resolved", "false"),
        (("end of session", "end of effect 16:00:59"), "resolved", "false"),
        (("end of session", "end of effect 16:01"), "resolved", "true"),
    ],
)
def test_the_outcome_follows_from_the_end_alone(later: tuple[str, ...], outcome: str, ongoing: str) -> None:
    effect = facts.effect("14:10")
    told: list[ClinicalFact] = [effect]
    for word in later:
        end = word.removeprefix("end of effect ")
        told.append(facts.end("16:00:30") if word == "end of session" else facts.change(effect, end, ended=True))
    (row,) = clinic.sheet("effects.csv", facts.record_with(*told))
    assert (row["outcome"], row["ongoing_at_discharge"]) == (outcome, ongoing)


def test_the_onset_counts_from_the_start() -> None:
    rows = clinic.by_id("effects.csv", clinic.infusion())
    assert [rows[str(clinic.no(number))]["onset_minutes"] for number in (40, 42, 43)] == ["12", "13", "14"]
