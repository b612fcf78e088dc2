"""A young person moves to another team of the provider, with everything that is open. Called inside an action."""

from trailblazer.access import today
from trailblazer.access.models import Organisation
from trailblazer.access.records import Actor, NotPossible
from trailblazer.care.models import Allocation, Course
from trailblazer.referrals.models import Referral
from trailblazer.young_people.models import YoungPerson


def move_to_team(person: YoungPerson, team: Organisation, *, by: Actor, reason: str) -> None:
    """Record, open requests and open courses go together; nobody has the courses until the new team gives them.

    What was done stays the work of the team that did it. Contacts to come stay booked, without a practitioner until
    the new team gives the course to somebody. Raises NotPossible across providers.
    """
    if team.provider_id != person.provider_id or team.kind != Organisation.Kind.TEAM:
        raise NotPossible("Choose another team of the same provider. To any other service, hand over")
    if team.pk == person.team_id:
        raise NotPossible("They are with this team already")
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
        course.contacts.planned().filter(starts_at__gte=today.now()).update(lead=None, team=team, visit=None)
