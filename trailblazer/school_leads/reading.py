"""Who does what in schools, as pages show it: read in as many questions for forty schools as for one."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from trailblazer.access.doors import visible
from trailblazer.access.models import Membership
from trailblazer.access.records import Actor
from trailblazer.access.roles import Role
from trailblazer.domain.school_roles import ASKED_FIRST, Contacts, Standing
from trailblazer.domain.terms import london_day
from trailblazer.places.models import School
from trailblazer.school_leads.models import Confirmation, LeadHandOver, LeadTraining, SchoolRole


@dataclass(frozen=True)
class Person:
    """One who has a role, and whether they have an account here."""

    role: SchoolRole
    has_account: bool


@dataclass
class OfOneSchool:
    """Who leads in a school today, and what is missing there."""

    school: School
    leads: list[Person] = field(default_factory=list)
    without_since: date | None = None
    contacts: Contacts = field(default_factory=Contacts)
    is_trained: bool = False
    can_be_asked: bool = False
    accounts_left_open: list[SchoolRole] = field(default_factory=list)

    @property
    def has_lead(self) -> bool:
        return bool(self.leads)

    def is_confirmed(self, today: date) -> bool:
        return self.contacts.standing(today) is Standing.CONFIRMED


def accounts_of(schools: Iterable[School], today: date) -> set[tuple[int, str]]:
    """The number of the school and the email address, in small letters, of everyone who has an account there."""
    members = Membership.objects.current(today).filter(organisation__urn__in=[one.pk for one in schools])
    found = members.values_list("organisation__urn", "user__email")
    return {(urn, email.lower()) for urn, email in found if urn is not None}


def leading_accounts(schools: Iterable[School], today: date) -> set[tuple[int, str]]:
    """The same, of those who are senior mental health leads by their account."""
    members = Membership.objects.current(today).filter(
        organisation__urn__in=[one.pk for one in schools], role=Role.SENIOR_MENTAL_HEALTH_LEAD
    )
    found = members.values_list("organisation__urn", "user__email")
    return {(urn, email.lower()) for urn, email in found if urn is not None}


def people_of(school: School, by: Actor, today: date) -> tuple[list[Person], list[SchoolRole]]:
    """Everyone with a role today or later, by role; and those who had one."""
    roles = list(visible(SchoolRole, by).filter(school=school))
    accounts = accounts_of([school], today)
    now = [
        Person(one, (school.pk, one.email.lower()) in accounts)
        for one in roles
        if one.last_day is None or one.last_day >= today
    ]
    past = [one for one in roles if one.last_day is not None and one.last_day < today]
    return now, sorted(past, key=lambda one: one.last_day or today, reverse=True)


def contacts_of(schools: Sequence[School], by: Actor) -> dict[int, Contacts]:
    """When each school confirmed last, and was asked last, by its number."""
    found = visible(Confirmation, by).filter(school__in=schools).order_by("asked_at", "pk")
    asked: dict[int, list[Confirmation]] = defaultdict(list)
    for one in found:
        asked[one.school_id].append(one)
    return {urn: _contacts(of_one) for urn, of_one in asked.items()}


def _contacts(asked: Sequence[Confirmation]) -> Contacts:
    answered = [one.answered_at for one in asked if one.answered_at is not None]
    last = asked[-1]
    is_open = last.answered_at is None and last.withdrawn_at is None
    return Contacts(
        confirmed_on=london_day(max(answered)) if answered else None,
        asked_on=london_day(last.asked_at),
        open_until=london_day(last.expires_at) if is_open else None,
        reminders=last.reminders,
    )


def of_schools(schools: Sequence[School], by: Actor, today: date) -> list[OfOneSchool]:
    """Each school with its leads and what is missing."""
    made = {one.pk: OfOneSchool(one) for one in schools}
    leading = leading_accounts(schools, today)
    everyone = accounts_of(schools, today)
    for role in visible(SchoolRole, by).filter(school__in=schools):
        _put(made[role.school_id], role, today, everyone, leading)
    for urn, contacts in contacts_of(schools, by).items():
        made[urn].contacts = contacts
    trained = visible(LeadTraining, by).filter(school__in=schools).values_list("school_id", "person_id")
    courses = set(trained)
    for one in made.values():
        one.is_trained = any((one.school.pk, person.role.pk) in courses for person in one.leads)
    return list(made.values())


def _put(
    of_one: OfOneSchool,
    role: SchoolRole,
    today: date,
    everyone: set[tuple[int, str]],
    leading: set[tuple[int, str]],
) -> None:
    holds = role.stretch.holds(today)
    account = (role.school_id, role.email.lower())
    if holds and role.is_lead:
        of_one.leads.append(Person(role, account in everyone))
    if holds and role.email and role.role in ASKED_FIRST:
        of_one.can_be_asked = True
    if role.is_lead and role.last_day is not None and role.last_day < today:
        of_one.without_since = max(of_one.without_since or role.last_day, role.last_day)
        if account in leading:
            of_one.accounts_left_open.append(role)


def invitations_to_send(by: Actor) -> list[LeadHandOver]:
    """Hand-overs of which the one who follows is known and not yet invited."""
    found = visible(LeadHandOver, by).filter(follower__isnull=False, invited_at=None)
    return list(found.select_related("follower", "school").order_by("last_day"))


def to_look_at(by: Actor) -> list[Confirmation]:
    """What schools changed by a link, and nobody of the team has looked at yet."""
    found = Confirmation.objects.visible_to(by).to_look_at()
    return list(found.select_related("school").order_by("answered_at"))
