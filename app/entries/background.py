"""What is known of a patient, as its form says it: the items that were answered, each a statement of its own."""

from collections.abc import Mapping, Sequence
from datetime import date
from uuid import UUID, uuid5

from app.entries.planning import By
from app.entries.sent import Problems, fact, refusal
from schemas.background import Background, BackgroundItem


def statements(
    answers: Mapping[BackgroundItem, tuple[str | None, str]],
    asked_on: date | None,
    patient_id: UUID,
    by: By,
    *,
    as_id: UUID,
    labels: Mapping[BackgroundItem, str],
) -> tuple[Background, ...]:
    """One for each item with an answer; `answers` are the answer and the words. Raises Problems with sentences.

    What was not answered is not said anew: it stands as it stood. `as_id` is the form's own, so that a press that comes
    twice says each once.
    """
    problems = [*_wrong_with(asked_on, by.today)]
    made: list[Background] = []
    for item, (says, words) in answers.items():
        common = by.common(uuid5(as_id, item.value)) | {"patient_id": patient_id, "asked_on": asked_on}
        try:
            told = _said(item, says, words, labels[item], common)
        except Problems as wrong:
            problems += wrong.refusals
        else:
            made += told
    if problems:
        raise Problems(refusals=tuple(problems))
    if not made:
        raise refusal("background", "Nothing is answered: choose an answer for each item that was asked.")
    return tuple(made)


def _wrong_with(asked_on: date | None, today: date) -> Sequence[Mapping[str, object]]:
    """What is wrong with the day on which it was asked."""
    if asked_on is None:
        return refusal("asked_on", "Asked on: this is needed.").refusals
    if asked_on > today:
        return refusal("asked_on", "Asked on: this day lies in the future. Check the year.").refusals
    return ()


def _said(
    item: BackgroundItem, says: str | None, words: str, label: str, common: Mapping[str, object]
) -> tuple[Background, ...]:
    """The item as it was answered; nothing without an answer, or as long as it is not known when it was asked."""
    told = " ".join(words.split()) or None
    if says is None and told is not None:
        raise refusal(item, f"{label}: choose an answer to go with the words.")
    if says is None or common["asked_on"] is None:
        return ()
    try:
        return (fact(Background, **common, item=item, says=says, words=told),)
    except Problems as wrong:
        named = tuple({**one, "text": _of(label, str(one["text"]))} for one in wrong.refusals)
        raise Problems(refusals=named) from wrong


def _of(label: str, text: str) -> str:
    """A sentence of the shape's, with the item in front of it."""
    return f"{label}: {text[0].lower()}{text[1:]}"
