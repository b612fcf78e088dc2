"""Reading activities and orders: of one school, of all schools of a team, and what waits for somebody."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Case, Count, F, Q, When

from trailblazer.access.doors import visible
from trailblazer.access.models import Membership
from trailblazer.activities.models import Material, MenuItem, Order, SchoolActivity
from trailblazer.domain.school_terms import Term
from trailblazer.domain.year_groups import named_in, year_groups_of
from trailblazer.places.models import School

BESIDE = ("school", "work", "menu_item")
COMING, TO_WRITE, HELD, CANCELLED = "coming", "to_write", "held", "cancelled"
STATES = {
    COMING: "Coming",
    TO_WRITE: "To write down",
    HELD: "Held",
    CANCELLED: "Cancelled",
}


def state_of(activity: SchoolActivity, today: date) -> str:
    """A code of STATES."""
    if activity.cancelled_on is not None:
        return CANCELLED
    if activity.work_id is not None:
        return HELD
    return TO_WRITE if activity.day < today else COMING


def in_state(state: str, today: date) -> Q:
    """The rows of a code of STATES."""
    waiting = Q(work=None, cancelled_on=None)
    found: dict[str, Q] = {
        COMING: waiting & Q(day__gte=today),
        TO_WRITE: waiting & Q(day__lt=today),
        HELD: Q(work__isnull=False),
        CANCELLED: Q(cancelled_on__isnull=False),
    }
    return found[state]


def activities_of(member: Membership, chosen: dict[str, Any], today: date) -> Any:
    """Those that this member may see and that fit every answer of the filters: next first, then the latest."""
    found: Any = visible(SchoolActivity, member)
    for name in ("school", "kind", "staff"):
        if name in chosen:
            found = found.filter(**{name: chosen[name]})
    if "state" in chosen:
        found = found.filter(in_state(chosen["state"], today))
    if "term" in chosen:
        term: Term = chosen["term"]
        found = found.filter(day__range=(term.first_day, term.last_day))
    found = found.annotate(still_to_come=Case(When(day__gte=today, then="day")))
    in_order = found.order_by(F("still_to_come").asc(nulls_last=True), "-day", "-pk")
    return in_order.select_related(*BESIDE).prefetch_related("staff__user")


@dataclass(frozen=True)
class OfSchool:
    """What stands on the page and the card of one school."""

    coming: list[SchoolActivity]
    to_write: list[SchoolActivity]
    over: list[SchoolActivity]  # held or cancelled, of the term asked for
    orders: list[Order]

    @property
    def held(self) -> list[SchoolActivity]:
        return [one for one in self.over if one.work_id is not None]


def of_school(school: School, member: Membership, today: date, term: Term) -> OfSchool:
    """What is still to come, and what was held or cancelled in this term. Three queries."""
    known: Any = visible(SchoolActivity, member)
    waiting = Q(work=None, cancelled_on=None)
    of_term = ~waiting & Q(day__range=(term.first_day, term.last_day))
    found = known.filter(waiting | of_term, school=school).select_related(*BESIDE)
    rows = list(found.prefetch_related("staff__user").order_by("day", "pk"))
    orders = (
        visible(Order, member).filter(school=school).select_related("menu_item", "activity", "owner__user")
    )
    recent = orders.filter(Q(activity=None, declined_on=None, withdrawn_on=None) | Q(term=term.code))
    return OfSchool(
        coming=[one for one in rows if state_of(one, today) == COMING],
        to_write=[one for one in rows if state_of(one, today) == TO_WRITE],
        over=[one for one in reversed(rows) if not one.is_coming],
        orders=list(recent.order_by("-asked_at", "-pk")),
    )


def menu_of(member: Membership) -> list[MenuItem]:
    """What is offered now: of a team its own menu, of a lead that of the team that serves the school.

    To a school, what names year groups is offered only where it has one of them.
    """
    found: Any = visible(MenuItem, member)
    counted = found.offered().annotate(times_ordered=Count("orders"))
    items = list(counted.select_related("team").prefetch_related("materials").order_by("kind", "title"))
    school = School.objects.filter(pk=member.school_id or 0).first()
    if school is None:
        return items
    own = set(year_groups_of(school.low_age, school.high_age))
    named = ((item, named_in(item.year_groups)) for item in items)
    return [item for item, years in named if not years or years & own]


def library_of(member: Membership) -> list[Material]:
    found: Any = visible(Material, member)
    return list(found.kept().select_related("added_by__user", "team"))


def orders_waiting(member: Membership) -> Any:
    """The orders that wait for the answer of this member's team, the most urgent first."""
    return orders_of(member, {}).waiting()


def orders_of(member: Membership, chosen: dict[str, Any]) -> Any:
    """Those that this member may see and that fit every answer of the filters; `mine` are this member's to answer."""
    found: Any = visible(Order, member)
    if chosen.get("mine"):
        found = found.filter(owner=member)
    if "school" in chosen:
        found = found.filter(school=chosen["school"])
    return found.select_related("school", "menu_item", "owner__user", "asked_by__user", "activity")
