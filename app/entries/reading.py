"""A reading from the line: parsed, judged, asked about; a correction keeps what its line does not speak of."""

from typing import Any

from app.entries import moment
from app.entries.sent import MalformedError, Problems, Sent, fact, refusal
from schemas.reading import NAMES, Reading, SignName
from schemas.record import Record
from schemas.rules import alerts, baseline, course, episodes, minutes, plausibility
from schemas.rules.line import Answer, Running, Setting, parse
from schemas.rules.plausibility import Before, Finding


def setting(sent: Sent) -> Setting:
    """What the line is read against, as the session stood at the moment of Enter."""
    known = course.course(sent.record)
    running = episodes.running(sent.record, sent.entered)
    return Setting(
        arrival=known.arrived_at,
        end=known.ended_at,
        now=sent.entered,
        zone=sent.record.treatment.zone,
        # A correction keeps the time of what it corrects, so that its line need not state one.
        entered_afterwards=sent.record.treatment.entered_afterwards and sent.text("replaces") is None,
        running=tuple(Running(one.key, one.label) for one in running),
        own=sent.own_effects,
    )


def answered(sent: Sent) -> Answer:
    """The line's answer. Raises Problems where it is refused or leaves something to choose."""
    answer = parse(sent.line or "", setting(sent))
    if answer.refusals or answer.choices:
        said = answer.as_json()
        raise Problems(refusals=tuple(said["refusals"]), choices=tuple(said["choices"]))  # type: ignore[arg-type]
    return answer


def build(sent: Sent) -> Reading:
    """The reading, not asked about yet. Raises Problems."""
    old = _corrected(sent)
    answer = answered(sent) if sent.line or old is None else Answer(kind="reading")
    if answer.kind != "reading":
        raise refusal("reading.line", "This is no line of signs. Effects have a line of their own, beginning with +.")
    refused = plausibility.refusals(_with_old(old, answer))
    if refused:
        raise Problems(refusals=tuple(one.as_json() for one in refused))
    columns = _columns(sent, answer) if old is None else _merged(old, sent, answer)
    if old is not None and answer.stated is None and sent.text("stated") is None:
        return fact(Reading, **columns, taken_at=old.taken_at, time_stated=old.time_stated)
    when = moment.of(sent, answer.stated)
    if columns["repeat_of"] is None and old is None:
        columns["repeat_of"] = alerts.repeated_by(
            sent.record, when.at, frozenset(one for one in NAMES if one in answer.signs)
        )
    return fact(Reading, **columns, taken_at=when.at, time_stated=when.stated)


def ask(sent: Sent, reading: Reading) -> None:
    """Raises Problems with every question that was not confirmed."""
    signs = reading.values()
    asked = (
        *_of_what_changed(sent, reading, plausibility.questions(signs, before(sent.record, reading))),
        *plausibility.time_questions(reading.taken_at, str(reading.entered_by), signs, moment.occasion(sent)),
    )
    if any(one.code not in sent.confirmed for one in asked):
        raise Problems(questions=tuple(one.as_json() for one in asked))


def _of_what_changed(sent: Sent, reading: Reading, asked: tuple[Finding, ...]) -> tuple[Finding, ...]:
    """A correction is asked about the signs that it changes; what stays as it was has been confirmed before."""
    old = next((one for one in sent.record.readings if one.id == reading.replaces), None)
    if old is None or minutes.between(old.taken_at, reading.taken_at) != 0:
        return asked
    changed = {name for name in NAMES if getattr(old, name) != getattr(reading, name)}
    return tuple(one for one in asked if one.sign in changed or (one.sign == "systolic" and "diastolic" in changed))


def before(record: Record, reading: Reading | None = None) -> Before:
    """The values that a new reading is compared with, and the weight of an earlier session."""
    weights = sorted(record.other_weights, key=lambda one: one.taken_at)
    previous: dict[str, float] = {}
    if reading is not None:
        for name in NAMES:
            last = baseline.previous(record, name, reading.taken_at, but=reading.replaces or reading.id)
            if last is not None:
                previous[name] = last.value
    return Before(previous, weights[-1].weight_kg if weights else None)


def _columns(sent: Sent, answer: Answer) -> dict[str, Any]:
    return {
        **sent.common(),
        **answer.signs,
        "not_measured": dict(answer.not_measured),
        "reason_words": _reason_words(sent, answer),
        "position": sent.text("position"),
        "cuff_site": sent.text("cuff_site"),
        "note": sent.text("note"),
        "source": sent.text("source") or "line",
        "repeat_of": sent.text("repeat_of"),
    }


def _reason_words(sent: Sent, answer: Answer) -> dict[str, str]:
    said = sent.body.get("words") or {}
    if not isinstance(said, dict) or not all(isinstance(words, str) for words in said.values()):
        raise MalformedError("The words of a reason are to be texts by sign.")
    return {name: words for name, words in said.items() if name in answer.needs_words}


def _corrected(sent: Sent) -> Reading | None:
    """The reading that this one corrects, or None for a new one. Raises Problems where there is none such here."""
    found = sent.corrected(sent.record.readings)
    if found is None and sent.text("replaces") is not None:
        raise refusal("replaces", "The reading to correct is not in this session.")
    return found


def _with_old(old: Reading | None, answer: Answer) -> dict[str, float]:
    kept = (
        {} if old is None else {name: value for name, value in old.values().items() if name not in answer.not_measured}
    )
    return {**kept, **answer.signs}


def _merged(old: Reading, sent: Sent, answer: Answer) -> dict[str, Any]:
    """The old reading with what the correction speaks of in place of it."""
    spoken: set[SignName] = {name for name in NAMES if name in answer.signs or name in answer.not_measured}
    new = _columns(sent, answer)
    signs = {name: None if name in spoken else getattr(old, name) for name in NAMES} | dict(answer.signs)
    details = {
        name: new[name] if new[name] is not None else getattr(old, name) for name in ("position", "cuff_site", "note")
    }
    return {
        **sent.common(),
        **signs,
        **details,
        "not_measured": {name: why for name, why in old.not_measured.items() if name not in spoken}
        | new["not_measured"],
        "reason_words": {name: why for name, why in old.reason_words.items() if name not in spoken}
        | new["reason_words"],
        "source": new["source"],
        "repeat_of": old.repeat_of,
    }
