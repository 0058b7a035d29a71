"""Told: rows of a name and lines as one table, for sheets and screens that say much in little room."""

from collections.abc import Iterable, Sequence
from html import escape


def table(rows: Iterable[tuple[str, Sequence[str]]]) -> str:
    """The table as HTML, a row for each name that has lines; every text is escaped."""
    made = "".join(
        f"<tr><th scope='row'>{escape(name)}</th><td>{'<br>'.join(escape(line) for line in lines)}</td></tr>"
        for name, lines in rows
        if lines
    )
    return f'<table class="told">{made}</table>'
