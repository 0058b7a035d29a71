import pytest

from app.live import alarms
from schemas.protocol import Limit
from schemas.record import Record
from tests import facts
from tests.schemas.rules.alerts.test_alerts import PROTOCOL, fact, record
from tests.schemas.rules.schedule.test_schedule import PROTOCOLS

LABEL = "Spravato label, table 6; example: to be set by your medical director"
CLINICIAN = "a clinician's account: above 200/120 once; example: to be set by your medical director"
ASKS = "asked for by IV q10/q15 v4"
EXAMPLE = "example: to be set by your medical director"


def said(told: Record, now: str) -> list[tuple[str, str, str]]:
    """Rank, words and what stands beside them, but for what these sessions have not or what has tests of its own."""
    found = alarms.told(told, facts.instant(now), {})
    return [(one["rank"], one["words"], one["more"]) for one in found if not _is_beside(one["words"])]


def _is_beside(words: str) -> bool:
    return words.startswith(("No ", "Not ")) or "before the dose" in words


@pytest.mark.parametrize(
    ("told", "now", "answer"),
    [
        ("14:00 120/80 h70", "14:01", []),
        ("14:00 165/80", "14:01", [("caution", "Systolic 165 ≥ 160", f"14:00 · {EXAMPLE}")]),
        (
            "14:00 165/80, 14:05 150/80",
            "14:06",
            [("caution", "Systolic 165 ≥ 160", f"14:00 · since back within limits, 150 at 14:05 · {EXAMPLE}")],
        ),
        (
            "14:00 182/80",
            "14:01",
            [("caution", "Systolic 182 ≥ 180, repeat it 3 to 10 min later", f"14:00 · {LABEL}")],
        ),
        (
            "14:00 182/80, 14:05 170/80",
            "14:06",
            [("caution", "Systolic 182 ≥ 180", f"14:00 · 170 at 14:05 · {LABEL}")],
        ),
        (
            "14:00 182/80, 14:05 186/80",
            "14:06",
            [("red", "Systolic 186 ≥ 180, confirmed by a second value", f"14:05 · {LABEL}")],
        ),
        (
            "14:00 182/80, 14:20 150/80",
            "14:21",
            [
                (
                    "red",
                    "Systolic 182 ≥ 180, no repeat within 10 min",
                    f"14:11 · since back within limits, 150 at 14:20 · {LABEL}",
                )
            ],
        ),
        (
            "14:00 205/80, 14:05 165/80",
            "14:06",
            [("red", "Systolic 205 ≥ 200", f"14:00 · 165 at 14:05 · {CLINICIAN}")],
        ),
        (
            "13:50 120/80, 14:00 start, 14:10 159/80, 14:12 162/80",
            "14:13",
            [
                ("red", "Δ systolic +42 ≥ +40", f"14:12 · {LABEL}"),
                ("caution", "Systolic 162 ≥ 160", f"14:12 · {EXAMPLE}"),
            ],
        ),
        ("14:00 h48", "14:01", [("caution", "Pulse 48 < 50", f"14:00 · {EXAMPLE}")]),
        ("14:00 s94", "14:01", [("caution", "SpO2 94 < 95, oxygen not stated", f"14:00 · {EXAMPLE}")]),
    ],
)
def test_an_alert_names_value_limit_source_and_what_is_now(
    told: str, now: str, answer: list[tuple[str, str, str]]
) -> None:
    assert said(record(told), now) == answer


@pytest.mark.parametrize(("oxygen", "words"), [(0, "SpO2 94 < 95, on air"), (2.5, "SpO2 94 < 95, on oxygen 2.5 l/min")])
def test_oxygen_holds_from_when_it_is_said(oxygen: float, words: str) -> None:
    told = facts.record_with(
        facts.reading("13:50", oxygen_l_min=oxygen),
        facts.reading("14:00", spo2=94),
        protocol=PROTOCOLS["iv_q10_q15"],
        treatment=facts.treatment("13:00"),
    )
    assert [one[1] for one in said(told, "14:01")] == [words]


def test_what_no_number_raises_is_told_too_the_red_first() -> None:
    pain = facts.effect("14:10", effect="chest_pain")
    tried = facts.reading("14:05", spo2=98, not_measured={"pulse": "no_reading"})
    over = facts.effect("14:01", effect="syncope")
    told = facts.record_with(
        pain,
        tried,
        over,
        facts.change(over, "14:03", ended=True),
        facts.event("start", "14:00"),
        protocol=PROTOCOLS["iv_q10_q15"],
        treatment=facts.treatment("13:00"),
    )
    found = alarms.told(told, facts.instant("14:11"), {})
    assert [(one["rank"], one["words"], one["more"], one["back"]) for one in found] == [
        ("red", "Chest pain", "14:10 · red flag of the list of effects", False),
        ("red", "Syncope", "14:01 · ended since · red flag of the list of effects", True),
        ("caution", "No baseline: BP", f"14:00 · {ASKS}", False),
        ("caution", "No baseline: pulse", f"14:00 · {ASKS}", False),
        ("caution", "No baseline: SpO2", f"14:00 · {ASKS}", False),
        ("caution", "Tried, no reading obtained: pulse", f"14:05 · {ASKS}", False),
    ]


def test_what_was_not_taken_and_is_not_waited_for_any_more_says_so() -> None:
    told = record("13:50 120/80 h70 s98, 14:00 start, 14:18 120/80 h70 s98")
    (missed,) = [one for one in alarms.told(told, facts.instant("14:19"), {}) if one["words"].startswith("Not taken")]
    assert "taken since, or not asked for any more" in missed["more"]


def test_a_change_in_per_cent_is_said_so() -> None:
    told = {"sign": "systolic", "direction": "high", "level": "caution", "value": 20, "inclusive": True}
    limit = Limit.model_validate(told | {"delta": True, "percent": True, "source": "our medical director"})
    session = facts.record_with(
        facts.reading("13:50", systolic=123, diastolic=80),
        facts.event("start", "14:00"),
        facts.reading("14:10", systolic=150, diastolic=80),
        protocol=PROTOCOL.model_copy(update={"limits": (limit,)}),
        treatment=facts.treatment("13:00"),
    )
    told_words = [one["words"] for one in alarms.told(session, facts.instant("14:11"), {})]
    assert "Δ systolic +22 % ≥ +20 %" in told_words


@pytest.mark.parametrize(
    ("last", "said"),
    [
        ("14:20 120/80", "since back within limits, 120 at 14:20"),
        ("14:20 205/90", "past the limit on the other side since, 205 at 14:20"),
    ],
)
def test_a_value_past_the_limit_on_the_other_side_is_not_back_within_limits(last: str, said: str) -> None:
    session = facts.record_with(fact("14:00 78/50"), fact(last), protocol=PROTOCOL, treatment=facts.treatment("13:00"))
    told = [one["more"] for one in alarms.told(session, facts.instant("14:21"), {}) if "Systolic 78" in one["words"]]
    assert [said in one for one in told] == [True]
