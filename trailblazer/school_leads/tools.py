"""The tool with which each responsibility is done: pages that apps name here, each where this member may open it.

An app that brings a tool calls `add_tool` from its `ready`. A page that is not there is not named, so no link is dead.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from trailblazer.access.guard import may_open
from trailblazer.access.models import Membership
from trailblazer.domain.lead_role import responsibilities
from trailblazer.places.models import School

Address = Callable[[School, Membership, date], str | None]


@dataclass(frozen=True)
class Tool:
    """A page with which a responsibility is done. `address` gives None where there is nothing for this member."""

    place: int
    words: str
    what: str
    address: Address


@dataclass(frozen=True)
class Opens:
    """A tool as it is shown."""

    words: str
    what: str
    address: str


_TOOLS: dict[str, list[Tool]] = {}


def add_tool(responsibility: str, tool: Tool) -> None:
    """Raises KeyError for a responsibility that there is not."""
    if responsibility not in {one.code for one in responsibilities()}:
        raise KeyError(responsibility)
    tools = _TOOLS.setdefault(responsibility, [])
    if tool not in tools:
        tools.append(tool)


def tools_of(responsibility: str, school: School, member: Membership, today: date) -> list[Opens]:
    """The tools of a responsibility that this member may open, in their order."""
    in_order = sorted(_TOOLS.get(responsibility, ()), key=lambda tool: tool.place)
    found = [(tool, tool.address(school, member, today)) for tool in in_order]
    return [
        Opens(tool.words, tool.what, address)
        for tool, address in found
        if address is not None and may_open(member, address.partition("#")[0])
    ]
