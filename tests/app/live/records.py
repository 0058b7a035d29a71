"""Records for the tests of `app/live`: one session in which everything that can happen happened."""

from typing import Final

from schemas.record import Record
from schemas.staff import Staff
from tests import facts

PEOPLE: Final = {
    facts.NURSE: facts.staff(),
    facts.OTHER_NURSE: facts.staff("Otto Other", id=facts.OTHER_NURSE, initials="OO"),
}
ALONE: Final[dict[object, Staff]] = {}


def eventful() -> Record:
    """Start 14:00, stop 14:40, left 15:30; late, corrected, withdrawn and hostile entries among the others."""
    baseline = facts.reading("13:50", systolic=120, diastolic=80, pulse=70)
    wrong = facts.reading("14:10", systolic=210, diastolic=95, pulse=88)
    withdrawn = facts.reading("14:20", systolic=150, diastolic=96)
    nausea = facts.effect("14:12")
    vague = facts.effect("14:25", words="legs <b>far</b> away")
    return facts.record_with(
        facts.arrival("13:20"),
        baseline,
        wrong,
        facts.corrected(wrong, systolic=140, entered_at="14:15"),
        withdrawn,
        facts.withdrawn(withdrawn, "14:30", entered_by=facts.OTHER_NURSE),
        facts.reading("14:30", systolic=148, not_measured={"diastolic": "no_reading"}, entered_at="14:40", note="late"),
        facts.event("start", "14:00", dose_mg=40, duration_minutes=40),
        facts.event("stop", "14:40", stop_says="planned"),
        nausea,
        facts.change(nausea, "14:15", severity=2),
        facts.change(nausea, "14:18", action="cold cloth"),
        facts.change(nausea, "14:35", ended=True),
        vague,
        facts.none_reported("13:50"),
        facts.none_reported("13:40"),
        facts.intervention("14:22", drug="ondansetron", dose="4 mg"),
        facts.note("14:23", "=1+1"),
        facts.end("15:30"),
        treatment=facts.treatment("13:30", zone="Europe/Berlin", planned_dose_mg=40),
    )
