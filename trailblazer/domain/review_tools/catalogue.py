"""Every review tool that is known: those that travel with Trailblazer, and those in a folder of the site.

A tool is a TOML file. A key that no tool has is refused (TypeError), so that a misspelt fact is never left out.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from trailblazer.domain.review_tools.facts import Area, Benchmark, Item, Level, Tool

NOT_READABLE = (OSError, ValueError, TypeError, KeyError, AttributeError)


@dataclass(frozen=True)
class Tools:
    """Tools by id, and the files of the site that are not used, each with why."""

    by_id: Mapping[str, Tool]
    refused: Mapping[str, str] = field(default_factory=dict)


@cache
def shipped() -> Mapping[str, Tool]:
    """Those that travel with Trailblazer."""
    folder = files("trailblazer") / "data" / "review_tools"
    found = [read(path.read_bytes()) for path in folder.iterdir() if path.name.endswith(".toml")]
    return {one.id: one for one in sorted(found, key=lambda one: one.name)}


def tools_of(folder: Path | None) -> Tools:
    """All tools. A file of the site that is not whole, or takes an id that is taken, is named in `refused`."""
    from trailblazer.domain.review_tools.checking import faults_of

    known, refused = dict(shipped()), {}
    for path in sorted(folder.glob("*.toml")) if folder else []:
        try:
            one = read(path.read_bytes())
        except NOT_READABLE as reason:
            refused[path.name] = f"it cannot be read as a review tool: {reason}"
            continue
        faults = [f"there is a tool {one.id} already"] if one.id in known else faults_of(one)
        if faults:
            refused[path.name] = "; ".join(faults)
        else:
            known[one.id] = one
    return Tools(known, refused)


def read(file: bytes) -> Tool:
    """The tool of one file. Raises TypeError and ValueError for what no tool has."""
    facts = tomllib.loads(file.decode("utf-8"))
    facts["levels"] = tuple(Level(**row) for row in facts["levels"])
    facts["areas"] = tuple(_area(row) for row in facts["areas"])
    facts["notes"] = tuple(facts.get("notes", ()))
    if "benchmark" in facts:
        facts["benchmark"] = Benchmark(**facts["benchmark"])
    return Tool(**facts)


def _area(row: dict[str, Any]) -> Area:
    items = tuple(Item(**{**item, "levels": tuple(item.get("levels", ()))}) for item in row["items"])
    return Area(**{**row, "items": items})
