"""scales.csv, scale_items.csv and scale_closings.csv: what scales said of patients, with whatever became of each."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from data.exports.tidy.column import PATIENT, Column, Kind, Row, ids, times, words
from schemas.assessment import Assessment, Behaviour, RiskClosing, Scale
from schemas.rules import scales
from schemas.rules.scales import Standing
from schemas.rules.valid import Status

Scales = Mapping[UUID, Sequence[Standing]]
NONE: Final[Scales] = {}
_YES_NO: Final = ("true", "false")
_STATUSES: Final = tuple(one.value for one in (Status.FINAL, Status.REPLACED, Status.WITHDRAWN))
_ENDS: Final = (
    Column("entered_by", Kind.PERSON, "Who entered it."),
    times("entered_at", "When it was entered, by the server's clock."),
    Column(
        "status",
        Kind.CODE,
        "final: it holds. replaced: a later row corrects it. withdrawn: a later row says that it was entered in error; "
        "that row has the status too.",
        "",
        _STATUSES,
    ),
    Column("valid", Kind.YES_NO, "true for final only.", "", _YES_NO),
    ids("replaces", "The row of this file that this one corrects or withdraws; empty: neither."),
    Column("reason", Kind.TEXT, "Why it corrects or withdraws."),
)
SCALES: Final = (
    ids("scale_id", "What was said of a scale, each time it was said."),
    PATIENT,
    ids("session_id", "The session that it belongs to, a row of sessions.csv; empty: to none."),
    Column("scale", Kind.CODE, "Which scale.", "", words(Scale)),
    times("taken_at", "When it was taken."),
    Column("total", Kind.WHOLE, "The total; empty: an item is not known, or the scale has none.", "{score}"),
    Column("ideation", Kind.WHOLE, "Of the C-SSRS: the highest ideation, 0 to 5; empty: not asked.", "{score}"),
    Column("behaviour", Kind.CODE, "Of the C-SSRS: suicidal behaviour; empty: not asked.", "", words(Behaviour)),
    Column("words", Kind.TEXT, "A remark."),
    *_ENDS,
)
ITEMS: Final = (
    ids("scale_id", "The row of scales.csv; one row for each of its items."),
    PATIENT,
    Column("scale", Kind.CODE, "Which scale.", "", words(Scale)),
    Column("item", Kind.WHOLE, "The item's number, as on the printed form."),
    Column("value", Kind.WHOLE, "What was answered; empty: left blank.", "{score}"),
    Column("valid", Kind.YES_NO, "Whether its row of scales.csv holds.", "", _YES_NO),
)
CLOSINGS: Final = (
    ids("closing_id", "What was said to have been done about a scale that tells of suicidal thoughts."),
    PATIENT,
    ids("scale_id", "The row of scales.csv that it was done about."),
    times("at", "When it was done."),
    Column("action", Kind.TEXT, "What was done."),
    *_ENDS,
)


@dataclass(frozen=True)
class Told:
    """One scale of the person whose registration that stays has this id."""

    patient_id: UUID
    standing: Standing


def told(found: Scales, only: UUID | None) -> Iterator[Told]:
    """Each scale, patient by patient; with `only` those that belong to this one session."""
    for patient_id in sorted(found):
        for one in found[patient_id]:
            if only in {None, one.said.treatment_id}:
                yield Told(patient_id, one)


def rows(one: Told) -> Iterator[Row]:
    """Its rows in scales.csv, the oldest first."""
    for said in _all(one.standing):
        yield {
            "scale_id": said.id,
            "patient_id": one.patient_id,
            "session_id": said.treatment_id,
            "scale": said.scale,
            "taken_at": said.taken_at,
            "total": scales.total(said),
            "ideation": said.ideation,
            "behaviour": said.behaviour,
            "words": said.words,
            **_entry(said, _all(one.standing)),
        }


def items(one: Told) -> Iterator[Row]:
    """Its rows in scale_items.csv, of each time it was said."""
    for said in _all(one.standing):
        for place, value in enumerate(said.items, start=1):
            yield {
                "scale_id": said.id,
                "patient_id": one.patient_id,
                "scale": said.scale,
                "item": place,
                "value": value,
                "valid": _status(said, _all(one.standing)) is Status.FINAL,
            }


def closings(one: Told) -> Iterator[Row]:
    """Its rows in scale_closings.csv."""
    for said in one.standing.closings:
        yield {
            "closing_id": said.id,
            "patient_id": one.patient_id,
            "scale_id": said.said_id,
            "at": said.at,
            "action": said.action,
            **_entry(said, one.standing.closings),
        }


def _all(one: Standing) -> tuple[Assessment, ...]:
    return (*one.earlier, one.said)


def _entry(said: Assessment | RiskClosing, among: Sequence[Assessment | RiskClosing]) -> dict[str, object]:
    status = _status(said, among)
    return {
        "entered_by": said.entered_by,
        "entered_at": said.entered_at,
        "status": status,
        "valid": status is Status.FINAL,
        "replaces": said.replaces,
        "reason": said.reason,
    }


def _status(said: Assessment | RiskClosing, among: Sequence[Assessment | RiskClosing]) -> Status:
    newer = next((one for one in among if one.replaces == said.id), None)
    if said.withdrawn or (newer is not None and newer.withdrawn):
        return Status.WITHDRAWN
    return Status.FINAL if newer is None else Status.REPLACED
