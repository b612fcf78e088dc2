"""Planning changes of school, age and rights to come, until somebody has received the young person."""

from datetime import date

from trailblazer.access.doors import action
from trailblazer.access.models import Membership
from trailblazer.access.records import Actor, NotPossible, Service
from trailblazer.access.roles import Permission
from trailblazer.access.today import today
from trailblazer.care import transitions
from trailblazer.care.following import finish_transition
from trailblazer.care.hand_over_moves import move
from trailblazer.care.models import HandOver, Task, Transition
from trailblazer.domain import codes
from trailblazer.domain.transitions import Due
from trailblazer.places.models import School
from trailblazer.young_people.models import YoungPerson

State = Transition.State


@action(Permission.RUN_WORK, logged_as="transitions found")
def find_transitions(*, by: Service) -> int:
    """Looks through everyone helped now or until lately. Gives how many changes to come were not known yet."""
    return transitions.find(today())


@action(Permission.RECORD_CARE, logged_as="transition added")
def add_transition(person: YoungPerson, *, by: Membership, kind: str, due_on: date) -> Transition:
    """A change that the rules do not know of, such as a move of school that the family has told of."""
    if kind not in codes.load("transitions"):
        raise NotPossible("Choose what changes")
    if Transition.objects.filter(young_person=person, kind=kind, due_on=due_on).exists():
        raise NotPossible("This change is known already. Open it from the list")
    return transitions.write_down(person, Due(due_on, kind), today())


@action(Permission.RECORD_CARE, logged_as="transition planned")
def plan_transition(
    transition: Transition,
    *,
    by: Membership,
    words: str,
    owner: Membership,
    next_school: School | None = None,
) -> Transition:
    """What is planned, for which next school, and who sees to it. It stays open until somebody has received them."""
    _refuse_over(transition)
    if owner.organisation_id not in (transition.young_person.team_id, transition.provider_id):
        raise NotPossible("Choose somebody of the team that has this young person")
    if not owner.may(Permission.RECORD_CARE):
        raise NotPossible("Choose somebody who may record what is planned")
    transition.words, transition.owner, transition.next_school = words.strip()[:300], owner, next_school
    if transition.state == State.FOUND:
        transition.state = State.PLANNED
    transition.save()
    Task.objects.open().filter(source=transitions.TASK_OF, about=transition.ref).update(
        owner=owner,
        words="Hand over to the next school, team or service",
        due_on=max(today(), transition.due_on),
    )
    return transition


@action(Permission.RECORD_CARE, logged_as="transition not needed")
def not_needed(transition: Transition, *, by: Membership, why: str) -> Transition:
    """Nobody has to receive them: they stay, or the help is over. Says why."""
    _refuse_over(transition)
    if not why.strip():
        raise NotPossible("Enter why nothing is needed")
    if transition.hand_over is not None and transition.hand_over.is_open:
        raise NotPossible("A hand-over for it is under way. Settle that first")
    transition.words = why.strip()[:300]
    finish_transition(transition, state=State.NOT_NEEDED, by=by)
    return transition


@action(Permission.RUN_WORK, logged_as="moved to the team that accepted")
def move_on_the_day(hand_over: HandOver, *, by: Actor) -> HandOver:
    """The change is due: the young person goes to the team that accepted them before."""
    move(hand_over, by=by)
    return hand_over


def _refuse_over(transition: Transition) -> None:
    if transition.state not in Transition.OPEN:
        raise NotPossible(f"This change is over: {transition.get_state_display().lower()}")
