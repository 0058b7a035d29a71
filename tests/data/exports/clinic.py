"""An invented session for the exports: an infusion in which all that can be corrected was, and text meant to harm."""

import csv
import io
from uuid import UUID

from data.exports import tidy
from data.exports.tidy.beside import Beside
from data.quarantine import End, Told
from data.signatures import Standing
from schemas.correction import Retraction
from schemas.drug import StopSays
from schemas.effect import Effect, EffectChange, Relatedness, Severity
from schemas.fact import ClinicalFact
from schemas.reading import CuffSite, NotMeasured, Position, Reading, Source
from schemas.record import Record
from schemas.rules import scales as scale_rules
from schemas.staff import Staff
from tests import facts, said, sealing, signed

NEW_YORK = "America/New_York"
HOSTILE = (
    '=HYPERLINK("http://x","y")',
    "+1",
    "-1",
    "@SUM(A1)",
    "'=1+1",
    "'plain",
    'said "stop", then\nslept;\n\nwoke',
    "a,b;c\td",
    "Zoë 😵‍💫 naïve ― 雪",
    "NA",
    "null",
    "00123",
    "1e5",
    "TRUE",
)
MOVED_HERE, ELSEWHERE = UUID(int=0x777), UUID(int=0x888)


def no(number: int) -> UUID:
    """The id of fact number so-and-so."""
    return UUID(int=0x1000 + number)


def people() -> dict[UUID, Staff]:
    """Two who entered or judged something, one named like a formula, and one who did neither."""
    told = (
        facts.staff("=Nia Nurse"),
        facts.staff("Pat Prescriber", id=facts.PRESCRIBER, initials="PP"),
        facts.staff("Otto Other", id=facts.OTHER_NURSE, initials="OO"),
    )
    return {person.id: person for person in told}


def infusion() -> Record:
    """Start 14:00, stop 14:40, left 15:50; arrival set back from 13:30 to 13:20; planned 0.5 mg/kg."""
    record = facts.record_with(
        facts.arrival("13:20", id=no(1)),
        facts.end("15:50", id=no(2)),
        *_readings(),
        *_drug_events(),
        *_effects(),
        *_changes(),
        facts.none_reported("13:50", id=no(60)),
        facts.none_reported("13:51", id=no(61)),
        *_texts(),
        *_answers(),
        *_retractions(),
        treatment=facts.treatment("13:30", zone=NEW_YORK, planned_dose_mg_per_kg=0.5),
    )
    raised = facts.raised(id=no(400), reading_id=no(13), label=HOSTILE[1])
    back = facts.raised(id=no(405), withdraws=no(400), due_at=facts.instant("14:20"))
    ordered = (said.order(id=no(641), hold_if="=180"), said.stop(id=no(642)))
    return record.model_copy(update={"alert_events": (raised, back), "orders": ordered})


def _answers() -> tuple[ClinicalFact, ...]:
    """What was done about an alert, asked before the dose, and judged for a score."""
    return (
        facts.answer(no(400), id=no(401), words=HOSTILE[0]),
        facts.call(id=no(402), alert_id=no(400), called_by="Nia", answer=HOSTILE[1], read_back=True),
        facts.checked(id=no(403), words=HOSTILE[2]),
        facts.decided("hold", id=no(404), words=HOSTILE[3], decided_by="Dr Lee", reading_id=no(11)),
        facts.judged(id=no(406)),
    )


def _readings() -> tuple[Reading, ...]:
    first = facts.reading("14:10", id=no(12), systolic=158, diastolic=92, cuff_site=CuffSite.LEFT_ARM)
    twice = facts.reading("14:20", id=no(16), systolic=160, diastolic=98, pulse=0)
    return (
        facts.reading("13:40", id=no(10), weight_kg=82.0, temperature_c=36.8, oxygen_l_min=0.0, moaas=5, pain=10),
        facts.reading("13:45", id=no(11), systolic=132, diastolic=84, pulse=72, spo2=98, position=Position.SITTING),
        first,
        facts.corrected(first, id=no(13), systolic=168, note=HOSTILE[6], reason="read the wrong line"),
        facts.reading("14:15", id=no(14), systolic=199, diastolic=55),
        facts.reading("14:16", id=no(15), systolic=201, diastolic=56),
        twice,
        facts.corrected(twice, id=no(17), pulse=1, reason="typed twice"),
        facts.reading(
            "14:30:30",
            id=no(18),
            systolic=150,
            repeat_of=no(13),
            source=Source.FIELDS,
            not_measured={"spo2": NotMeasured.OTHER, "diastolic": NotMeasured.NO_READING},
            reason_words={"spo2": HOSTILE[1]},
        ),
        facts.reading("15:00", id=no(19), systolic=140, diastolic=88, replaces=ELSEWHERE, reason="of this session"),
    )


def _drug_events() -> tuple[ClinicalFact, ...]:
    change = facts.event("rate_change", "14:05", id=no(31), rate_ml_h=62.25)
    return (
        facts.event("start", "14:00", id=no(30), dose_mg=40.0, duration_minutes=40, concentration_mg_ml=0.8),
        change,
        facts.corrected(change, id=no(32), rate_ml_h=75.0, reason=HOSTILE[0]),
        facts.event("stop", "14:40", id=no(33), stop_says=StopSays.PLANNED),
        facts.event("bolus", "14:41", id=no(34), dose_mg=5.0),
    )


def _effects() -> tuple[Effect, ...]:
    vertigo = facts.effect("14:13", id=no(42), effect="vertigo")
    judged = {
        "effect": "dizziness",
        "relatedness": Relatedness.PROBABLE,
        "judged_by": facts.PRESCRIBER,
        "serious": True,
    }
    return (
        facts.effect("14:12", id=no(40), effect="nausea", serious=False),
        facts.effect("14:15", id=no(41), words=HOSTILE[0]),
        vertigo,
        facts.corrected(vertigo, id=no(43), onset_at="14:14", reason="it was dizziness", **judged),
        facts.effect("14:16", id=no(44), effect="headache"),
        facts.effect("15:55", id=no(45), effect="fatigue"),
    )


def _changes() -> tuple[EffectChange, ...]:
    return (
        facts.change(no(40), "14:12", id=no(50), severity=Severity.MODERATE),
        facts.change(no(40), "14:20", id=no(51), severity=Severity.MILD),
        facts.change(no(40), "14:25", id=no(52), action="basin"),
        facts.change(no(40), "14:50:59", id=no(53), ended=True, action="=slept"),
        facts.change(no(41), "15:10", id=no(54), ended=True),
        facts.change(no(42), "14:18", id=no(55), severity=Severity.LIFE_THREATENING),
        facts.change(no(44), "14:19", id=no(56), severity=Severity.SEVERE),
    )


def _texts() -> tuple[ClinicalFact, ...]:
    """Every hostile text in every column of free text that can hold it."""
    told: list[ClinicalFact] = [facts.note("14:46", text, id=no(300 + n)) for n, text in enumerate(HOSTILE)]
    for n, text in enumerate(HOSTILE):
        one_line = dict.fromkeys(("drug", "dose", "route", "ordered_by"), " ".join(text.split()))
        told.append(facts.intervention("14:45", id=no(200 + n), response=text, words=text, **one_line))
    return tuple(told)


def _retractions() -> tuple[Retraction, ...]:
    def gone(number: int, reason: str, at: str = "17:00") -> Retraction:
        return facts.withdrawn(facts.note(id=no(number)), entered_at=at, reason=reason)

    return (
        gone(14, "wrong patient"),
        facts.moved(facts.note(id=no(15)), MOVED_HERE, reason="another session"),
        gone(17, "still wrong"),
        gone(34, "never given"),
        gone(44, "-not hers"),
        gone(54, "did not end"),
        gone(61, "nobody asked"),
        gone(300, "of no use", at="17:01"),
        gone(300, "said again", at="17:02"),
    )


def beside(*records: Record) -> dict[UUID, Beside]:
    """Beside each: signatures, a follow-up with effects that another replaced, a review, three entries kept aside."""
    nia, pat = facts.staff(), facts.staff("Pat Prescriber", id=facts.PRESCRIBER, roles=("prescriber",))
    told = {"treatment_id": records[0].treatment.id} if records else {}
    headache = {"name": "-headache", "severity": 2, "since": "the same evening"}
    call = signed.afterword(**told, id=no(601), effects=(headache, {"name": "tired"}))
    again = signed.afterword(**told, id=no(602), replaces=call.id, reason="=the wrong number")
    review = signed.afterword(**told, id=no(603), sort="review", plan="go on", entered_by=facts.PRESCRIBER)
    made = [signed.written(call, nia, id=no(611)), signed.written(review, pat, id=no(612), listed=("a", "b"))]
    standing = (Standing(made[0], None, None), Standing(made[1], facts.instant("19:00"), no(13)))
    end = {"by": facts.PRESCRIBER, "at": facts.instant("16:00"), "reason": "=asked her"}
    ends: tuple[End | None, ...] = (None, End(accepted=True, **end), End(accepted=False, **end))
    sent = {no(620 + place): one for place, one in enumerate(ends)}
    kept = tuple(
        Told(sealing.kept(**told, id=one, body=sealing.body(id=str(one)).decode()), end) for one, end in sent.items()
    )
    known = (
        said.known("opioid", id=no(631), words="=oxycodone"),
        said.known("liver", "no", id=no(632)),
        said.known("opioid", "no", id=no(633), words=None),
    )
    return {one.treatment.id: Beside(standing, (call, again, review), kept, known) for one in records}


def scales(*records: Record) -> dict[UUID, tuple[scale_rules.Standing, ...]]:
    """Of the records' patient: a PHQ-9 corrected and closed, a PCL-5 withdrawn, a C-SSRS and a MADRS of no session."""
    place = {"treatment_id": records[0].treatment.id} if records else {}
    first = said.risky(1, id=no(701), assessment_id=no(701), **place)
    anew = said.instead(first, "=misread", id=no(702), items=(*said.PHQ_9[:7], None, 3))
    done = said.closing(anew, id=no(711), action="=talked with her")
    mended = said.instead(done, "-misspelt", id=no(712), entered_by=facts.PRESCRIBER)
    typed = said.assessment(id=no(703), assessment_id=no(703), scale="pcl_5", items=[1] * 20)
    gone = said.instead(typed, "not hers", id=no(704), withdrawn=True)
    asked = said.assessment(id=no(705), assessment_id=no(705), scale="c_ssrs", ideation=0, behaviour="earlier")
    rated = said.assessment(id=no(706), assessment_id=no(706), scale="madrs", total=31, words="+by telephone")
    found = scale_rules.standing((first, anew, typed, gone, asked, rated), (done, mended))
    return {records[0].patient.id: found} if records else {}


def sheet(name: str, *records: Record) -> list[dict[str, str]]:
    """The rows of one file, as the csv module reads them back."""
    text = tidy.files(records, people(), beside=beside(*records), scales=scales(*records))[name].decode("utf-8")
    return list(csv.DictReader(io.StringIO(text, newline=""), strict=True))


def by_id(name: str, *records: Record) -> dict[str, dict[str, str]]:
    """The rows of one file by their first column."""
    rows = sheet(name, *records)
    return {next(iter(row.values())): row for row in rows}


def entered(text: str) -> str:
    """What was entered, from a cell of free text: without the mark that keeps a spreadsheet from running it."""
    return text[1:] if text.startswith("'") and text.lstrip("'").startswith(("=", "+", "-", "@", "\t", "\r")) else text
