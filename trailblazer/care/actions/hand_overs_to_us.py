"""A team to which another team hands somebody over: it accepts, with a named person, or says no with the reason."""

from datetime import date

from django.core.exceptions import PermissionDenied
from django.urls import reverse

from trailblazer.access.doors import action
from trailblazer.access.models import Membership
from trailblazer.access.records import NotPossible, Service
from trailblazer.access.roles import Permission
from trailblazer.access.today import today
from trailblazer.alerts.actions import raise_alert
from trailblazer.alerts.owners import owner_for
from trailblazer.care.following import carry_on, write_step
from trailblazer.care.hand_over_moves import move
from trailblazer.care.models import HandOver
from trailblazer.care.staff import HELPS
from trailblazer.domain.hand_overs import Kind, State, follow_up
from trailblazer.domain.terms import add_working_days
from trailblazer.referrals.actions import come_back

DAYS_TO_SEE_TO_IT = 2  # working days until whoever handed over looks at a no


@action(Permission.ALLOCATE_COURSES, logged_as="hand-over from another team accepted")
def accept(
    hand_over: HandOver, *, by: Membership, who: Membership, moves_on: date | None = None, words: str = ""
) -> HandOver:
    """A named person has them from now on. They move today, or on the day the change falls due."""
    _refuse_unless_ours(hand_over, by)
    if who.organisation_id != by.organisation_id or who.role not in HELPS:
        raise NotPossible("Choose somebody of your team who helps young people")
    write_step(hand_over, by=by, state=State.ACCEPTED, happened_on=today(), words=words.strip())
    hand_over.owner = who
    carry_on(hand_over, by=by, on=today(), follow_up_on=_asks_again(hand_over))
    if moves_on is None or moves_on <= today():
        move(hand_over, by=by)
    return hand_over


@action(Permission.ALLOCATE_COURSES, logged_as="hand-over from another team declined")
def decline(hand_over: HandOver, *, by: Membership, why: str) -> HandOver:
    """It goes back to whoever handed over, with the reason, an owner and a day."""
    _refuse_unless_ours(hand_over, by)
    if not why.strip():
        raise NotPossible("Enter why, so that the other team knows what to do")
    write_step(hand_over, by=by, state=State.DECLINED, happened_on=today(), words=why.strip())
    next_step = f"{hand_over.to_name} said no. Decide what happens instead"
    due_on = add_working_days(today(), DAYS_TO_SEE_TO_IT)
    owner = _owner_there(hand_over)
    carry_on(hand_over, by=by, on=today(), owner=owner, follow_up_on=due_on, next_step=next_step)
    if hand_over.referral is not None and owner is not None:
        # The receiving team may not see the request, let alone change it: the service writes down what follows.
        come_back(hand_over.referral, by=Service(), owner=owner, next_step=next_step, due_on=due_on)
    raise_alert(
        "hand_over_back",
        words="A team said no to a hand-over. See why, and say what happens instead",
        provider=hand_over.provider,
        by=by,
        about=hand_over.ref,
        about_address=reverse("care:hand_over", args=[hand_over.ref]),
        team=hand_over.team,
        young_person=hand_over.young_person,
        owner=owner,
    )
    return hand_over


def _refuse_unless_ours(hand_over: HandOver, by: Membership) -> None:
    if hand_over.to_team_id != by.organisation_id:
        raise PermissionDenied
    if not hand_over.is_to_answer:
        raise NotPossible(f"This was answered already: {hand_over.get_state_display().lower()}")


def _asks_again(hand_over: HandOver) -> date:
    return follow_up().on(Kind(hand_over.kind), today())


def _owner_there(hand_over: HandOver) -> Membership | None:
    """Whoever handed over, if they are still there; else the team's supervisor on duty."""
    owner = hand_over.owner
    is_there = owner is not None and Membership.objects.current(today()).filter(pk=owner.pk).exists()
    return owner if is_there else owner_for(hand_over.team)
