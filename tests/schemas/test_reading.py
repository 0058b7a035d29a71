"""A reading: each sign a value, or not measured with a reason, or not spoken of."""

import pytest
from pydantic import ValidationError

from schemas import quantities as q
from schemas.reading import NAMES, CuffSite, NotMeasured, Position, Reading, Source
from tests import facts

EDGES = [(sign, 10**-sign.decimals) for sign in q.SIGNS]


@pytest.mark.parametrize(("sign", "step"), EDGES, ids=[sign.name for sign in q.SIGNS])
def test_a_sign_is_taken_on_both_bounds_and_refused_a_step_past_them(sign: q.Quantity, step: float) -> None:
    for value in (sign.low, sign.high):
        assert facts.reading(**{sign.name: value}).values() == {sign.name: value}
    for value in (round(sign.low - step, 1), round(sign.high + step, 1)):
        with pytest.raises(ValidationError, match=sign.name):
            facts.reading(**{sign.name: value})


@pytest.mark.parametrize("sign", NAMES)
@pytest.mark.parametrize("value", ["50", True, float("nan"), float("inf"), -float("inf"), [50], 10**400])
def test_a_sign_is_a_number_and_nothing_that_looks_like_one(sign: str, value: object) -> None:
    with pytest.raises(ValidationError, match=sign):
        facts.reading(**{sign: value})


@pytest.mark.parametrize("sign", [sign.name for sign in q.SIGNS if sign.decimals == 0])
def test_a_whole_number_takes_no_fraction(sign: str) -> None:
    with pytest.raises(ValidationError, match=sign):
        facts.reading(**{sign: 50.5})


@pytest.mark.parametrize("sign", ["temperature_c", "weight_kg", "oxygen_l_min"])
def test_a_fraction_has_one_decimal(sign: str) -> None:
    assert facts.reading(**{sign: 36.8}).values() == {sign: 36.8}
    with pytest.raises(ValidationError, match="one decimal"):
        facts.reading(**{sign: 36.85})


@pytest.mark.parametrize(
    ("systolic", "diastolic", "accepted"),
    [(148, 92, True), (93, 92, True), (92, 92, False), (91, 92, False), (148, None, True), (None, 92, True)],
)
def test_the_systolic_is_above_the_diastolic(systolic: int | None, diastolic: int | None, accepted: bool) -> None:
    if accepted:
        assert facts.reading(systolic=systolic, diastolic=diastolic).systolic == systolic
    else:
        with pytest.raises(ValidationError, match="above the diastolic"):
            facts.reading(systolic=systolic, diastolic=diastolic)


@pytest.mark.parametrize("fields", [{}, {"note": "asleep"}, {"position": "sitting"}, {"systolic": None}])
def test_a_reading_without_any_sign_is_not_a_reading(fields: dict[str, object]) -> None:
    with pytest.raises(ValidationError, match="at least one sign"):
        facts.reading(**fields)


@pytest.mark.parametrize("sign", NAMES)
def test_one_sign_refused_is_a_reading_and_has_no_value(sign: str) -> None:
    reading = facts.reading(not_measured={sign: "declined"})
    assert reading.values() == {}
    assert reading.not_measured == {sign: NotMeasured.DECLINED}


@pytest.mark.parametrize("reason", list(NotMeasured))
def test_a_reason_is_one_of_six_and_another_reason_needs_its_words(reason: NotMeasured) -> None:
    words = {"spo2": "nail varnish"} if reason is NotMeasured.OTHER else {}
    reading = facts.reading(not_measured={"spo2": reason.value}, reason_words=words)
    assert reading.not_measured == {"spo2": reason}


@pytest.mark.parametrize(
    ("fields", "why"),
    [
        ({"pulse": 88, "not_measured": {"pulse": "declined"}}, "Pulse is both a value and not measured"),
        ({"pulse": 0, "not_measured": {"pulse": "no_reading"}}, "Pulse is both a value and not measured"),
        ({"not_measured": {"spo2": "other"}}, "SpO2: not measured for another reason needs its words"),
        ({"not_measured": {"spo2": "other"}, "reason_words": {"spo2": " "}}, "at least 1"),
        ({"not_measured": {"spo2": "asleep"}, "reason_words": {"spo2": "deeply"}}, "SpO2 has words for a reason"),
        ({"pulse": 88, "reason_words": {"pulse": "hm"}}, "Pulse has words for a reason"),
        (
            {"not_measured": {"spo2": "other", "pain": "other"}, "reason_words": {"spo2": "varnish"}},
            "Pain: not measured for another reason",
        ),
        ({"not_measured": {"spo2": "other"}, "reason_words": {"spo2": "x" * 501}}, "at most 500"),
        ({"not_measured": {"spo2": "broken"}}, "not_measured"),
        ({"not_measured": {"spo2": None}}, "not_measured"),
        ({"not_measured": {"height": "declined"}}, "not_measured"),
        ({"pulse": 88, "source": "guess"}, "source"),
        ({"pulse": 88, "source": None}, "source"),
        ({"pulse": 88, "position": "floating"}, "position"),
        ({"pulse": 88, "cuff_site": "neck"}, "cuff_site"),
        ({"pulse": 88, "note": ""}, "at least 1"),
        ({"pulse": 88, "note": "x" * 2001}, "at most 2000"),
        ({"pulse": 88, "time_stated": "x" * 41}, "at most 40"),
        ({"pulse": 88, "time_stated": "@14:05\x00"}, "control character"),
        ({"pulse": 88, "repeat_of": "the first"}, "repeat_of"),
    ],
)
def test_what_cannot_be_true_together_is_refused_by_name(fields: dict[str, object], why: str) -> None:
    with pytest.raises(ValidationError, match=why):
        facts.reading(**fields)


@pytest.mark.parametrize("taken_at", ["2026-03-02T14:05:00", None, 5])
def test_the_time_of_a_reading_is_an_instant(taken_at: object) -> None:
    told = facts.reading(pulse=88).model_dump() | {"taken_at": taken_at}
    with pytest.raises(ValidationError, match="taken_at"):
        Reading.model_validate(told)


def test_half_a_pressure_says_why_the_other_half_is_missing() -> None:
    half = facts.reading(systolic=148, not_measured={"diastolic": "no_reading"})
    assert half.values() == {"systolic": 148}


def test_everything_a_reading_can_say_is_kept() -> None:
    first = facts.reading("14:05", systolic=184, diastolic=92)
    second = facts.reading(
        "14:10",
        systolic=148,
        pulse=0,
        position="semi_reclined",
        cuff_site="left_arm",
        note="cuff moved",
        source="fields",
        repeat_of=first.id,
        time_stated="@14:10",
    )
    assert second.values() == {"systolic": 148, "pulse": 0}
    assert (second.position, second.cuff_site, second.source) == (
        Position.SEMI_RECLINED,
        CuffSite.LEFT_ARM,
        Source.FIELDS,
    )
    assert (second.note, second.repeat_of, second.time_stated) == ("cuff moved", first.id, "@14:10")
