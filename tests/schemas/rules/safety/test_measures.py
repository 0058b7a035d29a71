"""Which measures there are, what they are called, and how many patients and sessions stand behind a figure."""

import pytest

from schemas.protocol import Drug, Limit
from schemas.rules.safety import doses, measures
from schemas.rules.safety.figures import Figure
from schemas.rules.safety.intervals import wilson
from tests import facts


def limit(told: str) -> Limit:
    """A limit from its words: "systolic high call 180 inclusive", with "change" or "percent" at its end."""
    sign, direction, level, value, *more = told.split()
    flags = {"inclusive": "inclusive" in more, "delta": "change" in more or "percent" in more}
    flags |= {"percent": "percent" in more}
    named = {"sign": sign, "direction": direction, "level": level, "value": float(value), "source": "made for tests"}
    return Limit.model_validate(named | flags)


def labels(*told: str) -> list[str]:
    protocol = facts.protocol(limits=tuple(limit(one) for one in told))
    return [one.label for one in measures.of_limits([protocol])]


@pytest.mark.parametrize(
    ("told", "label"),
    [
        ("systolic high call 180 inclusive", "Systolic ≥ 180 mmHg"),
        ("pulse high caution 110", "Pulse > 110 /min"),
        ("spo2 low once 88", "SpO2 < 88 %"),
        ("moaas low once 3 inclusive", "Sedation (MOAA/S) ≤ 3"),
        ("diastolic high call 25 inclusive change", "Diastolic change ≥ 25 mmHg"),
        ("systolic high call 30 inclusive percent", "Systolic change ≥ 30 %"),
    ],
)
def test_a_limit_is_named_by_what_is_counted(told: str, label: str) -> None:
    assert labels(told) == [label]


def test_systolic_or_diastolic_of_one_level_are_a_measure_too_and_come_first() -> None:
    assert labels(
        "diastolic high call 110 inclusive", "systolic high call 180 inclusive", "systolic high once 200 inclusive"
    ) == [
        "Systolic ≥ 180 mmHg or diastolic ≥ 110 mmHg",
        "Systolic ≥ 180 mmHg",
        "Systolic ≥ 200 mmHg",
        "Diastolic ≥ 110 mmHg",
    ]


def test_low_limits_go_down_and_are_no_pair() -> None:
    told = labels("systolic low caution 100", "systolic low call 90", "diastolic low call 50")
    assert told == ["Systolic < 100 mmHg", "Systolic < 90 mmHg", "Diastolic < 50 mmHg"]


def test_a_change_is_judged_of_a_pressure_alone_and_a_weight_not_at_all() -> None:
    assert labels("pulse high call 30 inclusive change", "weight_kg high call 150") == []


def test_the_same_limit_of_two_versions_is_one_measure_whatever_its_level() -> None:
    one, other = (facts.protocol(limits=(limit(f"pulse high {level} 120"),)) for level in ("call", "once"))
    assert len(measures.of_limits([one, other])) == 1


def test_an_effect_is_named_as_in_the_list() -> None:
    told = measures.of_effects(["nausea", "own_words"])
    assert [one.label for one in told] == ["Nausea", "Effects in words of somebody's own"]


def test_a_figure_tells_patients_and_sessions_and_who_could_not_be_judged() -> None:
    told = Figure(measures.NOT_BACK, {(3, 1): 4, (2, 0): 5, (0, 0): 2, (5, 5): 1}, sessions=33)
    assert (told.patients_with, told.patients_judged, told.patients_not_judged) == (5, 10, 2)
    assert (told.sessions_with, told.sessions_judged, told.sessions_not_judged) == (9, 27, 6)
    assert told.of_patients == wilson(5, 10)
    assert told.of_sessions is not None
    assert told.of_sessions.low <= 9 / 27 <= told.of_sessions.high


@pytest.mark.parametrize("drug", Drug)
def test_every_dose_of_a_drug_lies_in_one_band_and_each_has_a_name_of_its_own(drug: Drug) -> None:
    bands = doses.BANDS[drug]
    assert len({one.label for one in bands}) == len(bands)
    known = [one for one in bands if one.without is None]
    for tenths in range(1, 3000):
        dose = tenths / 20
        of = [one for one in known if (one.low is None or dose >= one.low) and (one.high is None or dose < one.high)]
        assert len(of) == 1
    assert {one.without for one in bands if one.without is not None} == set(doses.Without)


def test_bands_are_named_with_their_unit() -> None:
    assert [one.label for one in doses.BANDS[Drug.ESKETAMINE]] == [
        "under 56 mg",
        "56 to under 84 mg",
        "84 mg or more",
        "dose not known",
        "not given",
    ]
