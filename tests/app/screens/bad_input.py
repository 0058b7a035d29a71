"""Bad input: patients and sessions as they should not be, each prepared by one function, through the routes if it can.

A function takes the house and answers whose screens are opened, and which session in the review; None: she has none.
"""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID, uuid4

from app import clinic
from data import facts as stored
from data import treatments
from schemas import quantities
from schemas.fact import ClinicalFact
from tests import facts, said
from tests.app.house import ESKETAMINE, INFUSION, House
from tests.data import opened

Prepared = tuple[UUID, UUID | None]
ALICES: Final[Prepared] = (facts.PATIENT, facts.TREATMENT)
MANY: Final = 200
BERLIN: Final = "Europe/Berlin"
_PLACES: Final = ("pulse", "spo2", "respirations")  # of the line, behind the pressure
RETURNED: Final = "2026-10-25T01:00+00:00"  # at this instant the clock of Berlin goes from 3:00 back to 2:00


def sure(house: House, kind: str, session: UUID = facts.TREATMENT, **body: object) -> str:
    """An entry that is saved, whatever it is asked about; its id."""
    answer = house.post(kind, body, session)
    if answer.status_code == 422:
        answer = house.post(kind, body | {"confirmed": [one["code"] for one in answer.json()["questions"]]}, session)
    assert answer.status_code == 201, answer.text
    return str(answer.json()["receipt"]["id"])


def given(house: House, *lines: str, session: UUID = facts.TREATMENT) -> None:
    """An infusion from 14:00 to 14:40 with these entries, and an end at 15:00."""
    sure(house, "drug-events", session, act="start", dose_mg=40, duration_minutes=40, stated="-60")
    for line in lines:
        sure(house, "effects" if line.startswith("+") else "readings", session, line=line)
    sure(house, "drug-events", session, act="stop", stop_says="planned", stated="-20")
    sure(house, "ends", session, how="left_with_escort")


def no_session(house: House) -> Prepared:
    """Somebody of whom nothing is known but a date of birth that no screen accepts, from elsewhere."""
    return house.patient(given_name="Bob", date_of_birth="2190-03-02"), None


def one_empty_session(house: House) -> Prepared:
    """A session with its end and nothing else."""
    sure(house, "ends", how="not_started")
    return ALICES


def one_reading(house: House) -> Prepared:
    """An infusion with one reading, the systolic of which is not known."""
    given(house, "-e/88 @14:20")
    return ALICES


def many_sessions(house: House) -> Prepared:
    """Two hundred sessions that have ended, one a day, the newest today."""
    whose = house.patient(given_name="Bob")
    with house.database.write() as connection:
        for number in range(MANY):
            at = facts.instant("13:00") - timedelta(days=MANY - 1 - number)
            session, fields = uuid4(), {"protocol_id": INFUSION.id, "patient_id": whose}
            treatments.begin(connection, facts.treatment(at, id=session, **fields))
            for fact in _usual(at, session, systolic=130 + number % 40):
                stored.record(connection, fact)
    return whose, session


def _usual(at: datetime, session: UUID, systolic: int) -> tuple[ClinicalFact, ...]:
    """A baseline of 120/80, an infusion of 40 minutes, its peak, and the end."""

    def after(minutes: int) -> datetime:
        return at + timedelta(minutes=minutes)

    of = {"treatment_id": session}
    return (
        facts.reading(after(10), systolic=120, diastolic=80, weight_kg=80, **of),
        facts.event("start", after(20), dose_mg=40, duration_minutes=40, **of),
        facts.reading(after(40), systolic=systolic, diastolic=90, **of),
        facts.event("stop", after(60), stop_says="planned", **of),
        facts.end(after(100), **of),
    )


def without_drug(house: House) -> Prepared:
    """A dose that was held at a pressure, one that was held without, and one session without a word."""
    sessions = [facts.TREATMENT, *(house.session(at, patient_id=facts.PATIENT) for at in ("10:00", "11:00"))]
    sure(house, "readings", line="168/99 @13:50")
    for session in sessions[:2]:
        sure(house, "decisions", session, decision="hold", words="too high")
    for session in sessions:
        sure(house, "ends", session, how="not_started")
    return ALICES


def nothing_measured(house: House) -> Prepared:
    """Every sign of every reading has a reason instead of a value."""
    given(house, "-d -d -d -d @13:50", "-e -e -p -n m-a d-a p-a @14:20")
    return ALICES


def struck(house: House) -> Prepared:
    """The highest reading was withdrawn, the next one moved to another session of hers."""
    other = house.session("13:30", patient_id=facts.PATIENT)
    first, second = (sure(house, "readings", line=line) for line in ("220/120 @14:10", "190/100 @14:15"))
    sure(house, "retractions", fact_id=first, reason="cuff of the next chair")
    sure(house, "moves", fact_id=second, to=str(other), reason="wrong session")
    given(house, "120/80 70 98 @13:50", "140/85 72 97 @14:20")
    return ALICES


def two_drugs(house: House) -> Prepared:
    """Ketamine by infusion, then esketamine by one of two devices, on one day."""
    given(house, "120/80 70 98 w80 @13:50", "150/96 @14:20")
    nasal = house.session("14:30", ESKETAMINE, patient_id=facts.PATIENT)
    sure(house, "readings", nasal, line="130/84 @14:35")
    sure(house, "drug-events", nasal, act="device", dose_mg=28, stated="-20")
    sure(house, "readings", nasal, line="142/90 @14:50")
    sure(house, "ends", nasal, how="left_alone")
    return facts.PATIENT, nasal


def clock_goes_back(house: House) -> Prepared:
    """In Berlin: the drug from 2:40 to 2:40, an hour later, with readings on both sides of the change."""
    clinic._open[:] = [replace(house.clinic, zone=BERLIN)]
    change = datetime.fromisoformat(RETURNED)
    session = house.session(change - timedelta(minutes=45), patient_id=facts.PATIENT, zone=BERLIN)
    for minutes, kind, body in (
        (-30, "readings", {"line": "120/80 70 98"}),
        (-20, "drug-events", {"act": "start", "dose_mg": 40, "duration_minutes": 60}),
        (-5, "readings", {"line": "150/92 80 97"}),
        (0, "effects", {"line": "+nausea 1"}),
        (10, "readings", {"line": "160/96 80 97"}),
        (30, "effects", {"line": "+nausea 0"}),
        (40, "drug-events", {"act": "stop", "stop_says": "planned"}),
        (50, "readings", {"line": "124/82 70 98"}),
        (90, "ends", {"how": "left_with_escort"}),
    ):
        house.at(change + timedelta(minutes=minutes))
        sure(house, kind, session, **body)
    return facts.PATIENT, session


def at_the_hard_limits(house: House) -> Prepared:
    """The lowest value of every sign that is accepted before the start, the highest after it."""
    for end, time in (("low", "13:50"), ("high", "14:20")):
        told = {one.name: f"{getattr(one, end):g}" for one in quantities.SIGNS}
        places = [f"{told.pop('systolic')}/{told.pop('diastolic')}", *(told.pop(name) for name in _PLACES)]
        lettered = [f"{quantities.BY_NAME[name].letter or 'o'}{value}" for name, value in told.items()]
        sure(house, "readings", line=" ".join([*places, *lettered, f"@{time}"]))
    given(house)
    return ALICES


def effect_without_end(house: House) -> Prepared:
    """Nausea of no stated severity that nobody saw end."""
    given(house, "120/80 70 98 @13:50", "+nausea @14:15")
    return ALICES


def scale_with_gaps(house: House) -> Prepared:
    """A PHQ-9 that was corrected to one with a gap, then one with two items left blank, item 9 among them."""
    whole = said.assessment("13:40", treatment_id=facts.TREATMENT)
    mended = said.instead(whole, items=(1, None, 1, 1, 0, 1, 1, 0, 0))
    blank = said.assessment("13:50", items=(1, 1, None, 1, 0, 1, 1, 0, None))
    opened.say(house.database, whole, mended, blank)
    sure(house, "ends", how="not_started")
    return ALICES
