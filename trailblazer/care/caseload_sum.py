"""The sum that proves that no young person falls between caseloads: what the pages list, beside what there is."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from trailblazer.access.models import Organisation
from trailblazer.care.caseloads import closed, held_by_any, helpers_of, in_nobodys_hands, without_a_course
from trailblazer.care.models import Course
from trailblazer.care.models.courses import CourseQuerySet
from trailblazer.referrals.models import Referral


@dataclass(frozen=True)
class Account:
    """The sum of one team: every open or ended course, and every accepted request without an open one, once."""

    team: Organisation
    held: int
    unallocated: int
    closed: int
    all: int

    @property
    def is_right(self) -> bool:
        return self.held + self.unallocated + self.closed == self.all

    @property
    def words(self) -> str:
        parts = f"{self.held} in caseloads + {self.unallocated} with nobody + {self.closed} closed"
        return f"{parts} = {self.all}" if self.is_right else f"{parts} is not {self.all}"


def account_of(team: Organisation, today: date) -> Account:
    """Adds up the lists that the pages show, beside everything the team answers for."""
    theirs = _courses_of(team)
    idle = without_a_course(Referral.objects.filter(team=team)).count()
    return Account(
        team=team,
        held=held_by_any(theirs, helpers_of(team, today)).count(),
        unallocated=in_nobodys_hands(theirs, today).count() + idle,
        closed=closed(theirs).count(),
        all=_all_of(team),
    )


def _courses_of(team: Organisation) -> CourseQuerySet:
    """The pages list by who has the young person, whatever team the course itself names."""
    return Course.objects.filter(young_person__team=team)


def _all_of(team: Organisation) -> int:
    """Counted by other questions than the lists on purpose: what a list leaves out, or has twice, makes the sum wrong.

    A request belongs where its young person is, and where it is not matched yet, to the team it came to.
    """
    here = Q(young_person__team=team) | Q(young_person=None, team=team)
    accepted = Referral.objects.filter(here, state=Referral.State.ACCEPTED)
    goes_on = Course.objects.open().filter(referral__in=accepted).values("referral").distinct()
    return _courses_of(team).count() + accepted.count() - goes_on.count()


def astray(provider: Organisation) -> int:
    """Open courses of young people whom no team has: they would be in the sum of none."""
    return Course.objects.open().filter(provider=provider, young_person__team=None).count()
