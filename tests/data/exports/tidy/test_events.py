from datetime import datetime

import pytest

from schemas.emergency import UNCLAIMED
from tests import facts, said
from tests.data.exports import clinic

ENTRY = "entered_by entered_at status valid replaces reason"
DRUG = (
    "event_id session_id patient_id at minutes_from_start event device_number dose_mg duration_minutes rate_ml_h "
    f"concentration_mg_ml stop_says no_more_follows {ENTRY}"
)
WHERE = "session_id patient_id at minutes_from_start"


@pytest.mark.parametrize(
    ("name", "header"),
    [
        ("drug_events.csv", DRUG),
        ("interventions.csv", f"intervention_id {WHERE} drug dose route ordered_by response words {ENTRY}"),
        ("notes.csv", f"note_id {WHERE} words {ENTRY} unclaimed_at_tablet claimed_by claimed_at"),
    ],
)
def test_the_columns_are_the_agreed_ones_in_their_order(name: str, header: str) -> None:
    assert list(clinic.sheet(name, clinic.infusion())[0]) == header.split()


@pytest.mark.parametrize(
    ("number", "minutes", "told"),
    [
        (30, "0", ("start", "", "40.0", "40", "", "0.8", "", "")),
        (31, "5", ("rate_change", "", "", "", "62.25", "", "", "")),
        (32, "5", ("rate_change", "", "", "", "75.0", "", "", "")),
        (33, "40", ("stop", "", "", "", "", "", "planned", "false")),
        (34, "41", ("bolus", "", "5.0", "", "", "", "", "")),
    ],
)
def test_a_drug_event_says_what_was_done_and_leaves_empty_what_was_not_said(
    number: int, minutes: str, told: tuple[str, ...]
) -> None:
    row = clinic.by_id("drug_events.csv", clinic.infusion())[str(clinic.no(number))]
    assert row["minutes_from_start"] == minutes
    assert tuple(row.values())[DRUG.split().index("event") : DRUG.split().index("entered_by")] == told


def test_valid_devices_number_themselves_by_time() -> None:
    first, wrong, second = (facts.event("device", at, dose_mg=28) for at in ("14:00", "14:05", "14:10"))
    stop = facts.event("stop", "14:30", no_more_follows=True)
    record = facts.record_with(second, stop, first, wrong, facts.withdrawn(wrong))
    rows = clinic.sheet("drug_events.csv", record)
    assert [(row["event"], row["device_number"], row["no_more_follows"]) for row in rows] == [
        ("device", "1", ""),
        ("device", "", ""),
        ("device", "2", ""),
        ("stop", "", "true"),
    ]


@pytest.mark.parametrize(("name", "minutes"), [("interventions.csv", "45"), ("notes.csv", "46")])
def test_actions_and_notes_stand_at_their_time(name: str, minutes: str) -> None:
    for row in clinic.sheet(name, clinic.infusion()):
        assert row["minutes_from_start"] == minutes
        assert datetime.fromisoformat(row["at"]) == facts.instant(f"14:{minutes}")
        assert (row["session_id"], row["patient_id"]) == (str(facts.TREATMENT), str(facts.PATIENT))


def test_a_note_that_was_entered_without_a_person_says_at_which_tablet_and_who_claimed_it() -> None:
    tablet = said.tablet("Chair 3")
    waits, taken, own = (facts.note("14:00", entered_by=by) for by in (UNCLAIMED, UNCLAIMED, facts.NURSE))
    made = [said.emergency(one, tablet, entered_by=UNCLAIMED, claimed=False) for one in (waits, taken)]
    claim = said.again(made[1], entered_by=facts.OTHER_NURSE, entered_at=facts.instant("15:02"), claimed=True)
    record = facts.record_with(waits, taken, own).model_copy(update={"emergencies": (*made, claim)})
    rows = clinic.by_id("notes.csv", record)
    told = {one.id: tuple(rows[str(one.id)].values())[-3:] for one in (waits, taken, own)}
    assert told == {
        waits.id: ("Chair 3", "", ""),
        taken.id: ("Chair 3", str(facts.OTHER_NURSE), told[taken.id][2]),
        own.id: ("", "", ""),
    }
    assert datetime.fromisoformat(told[taken.id][2]) == facts.instant("15:02")
    assert rows[str(taken.id)]["entered_by"] == str(UNCLAIMED)
