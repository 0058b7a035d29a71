"""What is known of a patient in words: unknown is said as unknown, each with its day, and never as no."""

from datetime import date

import pytest

from app.parts import known
from schemas.background import Background, BackgroundItem, BackgroundSays
from schemas.rules import background
from tests import said

OTHER = "00000000-0000-0000-0000-00000000000b"
TODAY = date(2026, 11, 2)
NOBODY = "Medicines that matter, allergies and what speaks against the drug: unknown, nobody asked"


def told(item: str, says: str, words: str | None = None, on: date = date(2026, 10, 19)) -> Background:
    return said.known(item, says, words=words, asked_on=on)


ALL_NO = [told(item.value, "no") for item in BackgroundItem]
MEDICINES = [told("antihypertensive", "yes", "Amlodipine"), told("benzodiazepine", "yes", "lorazepam if needed")]
TABLE: list[tuple[str, list[Background], str, str]] = [
    ("nobody asked", [], "", NOBODY),
    (
        "all asked, nothing there",
        ALL_NO,
        "",
        (
            "pregnancy test negative 19 Oct · no benzodiazepine, stimulant, MAOI, antihypertensive, opioid, allergies, "
            "aneurysm or AVM, intracranial haemorrhage, psychosis or mania, sleep apnoea, substance use, "
            "liver disease, urinary symptoms (asked 19 Oct)"
        ),
    ),
    (
        "medicines by name, an allergy, and one thing unknown",
        [
            *ALL_NO[6:],
            *MEDICINES,
            told("allergies", "yes", "penicillin"),
            told("sleep_apnoea", "unknown"),
            told("psychosis_or_mania", "yes", "2019", on=date(2025, 3, 1)),
            told("pregnancy", "does_not_apply"),
        ],
        (
            "benzodiazepine: lorazepam if needed (asked 19 Oct) · antihypertensive: Amlodipine (asked 19 Oct) · "
            "allergies: penicillin (asked 19 Oct) · psychosis or mania (2019, asked 1 Mar 2025)"
        ),
        (
            "no aneurysm or AVM, intracranial haemorrhage, substance use, liver disease, urinary symptoms "
            "(asked 19 Oct) · unknown: stimulant, MAOI, opioid, sleep apnoea"
        ),
    ),
    (
        "asked on two days, the newer first, and a test with its own",
        [
            told("liver", "no", on=date(2025, 12, 31)),
            told("opioid", "no"),
            told("pregnancy", "yes", "blood", on=date(2026, 11, 1)),
            told("sleep_apnoea", "yes", on=date(2025, 12, 31)),
        ],
        "pregnancy test positive 1 Nov (blood) · sleep apnoea (asked 31 Dec 2025)",
        (
            "no opioid (asked 19 Oct) · no liver disease (asked 31 Dec 2025) · unknown: allergies, benzodiazepine, "
            "stimulant, MAOI, antihypertensive, aneurysm or AVM, intracranial haemorrhage, psychosis or mania, "
            "substance use, urinary symptoms"
        ),
    ),
    (
        "said otherwise of another registration",
        [*ALL_NO, said.known("liver", "yes", words=None, patient_id=OTHER, asked_on=date(2026, 10, 19))],
        "liver disease (asked 19 Oct, said otherwise too: ask again)",
        (
            "pregnancy test negative 19 Oct · no benzodiazepine, stimulant, MAOI, antihypertensive, opioid, allergies, "
            "aneurysm or AVM, intracranial haemorrhage, psychosis or mania, sleep apnoea, substance use, "
            "urinary symptoms (asked 19 Oct)"
        ),
    ),
]


@pytest.mark.parametrize(("name", "facts", "there", "other"), TABLE, ids=[row[0] for row in TABLE])
def test_the_banner_says_what_is_there_what_is_not_and_what_is_unknown(
    name: str, facts: list[Background], there: str, other: str
) -> None:
    found = background.known(facts)
    assert known.present(found, TODAY) == there
    assert " · ".join(filter(None, (known.absent(found, TODAY), known.unknown(found)))) == other


@pytest.mark.parametrize(
    ("facts", "free", "unknown"),
    [
        ([], "", NOBODY),
        (ALL_NO, "no allergies (asked 19 Oct)", ""),
        ([*ALL_NO, told("allergies", "yes", "latex")], "", ""),
        ([*ALL_NO, told("opioid", "unknown"), told("allergies", "unknown")], "", "unknown: allergies, opioid"),
        (
            ALL_NO[:6],
            "no allergies (asked 19 Oct)",
            "unknown: aneurysm or AVM, intracranial haemorrhage, psychosis or mania, 5 more",
        ),
        (ALL_NO[:5], "", "unknown: allergies, aneurysm or AVM, intracranial haemorrhage, 6 more"),
    ],
)
def test_the_chair_is_told_whether_there_are_allergies_and_what_is_unknown_allergies_first(
    facts: list[Background], free: str, unknown: str
) -> None:
    found = background.known(facts)
    assert known.no_allergies(found, TODAY) == free
    assert known.unknown(found, known.NAMED_AT_CHAIR) == unknown


@pytest.mark.parametrize(
    ("item", "says"),
    [
        *((item, says) for item in BackgroundItem for says in list(BackgroundSays)[:3]),
        (BackgroundItem.PREGNANCY, BackgroundSays.DOES_NOT_APPLY),
    ],
)
def test_every_item_but_what_does_not_apply_is_somewhere_in_the_banner(
    item: BackgroundItem, says: BackgroundSays
) -> None:
    words = "ITSNAME" if says is BackgroundSays.YES else None
    found = background.known([told(item.value, says.value, words)])
    there = known.present(found, TODAY)
    other = f"{known.absent(found, TODAY)} · {known.unknown(found)}"
    shown = known.short(item)
    if says is BackgroundSays.YES:
        assert "ITSNAME" in there or "pregnancy test positive" in there
        assert shown not in other
    else:
        assert there == ""
        assert (shown in other) is (says is not BackgroundSays.DOES_NOT_APPLY)
        assert (f"no {shown}" in other or "test negative" in other) is (says is BackgroundSays.NO)


@pytest.mark.parametrize(
    ("facts", "says"),
    [
        ([], "unknown, nobody asked"),
        ([told("liver", "unknown")], "unknown, asked 19 Oct"),
        ([told("liver", "no", "last seen in May")], "no: last seen in May, asked 19 Oct"),
        (
            [
                told("liver", "yes", "fatty"),
                said.known("liver", "no", patient_id=OTHER),
            ],
            "yes: fatty, asked 19 Oct, said otherwise under another registration: ask again",
        ),
    ],
)
def test_an_item_in_its_own_row_says_when_it_was_asked(facts: list[Background], says: str) -> None:
    assert known.stands(background.known(facts)[BackgroundItem.LIVER], TODAY) == says


def test_a_test_says_when_it_was_made() -> None:
    found = background.known([told("pregnancy", "no")])
    assert known.stands(found[BackgroundItem.PREGNANCY], TODAY) == "negative, tested 19 Oct"
