"""signatures.csv, afterwords.csv, home_effects.csv, kept_aside.csv: what stands beside a session's record."""

from collections.abc import Iterator
from typing import Final

from data.exports.tidy.column import ENTRY, PATIENT, SESSION, Column, Kind, Row, ids, times, words
from data.exports.tidy.effects import SEVERITIES, stated
from data.exports.tidy.visit import Visit
from schemas.rules.valid import Status
from schemas.signature import Afterword, AfterwordSort, Meaning, Vouched
from schemas.staff import Role

WAITING, ACCEPTED, WITHDRAWN = "waiting", "accepted", "withdrawn"
_YES_NO: Final = ("true", "false")

SIGNATURES: Final = (
    ids("signature_id", "The signature, in the order of signing."),
    SESSION,
    PATIENT,
    ids("afterword_id", "The row of afterwords.csv that it stands under; empty: the session's own record."),
    Column(
        "meaning", Kind.CODE, "complete and reviewed: of the record; written: of the afterword.", "", words(Meaning)
    ),
    Column("signed_by", Kind.PERSON, "Who signed."),
    Column("name", Kind.TEXT, "Her name at that time."),
    Column("role", Kind.CODE, "In which role.", "", words(Role)),
    Column("vouched", Kind.CODE, "By what she showed that it was she.", "", words(Vouched)),
    times("signed_at", "When, by the server's clock."),
    Column("content_version", Kind.WHOLE, "Of which version of the content the hash is."),
    Column("sha256", Kind.CODE, "The SHA-256 of the content that was signed."),
    Column("signed_both", Kind.YES_NO, "Whether the same person had signed the record's other line.", "", _YES_NO),
    Column("listed", Kind.TEXT, "What was missing or waiting when it was signed; empty: nothing."),
    times("voided_at", "When something came that made it void; empty: it holds."),
    ids("voided_by", "The correction, withdrawal, move or addendum that did."),
)
AFTERWORDS: Final = (
    ids("afterword_id", "The review or follow-up, in the order in which they were entered."),
    SESSION,
    PATIENT,
    times("at", "When it took place."),
    Column("sort", Kind.CODE, "review: a prescriber's; follow_up: what was told later.", "", words(AfterwordSort)),
    Column("words", Kind.TEXT, "What was said or found."),
    Column("plan", Kind.TEXT, "The plan of a review; empty: none."),
    *ENTRY,
)
HOME_EFFECTS: Final = (
    ids("afterword_id", "The follow-up in afterwords.csv in which it was told; one row for each effect."),
    SESSION,
    PATIENT,
    Column("effect", Kind.TEXT, "What began at home, as it was told."),
    Column("severity", Kind.CODE, "How severe it was.", "", SEVERITIES),
    Column("since", Kind.TEXT, "Since when, in the patient's words; empty: not told."),
    Column("valid", Kind.YES_NO, "false: a later follow-up takes the place of this one.", "", _YES_NO),
)
KEPT_ASIDE: Final = (
    ids("kept_id", "An entry that could not be stored any more. What was stored of it has the same id in its file."),
    SESSION,
    PATIENT,
    Column("kind", Kind.CODE, "As what the tablet sent it."),
    Column("content", Kind.TEXT, "What the tablet sent, word for word: JSON. It is no part of the record by itself."),
    Column("entered_by", Kind.PERSON, "Who entered it."),
    times("entered_at", "When she pressed Enter, by the server's clock."),
    times("received_at", "When it came to the server."),
    Column("refused_because", Kind.TEXT, "Why it could not be stored."),
    Column(
        "outcome",
        Kind.CODE,
        "waiting: nobody has decided; accepted: it was stored under its author's name; withdrawn: it is not to be.",
        "",
        (WAITING, ACCEPTED, WITHDRAWN),
    ),
    Column("decided_by", Kind.PERSON, "Who decided; empty: nobody yet."),
    times("decided_at", "When she did."),
    Column("reason", Kind.TEXT, "Why, in her words."),
)


def signatures(visit: Visit) -> Iterator[Row]:
    """The rows of a session in signatures.csv, void ones too."""
    for one in visit.beside.signed:
        made = one.signature
        yield {
            "signature_id": made.id,
            **visit.place(),
            "afterword_id": made.about,
            "meaning": made.meaning,
            "signed_by": made.entered_by,
            "name": made.name,
            "role": made.role,
            "vouched": made.vouched,
            "signed_at": made.entered_at,
            "content_version": made.content,
            "sha256": made.sha256,
            "signed_both": made.both,
            "listed": " ".join(made.listed) or None,
            "voided_at": one.voided_at,
            "voided_by": one.voided_by,
        }


def afterwords(visit: Visit) -> Iterator[Row]:
    """The rows of a session in afterwords.csv, replaced ones too."""
    for one in visit.beside.afterwords:
        status = _status(visit, one)
        yield {
            "afterword_id": one.id,
            **visit.place(),
            "at": one.at,
            "sort": one.sort,
            "words": one.words,
            "plan": one.plan,
            "entered_by": one.entered_by,
            "entered_at": one.entered_at,
            "status": status,
            "valid": status is Status.FINAL,
            "replaces": one.replaces,
            "reason": one.reason,
        }


def home_effects(visit: Visit) -> Iterator[Row]:
    """The rows of a session in home_effects.csv."""
    for one in visit.beside.afterwords:
        for effect in one.effects:
            yield {
                "afterword_id": one.id,
                **visit.place(),
                "effect": effect.name,
                "severity": stated(effect.severity),
                "since": effect.since,
                "valid": _status(visit, one) is Status.FINAL,
            }


def kept_aside(visit: Visit) -> Iterator[Row]:
    """The rows of a session in kept_aside.csv, decided ones too."""
    for one in visit.beside.kept:
        kept, end = one.kept, one.end
        yield {
            "kept_id": kept.id,
            **visit.place(),
            "kind": kept.kind,
            "content": kept.body,
            "entered_by": kept.author,
            "entered_at": kept.entered_at,
            "received_at": kept.received_at,
            "refused_because": kept.reason,
            "outcome": WAITING if end is None else ACCEPTED if end.accepted else WITHDRAWN,
            "decided_by": None if end is None else end.by,
            "decided_at": None if end is None else end.at,
            "reason": None if end is None else end.reason,
        }


def _status(visit: Visit, one: Afterword) -> Status:
    replaced = {other.replaces for other in visit.beside.afterwords}
    return Status.REPLACED if one.id in replaced else Status.FINAL
