"""The second wall: row-level security on PostgreSQL, under the application's own scoping.

Each connection names the providers whose rows it may touch. The web service works as a role that owns no table, so
the policies hold for it even where a query forgot its scope. SQLite has no such wall; it is for one team or a trial.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any

from django.conf import settings
from django.db import connection
from django.db.backends.signals import connection_created
from django.db.models.signals import post_migrate

from trailblazer.access.table_steps import OnTables

EVERYONE = "*"
WEB_ROLE = "trailblazer_web"


def set_to(providers: Iterable[int] | str) -> None:
    """From here on this connection sees the rows of these providers, or of all."""
    if connection.vendor != "postgresql":
        return
    value = providers if isinstance(providers, str) else ",".join(str(provider) for provider in providers)
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('trailblazer.providers', %s, false)", [value])


@contextmanager
def within(providers: Iterable[int] | str) -> Iterator[None]:
    """For a look-up that comes before it is known whose record it is, such as by a secret link."""
    if connection.vendor != "postgresql":
        yield
        return
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('trailblazer.providers', true)")
        before = cursor.fetchone()[0] or ""
    set_to(providers)
    try:
        yield
    finally:
        set_to(before)


def raise_wall(*tables: str) -> OnTables:
    """A migration step: only rows of the named providers can be seen or written."""
    return OnTables(_raise_wall, tables)


def _raise_wall(schema_editor: Any, tables: tuple[str, ...]) -> None:
    if schema_editor.connection.vendor != "postgresql":
        return
    for table in tables:
        schema_editor.execute(f'ALTER TABLE "{table}" ENABLE ROW LEVEL SECURITY')
        schema_editor.execute(
            f'CREATE POLICY provider_wall ON "{table}" USING ('
            "current_setting('trailblazer.providers', true) = '*' OR provider_id = ANY("
            # PostgreSQL may work out both sides of OR, and "*" is no number.
            "string_to_array(NULLIF(NULLIF(current_setting('trailblazer.providers', true), ''), '*'), ',')"
            "::bigint[]))"
        )


def _work_as_web_role(sender: Any, connection: Any, **_: Any) -> None:
    if connection.vendor == "postgresql" and settings.DATABASE_ROLE:
        with connection.cursor() as cursor:
            cursor.execute(f'SET ROLE "{settings.DATABASE_ROLE}"')


def _grant(sender: Any, using: str, **_: Any) -> None:
    """After a migration the web role may read and write rows, and nothing else."""
    from django.db import connections

    owner = connections[using]
    if owner.vendor != "postgresql" or settings.DATABASE_ROLE:
        return
    with owner.cursor() as cursor:
        cursor.execute("SELECT rolsuper OR rolcreaterole FROM pg_roles WHERE rolname = current_user")
        may_create = cursor.fetchone()[0]
        cursor.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [WEB_ROLE])
        if cursor.fetchone() is None:
            if not may_create:
                return
            # Roles belong to the whole server, so another database's migration may make it at this very moment.
            cursor.execute(
                f"DO $$ BEGIN CREATE ROLE {WEB_ROLE} NOLOGIN; "
                "EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL; END $$"
            )
        cursor.execute(f"GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {WEB_ROLE}")
        cursor.execute(f"GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {WEB_ROLE}")


def connect() -> None:
    connection_created.connect(_work_as_web_role, dispatch_uid="wall")
    post_migrate.connect(_grant, dispatch_uid="wall")


def set_to_everyone_when_connected() -> None:
    """For commands, which work for the whole installation."""

    def open_wall(sender: Any, connection: Any, **_: Any) -> None:
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("SELECT set_config('trailblazer.providers', %s, false)", [EVERYONE])

    connection_created.connect(open_wall, weak=False, dispatch_uid="wall-for-commands")
