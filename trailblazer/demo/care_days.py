"""The calendars of the invented service: sample term dates, days at university, leave, and a few tasks."""

from datetime import date, time, timedelta
from random import Random

from trailblazer.access.models import Membership
from trailblazer.access.records import Service
from trailblazer.access.roles import Role
from trailblazer.care.models import AwayDay, Course, Task
from trailblazer.demo.staff import InventedTeam
from trailblazer.domain.contacts import moment
from trailblazer.places import terms
from trailblazer.places.actions import import_terms

TASKS = (
    "Ring the school office about the room",
    "Send the parent workbook before the first session",
    "Ask school how the plan for exams is going",
    "Write to the GP after the last session",
)


def keep_sample_terms() -> None:
    """The invented dates of the authorities in which the invented schools lie."""
    import_terms(terms.from_text(terms.SAMPLE.read_text(encoding="utf-8")), by=Service())


def write_days(made: InventedTeam, random: Random) -> None:
    """Who is away when, and what is still to be done."""
    for trainee in made.with_role(Role.TRAINEE):
        _away(trainee, "university", made.today - timedelta(days=80), made.today + timedelta(days=200), 4)
    for number, member in enumerate(made.with_role(Role.PRACTITIONER, Role.FAMILY_SUPPORT_WORKER)):
        first = made.today + timedelta(days=20 + 3 * number)
        _away(member, "leave", first, first + timedelta(days=2))
    _write_tasks(made, random)


def _away(member: Membership, kind: str, first: date, last: date, weekday: int | None = None) -> None:
    AwayDay.objects.create(
        provider_id=member.provider_id or 0,
        team=member.organisation,
        member=member,
        kind=kind,
        starts_on=first,
        ends_on=last,
        weekday=weekday,
    )


def _write_tasks(made: InventedTeam, random: Random) -> None:
    courses = Course.objects.filter(team=made.team.organisation, ended_on=None, lead__isnull=False)
    for course in random.sample(list(courses.order_by("pk")), min(8, courses.count())):
        Task.objects.create(
            provider=made.team.provider,
            team=made.team.organisation,
            young_person=course.young_person,
            owner=course.lead,
            words=random.choice(TASKS),
            due_on=made.today + timedelta(days=random.choice((-2, 0, 1, 3, 6))),
            made_by=made.members[1],
            made_at=moment(made.today - timedelta(days=7), time(9)),
        )
