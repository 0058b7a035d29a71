"""Who works in the demo clinic and who comes to it: all of them invented."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import cache
from random import Random
from typing import Final
from uuid import UUID

import numpy as np

from data import protocols
from data.demo import ids, physiology
from schemas.patient import Patient, Sex
from schemas.protocol import Protocol
from schemas.staff import Role, Staff

PATIENTS: Final = 40
FEWEST_VISITS, MOST_VISITS = 3, 18
_ESKETAMINE_EVERY: Final = 3  # every third person comes for esketamine
_LANGUAGES: Final = ("en_GB", "en_GB", "en_GB", "es_ES", "de_DE", "fr_FR", "pl_PL")
_FIRST_RECORD_NUMBER: Final = 10001
_BORN: Final = (date(1951, 1, 1), date(2005, 12, 31))

BEA, INES, OMAR, MIA = (ids.of("staff", initials) for initials in ("BN", "IR", "OH", "ML"))
NURSES: Final = (BEA, INES, OMAR)
PRESCRIBER_NAME: Final = "Dr Mia Lind"


def staff(since: datetime) -> tuple[Staff, ...]:
    """The five who work here; Tom Berger was the first and entered the others."""
    people = (
        (ids.ADMIN, "Tom Berger", "TB", Role.ADMIN),
        (BEA, "Bea Novak", "BN", Role.NURSE),
        (INES, "Ines Roth", "IR", Role.NURSE),
        (OMAR, "Omar Haddad", "OH", Role.NURSE),
        (MIA, PRESCRIBER_NAME, "ML", Role.PRESCRIBER),
    )
    return tuple(
        Staff(
            id=person,
            name=name,
            initials=initials,
            roles=(role,),
            entered_at=since + timedelta(minutes=place),
            entered_by=ids.ADMIN,
        )
        for place, (person, name, initials, role) in enumerate(people)
    )


@dataclass(frozen=True)
class Person:
    """A patient with what the recipe needs to know: usual values, weight in kg, protocol, and number of visits."""

    index: int
    patient: Patient
    traits: physiology.People
    weight_kg: float
    protocol: Protocol
    visits: int
    takes_84_mg: bool

    @property
    def id(self) -> UUID:
        """The patient's id."""
        return self.patient.id

    def registered(self, at: datetime) -> Patient:
        """The patient as a fact that was entered then."""
        return self.patient.model_copy(update={"entered_at": at})


@cache
def people(seed: int) -> tuple[Person, ...]:
    """The forty, always the same for a seed, whatever the day."""
    random = Random(f"people/{seed}")
    names = _names(random, seed)
    traits = physiology.people(np.random.default_rng([seed, 1]), PATIENTS)
    return tuple(_person(index, random, names[index], traits.one(index)) for index in range(PATIENTS))


def _person(index: int, random: Random, name: tuple[Sex, str, str], traits: physiology.People) -> Person:
    sex, given, family = name
    born = _BORN[0] + timedelta(days=random.randrange((_BORN[1] - _BORN[0]).days))
    patient = Patient(
        id=ids.of("patient", index),
        entered_at=datetime(born.year, 1, 1, tzinfo=UTC),  # replaced when the day of registration is known
        entered_by=ids.ADMIN,
        record_number=str(_FIRST_RECORD_NUMBER + index),
        given_name=given,
        family_name=family,
        date_of_birth=born,
        sex=sex,
        phone=f"07700 900{random.randrange(1000):03}",  # a range that is never given to anybody
    )
    esketamine = index % _ESKETAMINE_EVERY == _ESKETAMINE_EVERY - 1
    return Person(
        index=index,
        patient=patient,
        traits=traits,
        weight_kg=round(min(max(random.gauss(71.0 if sex is Sex.FEMALE else 84.0, 13), 46.0), 140.0), 1),
        protocol=protocol("esketamine_rems" if esketamine else "iv_q10_q15"),
        visits=random.randint(FEWEST_VISITS, MOST_VISITS),
        takes_84_mg=random.random() < 0.6,  # noqa: PLR2004 - own choice
    )


def protocol(key: str) -> Protocol:
    """The shipped protocol with this key."""
    return next(protocol for protocol in protocols.shipped() if protocol.key == key)


def _names(random: Random, seed: int) -> list[tuple[Sex, str, str]]:
    from faker import Faker  # late: it takes as long as all else, and a second start does without

    fakers = {language: Faker(language) for language in _LANGUAGES}
    for faker in fakers.values():
        faker.seed_instance(seed)
    names: dict[tuple[str, str], Sex] = {}
    while len(names) < PATIENTS:
        faker = fakers[random.choice(_LANGUAGES)]
        sex = random.choice((Sex.FEMALE, Sex.FEMALE, Sex.MALE))
        given = faker.first_name_female() if sex is Sex.FEMALE else faker.first_name_male()
        if "." not in given:  # some lists shorten second names
            names.setdefault((given, faker.last_name()), sex)
    return [(sex, given, family) for (given, family), sex in names.items()]
