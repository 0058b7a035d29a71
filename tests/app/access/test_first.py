"""The first administrator: asked for on the console, never with a default, and said in the audit."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from app.access import first
from data import accounts, acts, second_factors, secrets, staff
from data.engine import Database, open_record
from data.folder import Folder
from schemas.secret import Sort
from schemas.staff import Role
from tests import entered, facts

NOW = facts.instant("14:00")
ANSWERS = {"Name": "Dr Mia Lind", "Initials": "ML", "User name": " Mia ", "Password": entered.PASSWORD}


@contextmanager
def record(tmp_path: Path) -> Iterator[Database]:
    opened = open_record(Folder(tmp_path / "new"))
    try:
        yield opened
    finally:
        opened.close()


def make(database: Database, **answers: str) -> str:
    told = ANSWERS | {name.replace("_", " "): text for name, text in answers.items()}

    def ask(label: str) -> str:
        return told.get(label) or told[label.split(",", maxsplit=1)[0].removesuffix(" again")]

    def hidden(label: str) -> str:
        return told.get("Password again", told["Password"]) if label == "Password again" else told["Password"]

    return first.make(database, ask, hidden, NOW, "account root of the operating system")


def test_the_first_one_has_every_role_and_her_own_password(tmp_path: Path) -> None:
    with record(tmp_path) as database:
        assert first.is_needed(database)
        said = make(database)
        assert said.startswith("Dr Mia Lind is an administrator and signs in as mia.\nAway from the clinic's tablets")
        assert not first.is_needed(database)
        with database.read() as connection:
            (person,) = staff.all_of(connection)
            account = accounts.named(connection, "mia")
            kept = secrets.of(connection, person.id, Sort.PASSWORD)
            factor = second_factors.of(connection, person.id, database.secret_key)
            *_, row = acts.between(connection, acts.Asked(facts.instant("13:00"), facts.instant("15:00")), 1)
        assert account is not None
        assert (set(person.roles), set(account.roles), person.entered_by) == (set(Role), set(Role), person.id)
        assert factor is not None, "the first tablet is enrolled by her, from a browser that is none yet"
        assert factor.secret in said.replace(" ", "")
        assert kept is not None
        assert secrets.is_right(entered.PASSWORD, kept["hash"], database.secret_key)
        assert (row["who"], row["what"], row["reason"]) == (None, "setting", "account root of the operating system")


@pytest.mark.parametrize(
    ("answers", "sentence"),
    [
        ({"Name": "   "}, "Give a name of 1 to 100 letters"),
        ({"Name": "Nia\u202eesrun"}, "Give a name of 1 to 100 letters"),
        ({"Initials": "NIANN"}, "initials of 1 to 4"),
        ({"User_name": "Mia Lind"}, "A user name is 2 to 32"),
        ({"Password": "short"}, "12 to 256 characters"),
        ({"Password": "password1234"}, "guessed first"),
        ({"Password": "mia mia mia mia"}, "guessed first"),
        ({"Password_again": "something else here"}, "not the same"),
    ],
)
def test_what_cannot_be_is_said_and_nobody_is_made(tmp_path: Path, answers: dict[str, str], sentence: str) -> None:
    with record(tmp_path) as database:
        with pytest.raises(first.RefusedError, match=sentence):
            make(database, **answers)
        assert first.is_needed(database)
        with database.read() as connection:
            assert staff.all_of(connection) == ()


def test_a_second_one_takes_no_name_that_is_there(tmp_path: Path) -> None:
    with record(tmp_path) as database:
        make(database)
        with pytest.raises(first.RefusedError, match="never given twice"):
            make(database)
        with database.read() as connection:
            assert len(staff.all_of(connection)) == 1
