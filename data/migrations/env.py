"""Alembic's entry: runs on the connection it is handed, never on an address of its own."""

from alembic import context

from data import triggers
from data.tables import METADATA

connection = context.config.attributes["connection"]
context.configure(
    connection=connection, target_metadata=METADATA, render_as_batch=True, transaction_per_migration=False
)
with context.begin_transaction():
    context.run_migrations()
    triggers.make(connection)
