"""Starting: the server's way from the command to its first answer; every unsafe start ends in a sentence."""

import logging
import sys
from collections.abc import Callable
from pathlib import Path

import typer

from app import clock, console, listening
from app.listening import Listening, ServeError
from app.settings import Settings
from data import engine, protocols
from data.engine import Database
from data.folder import Folder, FolderError


def elsewhere(chosen: Settings, host: str, port: int) -> Listening:
    """Where the clinic's own record is served: at the address of the command, as the settings say."""
    certificate = chosen.certificate, chosen.certificate_key
    return Listening(host, port, *certificate, hosts=chosen.own_hosts, proxies=chosen.own_proxies)


def serve(data: Path | None, place: Callable[[Settings], Listening], *, demo: bool) -> None:
    """Serves the record in `data` at the place that `place` makes of the settings, until it is stopped."""
    from app import logs

    with logs.written() as at_level:
        try:
            chosen = console.settings()
            at_level(chosen.log_level)
            folder = data or (chosen.data.parent / "demo" if demo else chosen.data)
            _serve_as_set(Folder(folder), chosen, place(chosen), demo=demo)
        except SystemExit as stopped:
            cause = stopped.__context__
            logs.tell(logs.Event.NOT_STARTED, logging.ERROR, error=None if cause is None else type(cause).__name__)
            raise


def _serve_as_set(folder: Folder, chosen: Settings, where: Listening, *, demo: bool) -> None:
    from app import clinic, server

    try:
        listening.refuse_unsafe(where)
        folder.path.mkdir(mode=0o700, parents=True, exist_ok=True)
        with folder.locked():
            database = engine.open_record(folder)
            with database.write() as connection:
                protocols.store(connection)
            if demo:
                _invent(database, chosen.zone)
            else:
                _first_admin(database)
            database.attend()
            typer.echo(f"Chairside serves {'an invented clinic' if demo else 'the record'} on {where.address}")
            server.run(clinic.of(database, chosen, where, console.heads(folder), demo=demo), where)
    except (FolderError, ServeError, protocols.ProtocolError) as error:
        console.stop(str(error))
    except OSError as error:
        console.stop(f"The data folder {folder.path} cannot be used: {error.strerror}.")


def _first_admin(database: Database) -> None:
    """The first start asks for the first administrator on the console; without one it says how to make her."""
    from app.access import first

    if not first.is_needed(database):
        return
    if not sys.stdin.isatty():
        typer.echo("Nobody can sign in yet: make the first administrator with `chairside admin`.", err=True)
        return
    typer.echo("This record has no accounts yet. Who is its first administrator?")
    typer.echo(console.make_admin(database))


def _invent(database: Database, zone: str) -> None:
    from data.demo import clinic as invented

    try:
        invented.create_or_refresh(database, clock.now(), zone)
    except invented.NotTheDemoError as error:
        console.stop(str(error))
