"""A young person goes to the team that accepted a hand-over: at once, or on the day the change falls due."""

from typing import Any

from trailblazer.access.models import Membership
from trailblazer.access.records import Actor, NotPossible
from trailblazer.care.actions.courses import allocate
from trailblazer.care.following import finish_transition
from trailblazer.care.models import Contact, Course, HandOver, Task, Transition
from trailblazer.care.moving import move_to_team
from trailblazer.referrals.actions import give_to
from trailblazer.referrals.models import Referral
from trailblazer.young_people.models import YoungPerson


def move(hand_over: HandOver, *, by: Actor) -> None:
    """The young person goes to the team that accepted, with the next school. Called inside an action."""
    team, who, person = hand_over.to_team, hand_over.owner, hand_over.young_person
    if team is None or who is None:
        raise NotPossible("This hand-over is to no team of ours")
    person = YoungPerson.objects.select_for_update().get(pk=person.pk)
    if person.team_id != team.pk:
        move_to_team(person, team, by=by, reason=f"Handed over: accepted by {who.user.name}")
    if hand_over.to_school_id is not None and person.school_id != hand_over.to_school_id:
        person.school, person.year_group = hand_over.to_school, ""
        person.save()
    _give_to(person, who, by=by)
    for transition in hand_over.transitions.exclude(state=Transition.State.RECEIVED):
        finish_transition(transition, state=Transition.State.RECEIVED, by=by)


def _give_to(person: YoungPerson, who: Membership, *, by: Any) -> None:
    """What is open is the named person's: nobody arrives in a new team without somebody who has them."""
    courses = list(Course.objects.open().filter(young_person=person).values_list("ref", flat=True))
    if courses:
        allocate(by=by, courses=courses, lead=who, reason="Handed over from another team")
    for referral in Referral.objects.filter(young_person=person, state__in=Referral.OPEN, owner=None):
        give_to(referral, by=by, owner=who)
    for followed in (HandOver.objects.open(), Transition.objects.open(), Task.objects.open()):
        followed.filter(young_person=person, owner=None).update(owner=who)
    Contact.objects.planned().filter(young_person=person, lead=None, group_session=None).update(lead=who)
