"""A school orders from the menu; the team plans it, or says why not now. Whoever ordered is told."""

from typing import Any

from django.conf import settings
from django.urls import reverse

from trailblazer.access.doors import action
from trailblazer.access.models import Membership
from trailblazer.access.records import Actor, NotPossible, Service
from trailblazer.access.roles import Permission
from trailblazer.access.today import today
from trailblazer.activities.actions.planning import plan_activity
from trailblazer.activities.checks import refuse_name_like
from trailblazer.activities.models import MenuItem, Order
from trailblazer.alerts.actions import close, raise_alert
from trailblazer.alerts.models import Alert
from trailblazer.alerts.owners import owner_for
from trailblazer.domain.activities import MOST_PEOPLE, Audience
from trailblazer.domain.school_terms import coming_terms
from trailblazer.domain.terms import add_working_days
from trailblazer.letters.actions import queue
from trailblazer.letters.recipients import Recipient
from trailblazer.places.models import School
from trailblazer.teams.of_school import common_of
from trailblazer.ui.environment import long_day

DAYS_TO_ANSWER = 5  # working days
ALERT = "activity_ordered"


@action(Permission.KEEP_SCHOOL_WORK, logged_as="activity ordered")
def order(
    *,
    by: Membership,
    school: School,
    menu_item: MenuItem,
    term: str,
    audience: str,
    expected: int,
    weeks: str = "",
    note: str = "",
) -> Order:
    """Asks the team for something of its menu. It has an owner and a day from the start."""
    common = common_of(school, by)
    refuse_name_like(note)
    _check(menu_item, common["team"].pk, term, audience, expected)
    made = Order.objects.create(
        **common,
        menu_item=menu_item,
        term=term,
        weeks=weeks.strip(),
        audience=audience,
        expected=expected,
        note=note.strip(),
        asked_by=by,
        owner=owner_for(common["team"]),
        due_on=add_working_days(today(), DAYS_TO_ANSWER),
    )
    raise_alert(
        ALERT,
        words=f"{school.name} orders: {menu_item.title}",
        provider=made.provider,
        team=made.team,
        school=school,
        about=made.ref,
        about_address=reverse("activities:order", args=[made.ref]),
        owner=made.owner,
        by=by,
    )
    return made


def _check(item: MenuItem, team: int, term: str, audience: str, expected: int) -> None:
    if item.withdrawn_on is not None or item.team_id != team:
        raise NotPossible("This is not offered now. Choose something else of the menu")
    if term not in {one.code for one in coming_terms(today())}:
        raise NotPossible("Choose this term or one of the next three")
    if audience not in list(Audience):
        raise NotPossible("Choose whom it is for")
    if not 1 <= expected <= MOST_PEOPLE:
        raise NotPossible(f"Enter how many people you expect, from 1 to {MOST_PEOPLE:,}")


@action(Permission.KEEP_SCHOOL_WORK, logged_as="order withdrawn")
def withdraw_order(order: Order, *, by: Membership) -> Order:
    """The school wants it no more."""
    _must_wait(order)
    order.withdrawn_on = today()
    order.save()
    _close_alert(order, Service(), "The school withdrew its order")
    return order


@action(Permission.PLAN_VISITS, logged_as="order taken on")
def take_on(order: Order, *, by: Membership) -> Order:
    """Makes this member the one who answers it."""
    _must_wait(order)
    order.owner = by
    order.save()
    return order


@action(Permission.PLAN_VISITS, logged_as="order planned")
def plan_order(order: Order, *, by: Membership, **values: Any) -> Order:
    """Plans the activity that was ordered, and tells whoever ordered it when it is."""
    _must_wait(order)
    made = plan_activity(by=by, school=order.school, menu_item=order.menu_item, **values)
    order.activity, order.answered_by = made, by
    order.save()
    _close_alert(order, by, f"Planned for {long_day(made.day)}")
    _tell(order, by, f"It is planned for {long_day(made.day)}.")
    return order


@action(Permission.PLAN_VISITS, logged_as="order declined")
def decline_order(order: Order, *, by: Membership, why: str) -> Order:
    """Not now, with a reason that the school reads."""
    _must_wait(order)
    if not why.strip():
        raise NotPossible("Enter why not now, and what would be possible: the school reads it")
    order.declined_on, order.declined_why, order.answered_by = today(), why.strip(), by
    order.save()
    _close_alert(order, by, "Answered: not now")
    _tell(order, by, f"It is not possible now: {order.declined_why}")
    return order


def _must_wait(order: Order) -> None:
    if not order.is_waiting:
        raise NotPossible(f"This order is no longer waiting: {order.state.lower()}")


def _close_alert(order: Order, by: Actor, done: str) -> None:
    for alert in Alert.objects.filter(about=order.ref, kind=ALERT, closed_at=None):
        close(alert, by=by, what_was_done=done)


def _tell(order: Order, by: Actor, answer: str) -> None:
    """A message to whoever ordered, where they are still there."""
    asker = order.asked_by
    if asker is None or asker.has_left(today()):
        return
    queue(
        "order_answered",
        to=Recipient("staff", asker.user.name, asker.user.email),
        subject="Your order from the training menu",
        words={
            "name": asker.user.name,
            "title": order.menu_item.title,
            "answer": answer,
            "link": f"{settings.ORIGIN}{reverse('activities:of_school', args=[order.school_id])}",
        },
        provider=order.provider,
        team=order.team,
        by=by,
        about=order.ref,
    )
