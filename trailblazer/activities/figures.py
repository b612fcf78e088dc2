"""What was held in a school in a term, by kind: counts as they are. Who shows them protects them first."""

from collections import Counter
from dataclasses import dataclass

from django.db.models import Count, Q, Sum

from trailblazer.care.models import Activity
from trailblazer.domain.activities import kinds, name_of, takers
from trailblazer.domain.school_terms import Term
from trailblazer.places.models import School


@dataclass(frozen=True)
class ActivityFigure:
    """One kind: how many were held, how many people came to them all together, and how many minutes they took."""

    key: str
    label: str
    function: int
    held: int
    reached: int
    minutes: int


def activities_of_term(school: School, term: Term) -> list[ActivityFigure]:
    """Of one school and term, by kind in their order; a kind that was not held is left out. One query.

    It counts activities and, of other work, what is of their kinds without being one of them. Minutes are those of the
    activities themselves, without preparing. People are counted again each time they come. Nothing is protected.
    """
    counted = Q(school_activity__isnull=False) | Q(prepares=None, kind__in=takers())
    found = (
        Activity.objects.filter(
            counted,
            school=school,
            happened_on__range=(term.first_day, term.last_day),
            is_in_error=False,
        )
        .order_by()
        .values_list("school_activity__kind", "kind")
        .annotate(held=Count("pk"), reached=Sum("people"), minutes=Sum("minutes"))
    )
    held, reached, minutes = Counter[str](), Counter[str](), Counter[str]()
    for own, work, *sums in found:
        key = own or takers()[work]
        held[key] += sums[0]
        reached[key] += sums[1] or 0
        minutes[key] += sums[2]
    order = [*kinds(), *sorted(set(held) - set(kinds()))]
    return [
        ActivityFigure(key, name_of(key), _function(key), held[key], reached[key], minutes[key])
        for key in order
        if held[key]
    ]


def _function(key: str) -> int:
    known = kinds().get(key)
    return known.function if known else 2
