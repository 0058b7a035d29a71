"""The command line: serve, demo, admin, second-factor, export, check, count."""

from pathlib import Path
from typing import Annotated, Final

import typer

from app import clock, console, starting
from app.listening import Listening
from data import acts, assessments, chain, engine, migrations, records, staff
from data.folder import Folder, FolderError
from schemas.act import Act, Did

app = typer.Typer(add_completion=False, no_args_is_help=True, pretty_exceptions_enable=False, help=__doc__)

_SAMPLE: Final = 50  # sessions counted again by `check`, spread over all
Data = Annotated[Path | None, typer.Option("--data", help="The data folder; CHAIRSIDE_DATA, else var/.")]
Host = Annotated[str, typer.Option(help="The address to listen on; other than loopback over TLS only.")]
Port = Annotated[int, typer.Option(min=1, max=65535)]


def main() -> None:
    """Where the `chairside` command begins."""
    app()


@app.command()
def serve(host: Host = "127.0.0.1", port: Port = 8501, data: Data = None) -> None:
    """Serves the clinic's own record."""
    starting.serve(data, lambda chosen: starting.elsewhere(chosen, host, port), demo=False)


@app.command()
def demo(port: Port = 8501, data: Data = None) -> None:
    """Serves an invented clinic, made on the first start."""
    starting.serve(data, lambda _: Listening("127.0.0.1", port), demo=True)


@app.command()
def export(
    out: Annotated[Path, typer.Option(help="The folder to write to; it is made where it is missing.")],
    format: Annotated[str, typer.Option(help="csv")] = "csv",  # noqa: A002 - the option's name
    data: Data = None,
) -> None:
    """Writes the whole record as tidy files, also beside a running server."""
    if format != "csv":
        console.stop(f"The format {format} is not known: only csv is.")
    from data.exports import tidy
    from data.exports.tidy import beside

    with console.opened(data) as database, database.read() as connection:
        found = [
            record for treatment in records.ids(connection) if (record := records.of_treatment(connection, treatment))
        ]
        try:
            others = beside.of_treatments(connection, [one.treatment.id for one in found])
            of = assessments.of_everybody(connection)
            tidy.write(found, staff.by_ids(connection), out, chain.head(connection), others, scales=of)
        except OSError as error:
            console.stop(f"The export could not be written to {out}: {error.strerror}.")
    with console.opened(data) as database, database.write() as connection:
        acts.note(connection, _by_command(Did.EXPORT, f"{len(found)} sessions"))
    typer.echo(f"{len(found)} sessions written to {out}.")


@app.command()
def check(data: Data = None) -> None:
    """Says whether the record is whole and its audit proven; exit code 1 with a sentence where it is not."""
    from data import heads, outcomes, proof

    with console.opened(data) as database:
        problems = engine.intact(database)
        if problems:
            console.stop("The record is damaged: " + "; ".join(problems[:10]) + ". Put the newest backup back.")
        try:
            written = heads.read(console.heads(Folder(data or console.settings().data)))
        except (heads.HeadsError, OSError) as error:
            console.stop(str(error))
        with database.read() as connection:
            found = proof.prove(connection, written)
            counted = next(outcomes.faults(connection, _SAMPLE), None)
    if found.fault is not None:
        rest = "The record is not what was written down: keep it as it is, and compare with a backup."
        console.stop(f"{found.fault} {rest}")
    if counted is not None:
        console.stop(f"{counted} The facts are whole: `chairside count --anew` counts them again.")
    typer.echo(f"The record is whole. Schema {migrations.HEAD}.")
    typer.echo(proof.said(found))


@app.command()
def count(
    *,
    anew: Annotated[bool, typer.Option("--anew", help="Everything again, not only what changed.")] = False,
    data: Data = None,
) -> None:
    """Works out what the clinic's own figures are made of, also beside a running server, which does it slowly."""
    from app import counting
    from data import outcomes

    with console.opened(data) as database:
        if anew:
            with database.write() as connection:
                outcomes.forget(connection)
        left = counting.catch_up(database, lambda _: True)
        typer.echo("Every session that has ended is counted." if not left else f"{left} sessions wait: {counting.HELD}")


@app.command()
def admin(data: Data = None) -> None:
    """Makes an administrator: the first one, or another where nobody can sign in any more."""
    folder = Folder(data or console.settings().data)
    try:
        database = engine.open_record(folder)
    except FolderError as error:
        console.stop(str(error))
    try:
        typer.echo(console.make_admin(database))
    finally:
        database.close()


@app.command()
def second_factor(
    user_name: Annotated[str, typer.Argument(help="Whose; what she had counts no more.")], data: Data = None
) -> None:
    """Gives somebody a new second factor, shown on this console."""
    from app.access import own_factor

    with console.opened(data) as database:
        said = own_factor.give(database, user_name, clock.now(), console.account())
    if said is None:
        console.stop(f"Nobody has the user name {user_name}: nothing was changed.")
    typer.echo(said)


def _by_command(did: Did, outcome: str) -> Act:
    """What the command line does is done by whoever the operating system knows: it is no person of the clinic."""
    return Act(at=clock.now(), who=None, roles=None, did=did, kind="record", outcome=outcome, reason=console.account())


if __name__ == "__main__":
    main()
