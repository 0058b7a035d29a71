"""What is the same for every test of a run is worked out once: SQL for thousands of records, a list of packages.

Each test opens a record of its own, for which SQLAlchemy would write the same statements anew; each test of a screen
starts a runtime of its own, which reads what every package in the environment says of itself.
"""

import functools
from typing import Any

from sqlalchemy import Engine, create_engine
from sqlalchemy.dialects.sqlite.pysqlite import SQLiteDialect_pysqlite
from sqlalchemy.util import LRUCache
from streamlit.components.v2 import manifest_scanner

from data import connecting

_COMPILED: LRUCache[Any, Any] = LRUCache(4000)


def once() -> None:
    """From now on, in this process."""
    # The dialects differ in how a transaction begins, which is in no statement: any of them may have written it.
    SQLiteDialect_pysqlite.__hash__ = lambda dialect: hash(type(dialect))  # type: ignore[method-assign]
    SQLiteDialect_pysqlite.__eq__ = lambda one, other: type(one) is type(other)  # type: ignore[method-assign]
    connecting.create_engine = _engine  # type: ignore[attr-defined]
    manifest_scanner.scan_component_manifests = functools.cache(manifest_scanner.scan_component_manifests)


def _engine(*of: Any, **more: Any) -> Engine:  # noqa: ANN401 - SQLAlchemy's own
    made = create_engine(*of, **more)
    made._compiled_cache = _COMPILED
    return made
