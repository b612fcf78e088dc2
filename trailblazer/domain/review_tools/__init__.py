"""Tools with which a school reviews itself: levels, areas and items as data, and what is worked out from ratings."""

from trailblazer.domain.review_tools.catalogue import Tools, read, tools_of
from trailblazer.domain.review_tools.facts import Area, Benchmark, Item, Level, Tool
from trailblazer.domain.review_tools.scores import (
    MOST_RESPONDENTS,
    Change,
    Score,
    area_scores,
    changes,
    lowest_items,
    may_see_answers,
    needs_reason,
    overall,
    spread,
)

__all__ = [
    "MOST_RESPONDENTS",
    "Area",
    "Benchmark",
    "Change",
    "Item",
    "Level",
    "Score",
    "Tool",
    "Tools",
    "area_scores",
    "changes",
    "lowest_items",
    "may_see_answers",
    "needs_reason",
    "overall",
    "read",
    "spread",
    "tools_of",
]
