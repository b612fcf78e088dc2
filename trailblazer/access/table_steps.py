"""A migration step that acts on tables by their names, and so needs no models."""

from collections.abc import Callable
from typing import Any

from django.db.migrations.operations.base import Operation

Step = Callable[[Any, tuple[str, ...]], None]


class OnTables(Operation):
    """Runs `step(schema_editor, tables)`. What Django offers for this builds every model anew before each step, which
    would be a fifth of the time that an empty database takes.
    """

    def __init__(self, step: Step, tables: tuple[str, ...]) -> None:
        self.step, self.tables = step, tables

    def state_forwards(self, app_label: str, state: Any) -> None:
        pass

    def database_forwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        self.step(schema_editor, self.tables)

    def database_backwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        pass

    def describe(self) -> str:
        return f"{self.step.__name__}: {', '.join(self.tables)}"
