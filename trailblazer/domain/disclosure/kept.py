"""Protected tables that were published, as plain values to keep, and back. What was hidden is not in them.

A figure is protected where it is shown; a report that stays as it was published keeps the figures as they were shown.
Reading one back trusts nobody: a count that the rule would not show is refused.
"""

from typing import Any

from trailblazer.domain.disclosure.figures import (
    _MADE_HERE,
    HIDDEN,
    ROUNDED_TO,
    Figure,
    Hidden,
    Kind,
    Refused,
    Rule,
)
from trailblazer.domain.disclosure.tables import Place, Row, Table


def as_kept(table: Table) -> dict[str, Any]:
    """A protected table as values that JSON holds: a hidden figure is None."""
    return {
        "columns": list(table.columns),
        "rule": table.rule.value,
        "is_wide": table.is_wide,
        "rows": [
            {
                "name": row.name,
                "group": row.group,
                "place": row.place.value,
                "figures": [_kept(figure) for figure in row.figures],
            }
            for row in table.rows
        ],
    }


def _kept(figure: Figure) -> dict[str, Any]:
    value = None if isinstance(figure.value, Hidden) else figure.value
    return {"kind": figure.kind.value, "value": value, "base": figure.can_be_base}


def from_kept(kept: dict[str, Any]) -> Table:
    """The table again. Raises Refused for a count that the rule would hide or round, KeyError for what is no table."""
    rule, is_wide = Rule(kept["rule"]), bool(kept["is_wide"])
    rows = tuple(
        Row(
            row["name"],
            row["group"],
            Place(row["place"]),
            tuple(_figure(one, rule, is_wide=is_wide) for one in row["figures"]),
        )
        for row in kept["rows"]
    )
    return Table(key=_MADE_HERE, columns=tuple(kept["columns"]), rows=rows, rule=rule, is_wide=is_wide)


def _figure(kept: dict[str, Any], rule: Rule, *, is_wide: bool) -> Figure:
    kind, value = Kind(kept["kind"]), kept["value"]
    is_shown = value is not None
    if is_shown and kind is Kind.COUNT and (rule.hides(value) or value % ROUNDED_TO):
        raise Refused("A count that was kept is one that the rule shows")
    return Figure(
        key=_MADE_HERE,
        value=value if is_shown else HIDDEN,
        kind=kind,
        rule=rule,
        can_be_base=bool(kept["base"]) and is_shown,
        in_wide_table=is_wide,
    )
