"""A group of one team with its members, leaders and sessions, as a test needs them."""

from dataclasses import dataclass, field
from datetime import date, time, timedelta

from tests import make
from trailblazer.access.roles import Role
from trailblazer.care.models import Group, GroupMember, GroupSession
from trailblazer.domain.contacts import moment

NAMES = (
    ("Aaron", "Millbrook"),
    ("Beatrix", "Fallowfield"),
    ("Chidi", "Ravensbourne"),
    ("Dunya", "Al-Ashford"),
    ("Eleni", "Marchmont"),
    ("Finn", "Oakhanger"),
    ("Grace", "Thistlewood"),
    ("Hari", "Venkatesan-Cole"),
    ("Isla", "Wetherby"),
    ("Jonah", "Pettigrove"),
    ("Keziah", "Lambourne"),
    ("Luca", "Farnborough"),
)


@dataclass
class MadeGroup:
    team: object
    school: object
    leader: object
    second: object
    group: Group
    session: GroupSession
    members: list = field(default_factory=list)

    @property
    def people(self):
        return [member.young_person for member in self.members]


def made_group(count=3, *, on=make.TODAY, at=time(9), leaders=2, with_goals=True, **fields):
    """A group with `count` members on a day; the session is over by the evening of it."""
    team = make.team()
    school = make.service(team).school
    leader, second = (make.member(team, Role.PRACTITIONER) for _ in range(2))
    ordinary = {"kind": "group", "pathway": "group_worries", "name": "Worries group, Year 8", "room": "M12"}
    group = Group.objects.create(
        provider=team.organisation.provider,
        team=team.organisation,
        school=school,
        starts_on=on - timedelta(days=14),
        sessions_planned=6,
        **(ordinary | fields),
    )
    group.leaders.set([leader, second][:leaders])
    starts_at = moment(on, at)
    session = GroupSession.objects.create(
        provider=group.provider,
        team=group.team,
        group=group,
        number=3,
        starts_at=starts_at,
        ends_at=starts_at + timedelta(minutes=50),
        room="M12",
    )
    made = MadeGroup(team, school, leader, second, group, session)
    made.members = [_member(made, number, with_goals) for number in range(count)]
    return made


def _member(made, number, with_goals):
    first, last = NAMES[number % len(NAMES)]
    if number >= len(NAMES):
        last = f"{last}{'x' * (number // len(NAMES))}"
    person = make.young_person(
        made.team,
        first_name=first,
        last_name=last,
        school=made.school,
        year_group="Year 8",
        born_on=date(2014, 1 + number % 12, 1 + number % 28),
    )
    referral = make.matched_referral(
        made.team,
        young_person=person,
        school=made.school,
        received_on=date(2026, 10, 20),
        first_name=first,
        last_name=last,
        born_on=person.born_on,
    )
    if with_goals:
        from trailblazer.care.models import Goal

        Goal.objects.create(
            provider=referral.provider,
            team=referral.team,
            young_person=person,
            referral=referral,
            number=1,
            words="Speak in class",
            set_on=date(2026, 11, 3),
        )
    return GroupMember.objects.create(
        provider=referral.provider,
        team=referral.team,
        young_person=person,
        group=made.group,
        joined_on=date(2026, 11, 3),
    )
