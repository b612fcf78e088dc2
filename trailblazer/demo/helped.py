"""Who of invented schools helps whom besides the team, and attendance week by week of those who agreed."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date, timedelta
from random import Random
from typing import Any

from django.db.models import OuterRef, Subquery

from trailblazer.care.calendars import terms_of_schools
from trailblazer.care.models import Course
from trailblazer.demo.names import first_name
from trailblazer.demo.staff import InventedTeam
from trailblazer.domain.attendance import SESSIONS_A_WEEK
from trailblazer.domain.initials import initials
from trailblazer.domain.school_days import Terms
from trailblazer.noticing.models import AttendanceCount, SchoolHelp, SchoolSupport
from trailblazer.places.models import School
from trailblazer.referrals.models import Referral
from trailblazer.young_people.models import Consent

SECONDARY_FROM = 10  # years: the lowest age of a school that is no primary
BESIDE, WHILE_WAITING, BEFORE = (
    0.3,
    0.35,
    0.15,
)  # of those who have support, who wait, whose support has ended
OF_THE_FIRST = 2.5  # as often in the school whose lead one meets first
AGREE_HERE = 0.3
FOR_OTHERS = 2  # pupils of each school for whom nobody asked
WEEKS_BEFORE, MOST_WEEKS = 8, 22
FOR_CLASSES = ("peer", "senco")  # not somebody whom one pupil sees
LEARNING = (
    (60, "little"),
    (75, "behind"),
    (88, "catching_up"),
    (101, "as_expected"),
)  # below so many per cent attended
NOT_BETTER = 0.2  # of pupils
A_WEEK = timedelta(weeks=1)


def write(made: InventedTeam, support: list[SchoolSupport]) -> None:
    random = Random(f"helped {made.team.name}")  # noqa: S311 - the same every time
    has: dict[int, list[SchoolSupport]] = defaultdict(list)
    for one in support:
        if one.kind not in FOR_CLASSES and one.ends_on is None:
            has[one.school_id].append(one)
    helps = [*_of_requests(made, has, random), *_of_others(made, has, random)]
    SchoolHelp.objects.bulk_create(helps)
    AttendanceCount.objects.bulk_create(_attendance(made, random))


def _of_requests(
    made: InventedTeam, has: dict[int, list[SchoolSupport]], random: Random
) -> Iterator[SchoolHelp]:
    asked = Referral.objects.filter(team=made.team.organisation, school__in=made.leads).order_by("pk")
    asked = asked.exclude(young_person=None).exclude(school_may_know=False, source="young_person")
    for referral in asked.filter(received_on__gte=made.today - timedelta(days=300)):
        share = BEFORE if not referral.is_open else BESIDE if referral.help_started_on else WHILE_WAITING
        if referral.school_id == next(iter(made.leads)):
            share *= OF_THE_FIRST
        if random.random() < share and has[referral.school_id or 0]:
            support = random.choice(has[referral.school_id or 0])
            who = initials(referral.first_name, referral.last_name)
            since = min(referral.received_on + timedelta(days=random.randint(-40, 20)), made.today)
            yield _help(
                support, made, since, random, referral=referral, who=who, year_group=referral.year_group
            )


def _of_others(
    made: InventedTeam, has: dict[int, list[SchoolSupport]], random: Random
) -> Iterator[SchoolHelp]:
    for school in made.schools:
        years = (7, 11) if (school.low_age or 4) >= SECONDARY_FROM else (2, 6)
        for support in has[school.pk][:FOR_OTHERS] if school.pk in made.leads else ():
            who = f"{first_name(random)} {random.choice('ABCDEFGHKLMNOPRSTW')}."
            since = made.today - timedelta(days=random.randint(10, 75))
            yield _help(support, made, since, random, who=who, year_group=f"Year {random.randint(*years)}")


def _help(support: SchoolSupport, made: InventedTeam, since: date, random: Random, **more: Any) -> SchoolHelp:
    """What has gone on for long has mostly ended."""
    since = max(since, support.starts_on)
    ends_on = since + timedelta(days=random.randint(60, 110))
    return SchoolHelp(
        provider=support.provider,
        team=support.team,
        school=support.school,
        kind=support.kind,
        support=support,
        starts_on=since,
        ends_on=ends_on if ends_on <= made.today else None,
        ended_because=random.choice(("better", "other_help", "did_not_want"))
        if ends_on <= made.today
        else "",
        by=made.leads[support.school_id],
        **more,
    )


def _attendance(made: InventedTeam, random: Random) -> Iterator[AttendanceCount]:
    """From some weeks before support began until now, or until some weeks after it ended."""
    schools: dict[int, School] = {school.pk: school for school in made.schools}
    terms = terms_of_schools(made.schools)
    for course, urn in _agreed(made, random):
        yield from _of_pupil(course, schools[urn], (terms[urn], made), random)


def _agreed(made: InventedTeam, random: Random) -> list[tuple[Course, int]]:
    """The courses of those who let school know and let attendance be kept. Some agree to it here: in the school whose
    lead one meets first all of them.
    """
    newest = Consent.objects.filter(young_person=OuterRef("young_person")).order_by("-happened_on", "-pk")
    begun = Course.objects.filter(
        team=made.team.organisation,
        referral__school__in=made.leads,
        started_on__gte=made.today - timedelta(days=270),
    )
    answers = {
        purpose: Subquery(newest.filter(purpose=purpose).values("answer")[:1])
        for purpose in ("tell_school", "education")
    }
    found: dict[int, tuple[Course, int]] = {}
    consents = []
    told: Any = begun.annotate(**{f"said_{name}": answer for name, answer in answers.items()})
    first = next(iter(made.leads))
    for course in told.select_related("referral").order_by("started_on", "pk"):
        is_first = course.referral.school_id == first
        if course.young_person_id in found or not (is_first or course.said_tell_school == "given"):
            continue
        agrees = course.said_education == "given" or is_first or random.random() < AGREE_HERE
        if agrees:
            found[course.young_person_id] = course, course.referral.school_id or 0
            said = {"tell_school": course.said_tell_school, "education": course.said_education}
            consents += [_consent(course, purpose) for purpose, answer in said.items() if answer != "given"]
    Consent.objects.bulk_create(consents)
    return list(found.values())


def _consent(course: Course, purpose: str) -> Consent:
    """Said a week after support began."""
    assert course.started_on is not None, "only a course that has begun is looked at"
    return Consent(
        provider_id=course.provider_id,
        young_person_id=course.young_person_id,
        purpose=purpose,
        answer="given",
        given_by="carer",
        happened_on=course.started_on + A_WEEK,
        how="telephone",
        recorded_by=course.lead,
    )


def _of_pupil(
    course: Course, school: School, around: tuple[Terms, InventedTeam], random: Random
) -> Iterator[AttendanceCount]:
    terms, made = around
    began_on = course.started_on
    assert began_on is not None, "only a course that has begun is looked at"
    was = random.uniform(5.0, 7.5)
    gain = random.uniform(-0.2, 0.1) if random.random() < NOT_BETTER else random.uniform(0.3, 0.9)
    monday = began_on - timedelta(days=began_on.weekday()) - WEEKS_BEFORE * A_WEEK
    written = 0
    while monday + timedelta(days=4) <= made.today and written < MOST_WEEKS:
        friday = monday + timedelta(days=4)
        if terms.why_closed(monday) == terms.why_closed(friday) == "":
            since = max(0, (monday - began_on).days // 7)
            usual = was + gain * since if monday >= began_on else was - random.uniform(0, 0.8)
            attended = max(0, min(SESSIONS_A_WEEK, round(usual + random.uniform(-1.4, 1.4))))
            level = next(code for most, code in LEARNING if 10 * attended < most)
            written += 1
            yield AttendanceCount(
                provider=made.team.organisation.provider,
                team=made.team.organisation,
                school=school,
                referral_id=course.referral_id,
                from_on=monday,
                to_on=friday,
                possible=SESSIONS_A_WEEK,
                attended=attended,
                learning=level if written % 3 == 0 else "",
                by=made.leads[school.pk],
            )
        monday += A_WEEK
