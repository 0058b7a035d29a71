"""Sums over counted sessions: who is in which denominator, of which choice, and whose record is in no sum."""

from dataclasses import dataclass
from uuid import UUID, uuid4

import pytest
from sqlalchemy import func, insert, select

from data import identities, outcomes, patients, protocols, rows, statements, treatments
from data.acting import Acting
from data.engine import Database
from data.safety import counts, stored, sums
from data.safety.asked import Choice
from schemas.patient import Patient
from schemas.protocol import Drug, Route
from schemas.restriction import BreakGlass
from schemas.rules.safety import measures
from schemas.rules.safety.doses import BANDS, Without
from schemas.rules.safety.figures import Figure
from schemas.staff import Role
from tests import facts, said

BY = Acting(facts.PRESCRIBER, frozenset({Role.PRESCRIBER}), facts.instant("15:00"))
INFUSION = next(one for one in protocols.shipped() if one.key == "iv_q10_q15")
ESKETAMINE = next(one for one in protocols.shipped() if one.key == "esketamine_rems")
PLAIN: dict[str, object] = {
    "how": "given",
    "started_at": facts.instant("14:00"),
    "drug": "ketamine",
    "route": "intravenous",
    "protocol_id": INFUSION.id,
    "dose_mg": 40.0,
    "dose_mg_per_kg": 0.5,
    "effects_asked": True,
    "dues": 5,
    "dues_missed": 0,
    "baseline_systolic": 120,
    "baseline_diastolic": 80,
    "highest_systolic": 130,
    "highest_diastolic": 85,
} | dict.fromkeys(("effects", "effects_severe", "effects_unstated", "corrections", *stored.DELAYS), 0)


@dataclass
class Ward:
    """A record into which counted sessions are put as they would lie there."""

    database: Database

    def patient(self) -> UUID:
        """A further patient."""
        told = facts.patient(id=uuid4(), record_number=uuid4().hex[:8])
        with self.database.write() as connection:
            patients.register(connection, told)
        return told.id

    def session(self, patient: UUID, *effects: tuple[str, int | None], **fields: object) -> UUID:
        """A session that has ended, with the drug unless `fields` say otherwise; `effects` with their severity."""
        begun = facts.treatment(id=uuid4(), patient_id=patient, protocol_id=INFUSION.id)
        severe = [worst for _, worst in effects if worst is not None and worst > 2]
        own = {"effects": len(effects), "effects_severe": len(severe)}
        own |= {"effects_unstated": sum(worst is None for _, worst in effects)}
        with self.database.write() as connection:
            treatments.begin(connection, begun)
            connection.execute(outcomes.OPEN.delete().where(outcomes.OPEN.c.treatment_id == begun.id))
            row = PLAIN | own | fields | {"patient_id": patient, "treatment_id": begun.id}
            connection.execute(insert(outcomes.TABLE), row)
            for key, worst in effects:
                told = {"treatment_id": begun.id, "effect": key, "severity": worst}
                connection.execute(insert(outcomes.EFFECTS), told)
        return begun.id

    def found(self, choice: Choice | None = None, by: Acting = BY) -> counts.Found:
        """The figures."""
        with self.database.read(by) as connection:
            return counts.of(connection, choice or Choice(), counts.followed(connection))

    def figure(self, key: str, choice: Choice | None = None, by: Acting = BY) -> Figure:
        """The figure whose measure has this key or label."""
        told = self.found(choice, by).figures
        return next(one for one in told if key in {one.measure.key, one.measure.label})


@pytest.fixture
def ward(clinic: Database) -> Ward:
    return Ward(clinic)


def numbers(figure: Figure) -> tuple[int, int, int, int, int, int]:
    """Patients with, judged, not judged; sessions with, judged, not judged."""
    patients_told = (figure.patients_with, figure.patients_judged, figure.patients_not_judged)
    return (*patients_told, figure.sessions_with, figure.sessions_judged, figure.sessions_not_judged)


EITHER = "Systolic \u2265 180 mmHg or diastolic \u2265 110 mmHg"


@pytest.mark.parametrize(
    ("key", "sessions", "expected"),
    [
        ("Systolic \u2265 180 mmHg", [{"highest_systolic": 179}, {"highest_systolic": 180}], (1, 1, 0, 1, 2, 0)),
        ("Systolic \u2265 180 mmHg", [{"highest_systolic": None}], (0, 0, 1, 0, 0, 1)),
        ("Systolic < 90 mmHg", [{"lowest_systolic": 90}, {"lowest_systolic": 89}], (1, 1, 0, 1, 2, 0)),
        ("Systolic change \u2265 40 mmHg", [{"highest_systolic": 160}, {"highest_systolic": 159}], (1, 1, 0, 1, 2, 0)),
        (
            "Systolic change \u2265 40 mmHg",
            [{"highest_systolic": 190, "baseline_systolic": None}, {}],
            (0, 1, 0, 0, 1, 1),
        ),
        (EITHER, [{"highest_systolic": 180, "highest_diastolic": None}], (1, 1, 0, 1, 1, 0)),
        (EITHER, [{"highest_systolic": 179, "highest_diastolic": None}], (0, 0, 1, 0, 0, 1)),
        (EITHER, [{"highest_systolic": 179, "highest_diastolic": 110}], (1, 1, 0, 1, 1, 0)),
        ("not_given", [{"how": "held"}, {"how": "not_started"}, {}], (1, 1, 0, 2, 3, 0)),
        ("peak_in_time", [{"peak_minutes": 28}, {"peak_minutes": 29}, {"peak_minutes": 41}, {}], (1, 1, 0, 2, 3, 1)),
        ("not_back", [{"not_back": True}, {"not_back": False}, {}], (1, 1, 0, 1, 2, 1)),
        ("stopped_early", [{"stopped_early": True}, {}], (1, 1, 0, 1, 1, 1)),
        ("ended_late", [{"ended_late": False}, {}], (0, 1, 0, 0, 1, 1)),
        ("missed_due", [{"dues_missed": 2}, {"dues": None, "dues_missed": None}, {"dues": 0}], (1, 1, 0, 1, 1, 2)),
        ("corrected", [{"corrections": 3}, {"how": "held"}], (1, 1, 0, 1, 2, 0)),
        ("any_effect", [{"effects_asked": False}, {}], (0, 1, 0, 0, 1, 1)),
    ],
)
def test_a_session_counts_where_it_could_be_judged(
    ward: Ward, key: str, sessions: list[dict[str, object]], expected: tuple[int, ...]
) -> None:
    patient = ward.patient()
    for fields in sessions:
        ward.session(patient, **fields)
    assert numbers(ward.figure(key)) == expected


def test_effects_are_counted_by_patient_and_session_of_those_asked(ward: Ward) -> None:
    one, other = ward.patient(), ward.patient()
    ward.session(one, ("nausea", 3), ("headache", None))
    ward.session(one, ("nausea", 1))
    ward.session(one)
    ward.session(other)
    ward.session(other, effects_asked=False)
    ward.session(ward.patient(), effects_asked=False)
    assert numbers(ward.figure("effect:nausea")) == (1, 2, 1, 2, 4, 2)
    assert numbers(ward.figure("effect:headache")) == (1, 2, 1, 1, 4, 2)
    assert numbers(ward.figure("any_effect")) == (1, 2, 1, 2, 4, 2)
    assert numbers(ward.figure("severe_effect")) == (1, 2, 1, 1, 4, 2)
    assert ward.figure("effect:nausea").classes == {(3, 2): 1, (1, 0): 1, (0, 0): 1}


def test_an_effect_of_which_nobody_said_how_severe_is_not_known_not_to_be_severe(ward: Ward) -> None:
    ward.session(ward.patient(), ("nausea", None))
    ward.session(ward.patient(), ("nausea", 2))
    assert numbers(ward.figure("severe_effect")) == (0, 1, 1, 0, 1, 1)


def test_the_most_frequent_effect_comes_first(ward: Ward) -> None:
    ward.session(ward.patient(), ("headache", 1))
    for _ in range(2):
        ward.session(ward.patient(), ("vomiting", 1), ("own_words", 1))
    told = [one.measure.key for one in ward.found().figures if one.measure.effect]
    assert told == ["effect:own_words", "effect:vomiting", "effect:headache"]


def test_a_choice_is_of_a_drug_a_route_and_a_band_of_its_dose(ward: Ward) -> None:
    patient = ward.patient()
    for dose in (0.39, 0.4, 0.5, 0.6, None):
        ward.session(patient, dose_mg_per_kg=dose)
    ward.session(patient, how="held", dose_mg_per_kg=None, started_at=None)
    ward.session(patient, drug="esketamine", route="intranasal", protocol_id=ESKETAMINE.id, dose_mg=84.0)
    with ward.database.read(BY) as connection:
        assert counts.groups(counts.followed(connection)) == (
            (Drug.ESKETAMINE, Route.INTRANASAL),
            (Drug.KETAMINE, Route.INTRAVENOUS),
        )
    ketamine = (Drug.KETAMINE, Route.INTRAVENOUS)
    of_bands = {one.label: ward.found(Choice(*ketamine, one)).ended for one in BANDS[Drug.KETAMINE]}
    assert of_bands == {
        "under 0.4 mg/kg": 1,
        "0.4 to under 0.6 mg/kg": 2,
        "0.6 to under 0.8 mg/kg": 1,
        "0.8 to under 1 mg/kg": 0,
        "1 to under 2 mg/kg": 0,
        "2 mg/kg or more": 0,
        Without.NOT_KNOWN.value: 1,
        Without.NOT_GIVEN.value: 1,
    }
    assert sum(of_bands.values()) == ward.found(Choice(*ketamine)).ended == 6
    assert ward.found().ended == 7
    assert ward.found(Choice(Drug.ESKETAMINE, Route.INTRANASAL, BANDS[Drug.ESKETAMINE][2])).ended == 1


def test_only_limits_of_protocols_that_were_followed_are_counted(ward: Ward) -> None:
    assert [one for one in ward.found().figures if one.measure.lines] == []
    ward.session(ward.patient())
    labels = {one.measure.label for one in ward.found().figures if one.measure.lines}
    assert labels == {one.label for one in measures.of_limits([INFUSION])}


def test_what_is_open_or_stale_is_in_no_sum(ward: Ward) -> None:
    patient = ward.patient()
    open_one, stale = ward.session(patient), ward.session(patient)
    ward.session(patient)
    with ward.database.write() as connection:
        connection.execute(insert(outcomes.OPEN), {"treatment_id": open_one})
        connection.execute(insert(outcomes.STALE), [{"treatment_id": one} for one in (open_one, stale)])
    told = ward.found()
    assert (told.ended, told.waiting) == (1, 1)


def test_a_person_who_was_registered_twice_is_one_patient(ward: Ward) -> None:
    one, twice = ward.patient(), ward.patient()
    ward.session(one, corrections=1)
    ward.session(twice, ("nausea", 1))
    assert numbers(ward.figure("corrected")) == (1, 2, 0, 1, 2, 0)
    with ward.database.write() as connection:
        identities.merge(connection, said.merge(twice, one))
    assert numbers(ward.figure("corrected")) == (1, 1, 0, 1, 2, 0)
    assert ward.figure("effect:nausea").classes == {(2, 1): 1}
    assert ward.found().patients == 1


def test_a_restricted_record_is_in_no_sum_of_who_is_not_named_glass_or_not(ward: Ward) -> None:
    for patient in (facts.PATIENT, ward.patient()):
        ward.session(patient, ("nausea", 1), corrections=1)
    with ward.database.write() as connection:
        statements.say(connection, said.restriction(facts.OTHER_NURSE))
        glass = said.glass(entered_by=facts.OTHER_NURSE).model_dump() | {"entered_by": facts.NURSE}
        statements.say(connection, BreakGlass.model_validate(glass))
    nia = Acting(facts.NURSE, frozenset({Role.PRESCRIBER}), facts.instant("15:00"))
    otto = Acting(facts.OTHER_NURSE, frozenset({Role.PRESCRIBER}), facts.instant("15:00"))
    for by, patients_told in ((BY, 1), (nia, 1), (otto, 2)):
        told = ward.found(by=by)
        assert (told.patients, told.left_out) == (patients_told, 2 - patients_told)
        assert ward.figure("effect:nausea", by=by).patients_with == patients_told
        assert ward.figure("corrected", by=by).patients_with == patients_told


def test_rises_and_delays_are_added_up(ward: Ward) -> None:
    patient = ward.patient()
    for rise, late in ((10, 3), (20, 4), (None, 0)):
        ward.session(patient, rise_40_systolic=rise, delay_0=late, delay_more=1)
    told = ward.found()
    rise_told = told.rises["rise_40_systolic"]
    assert (rise_told.sessions, rise_told.mean) == (2, 15)
    assert rise_told.deviation == pytest.approx(50**0.5)
    assert told.rises["rise_40_diastolic"].mean is None
    assert told.delays == (7, 0, 0, 0, 0, 0, 0, 0, 0, 3)


def test_people_are_added_up_some_after_the_other_and_it_is_said_how_far_it_is(
    ward: Ward, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(5):
        patient = ward.patient()
        ward.session(patient, ("nausea", 1), highest_systolic=181 if number % 2 else 130)
        ward.session(patient)
    whole, shares = ward.found(), list[float]()
    monkeypatch.setattr(sums, "_PEOPLE", 2)
    with ward.database.read(BY) as connection:
        told = counts.of(connection, Choice(), counts.followed(connection), far=shares.append)
        people = connection.execute(select(func.count()).select_from(rows.TABLES[Patient])).scalar_one()
    assert told == whole
    assert (shares[0], len(shares), shares == sorted(shares), shares[-1] < 1) == (0, -(-people // 2), True, True)


def test_an_empty_clinic_has_figures_of_nothing(ward: Ward) -> None:
    told = ward.found()
    assert (told.patients, told.ended, told.given, told.left_out) == (0, 0, 0, 0)
    assert {numbers(one) for one in told.figures} == {(0, 0, 0, 0, 0, 0)}
