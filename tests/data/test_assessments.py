"""Scales are entered, corrected, withdrawn and closed, each with an audit row, and follow a patient through a merge."""

from typing import Any
from uuid import UUID, uuid4

import pytest

from data import assessments, identities, signatures
from data.engine import Database
from data.facts import ConflictError
from schemas.assessment import Assessment, RiskClosing, Scale
from schemas.rules import scales
from schemas.signature import Meaning
from tests import facts, said, signed
from tests.data import opened

OTHER = opened.OTHER_PATIENT
TOLD = said.risky(2, "13:40", treatment_id=facts.TREATMENT)
DONE = said.closing(TOLD)
CORRECTED = said.instead(TOLD, items=(*said.PHQ_9[:8], 1))
WITHDRAWN = said.instead(TOLD, "another patient's form", withdrawn=True)


def enter(database: Database, *told: Assessment | RiskClosing) -> list[bool]:
    with database.write() as connection:
        return [
            assessments.close(connection, one) if isinstance(one, RiskClosing) else assessments.enter(connection, one)
            for one in told
        ]


def standing(database: Database, patient: UUID = facts.PATIENT) -> tuple[scales.Standing, ...]:
    with database.read() as connection:
        return assessments.of_patient(connection, patient)


def still_open(database: Database, *patients: UUID) -> dict[UUID, tuple[Assessment, ...]]:
    """By the ids asked for; of everybody the same is found without asking for anybody."""
    with database.read() as connection:
        found = assessments.open_risks(connection, patients or (facts.PATIENT, OTHER))
        everywhere = assessments.open_anywhere(connection)
    assert sorted(everywhere.values(), key=str) == sorted(found.values(), key=str) or patients
    return found


EVERY_KIND = [
    said.assessment(),
    said.assessment(items=(None, *said.PHQ_9[1:]), words="left item 1 blank"),
    said.assessment(scale="gad_7", items=[1] * 7),
    said.assessment(scale="pcl_5", items=[2] * 20),
    said.assessment(scale="pcl_5", total=41),
    said.assessment(scale="madrs", total=31, treatment_id=facts.TREATMENT),
    said.assessment(scale="qids", total=17),
    said.assessment(scale="c_ssrs", ideation=3, behaviour="earlier"),
    said.assessment(scale="cadss", total=12),
    said.assessment(scale="pain", total=0),
]


@pytest.mark.parametrize("one", EVERY_KIND, ids=lambda one: f"{one.scale.value} {one.items or one.total}")
def test_a_scale_comes_back_as_it_was_with_one_audit_row(one: Assessment, clinic: Database) -> None:
    assert enter(clinic, one) == [True]
    assert enter(clinic, one) == [False], "pressing twice saves once"
    assert [found.said for found in standing(clinic)] == [one]
    (row,) = opened.audit(clinic, one.id)
    assert (row["what"], row["kind"], row["patient_id"], row["who"]) == (
        "create",
        "assessment",
        facts.PATIENT,
        facts.NURSE,
    )


def test_every_scale_can_be_stored() -> None:
    assert {one.scale for one in EVERY_KIND} == set(Scale)


def test_other_content_under_its_id_is_a_conflict(clinic: Database) -> None:
    enter(clinic, TOLD)
    with pytest.raises(ConflictError):
        enter(clinic, TOLD.model_copy(update={"items": said.PHQ_9}))


def test_a_correction_and_a_withdrawal_are_rows_of_their_own_and_the_audit_says_why(clinic: Database) -> None:
    gone = said.instead(CORRECTED, "another patient's form", withdrawn=True)
    enter(clinic, TOLD, CORRECTED, gone)
    (one,) = standing(clinic)
    assert (one.said, one.earlier, one.holds) == (gone, (TOLD, CORRECTED), False)
    told = [opened.audit(clinic, said_id)[0] for said_id in (TOLD.id, CORRECTED.id, gone.id)]
    assert [(row["what"], row["reason"]) for row in told] == [
        ("create", None),
        ("correct", "misread"),
        ("withdrawn", "another patient's form"),
    ]


REFUSED: list[tuple[str, list[Any], Any, str]] = [
    ("corrected by somebody else meanwhile", [TOLD, CORRECTED], said.instead(TOLD, "again"), "meanwhile"),
    ("withdrawn by somebody else meanwhile", [TOLD, WITHDRAWN], said.instead(TOLD, "again"), "meanwhile"),
    (
        "corrected after it was withdrawn",
        [TOLD, WITHDRAWN],
        said.instead(WITHDRAWN, "again", withdrawn=False),
        "meanwhile",
    ),
    ("of what was never said", [], said.instead(TOLD), "another patient's"),
    ("of another scale", [TOLD], said.instead(TOLD, scale="gad_7", items=[0] * 7), "stays the same scale"),
    ("of another patient's", [TOLD], said.instead(TOLD, patient_id=OTHER, treatment_id=None), "another patient's"),
    ("of a session of nobody's", [], said.assessment(treatment_id=uuid4()), "another patient's"),
    ("closed twice", [TOLD, DONE], said.closing(TOLD, action="called her"), "closed this already"),
    ("closed as it was corrected", [TOLD, CORRECTED], DONE, "meanwhile"),
    ("closed as it was withdrawn", [TOLD, WITHDRAWN], DONE, "meanwhile"),
    ("closed where nothing is to be", [harmless := said.assessment()], said.closing(harmless), "tells of nothing"),
    ("closed of what was never said", [], DONE, "another patient's"),
    ("closed for another patient", [TOLD], said.closing(TOLD, patient_id=OTHER), "another patient's"),
    ("a closing corrected that is not there", [TOLD], said.instead(DONE), "meanwhile"),
    (
        "a closing corrected that was taken back",
        [TOLD, DONE, said.instead(DONE, withdrawn=True)],
        said.instead(DONE, "again"),
        "meanwhile",
    ),
]


@pytest.mark.parametrize(("name", "before", "told", "sentence"), REFUSED, ids=[row[0] for row in REFUSED])
def test_what_cannot_be_said_of_a_scale_is_refused_and_nothing_is_written(
    name: str, before: list[Any], told: Assessment | RiskClosing, sentence: str, clinic: Database
) -> None:
    enter(clinic, *before)
    numbers = opened.numbers(clinic)
    with pytest.raises(assessments.AssessmentError, match=sentence):
        enter(clinic, told)
    assert opened.numbers(clinic) == numbers, name


def test_a_closing_is_corrected_taken_back_and_made_anew(clinic: Database) -> None:
    mended = said.instead(DONE, action="talked with her and her husband")
    back, anew = said.instead(mended, "it was not she", withdrawn=True), said.closing(TOLD, action="called her")
    for told, is_open in ((TOLD, True), (DONE, False), (mended, False), (back, True), (anew, False)):
        enter(clinic, told)
        assert bool(still_open(clinic)) is is_open
    (one,) = standing(clinic)
    assert (one.closings, one.closing) == ((DONE, mended, back, anew), anew)
    assert opened.audit(clinic, back.id)[0]["what"] == "withdrawn"


WORSE = said.instead(TOLD, items=(*said.PHQ_9[:8], 3))
HISTORIES: dict[str, list[Any]] = {
    "nothing": [],
    "harmless": [said.assessment()],
    "nobody closed it": [TOLD],
    "closed": [TOLD, DONE],
    "closed and taken back": [TOLD, DONE, said.instead(DONE, withdrawn=True)],
    "corrected after it was closed": [TOLD, DONE, WORSE],
    "corrected and closed again": [TOLD, DONE, WORSE, said.closing(WORSE)],
    "corrected to harmless": [TOLD, said.instead(TOLD, items=said.PHQ_9)],
    "corrected from harmless": [harmless, said.instead(harmless, items=(*said.PHQ_9[:8], 1))],
    "withdrawn": [TOLD, WITHDRAWN],
    "two of them": [TOLD, said.assessment(scale="c_ssrs", ideation=4), DONE],
}


@pytest.mark.parametrize("told", HISTORIES.values(), ids=HISTORIES)
def test_what_the_database_finds_open_is_what_the_rule_says_is_open(told: list[Any], clinic: Database) -> None:
    enter(clinic, *told, said.risky(3, patient_id=OTHER))
    wanted = tuple(one.said for one in standing(clinic) if scales.is_open(one))
    assert still_open(clinic).get(facts.PATIENT, ()) == wanted
    assert len(still_open(clinic)[OTHER]) == 1
    assert still_open(clinic, uuid4()) == {}


def test_scales_of_merged_registrations_are_one_persons_and_part_with_them(clinic: Database) -> None:
    theirs = said.risky(1, "12:00", patient_id=OTHER)
    enter(clinic, TOLD, theirs)
    with clinic.write() as connection:
        identities.merge(connection, said.merge(OTHER))
    for patient in (facts.PATIENT, OTHER):
        assert [one.said for one in standing(clinic, patient)] == [theirs, TOLD]
        assert still_open(clinic, patient) == {patient: (theirs, TOLD)}
    enter(clinic, said.instead(theirs, items=said.PHQ_9))
    with clinic.read() as connection:
        assert set(assessments.of_everybody(connection)) == {facts.PATIENT}
    with clinic.write() as connection:
        identities.merge(connection, said.merge(OTHER, None))
    assert still_open(clinic) == {facts.PATIENT: (TOLD,)}
    assert [len(standing(clinic, patient)[0].earlier) for patient in (facts.PATIENT, OTHER)] == [0, 1]


def test_the_number_grows_with_whatever_is_said(clinic: Database) -> None:
    def number() -> int:
        with clinic.read() as connection:
            return assessments.changes(connection, facts.TREATMENT)

    seen = [number()]
    for told in (TOLD, DONE, said.instead(DONE), CORRECTED):
        enter(clinic, told)
        seen.append(number())
    enter(clinic, said.assessment(patient_id=OTHER))
    assert seen == [0, 1, 2, 3, 4] == [*seen[:4], number()]


def test_a_scale_in_a_signed_session_is_taken_and_voids_nothing(clinic: Database) -> None:
    opened.save(clinic, facts.end())
    signed.sign(clinic, Meaning.COMPLETE, facts.staff())
    enter(clinic, TOLD, CORRECTED)
    with clinic.read() as connection:
        (one,) = signatures.of_treatment(connection, facts.TREATMENT)
    assert one.holds
