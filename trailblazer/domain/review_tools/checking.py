"""Proves that the file of a review tool is whole."""

import re
from collections.abc import Iterator

from trailblazer.domain.review_tools.facts import Area, Item, Tool

AN_ID = re.compile(r"[a-z0-9][a-z0-9-]{0,31}")


def faults_of(tool: Tool) -> list[str]:
    """What is wrong, in sentences; nothing where the file is whole."""
    return [*_of_tool(tool), *(fault for area in tool.areas for fault in _of_area(tool, area))]


def _of_tool(tool: Tool) -> Iterator[str]:
    values = [level.value for level in tool.levels]
    ids = [area.id for area in tool.areas] + [item.id for item in tool.items]
    wrong = {
        "a name, a short name or what it is about is missing": not (tool.name and tool.short and tool.about),
        "no source is named": not tool.source,
        "no licence is named": not tool.licence,
        "it ends before it begins": tool.ends_on is not None and tool.ends_on < tool.begins_on,
        "a scale has at least two levels": len(values) < 2,
        "the levels rise from each to the next": values != sorted(set(values)),
        "the lowest level is 0 or more, and the highest more than 0": bool(values)
        and (min(values) < 0 or max(values) <= 0),
        "a level has no name": not all(level.name for level in tool.levels),
        "there are no areas": not tool.areas,
        "an id stands twice": len(set(ids)) < len(ids),
        "averages of areas need the source they come from": tool.benchmark is None
        and any(area.benchmark is not None for area in tool.areas),
        "a source of averages is named, and no area has one": tool.benchmark is not None
        and all(area.benchmark is None for area in tool.areas),
    }
    yield from (words for words, is_so in wrong.items() if is_so)
    yield from (
        f"“{one}” is no id: small letters, figures and hyphens, 32 at most"
        for one in (tool.id, *ids)
        if not AN_ID.fullmatch(one)
    )


def _of_area(tool: Tool, area: Area) -> Iterator[str]:
    if not area.name:
        yield f"{area.id} has no name"
    if not area.items:
        yield f"{area.id} has no items"
    if area.benchmark is not None and not 0 <= area.benchmark <= 100:
        yield f"{area.id}: an average is from 0 to 100"
    yield from (f"{item.id}: {fault}" for item in area.items for fault in _of_item(tool, item))


def _of_item(tool: Tool, item: Item) -> Iterator[str]:
    if not item.text:
        yield "it has no words"
    if item.levels and (len(item.levels) != len(tool.levels) or not all(item.levels)):
        yield "it describes each level, or none"
    if not item.levels and not all(level.words for level in tool.levels):
        yield "neither it nor the scale says what each level looks like"
