"""Known: what bears on the drug of a patient, in words; unknown is said as unknown, and never as no."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Final

from schemas.background import NAMED, BackgroundItem, BackgroundSays
from schemas.rules.background import Known

LABELS: Final[Mapping[BackgroundItem, str]] = {
    BackgroundItem.BENZODIAZEPINE: "Benzodiazepine",
    BackgroundItem.STIMULANT: "Stimulant",
    BackgroundItem.MAOI: "MAOI",
    BackgroundItem.ANTIHYPERTENSIVE: "Antihypertensive",
    BackgroundItem.OPIOID: "Opioid",
    BackgroundItem.ALLERGIES: "Allergies",
    BackgroundItem.ANEURYSM_OR_AVM: "Aneurysm or arteriovenous malformation",
    BackgroundItem.INTRACRANIAL_HAEMORRHAGE: "Intracranial haemorrhage",
    BackgroundItem.PSYCHOSIS_OR_MANIA: "Psychosis or mania",
    BackgroundItem.PREGNANCY: "Pregnancy test",
    BackgroundItem.SLEEP_APNOEA: "Sleep apnoea",
    BackgroundItem.SUBSTANCE_USE: "Substance use",
    BackgroundItem.LIVER: "Liver disease",
    BackgroundItem.URINARY_SYMPTOMS: "Urinary symptoms",
}
_SHORT: Final[Mapping[BackgroundItem, str]] = {
    BackgroundItem.ANEURYSM_OR_AVM: "aneurysm or AVM",
    BackgroundItem.MAOI: "MAOI",
}
_SAYS: Final[Mapping[BackgroundSays, str]] = {
    BackgroundSays.YES: "yes",
    BackgroundSays.NO: "no",
    BackgroundSays.UNKNOWN: "unknown",
    BackgroundSays.DOES_NOT_APPLY: "does not apply",
}
_OF_TEST: Final = {BackgroundSays.YES: "positive", BackgroundSays.NO: "negative"}
_NOTHING: Final = "Medicines that matter, allergies and what speaks against the drug: unknown, nobody asked"
NAMED_AT_CHAIR: Final = 4  # so many unknown items, of more the number


def answer(item: BackgroundItem, says: BackgroundSays) -> str:
    """The answer as it is said of this item: a test is no plain yes or no."""
    return (_OF_TEST.get(says) if item is BackgroundItem.PREGNANCY else None) or _SAYS[says]


def short(item: BackgroundItem) -> str:
    """The item within a line."""
    return _SHORT.get(item) or LABELS[item].lower()


def day(on: date, today: date) -> str:
    """The day with its month as a word; with the year where it is another one."""
    return f"{on.day} {on:%b}" if on.year == today.year else f"{on.day} {on:%b %Y}"


def present(known: Mapping[BackgroundItem, Known], today: date) -> str:
    """What is there, each with the day it was asked: medicines, allergies, what speaks against the drug; or nothing."""
    there = [one for one in known.values() if one.says is BackgroundSays.YES]
    return " · ".join(_yes(one, today) for one in there)


def absent(known: Mapping[BackgroundItem, Known], today: date) -> str:
    """What was asked and is not there, with the day it was asked; or nothing."""
    return " · ".join(_not_there(known.values(), today))


def no_allergies(known: Mapping[BackgroundItem, Known], today: date) -> str:
    """All that the chair says of what is not there."""
    return " · ".join(_not_there([known[BackgroundItem.ALLERGIES]], today))


def unknown(known: Mapping[BackgroundItem, Known], most: int = len(BackgroundItem)) -> str:
    """The names of what is unknown, allergies first; of more than `most` the first ones and how many more."""
    if not any(one.told for one in known.values()):
        return _NOTHING
    first = sorted(known.values(), key=lambda one: one.item is not BackgroundItem.ALLERGIES)
    names = [short(one.item) for one in first if one.says is BackgroundSays.UNKNOWN]
    if len(names) > most:
        names = [*names[: most - 1], f"{len(names) - most + 1} more"]
    return f"unknown: {', '.join(names)}" if names else ""


def stands(known: Known, today: date) -> str:
    """One item as it stands, for its own row: the answer, its words, and when it was asked."""
    if not known.told:
        return "unknown, nobody asked"
    more = f": {known.words}" if known.words else ""
    differs = ", said otherwise under another registration: ask again" if known.differs else ""
    asked = "tested" if known.item is BackgroundItem.PREGNANCY else "asked"
    return f"{answer(known.item, known.says)}{more}, {asked} {day(known.asked_on or today, today)}{differs}"


def _yes(one: Known, today: date) -> str:
    """Kind and name, since not everybody knows of every name which medicine it is."""
    on = day(one.asked_on or today, today)
    if one.item in NAMED:
        said, more = f"{short(one.item)}: {one.words}", [f"asked {on}"]
    elif one.item is BackgroundItem.PREGNANCY:
        said, more = f"pregnancy test positive {on}", [one.words or ""]
    else:
        said, more = short(one.item), [one.words or "", f"asked {on}"]
    more += ["said otherwise too: ask again"] if one.differs else []
    told = ", ".join(part for part in more if part)
    return f"{said} ({told})" if told else said


def _not_there(known: Iterable[Known], today: date) -> Iterator[str]:
    """Those that were asked on one day together, the newest day first; a test has its own day."""
    found: dict[date, list[str]] = {}
    for one in known:
        if one.says is not BackgroundSays.NO or one.asked_on is None:
            continue
        if one.item is BackgroundItem.PREGNANCY:
            yield f"pregnancy test negative {day(one.asked_on, today)}"
        else:
            found.setdefault(one.asked_on, []).append(short(one.item))
    for on in sorted(found, reverse=True):
        yield f"no {', '.join(found[on])} (asked {day(on, today)})"
