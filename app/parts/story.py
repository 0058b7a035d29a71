"""Since the last visit: the card with the story's sentences, each with its session and what it rests on."""

from collections.abc import Sequence
from html import escape

import streamlit as st

from app import person, words
from app import story as saying
from app.story.rests import Rested, rests
from data import assessments
from schemas.record import Record
from schemas.rules import course, story
from schemas.rules.scales import Standing
from schemas.rules.story import Point, Story


def draw(found: Sequence[Record]) -> bool:
    """The card of one patient's last session; False where there is nothing to tell, which is said in a line.

    An empty card would read as if all had been compared and nothing had changed.
    """
    scales = _scales(found)
    told = story.story(found, scales)
    if told is None:
        return False
    first = told.numbers[told.treatment_id] == 1
    now = next(one for one in found if one.treatment.id == told.treatment_id)
    day = words.day(course.course(now).arrived_at, now.treatment.zone)
    head = f"Session {told.numbers[told.treatment_id]}, {day}{', so far' if told.so_far else ''}"
    if not told.points:
        if first:
            return False  # there is no visit before it
        st.text(f"Since the last visit: {head}: no change that reaches a limit to be told here.")
        return False
    title = "The first visit" if first else "Since the last visit"
    sentences = "".join(_sentence(told, point, found, scales) for point in told.points)
    more = f"<p>{escape(saying.left_out(told))}</p>" if told.left_out else ""
    st.html(
        f'<section class="story" aria-labelledby="story"><h2 id="story">{title}</h2>'
        f"<span>{escape(head)}</span><ul>{sentences}</ul>{more}</section>"
    )
    return True


def _scales(found: Sequence[Record]) -> Sequence[Standing]:
    """All of the person's, those of no session too."""
    if not found:
        return ()
    with person.reads() as connection:
        return assessments.of_patient(connection, found[0].patient.id)


def _sentence(told: Story, point: Point, found: Sequence[Record], scales: Sequence[Standing]) -> str:
    """The sentence opens what it rests on; the link beside it leads to the session."""
    said = saying.sentence(told, point)
    behind = "".join(_rested(one, found[0]) for one in rests(told, point, found, scales))
    opened = f"<summary><b>{escape(said.strong)}</b>{escape(said.rest)}.</summary><ul>{behind}</ul>"
    link = _link(told.treatment_id, f"session {told.numbers[told.treatment_id]}")
    return f"<li><details>{opened}</details>{link}</li>"


def _rested(one: Rested, record: Record) -> str:
    rows = " · ".join(escape(row) for row in one.rows)
    if one.treatment_id is None:
        return f'<li><a href="/scales?patient={record.patient.id}" target="_self">Scales</a>: {rows}</li>'
    return (
        f"<li>{_link(one.treatment_id, f'Session {one.number}')}, {escape(one.day)}{f': {rows}' if rows else ''}</li>"
    )


def _link(treatment_id: object, label: str) -> str:
    return f'<a href="/chair?session={treatment_id}" target="_self">{escape(label)}</a>'
