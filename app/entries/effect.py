"""Effects: the beginning of an episode, what happens to it, and that none was reported."""

import re
from datetime import datetime
from typing import Final
from uuid import uuid5

from app.entries import moment, reading
from app.entries.sent import MalformedError, Problems, Sent, fact, refusal
from app.words import clock_time
from schemas.effect import Effect, EffectChange, NoneReported, Severity
from schemas.fact import ClinicalFact
from schemas.rules import episodes, minutes, valid
from schemas.rules.episodes import Episode

_NUMBER: Final = re.compile(r"\d", re.ASCII)


def begin(sent: Sent) -> tuple[ClinicalFact, ...]:
    """From a button or a line with +: an effect begins, or what its line says happens to a running one."""
    if sent.line:
        return _from_line(sent)
    if sent.text("replaces"):
        return (_corrected(sent),)
    when = moment.of(sent)
    key, words = sent.text("effect"), sent.text("words")
    _refuse_running(sent, key, words, when)
    return (fact(Effect, **sent.common(), effect=key, words=words, onset_at=when.at, time_stated=when.stated),)


def ask(sent: Sent, effect: Effect) -> None:
    """Raises Problems with a question where the effect would have run when it was said that none was reported."""
    zone = sent.record.treatment.zone
    before = next((one.onset_at for one in sent.record.effects if one.id == effect.replaces), None)
    denied = [
        one
        for one in valid.only(sent.record).none_reported
        if minutes.between(effect.onset_at, one.at) > 0 and (before is None or minutes.between(one.at, before) >= 0)
    ]
    if not denied:
        return
    at = clock_time(denied[0].at, zone)
    code = f"effect.denied:{at}"
    if code not in sent.confirmed:
        text = (
            f"Check {effect.label.lower()} from {clock_time(effect.onset_at, zone)}: at {at} none was reported. "
            "Confirm it if it was there all the same, or state its time."
        )
        raise Problems(questions=({"code": code, "sign": None, "text": text},))


def change(sent: Sent) -> tuple[ClinicalFact, ...]:
    """A severity, an action or the end of an episode."""
    old = sent.corrected(sent.record.effect_changes)
    said = {
        "severity": _severity(sent.body.get("severity")),
        "action": sent.text("action"),
        "ended": sent.flag("ended"),
        "effect_id": sent.text("effect_id"),
    }
    if old is not None:
        said = {name: value or getattr(old, name) for name, value in said.items()}
        if sent.text("stated") is None:
            return (fact(EffectChange, **sent.common(), **said, at=old.at, time_stated=old.time_stated),)
    when = moment.of(sent)
    if old is None:
        _refuse_out_of_place(sent, said["effect_id"], when, ended=bool(said["ended"]))
    elif said["ended"]:
        _refuse_end_before_more(sent, said["effect_id"], when)
    return (fact(EffectChange, **sent.common(), **said, at=when.at, time_stated=when.stated),)


def none_reported(sent: Sent) -> tuple[ClinicalFact, ...]:
    """The patient was asked and reported nothing. Raises Problems while an effect is running."""
    answer = reading.answered(sent) if sent.line else None
    if answer is not None and answer.kind != "none_reported":
        raise refusal("none.line", "This line does not say that none was reported: that is +none, in full.")
    when = moment.of(sent, answer.stated if answer is not None else None)
    running = episodes.running(sent.record, when.at)
    if running:
        names = ", ".join(one.label.lower() for one in running)
        raise refusal("none.running", f"Not saved: {names} is running. End it first, then say that none is reported.")
    return (fact(NoneReported, **sent.common(), at=when.at, time_stated=when.stated),)


def _from_line(sent: Sent) -> tuple[ClinicalFact, ...]:
    answer = reading.answered(sent)
    if answer.effect is None:
        raise refusal("effect.line", "This is no line of an effect: it begins with +, for example +nausea 1.")
    when, said = moment.of(sent, answer.stated), answer.effect
    _refuse_double(sent, said.key, said.words, when.at)
    episode = _ran(sent, said.key, said.words, when.at)
    if episode is None and said.running:
        episode = _ran(sent, said.key, said.words, sent.entered)
    severity = Severity(said.severity) if said.severity is not None else None
    if episode is None:
        begun = fact(
            Effect, **sent.common(), effect=said.key, words=said.words, onset_at=when.at, time_stated=when.stated
        )
        if severity is None:
            return (begun,)
        first = sent.common() | {"id": uuid5(sent.draft, "severity")}
        return begun, fact(
            EffectChange, **first, effect_id=begun.id, severity=severity, at=when.at, time_stated=when.stated
        )
    if severity is None and not said.ends:
        raise refusal("effect.runs", f"{_how(sent, episode)}. A number from 1 to 4 changes it, 0 ends it.")
    _refuse_out_of_place(sent, str(episode.effect_id), when, ended=said.ends)
    change_of = {"effect_id": episode.effect_id, "severity": severity, "ended": said.ends}
    return (fact(EffectChange, **sent.common(), **change_of, at=when.at, time_stated=when.stated),)


def _corrected(sent: Sent) -> Effect:
    old = sent.corrected(sent.record.effects)
    if old is None:
        raise refusal("replaces", "The effect to correct is not in this session.")
    renamed = sent.text("effect") or sent.text("words")
    judged = sent.text("relatedness")
    serious = {"yes": True, "no": False}.get(sent.text("serious") or "", old.serious)
    stated = sent.text("stated")
    when = moment.of(sent) if stated else moment.Moment(old.onset_at, old.time_stated)
    return fact(
        Effect,
        **sent.common(),
        effect=sent.text("effect") if renamed else old.effect,
        words=sent.text("words") if renamed else old.words,
        onset_at=when.at,
        time_stated=when.stated,
        relatedness=judged or old.relatedness,
        judged_by=sent.author.id if judged else old.judged_by,
        serious=serious,
    )


def _ran(sent: Sent, key: str | None, words: str | None, at: datetime) -> Episode | None:
    """The episode of this effect that ran at this time, the first of them."""
    return next(iter(_all_that_ran(sent, key, words, at)), None)


def _all_that_ran(sent: Sent, key: str | None, words: str | None, at: datetime) -> list[Episode]:
    return [
        one
        for one in episodes.running(sent.record, at)
        if (key is not None and one.key == key) or (key is None and one.label.lower() == (words or "").lower())
    ]


def _refuse_double(sent: Sent, key: str | None, words: str | None, at: datetime) -> None:
    """Two of one effect run side by side once an end between them was withdrawn: which is meant, no line can say."""
    found = _all_that_ran(sent, key, words, at)
    if len(found) > 1:
        since = " and ".join(clock_time(one.onset_at, sent.record.treatment.zone) for one in found)
        raise refusal(
            "effect.double", f"{found[0].label} runs {len(found)} times, since {since}: open the one you mean."
        )


def _refuse_running(sent: Sent, key: str | None, words: str | None, when: moment.Moment) -> None:
    running = _ran(sent, key, words, sent.entered) or _ran(sent, key, words, when.at)
    if running is not None:
        way_out = "Open it to change or end it" if running.ended_at is None else "Correct it in the flowsheet"
        raise refusal("effect.runs", f"{_how(sent, running)}. {way_out}.")


def _severity(said: object) -> int | None:
    """The number of a severity, as number or text; whether there is such a one the shape says."""
    if said is None or said == "":
        return None
    if isinstance(said, str) and _NUMBER.fullmatch(said):
        return int(said)
    if isinstance(said, int) and not isinstance(said, bool):
        return said
    raise MalformedError("A severity is to be a whole number from 1 to 4.")


def _refuse_out_of_place(sent: Sent, effect_id: object, when: moment.Moment, *, ended: bool) -> None:
    first = minutes.firsts(sent.record.effects)
    named = next((one for one in sent.record.effects if str(one.id) == effect_id), None)
    if named is None:
        return  # of another session or of none: the record refuses it
    episode = next((one for one in episodes.episodes(sent.record) if one.effect_id == first[named.id].id), None)
    if episode is None:
        raise refusal("effect.gone", f"{named.label} was withdrawn meanwhile: begin it again where it is there.")
    if minutes.between(episode.onset_at, when.at) < 0:
        raise refusal("effect.before_onset", "This lies before the effect began: set its onset back first.")
    if ended and episode.ended_at is not None and minutes.between(episode.ended_at, when.at) >= 0:
        raise refusal("effect.ended", f"{episode.label} has ended already: correct its end in the flowsheet.")
    if ended:
        _refuse_end_before_more(sent, effect_id, when)


def _refuse_end_before_more(sent: Sent, effect_id: object, when: moment.Moment) -> None:
    """An end before a severity ends nothing: what was stated later says that it goes on."""
    first = minutes.firsts(sent.record.effects)
    for episode in episodes.episodes(sent.record):
        if str(effect_id) not in {str(one) for one, root in first.items() if root.id == episode.effect_id}:
            continue
        for step in episode.steps:
            if step.severity is not None and minutes.between(when.at, step.at) > 0:
                at = clock_time(step.at, sent.record.treatment.zone)
                raise refusal(
                    "effect.goes_on",
                    f"{episode.label} was {step.severity.word} at {at}, after this end: state a later time, "
                    "or withdraw that severity first.",
                )


def _how(sent: Sent, episode: Episode) -> str:
    if episode.ended_at is not None:
        since, until = (clock_time(at, sent.record.treatment.zone) for at in (episode.onset_at, episode.ended_at))
        return f"{episode.label} ran from {since} to {until}"
    severity = episode.severity.word if episode.severity is not None else "severity not stated"
    return f"{episode.label} is running already, {severity}"
