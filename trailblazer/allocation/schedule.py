"""What happens by the clock: the hours that schools read move on, each where enough were seen."""

from datetime import timedelta
from typing import Any

from trailblazer.access.records import Service
from trailblazer.access.today import today
from trailblazer.allocation.actions import count_hours
from trailblazer.allocation.figures import next_day
from trailblazer.domain.school_terms import term_of
from trailblazer.places.models import School
from trailblazer.tasks.work import work
from trailblazer.teams.models import SchoolService


@work("count the hours that schools read", every=timedelta(days=1))
def count_for_schools(progress: Any) -> int:
    """Gives how many schools read a new figure."""
    served = SchoolService.objects.open_on(today()).values("school")
    found = School.objects.filter(pk__in=served).order_by("pk")
    moved = [school for school in found if next_day(school, term_of(today()), today()) is not None]
    for school in moved:
        count_hours(school, by=Service())
    return len(moved)
