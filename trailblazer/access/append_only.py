"""Tables whose rows are written once: the database itself refuses to change or delete them."""

from typing import Any

from trailblazer.access.table_steps import OnTables

REFUSAL = "What was written here is never changed. Write a correction that names it"
SQLITE = """CREATE TRIGGER "{table}_keeps_{what}" BEFORE {what} ON "{table}"
BEGIN SELECT RAISE(ABORT, '{refusal}'); END"""
FUNCTION = """CREATE OR REPLACE FUNCTION trailblazer_keeps_what_was_written() RETURNS trigger AS $$
BEGIN RAISE EXCEPTION '{refusal}'; END $$ LANGUAGE plpgsql"""
POSTGRESQL = """CREATE TRIGGER "{table}_keeps_{what}" BEFORE {what} ON "{table}"
FOR EACH ROW EXECUTE FUNCTION trailblazer_keeps_what_was_written()"""


def keep_as_written(*tables: str) -> OnTables:
    """A migration step: from here on rows of these tables can be added and read, and nothing else."""
    return OnTables(_keep_as_written, tables)


def _keep_as_written(schema_editor: Any, tables: tuple[str, ...]) -> None:
    is_sqlite = schema_editor.connection.vendor == "sqlite"
    if not is_sqlite:
        schema_editor.execute(FUNCTION.format(refusal=REFUSAL))
    for table in tables:
        for what in ("UPDATE", "DELETE"):
            statement = SQLITE if is_sqlite else POSTGRESQL
            schema_editor.execute(statement.format(table=table, what=what, refusal=REFUSAL))
