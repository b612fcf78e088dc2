"""The review tools of this installation: those that travel with it, and those in the folder of the site, read once."""

from functools import cache
from pathlib import Path

from django.conf import settings

from trailblazer.domain.review_tools import Tool, Tools, tools_of


@cache
def _read(folder: Path | None) -> Tools:
    return tools_of(folder)


def known_tools() -> Tools:
    return _read(settings.REVIEW_TOOLS)


def tool_by_id(tool_id: str) -> Tool | None:
    """None where the file of a tool was taken away since."""
    return known_tools().by_id.get(tool_id)


def name_of(tool_id: str) -> str:
    tool = tool_by_id(tool_id)
    return tool.name if tool else "A tool that is no longer known here"
