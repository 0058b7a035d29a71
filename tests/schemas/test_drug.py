"""One event of the drug, and which details each kind may carry."""

import pytest
from pydantic import ValidationError

from schemas.drug import DrugAct, StopSays
from tests import facts

DETAILS: dict[str, object] = {
    "dose_mg": 40,
    "duration_minutes": 40,
    "rate_ml_h": 60,
    "concentration_mg_ml": 1,
    "stop_says": "planned",
    "no_more_follows": True,
}
# act, what it needs, what it may carry beside that
TABLE: list[tuple[str, dict[str, object], set[str]]] = [
    ("start", {}, {"dose_mg", "duration_minutes", "rate_ml_h", "concentration_mg_ml"}),
    ("rate_change", {"rate_ml_h": 30}, {"rate_ml_h"}),
    ("pause", {}, set()),
    ("resume", {}, {"rate_ml_h"}),
    ("stop", {}, {"stop_says", "no_more_follows"}),
    ("bolus", {}, {"dose_mg"}),
    ("dose", {}, {"dose_mg"}),
    ("device", {}, {"dose_mg"}),
]


def test_the_table_has_every_act() -> None:
    assert [act for act, *_ in TABLE] == [act.value for act in DrugAct]


@pytest.mark.parametrize(("act", "needs", "may"), TABLE)
@pytest.mark.parametrize("detail", DETAILS)
def test_an_event_carries_only_what_means_something_there(
    act: str, needs: dict[str, object], may: set[str], detail: str
) -> None:
    fields = needs | {detail: DETAILS[detail]}
    if detail in may:
        assert getattr(facts.event(act, **fields), detail) == DETAILS[detail]
    else:
        with pytest.raises(ValidationError, match=r"does not take|only then takes mg"):
            facts.event(act, **fields)


@pytest.mark.parametrize(("act", "needs", "may"), TABLE)
def test_an_event_may_say_no_more_than_that_it_happened(act: str, needs: dict[str, object], may: set[str]) -> None:
    event = facts.event(act, "14:00", **needs)
    assert (event.act, event.at) == (DrugAct(act), facts.instant("14:00"))


def test_a_change_of_rate_needs_the_new_rate_and_0_is_one() -> None:
    with pytest.raises(ValidationError, match="needs the new rate"):
        facts.event("rate_change")
    assert facts.event("rate_change", rate_ml_h=0).rate_ml_h == 0


@pytest.mark.parametrize(
    ("says", "mg", "accepted"),
    [
        ("mg", 41.25, True),
        ("mg", None, False),
        ("planned", None, True),
        ("planned", 41.25, False),
        ("not_known", None, True),
        ("not_known", 41.25, False),
        (None, None, True),
        (None, 41.25, False),
    ],
)
def test_a_stop_states_the_dose_in_mg_or_in_words_never_both(
    says: str | None, mg: float | None, accepted: bool
) -> None:
    if accepted:
        stop = facts.event("stop", stop_says=says, dose_mg=mg)
        assert (stop.stop_says, stop.dose_mg) == (None if says is None else StopSays(says), mg)
    else:
        with pytest.raises(ValidationError, match="only then takes mg"):
            facts.event("stop", stop_says=says, dose_mg=mg)


@pytest.mark.parametrize(
    ("act", "field", "taken", "refused"),
    [
        ("start", "dose_mg", [0.01, 2000], [0, -1, 2000.1, "40", True, float("nan")]),
        ("bolus", "dose_mg", [0.01, 2000], [0, 2000.1, "40", True]),
        ("start", "duration_minutes", [1, 600], [0, 601, 40.5, "40", True]),
        ("start", "rate_ml_h", [0, 0.1, 2000], [-0.1, 2000.1, "60", True, float("inf")]),
        ("start", "concentration_mg_ml", [0.01, 200], [0, 200.1, "1", True]),
    ],
)
def test_amounts_have_bounds_and_are_numbers(act: str, field: str, taken: list[float], refused: list[object]) -> None:
    for value in taken:
        assert getattr(facts.event(act, **{field: value}), field) == value
    for bad in refused:
        with pytest.raises(ValidationError, match=field):
            facts.event(act, **{field: bad})


def test_an_unknown_act_or_statement_is_refused() -> None:
    told = facts.event("pause").model_dump()
    with pytest.raises(ValidationError, match="act"):
        type(facts.event("pause")).model_validate(told | {"act": "flush"})
    with pytest.raises(ValidationError, match="stop_says"):
        facts.event("stop", stop_says="most of it")
