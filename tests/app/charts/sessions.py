"""One invented session with everything a chart can show, for the tests of the charts."""

from schemas.protocol import Protocol
from schemas.record import Record
from tests import facts

LIMITS = (
    {"sign": "systolic", "direction": "high", "level": "call", "value": 180, "inclusive": True, "source": "test"},
    {"sign": "spo2", "direction": "low", "level": "call", "value": 92, "inclusive": False, "source": "test"},
)


def protocol(**fields: object) -> Protocol:
    return facts.protocol(limits=LIMITS, **fields)


def full() -> Record:
    """A baseline, an infusion with a pause, a typing error corrected, a refused reading, actions and effects."""
    typed = facts.reading("14:21", systolic=184, diastolic=92, pulse=88, spo2=97)
    given_by_mistake = facts.intervention("14:25", drug="midazolam", dose="1 mg")
    nausea, headache = facts.effect("14:24"), facts.effect("14:18", effect="headache")
    refused = dict.fromkeys(("systolic", "diastolic", "pulse", "spo2"), "declined")
    return facts.record_with(
        facts.reading("13:58", systolic=126, diastolic=80, pulse=74, spo2=98),
        facts.reading("14:10", systolic=141, diastolic=83, pulse=80, spo2=97),
        typed,
        facts.corrected(typed, systolic=151, reason="two digits swapped"),
        facts.reading("14:40", not_measured=refused),
        facts.reading("15:02", systolic=139, diastolic=86, pulse=80, spo2=98),
        facts.event("start", "14:00", dose_mg=42, duration_minutes=40),
        facts.event("pause", "14:20"),
        facts.event("resume", "14:23"),
        facts.event("stop", "14:42", stop_says="planned"),
        facts.intervention("14:28", drug="ondansetron", dose="4 mg"),
        given_by_mistake,
        facts.withdrawn(given_by_mistake, reason="another patient's"),
        facts.note("14:35"),
        nausea,
        facts.change(nausea, "14:30", severity=2),
        headache,
        facts.withdrawn(headache),
        treatment=facts.treatment("13:40"),
        protocol=protocol(),
    )
