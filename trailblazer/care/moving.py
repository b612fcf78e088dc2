"""A young person moves to another team of the provider, with everything that is open. Called inside an action."""

from django.db.models import Q

from trailblazer.access import today
from trailblazer.access.models import Organisation
from trailblazer.access.records import Actor, NotPossible
from trailblazer.alerts.models import Alert
from trailblazer.alerts.owners import owner_for
from trailblazer.care.models import (
    Allocation,
    Contact,
    Course,
    GroupMember,
    HandOver,
    Task,
    Transition,
)
from trailblazer.referrals.models import Referral
from trailblazer.ui.environment import day_and_month
from trailblazer.young_people.models import YoungPerson


def move_to_team(person: YoungPerson, team: Organisation, *, by: Actor, reason: str) -> None:
    """Record, open requests and open courses go together; nobody has the courses until the new team gives them. So do
    hand-overs, changes to come, tasks and alerts about them; they leave the groups of the team they come from.

    What was done stays the work of the team that did it. Contacts to come stay booked, without a practitioner until
    the new team gives the course to somebody. Raises NotPossible across providers.
    """
    if team.provider_id != person.provider_id or team.kind != Organisation.Kind.TEAM:
        raise NotPossible("Choose another team of the same provider. To any other service, hand over")
    if team.pk == person.team_id:
        raise NotPossible("They are with this team already")
    came_from = person.team
    person.team = team
    person.save()
    for referral in Referral.objects.filter(young_person=person, state__in=Referral.OPEN):
        referral.team, referral.owner = team, None
        referral.save()
    for course in Course.objects.open().filter(young_person=person):
        course.team, course.lead, course.allocated_on = team, None, None
        course.save()
        Allocation.objects.create(
            provider_id=course.provider_id,
            team=team,
            young_person=person,
            course=course,
            lead=None,
            happened_on=today.today(),
            reason=reason[:300],
            by=by.membership,
            recorded_at=today.now(),
        )
    _take_contacts(person, team, by=by)
    _take_what_is_followed(person, team)
    if came_from is not None:
        _leave_groups_of(came_from, person)


def _take_contacts(person: YoungPerson, team: Organisation, *, by: Actor) -> None:
    """Those of a course wait for whoever is given it; for the others somebody is asked to say who sees them."""
    coming = Contact.objects.planned().filter(
        young_person=person, starts_at__gte=today.now(), group_session=None
    )
    coming.exclude(lead__organisation=team).update(lead=None, team=team, visit=None)
    for contact in coming.filter(lead=None).exclude(course__state__in=Course.OPEN):
        Task.objects.ask(
            contact,
            f"Say who sees them on {day_and_month(contact.starts_at)}: it is booked, and nobody has it",
            owner=None,
            due_on=today.today(),
            source="moved_to_team",
            by=by.membership,
        )


def _take_what_is_followed(person: YoungPerson, team: Organisation) -> None:
    """Whoever had it is of another team, so nobody has it until this one says who; alerts go to who is on duty."""
    theirs = Q(owner__organisation__in=(team.pk, person.provider_id))
    for followed in (HandOver.objects.open(), Transition.objects.open(), Task.objects.open()):
        followed.filter(young_person=person).exclude(theirs).update(team=team, owner=None)
    alerts = Alert.objects.open().filter(young_person=person).exclude(team=team)
    alerts.update(team=team, owner=owner_for(team))


def _leave_groups_of(team: Organisation, person: YoungPerson) -> None:
    for member in GroupMember.objects.filter(young_person=person, group__team=team, left_on=None):
        member.left_on, member.left_why = max(today.today(), member.joined_on), "With another team now"
        member.save()
