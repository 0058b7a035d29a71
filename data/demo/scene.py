"""The demo clinic as a whole: everything that happened before a given moment, made without a database."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from random import Random
from typing import Final
from uuid import UUID
from zoneinfo import ZoneInfo

from data.demo import days, errors, ids, people, sessions
from data.demo.people import Person
from data.demo.sessions import Plan, Session
from schemas.fact import Fact
from schemas.patient import Patient
from schemas.staff import Staff
from schemas.treatment import Treatment

WAIT_OPEN: Final = 25  # minutes from arrival to start in the sessions that are open
# Where each open session stands, in minutes from its start, and the protocol it follows.
OPEN: Final = ((-4, "iv_q10_q15"), (22, "iv_q10_q15"), (58, "iv_q10_q15"), (31, "esketamine_rems"))


@dataclass(frozen=True)
class Clinic:
    """Everybody and everything: staff, patients, finished sessions, and those under way."""

    staff: tuple[Staff, ...]
    patients: tuple[Patient, ...]
    finished: tuple[Session, ...]
    under_way: tuple[Session, ...]

    def facts(self) -> tuple[Fact, ...]:
        """All of it in the order of entry; of one instant, what others refer to comes first."""
        visits = (*self.finished, *self.under_way)
        everything: list[Fact] = [*self.staff, *self.patients, *(visit.treatment for visit in visits)]
        everything += [fact for visit in visits for fact in visit.facts]
        return tuple(sorted(everything, key=lambda fact: fact.entered_at))


def facts_of_clinic(now: datetime, zone: str, seed: int = ids.SEED) -> Clinic:
    """The clinic as it stands at `now` on its first day of use; the same arguments give the same facts."""
    today = now.astimezone(ZoneInfo(zone)).date()
    finished = errors.put_in([visit for person in people.people(seed) for visit in _history(person, today, zone, seed)])
    first: dict[UUID, datetime] = {}
    for visit in finished:
        first.setdefault(visit.treatment.patient_id, visit.treatment.arrived_at)
    return Clinic(
        staff=people.staff(now - timedelta(days=days.YEAR + 30)),
        patients=tuple(person.registered(first[person.id] - timedelta(days=6)) for person in people.people(seed)),
        finished=tuple(finished),
        under_way=under_way(now, zone, frozenset(), seed),
    )


def under_way(now: datetime, zone: str, busy: frozenset[UUID], seed: int = ids.SEED) -> tuple[Session, ...]:
    """Four sessions as they stand at `now`, of patients who are not `busy`; fewer where too few are free."""
    today = now.astimezone(ZoneInfo(zone)).date()
    random = Random(f"open/{seed}/{today}")
    free = [person for person in people.people(seed) if person.id not in busy]
    random.shuffle(free)
    opened = []
    for slot, (minutes, key) in enumerate(OPEN):
        person = next((person for person in free if person.protocol.key == key), None)
        if person is not None:
            free.remove(person)
            arrived_at = now.replace(second=0, microsecond=0) - timedelta(minutes=WAIT_OPEN + minutes)
            plan = _open_plan(person, arrived_at, zone, day=today, slot=slot, seed=seed)
            opened.append(sessions.session(plan).until(now))
    return tuple(opened)


def whole(treatment: Treatment, seed: int = ids.SEED) -> Session | None:
    """How a session that was opened here would go on to its end; None for one that somebody else opened."""
    arrived_on = treatment.arrived_at.astimezone(ZoneInfo(treatment.zone)).date()
    for day in (arrived_on, arrived_on + timedelta(days=1)):  # one opened soon after midnight began the day before
        for slot in range(len(OPEN)):
            if ids.open_id(day, slot) == treatment.id:
                person = next(person for person in people.people(seed) if person.id == treatment.patient_id)
                plan = _open_plan(person, treatment.arrived_at, treatment.zone, day=day, slot=slot, seed=seed)
                return sessions.session(plan)
    return None


def _open_plan(person: Person, arrived_at: datetime, zone: str, *, day: date, slot: int, seed: int) -> Plan:
    return Plan(
        treatment_id=ids.open_id(day, slot),
        person=person,
        arrived_at=arrived_at,
        zone=zone,
        number=person.visits,  # enough to be no newcomer; what users add does not change what follows
        wait=WAIT_OPEN,
        seed=(seed, 3, person.index, day.toordinal()),
        may_be_held=False,
    )


def _history(person: Person, today: date, zone: str, seed: int) -> list[Session]:
    """The person's finished sessions; a held one does not count as a session with the drug."""
    random = Random(f"history/{seed}/{person.index}")
    arrivals = days.arrivals(random, person.visits, person.protocol.drug, today, ZoneInfo(zone))
    done: list[Session] = []
    number = 1
    for place, arrived_at in enumerate(arrivals):
        plan = Plan(
            treatment_id=ids.of("session", person.index, place),
            person=person,
            arrived_at=arrived_at,
            zone=zone,
            number=number,
            wait=random.randint(18, 35),
            seed=(seed, 2, person.index, place),
        )
        done.append(sessions.session(plan))
        number += done[-1].with_drug
    return done
