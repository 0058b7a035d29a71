"""The schema's versions: which are known, how a database is brought to the newest, and the triggers made after each."""

import io
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Final

from sqlalchemy import Connection, Engine, inspect, text

from data.folder import FolderError

if TYPE_CHECKING:
    from alembic.config import Config

KNOWN: Final = tuple(f"{number:04}" for number in range(1, 22))
HEAD: Final = KNOWN[-1]


def version(connection: Connection) -> str | None:
    """The version the database stands at, or None where there is none."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    found = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
    return None if found is None else str(found)


def upgrade(engine: Engine, to: str = "head") -> None:
    """Runs the migrations up to `to` in one transaction, then makes every trigger again (a rebuild drops them)."""
    from alembic import command

    with _apart(engine) as connection:
        command.upgrade(_config(connection), to)


def downgrade(engine: Engine, to: str) -> None:
    """Takes the schema back to `to`, in one transaction; for trying migrations, never for a clinic's record."""
    from alembic import command

    with _apart(engine) as connection:
        command.downgrade(_config(connection), to)


def check(engine: Engine) -> None:
    """Raises alembic's CommandError where the migrations do not make the tables that the code knows."""
    from alembic import command

    with engine.connect() as connection:
        command.check(_config(connection))


def _config(connection: Connection) -> "Config":
    from alembic.config import Config

    config = Config(attributes={"connection": connection}, stdout=io.StringIO())
    config.set_main_option("script_location", str(Path(__file__).parent).replace("%", "%%"))
    return config


@contextmanager
def _apart(engine: Engine) -> Iterator[Connection]:
    """A transaction of its own in which tables may be rebuilt; it is kept only if every reference leads somewhere."""
    with engine.connect() as connection:
        # On the driver itself, since inside a transaction SQLite ignores it: the rebuild of a table must not cascade
        # into the tables that refer to it. The check before the commit makes up for it.
        driver = connection.connection.driver_connection
        driver.execute("PRAGMA foreign_keys = OFF")  # type: ignore[union-attr]
        try:
            yield connection
            _refuse_dangling(connection)
            connection.commit()
        finally:
            connection.rollback()
            driver.execute("PRAGMA foreign_keys = ON")  # type: ignore[union-attr]


def _refuse_dangling(connection: Connection) -> None:
    broken = connection.execute(text("PRAGMA foreign_key_check")).all()
    if broken:
        raise FolderError(f"A migration left {len(broken)} references that lead nowhere: nothing was changed.")
