"""Everything that is read or written: tables, queries, migrations, exports and the demo clinic."""
