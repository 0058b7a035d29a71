"""The schema's versions: which are known, how a database is brought to the newest, and the triggers made after each."""

from pathlib import Path
from typing import Final

from sqlalchemy import Connection, Engine, inspect, text

KNOWN: Final = ("0001",)
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
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent))
    with engine.connect() as connection:
        # On the driver itself, since inside a transaction SQLite ignores it: the rebuild of a table must not cascade
        # into the tables that refer to it. The check before the commit makes up for it.
        driver = connection.connection.driver_connection
        driver.execute("PRAGMA foreign_keys = OFF")  # type: ignore[union-attr]
        try:
            config.attributes["connection"] = connection
            command.upgrade(config, to)
            _refuse_dangling(connection)
            connection.commit()
        finally:
            driver.execute("PRAGMA foreign_keys = ON")  # type: ignore[union-attr]


def _refuse_dangling(connection: Connection) -> None:
    broken = connection.execute(text("PRAGMA foreign_key_check")).all()
    if broken:
        raise LookupError(f"A migration left {len(broken)} references that lead nowhere: nothing was changed.")
