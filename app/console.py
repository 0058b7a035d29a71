"""The console: what every command needs: settings, the record beside a running server, a sentence at the end."""

import getpass
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NoReturn

import typer
from pydantic import ValidationError

from app import clock
from app.settings import Settings
from data import engine
from data.engine import Database
from data.folder import Folder, FolderError


@contextmanager
def opened(data: Path | None) -> Iterator[Database]:
    """The record for a command beside the server: it must exist, and it is closed afterwards."""
    folder = Folder(data or settings().data)
    if not folder.database.exists():
        stop(f"There is no record in {folder.path}: name its folder with --data.")
    try:
        database = engine.open_record(folder)
    except FolderError as error:
        stop(str(error))
    try:
        yield database
    finally:
        database.close()


def settings() -> Settings:
    """The settings, or the end with a sentence that names the one that cannot be."""
    try:
        return Settings()
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        stop(f"The setting CHAIRSIDE_{str(first['loc'][0]).upper()} {first['msg'].removeprefix('Value error, ')}.")


def stop(sentence: str) -> NoReturn:
    """Ends the command with a sentence, and exit code 1."""
    typer.echo(sentence, err=True)
    sys.exit(1)


def make_admin(database: Database) -> str:
    """Asks for a person and makes her an administrator; answers a sentence, or ends with one."""
    from app.access import first

    def hidden(label: str) -> str:
        # Without a terminal each answer is a line: whoever sets a clinic up by a script pipes them in.
        return str(typer.prompt(label, hide_input=sys.stdin.isatty()))

    try:
        return first.make(database, typer.prompt, hidden, clock.now(), account())
    except first.RefusedError as error:
        stop(str(error))


def account() -> str:
    """Who the operating system knows: in the audit beside what a command did."""
    return f"account {getpass.getuser()} of the operating system"


def heads(folder: Folder) -> Path:
    """Where the audit's heads are written out: as the settings say, else beside the data folder."""
    return settings().heads or folder.heads
