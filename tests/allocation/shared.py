"""A proposal of a team, as its lead makes it."""

from decimal import Decimal

from tests import make
from trailblazer.allocation.actions import propose
from trailblazer.domain.allocation import Weights
from trailblazer.domain.school_terms import Term

AUTUMN = Term(2026, 3)


def proposal(team, lead, **fields):
    """Of a term with two schools, with the usual weights."""
    for _ in range(2):
        make.service(team)
    ordinary = {"term": AUTUMN, "weights": Weights.usual(), "split": (50, 30, 20)}
    ordinary |= {"whole_time": Decimal(2), "weeks": 14, "kept": 50}
    return propose(team, by=lead, **(ordinary | fields))
