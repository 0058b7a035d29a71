"""The command line: serve, demo, admin, second-factor, export, check."""

import getpass
import logging
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, NoReturn

import typer
from pydantic import ValidationError

from app import clock, listening
from app.listening import Listening, ServeError
from app.settings import Settings
from data import acts, chain, engine, migrations, protocols, records, signatures, staff
from data.engine import Database
from data.folder import Folder, FolderError
from schemas.act import Act, Did

app = typer.Typer(add_completion=False, no_args_is_help=True, pretty_exceptions_enable=False, help=__doc__)

Data = Annotated[Path | None, typer.Option("--data", help="The data folder; CHAIRSIDE_DATA, else var/.")]
Host = Annotated[str, typer.Option(help="The address to listen on; other than loopback over TLS only.")]
Port = Annotated[int, typer.Option(min=1, max=65535)]


def main() -> None:
    """Where the `chairside` command begins."""
    app()


@app.command()
def serve(host: Host = "127.0.0.1", port: Port = 8501, data: Data = None) -> None:
    """Serves the clinic's own record."""
    _serve(data, lambda chosen: _elsewhere(chosen, host, port), demo=False)


@app.command()
def demo(port: Port = 8501, data: Data = None) -> None:
    """Serves an invented clinic, made on the first start."""
    _serve(data, lambda _: Listening("127.0.0.1", port), demo=True)


@app.command()
def export(
    out: Annotated[Path, typer.Option(help="The folder to write to; it is made where it is missing.")],
    format: Annotated[str, typer.Option(help="csv")] = "csv",  # noqa: A002 - the option's name
    data: Data = None,
) -> None:
    """Writes the whole record as tidy files, also beside a running server."""
    if format != "csv":
        _stop(f"The format {format} is not known: only csv is.")
    from data.exports import tidy

    with _opened(data) as database, database.read() as connection:
        found = [
            record for treatment in records.ids(connection) if (record := records.of_treatment(connection, treatment))
        ]
        try:
            signed = signatures.complete(connection, [one.treatment.id for one in found])
            tidy.write(found, staff.by_ids(connection), out, chain.head(connection), signed)
        except OSError as error:
            _stop(f"The export could not be written to {out}: {error.strerror}.")
    with _opened(data) as database, database.write() as connection:
        acts.note(connection, _by_command(Did.EXPORT, f"{len(found)} sessions"))
    typer.echo(f"{len(found)} sessions written to {out}.")


@app.command()
def check(data: Data = None) -> None:
    """Says whether the record is whole and its audit proven; exit code 1 with a sentence where it is not."""
    from data import heads, proof

    with _opened(data) as database:
        problems = engine.intact(database)
        if problems:
            _stop("The record is damaged: " + "; ".join(problems[:10]) + ". Put the newest backup back.")
        try:
            written = heads.read(_heads(Folder(data or _settings().data)))
        except (heads.HeadsError, OSError) as error:
            _stop(str(error))
        with database.read() as connection:
            found = proof.prove(connection, written)
    if found.fault is not None:
        _stop(f"{found.fault} The record is not what was written down: keep it as it is, and compare with a backup.")
    typer.echo(f"The record is whole. Schema {migrations.HEAD}.")
    typer.echo(proof.said(found))


@app.command()
def admin(data: Data = None) -> None:
    """Makes an administrator: the first one, or another where nobody can sign in any more."""
    folder = Folder(data or _settings().data)
    try:
        database = engine.open_record(folder)
    except FolderError as error:
        _stop(str(error))
    try:
        typer.echo(_make_admin(database))
    finally:
        database.close()


@app.command()
def second_factor(
    user_name: Annotated[str, typer.Argument(help="Whose; what she had counts no more.")], data: Data = None
) -> None:
    """Gives somebody a new second factor, shown on this console."""
    from app.access import own_factor

    with _opened(data) as database:
        said = own_factor.give(database, user_name, clock.now(), _account())
    if said is None:
        _stop(f"Nobody has the user name {user_name}: nothing was changed.")
    typer.echo(said)


def _make_admin(database: Database) -> str:
    from app.access import first

    def hidden(label: str) -> str:
        # Without a terminal each answer is a line: whoever sets a clinic up by a script pipes them in.
        return str(typer.prompt(label, hide_input=sys.stdin.isatty()))

    try:
        return first.make(database, typer.prompt, hidden, clock.now(), _account())
    except first.RefusedError as error:
        _stop(str(error))


def _account() -> str:
    return f"account {getpass.getuser()} of the operating system"


def _by_command(did: Did, outcome: str) -> Act:
    """What the command line does is done by whoever the operating system knows: it is no person of the clinic."""
    return Act(at=clock.now(), who=None, roles=None, did=did, kind="record", outcome=outcome, reason=_account())


def _heads(folder: Folder) -> Path:
    """Where the audit's heads are written out: as the settings say, else beside the data folder."""
    return _settings().heads or folder.heads


def _elsewhere(chosen: Settings, host: str, port: int) -> Listening:
    """Where the clinic's own record is served: at the address of the command, as the settings say."""
    certificate = chosen.certificate, chosen.certificate_key
    return Listening(host, port, *certificate, hosts=chosen.own_hosts, proxies=chosen.own_proxies)


def _serve(data: Path | None, place: Callable[[Settings], Listening], *, demo: bool) -> None:
    from app import logs

    with logs.written() as at_level:
        try:
            chosen = _settings()
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
            server.run(clinic.of(database, chosen, where, _heads(folder), demo=demo), where)
    except (FolderError, ServeError, protocols.ProtocolError) as error:
        _stop(str(error))
    except OSError as error:
        _stop(f"The data folder {folder.path} cannot be used: {error.strerror}.")


def _first_admin(database: Database) -> None:
    """The first start asks for the first administrator on the console; without one it says how to make her."""
    from app.access import first

    if not first.is_needed(database):
        return
    if not sys.stdin.isatty():
        typer.echo("Nobody can sign in yet: make the first administrator with `chairside admin`.", err=True)
        return
    typer.echo("This record has no accounts yet. Who is its first administrator?")
    typer.echo(_make_admin(database))


def _invent(database: Database, zone: str) -> None:
    from data.demo import clinic as invented

    try:
        invented.create_or_refresh(database, clock.now(), zone)
    except invented.NotTheDemoError as error:
        _stop(str(error))


@contextmanager
def _opened(data: Path | None) -> Iterator[Database]:
    """The record for a command beside the server: it must exist, and it is closed afterwards."""
    folder = Folder(data or _settings().data)
    if not folder.database.exists():
        _stop(f"There is no record in {folder.path}: name its folder with --data.")
    try:
        database = engine.open_record(folder)
    except FolderError as error:
        _stop(str(error))
    try:
        yield database
    finally:
        database.close()


def _settings() -> Settings:
    try:
        return Settings()
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        _stop(f"The setting CHAIRSIDE_{str(first['loc'][0]).upper()} {first['msg'].removeprefix('Value error, ')}.")


def _stop(sentence: str) -> NoReturn:
    typer.echo(sentence, err=True)
    sys.exit(1)


if __name__ == "__main__":
    main()
