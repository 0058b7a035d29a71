"""What can be wrong with the storage, made real for a test: another program that holds the record, a full disk."""

from collections.abc import Iterator
from contextlib import contextmanager

from data.engine import open_record
from data.folder import Folder
from tests.app.house import House


@contextmanager
def held(house: House) -> Iterator[None]:
    """The record held by another program, whose patience here is a tenth of a second."""
    other = open_record(Folder(house.folder))
    try:
        with house.clinic.database.engine.connect() as connection:
            connection.exec_driver_sql("PRAGMA busy_timeout = 100")
        with other.write():
            yield
    finally:
        other.close()


@contextmanager
def full(house: House) -> Iterator[None]:
    """SQLite's own page limit, at what the record has now: the next page that is needed is refused."""
    with house.clinic.database.engine.connect() as connection:
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
        connection.exec_driver_sql(f"PRAGMA max_page_count = {pages}")
    yield
    with house.clinic.database.engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA max_page_count = 1000000")
