"""The advice log of a school as its senior mental health lead reads it: the day, the topic, the outcome.

Who asked and what was agreed is there only where whoever asked let the lead see it. That was decided so: staff who
must fear that their question reaches their line manager do not ask it; and a lead who sees the topics can act on them.
"""

from dataclasses import dataclass
from datetime import date

from trailblazer.access.doors import visible
from trailblazer.access.log import looked_at_list
from trailblazer.access.models import Membership
from trailblazer.advice.models import Advice
from trailblazer.advice.words import outcome_for_school, reason_of, topic

SHOWN = 15


@dataclass(frozen=True)
class Line:
    """One advice as the lead knows of it. `whole` is there where whoever asked let them see it."""

    on: date
    topic: str
    topic_code: str
    outcome: str
    minutes: int
    has_reason: bool
    whole: Advice | None


def log_of_school(member: Membership) -> list[Line]:
    """The newest first. Two queries."""
    facts = Advice.objects.facts_of(member).standing().order_by("-activity__happened_on", "-pk")
    rows = facts.values_list("pk", "activity__happened_on", "activity__minutes", "topic", "outcome")[:SHOWN]
    found = list(rows)
    seen = visible(Advice, member).filter(pk__in=[row[0] for row in found])
    whole = {one.pk: one for one in seen.select_related("asked_by__user", "booking")}
    looked_at_list(list(whole.values()), by=member, where="advice log of the school shown")
    return [
        Line(on, topic(code), code, outcome_for_school(came), minutes, bool(reason_of(code)), whole.get(pk))
        for pk, on, minutes, code, came in found
    ]


def count_of(member: Membership, first: date, last: date) -> int:
    """How many pieces of advice a school was given between two days, both included; for its own page."""
    facts = Advice.objects.facts_of(member).standing()
    return facts.filter(activity__happened_on__range=(first, last)).count()
