"""dictionary.csv: every column of every file, from the same table that the files are written from."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from data.exports.tidy.column import Column, Kind, Row
from schemas.staff import Staff

NAME: Final = "dictionary.csv"
COLUMNS: Final = (
    Column("file", Kind.CODE, "The file."),
    Column("column", Kind.CODE, "The column; they are listed in their order."),
    Column("type", Kind.CODE, "What its values are.", "", tuple(Kind)),
    Column("unit", Kind.CODE, "The unit of its values, in UCUM; empty: none."),
    Column("allowed_values", Kind.TEXT, "All values it may have, with '; ' between; of a staff id, who is who."),
    Column("meaning", Kind.TEXT, "What it says, and what an empty value means."),
)


def rows(files: Mapping[str, Iterable[Column]], people: Iterable[Staff]) -> Iterator[Row]:
    """A row for each column of `files`; columns that hold a staff id say which of `people` is which."""
    who = tuple(f"{person.id} = {person.name} ({person.initials})" for person in people)
    for file, columns in files.items():
        for column in columns:
            yield {
                "file": file,
                "column": column.name,
                "type": column.kind,
                "unit": column.unit,
                "allowed_values": "; ".join(who if column.kind is Kind.PERSON else column.allowed),
                "meaning": column.meaning,
            }
