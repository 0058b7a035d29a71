import pytest

from app.live import dues, state
from schemas.rules import schedule
from tests import facts
from tests.app.live import records
from tests.schemas.rules.schedule.test_schedule import PROTOCOLS, session

BEGUN = "full 13:50, start 14:00"


@pytest.mark.parametrize(
    ("told", "now", "following", "owed", "count"),
    [
        ("", "13:40", ("13:30", "due_now", True, "BP, pulse, SpO2"), None, ""),
        (BEGUN, "14:01", ("14:10", "later", False, "BP, pulse, SpO2"), None, ""),
        (f"{BEGUN}, bp 14:10", "14:12", ("14:10", "overdue", False, "pulse, SpO2"), None, ""),
        (
            f"{BEGUN}, bp 14:10",
            "14:16",
            ("14:20", "later", False, "BP, pulse, SpO2"),
            ("14:10", "partial", False, "pulse, SpO2"),
            "1 of 2 due readings not taken",
        ),
        (f"{BEGUN}, stop 14:00, leave 14:01", "14:02", None, None, ""),
    ],
)
def test_the_chair_is_told_what_comes_next_what_is_owed_and_how_many_are_missing(
    told: str,
    now: str,
    following: tuple[str, str, bool, str] | None,
    owed: tuple[str, str, bool, str] | None,
    count: str,
) -> None:
    record = session(PROTOCOLS["iv_q10_q15"], told)
    said = dues.told(record, schedule.schedule(record, facts.instant(now)), facts.instant(now))

    def wanted(part: tuple[str, str, bool, str] | None) -> dict[str, object] | None:
        return part and {
            "at": facts.instant(part[0]).timestamp(),
            "state": part[1],
            "baseline": part[2],
            "signs": part[3],
        }

    assert said == {"next": wanted(following), "owed": wanted(owed), "count": count}


def test_what_was_not_taken_is_a_row_of_the_flowsheet_and_a_grey_mark_in_the_chart() -> None:
    record = session(PROTOCOLS["iv_q10_q15"], f"{BEGUN}, bp 14:20")
    told = state.state(record, records.PEOPLE, facts.instant("14:26"), 7)
    missing = [(row["time"], row["minutes"], row["words"]) for row in told["rows"] if row["kind"] == "due"]
    assert missing == [
        (("14:20"), 20, "partly taken, missing: pulse, SpO2"),
        ("14:10", 10, "not taken: BP, pulse, SpO2"),
    ]
    marks = [row for row in told["chart"]["missed"] if row["label"] == "not taken"]
    assert [(row["text"], row["pane"]) for row in marks] == [("14:10 · due and not taken", "signs")]
    assert "2 of 3 due readings not taken" in told["alt"]


def test_signs_are_named_and_a_pressure_is_one() -> None:
    assert dues.signs(frozenset({"systolic"})) == "systolic"
    assert dues.signs(frozenset({"pain", "moaas", "systolic", "diastolic"})) == "BP, sedation (MOAA/S), pain"
