"""What a cohort shows: who is in it, who rated, what their ratings show together, and how its actions go."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from django.db.models import Count, Q

from trailblazer.access.doors import visible
from trailblazer.access.models import Membership
from trailblazer.domain import joint_ratings
from trailblazer.domain.joint_ratings import Line, Pair, Rated, compare, pairs
from trailblazer.domain.joint_working import Point, Sector
from trailblazer.joint_working.models import Cohort, JointAction, Participant


@dataclass(frozen=True)
class Compared:
    """Two points side by side, of the people who rated at both."""

    first: Point
    second: Point
    given: Sequence[Pair]
    areas: Sequence[Line]
    measures: Sequence[Line]
    could: int  # how many could have rated
    sentences: Sequence[str]

    @property
    def numbers(self) -> dict[Sector, int]:
        return joint_ratings.numbers(self.given)

    @property
    def hidden_sectors(self) -> list[Sector]:
        """Whose group is too small to show."""
        return [sector for sector in Sector if all(not line.groups[sector].is_shown for line in self.areas)]

    @property
    def largest(self) -> Line | None:
        return joint_ratings.largest_change(self.areas)

    @property
    def widest(self) -> Line | None:
        return joint_ratings.widest_gap(self.areas)


class Reading:
    """A cohort as its pages read it: three queries, however many people are in it."""

    def __init__(self, cohort: Cohort, today: date) -> None:
        self.cohort, self.today = cohort, today

    @cached_property
    def people(self) -> list[Participant]:
        return list(
            self.cohort.participants.select_related("school").order_by("kind", "school__name", "name")
        )

    @cached_property
    def coming(self) -> list[Participant]:
        return [one for one in self.people if one.state == Participant.State.ACCEPTED]

    @cached_property
    def schools(self) -> list[Participant]:
        return [one for one in self.coming if one.kind == Participant.Kind.SCHOOL]

    @cached_property
    def rated(self) -> list[Rated]:
        """In the order in which they rated."""
        sectors = {one.pk: one.sector for one in self.people}
        kept = self.cohort.ratings.order_by("rated_at", "pk").values_list("participant", "point", "answers")
        return [
            Rated(str(who), sectors[who], Point(point), answers)
            for who, point, answers in kept
            if who in sectors
        ]

    def who_rated(self, point: Point) -> set[str]:
        return {one.who for one in self.rated if one.point is point}

    def compared(self, first: Point, second: Point) -> Compared:
        given, framework = pairs(self.rated, first, second), self.cohort.framework
        areas = compare(given, framework.areas, len(framework.areas))
        return Compared(
            first,
            second,
            given,
            areas,
            compare(given, framework.measures, len(framework.measures)),
            len(self.coming),
            joint_ratings.what_it_can_bear(areas, len(given), framework),
        )

    def at(self, point: Point) -> list[Line]:
        return joint_ratings.at_one_point(self.rated, point, self.cohort.framework.areas)

    @cached_property
    def actions(self) -> list[JointAction]:
        found = list(
            self.cohort.jointactions.prefetch_related("ownerships__participant__school", "looks").order_by(
                "by_day", "pk"
            )
        )
        for one in found:
            one.cohort = self.cohort  # known already: each asks it for the name of its area
        return found

    @cached_property
    def done(self) -> list[JointAction]:
        return [one for one in self.actions if one.status == JointAction.Status.DONE]

    @cached_property
    def late(self) -> list[JointAction]:
        return [one for one in self.actions if one.is_late(self.today)]

    @property
    def both_days(self) -> int:
        return sum(one.came_to_both for one in self.schools)

    @property
    def reminded(self) -> tuple[int, date] | None:
        """How many were reminded last, and when."""
        kept = self.cohort.reminders.filter(is_first=False).exclude(what="actions")
        last = kept.order_by("-sent_on").values_list("sent_on", flat=True).first()
        return (kept.filter(sent_on=last).count(), last) if last else None


def cohorts_of(member: Membership) -> list[Cohort]:
    """Those this member may see, the newest first, each with how many schools are coming and how its actions stand."""
    coming = Q(participants__state="accepted", participants__kind="school")
    found: Any = visible(Cohort, member).select_related("organiser__user", "team", "area")
    return list(
        found.annotate(
            schools=Count("participants", filter=coming, distinct=True),
            actions_all=Count("jointactions", distinct=True),
            actions_done=Count("jointactions", filter=Q(jointactions__status="done"), distinct=True),
        ).order_by("-day_1", "name", "pk")
    )
