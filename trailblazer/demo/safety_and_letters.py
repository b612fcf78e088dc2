"""Whom a concern reaches at each invented school, a letter in a team's own words, and letters written from records."""

from datetime import date, time, timedelta
from random import Random

from trailblazer.care.models import Course
from trailblazer.demo.names import first_name, words
from trailblazer.demo.staff import InventedTeam
from trailblazer.domain import merging
from trailblazer.domain.contacts import moment
from trailblazer.domain.terms import is_working_day
from trailblazer.letters.catalogue import built_in
from trailblazer.letters.models import Letter, LetterTemplate
from trailblazer.letters.recipients import may_go
from trailblazer.letters.writing import reaches, values_for
from trailblazer.places.models import School
from trailblazer.safeguarding.models import SchoolRoute

WRITTEN = 8  # letters from records, of the last weeks
KNOWN = (
    0.8  # of the schools without a lead who signs in, those whose safeguarding lead the team has written down
)
TO = ("school", "school", "parent")
TEMPLATES = {"school": "school_help_starts", "parent": "first_talk"}
OWN_WORDS = """Hello ((recipient)),

Thank you for asking. We would like to meet you for a first talk, at school or by telephone, whichever you like better.

Ring ((team_telephone)) and we find a time together.

((writer)), ((writer_role))
((team))"""


def write(made: InventedTeam) -> None:
    random = Random(made.team.name)  # noqa: S311 - the same every time, and of no concern to the others
    for school in made.schools:
        if random.random() < KNOWN or school.urn in made.leads:
            _route(school, made, random)
    _own_words(made)
    _letters(made)


def _route(school: School, made: InventedTeam, random: Random) -> None:
    SchoolRoute.objects.create(
        provider=made.team.provider,
        team=made.team.organisation,
        school=school,
        lead_name=_adult(random),
        lead_telephone=f"020 7946 0{random.randint(100, 999)}",
        lead_email=f"safeguarding.{school.urn}@example.org",
        deputy=_adult(random),
        how=random.choice(
            ("Ring first, then the form of their own system", "Ring the office and ask for them")
        ),
        checked_on=made.today - timedelta(days=random.randint(5, 120)),
    )


def _adult(random: Random) -> str:
    return f"{first_name(random)} {random.choice(words()['last_names'])}"


def _own_words(made: InventedTeam) -> None:
    """The team lead has put the first letter in the team's words, a year ago."""
    lead, kind = made.members[0], built_in()["first_talk"]
    LetterTemplate.objects.create(
        provider=made.team.provider,
        team=made.team.organisation,
        code=kind.code,
        name=kind.name,
        recipient_kinds=list(kind.to),
        channels=list(kind.channels),
        subject=kind.subject,
        words=OWN_WORDS,
        in_force_from=made.today - timedelta(days=365),
        by=lead,
    )


def _letters(made: InventedTeam) -> None:
    """Word to the school, and invitations, for those who started last: what consent holds back is held."""
    courses = Course.objects.filter(team=made.team.organisation, lead__isnull=False).select_related(
        "young_person__school", "lead__user", "provider"
    )
    for number, course in enumerate(courses.order_by("-pk")[:WRITTEN]):
        letter = _letter(course, made, _working_day(made.today - timedelta(days=number + 1)), TO[number % 3])
        if letter is not None:
            letter.save()


def _working_day(day: date) -> date:
    while not is_working_day(day):
        day -= timedelta(days=1)
    return day


def _letter(course: Course, made: InventedTeam, day: date, kind: str) -> Letter | None:
    person, writer = course.young_person, course.lead
    reach = next((one for one in reaches(person) if one.kind == kind and one.name), None)
    if reach is None or writer is None:
        return None
    template, channel = built_in()[TEMPLATES[kind]], "email" if reach.email else "post"
    to = reach.recipient(channel)
    allowed = may_go(to, channel, person, "")
    written = merging.merge(
        OWN_WORDS if kind == "parent" else template.words, values_for(person, to.name, writer)
    )
    return Letter(
        provider_id=course.provider_id,
        team=made.team.organisation,
        young_person=person,
        about=person.ref,
        template="as_written",
        channel=channel,
        recipient_kind=to.kind,
        recipient_name=to.name,
        carer=to.carer,
        address=to.address,
        subject=template.subject,
        body=merging.without_empty_lines(written),
        state=Letter.State.QUEUED if allowed else Letter.State.HELD,
        hold_reason=allowed.why,
        queued_at=moment(day, time(15, 10)),
        queued_by=writer,
    )
