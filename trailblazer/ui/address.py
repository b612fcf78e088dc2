"""Addresses of lists: a noun, then a question."""

from typing import Any

from django.http import QueryDict


def with_query(query: QueryDict, **changes: Any) -> str:
    """The question of this page with some answers changed; None takes one out."""
    changed = query.copy()
    for name, value in changes.items():
        if value is None:
            changed.pop(name, None)
        else:
            changed[name] = str(value)
    return f"?{changed.urlencode()}"
