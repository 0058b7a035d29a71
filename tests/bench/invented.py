"""The invented clinic under measurement, opened beside the server that made it."""

from pathlib import Path

from data import staff
from schemas.staff import Role
from tests.served import Served


def clinic(folder: Path, port: int) -> tuple[Served, str]:
    """The clinic, its `nurse` one of its own, and that nurse's name."""
    opened = Served(folder, port=port)
    with opened.database.read() as connection:
        nurse = next(one for one in staff.all_of(connection) if Role.NURSE in one.roles)
    opened.nurse = nurse.id
    return opened, nurse.name
