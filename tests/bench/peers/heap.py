"""The readings as most would keep them: a table in the order in which they were entered, with an index by patient.

The same columns and rows, in a file of the same cipher, which holds nothing else.
"""

from pathlib import Path

import sqlcipher3.dbapi2

TABLE = "heap"


def fill(record: Path, key: str, heap: Path) -> None:
    """Makes the file from the record's readings; nobody has the record open meanwhile."""
    connection = sqlcipher3.dbapi2.connect(str(record), isolation_level=None)
    connection.execute("PRAGMA cipher_log_level = NONE")
    connection.execute(f"PRAGMA key = \"x'{key}'\"")
    connection.execute(f"ATTACH DATABASE ? AS beside KEY \"x'{key}'\"", (str(heap),))
    connection.execute("PRAGMA beside.journal_mode = WAL")
    connection.execute(f"CREATE TABLE beside.{TABLE} AS SELECT * FROM reading ORDER BY entered_at, id")  # noqa: S608 - our own names
    connection.execute(f"CREATE INDEX beside.ix_{TABLE}_patient_id ON {TABLE} (patient_id)")
    connection.close()
