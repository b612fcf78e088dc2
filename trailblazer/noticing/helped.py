"""Which pupil of a school is helped by whom, as far as whoever looks may know: for the school's lead and for the team.

The team reads its own records. The school reads of the team what the rules of consent let it be told; what it wrote
down itself; and nothing of anybody whom it does not know of. A fixed number of queries, however many pupils.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from django.db.models import Q

from trailblazer.access.doors import visible
from trailblazer.access.models import Membership
from trailblazer.care.education import missed, standing
from trailblazer.care.models import Course, EducationCheck, HandOver
from trailblazer.domain.consent import Answer, Told
from trailblazer.domain.education import Missed
from trailblazer.domain.pathways import catalogue
from trailblazer.domain.terms import school_year_of
from trailblazer.noticing.helped_known import Known, pupil_of
from trailblazer.noticing.models import SchoolHelp, Thought
from trailblazer.noticing.models.helped import EDUCATION
from trailblazer.noticing.pupil import Helper, Pupil
from trailblazer.places.models import School
from trailblazer.referrals.models import Referral
from trailblazer.referrals.rows import in_year
from trailblazer.referrals.telling import next_for_school, school_may_be_told, standing_of
from trailblazer.ui.environment import day
from trailblazer.young_people.consents import is_quiet

AGREED = ("young_person__consents", "young_person__quiet_mode_steps")
NOT_SHOWN = (Referral.State.DUPLICATE, Referral.State.WITHDRAWN)
# What an answer gave that ended a request.
GIVEN: dict[str, str] = {
    Referral.State.ADVICE_GIVEN: "advice given",
    Referral.State.SIGNPOSTED: "said who fits better",
    Referral.State.DECLINED: "said who can help instead",
}
THERE = (HandOver.State.MET, HandOver.State.STARTED)
ON_THE_WAY = (
    HandOver.State.SENT,
    HandOver.State.RECEIVED,
    HandOver.State.ACCEPTED,
    HandOver.State.WAITING,
)


def of_school(school: School, member: Membership, today: date) -> list[Pupil]:
    """Those for whom somebody asked and whom it is not over for long; those whom the school helps; and, for its lead,
    those who were noticed.
    """
    referrals = list(_of_this_year(visible(Referral, member), school, today))
    known = Known(referrals, member, today)
    by_pupil: dict[Any, list[Referral]] = defaultdict(list)
    for referral in referrals:
        by_pupil[pupil_of(referral)].append(referral)
    found = [_pupil(several, known) for several in by_pupil.values()]
    return sorted(
        [*found, *_without_request(school, member, today)], key=lambda one: (one.name.casefold(), one.year)
    )


def of_request(referral: Referral, member: Membership, today: date) -> Pupil:
    """The pupil of one request that a door has opened, with the other requests about the same pupil."""
    same: Any = visible(Referral, member).filter(school=referral.school_id)
    same = (
        same.filter(young_person=referral.young_person_id)
        if referral.young_person_id
        else same.filter(pk=referral.pk)
    )
    referrals = list(_with_all(same))
    return _pupil(referrals, Known(referrals, member, today))


def _with_all(found: Any) -> Any:
    return (
        found.select_related("young_person", "school", "owner__user")
        .prefetch_related(*AGREED)
        .order_by("received_on", "pk")
    )


def _of_this_year(found: Any, school: School, today: date) -> Any:
    since = school_year_of(today).first_day
    helped = (
        SchoolHelp.objects.open_on(today).filter(referral__isnull=False, school=school).values("referral")
    )
    recent = (
        Q(state__in=Referral.OPEN) | Q(received_on__gte=since) | Q(closed_on__gte=since) | Q(pk__in=helped)
    )
    return _with_all(found.filter(recent, school=school).exclude(state__in=NOT_SHOWN))


def _pupil(referrals: Sequence[Referral], known: Known) -> Pupil:
    """All that is known from every request about one pupil; the newest that is open leads."""
    main = next((one for one in reversed(referrals) if one.is_open), referrals[-1])
    agreements, person = standing_of(main), main.young_person
    pupil = Pupil(
        name=_name(main, known),
        year=in_year(main.year_group or (person.year_on(known.today) if person else "")),
        referral=main,
        is_told=not known.is_school or school_may_be_told(main) > Told.RECEIVED_AND_ANSWERED,
        is_over=not main.is_open,
        is_quiet=person is not None and is_quiet(person, known.today),
    )
    pupil.keeps_education = main.pk in known.agreed and pupil.is_told
    pupil.took_it_back = any(one.consents.get(EDUCATION) == Answer.WITHDRAWN for one in referrals)
    refused = agreements.of(EDUCATION) in (Answer.REFUSED, Answer.WITHDRAWN)
    pupil.refused_education = refused or pupil.took_it_back
    agreed = not known.is_school or agreements.of("tell_school") is Answer.GIVEN
    for referral in referrals:
        if pupil.is_told:
            _add_team(pupil, referral, known, agreed)
        _add_school(pupil, known.helps.get(referral.pk, ()), known.today)
    if person is not None and pupil.is_told:
        _add_services(pupil, known.services.get(person.pk, ()), agreed)
    if known.is_school and not (agreed and pupil.is_told):
        pupil.is_quiet = False  # a school that was not told of help is not told of this either
    if pupil.keeps_education:
        pupil.counts = known.counts.get(pupil_of(main), [])
    is_waiting = pupil.is_told and main.is_open and not any(one.is_team for one in pupil.helpers)
    if pupil.is_told and main.answered_on and main.state in GIVEN:
        pupil.answered = f"The team: {GIVEN[main.state]} on {day(main.answered_on)}"
    elif is_waiting or not pupil.helpers:
        pupil.says.append(next_for_school(main, known.today))
    return pupil


def _name(referral: Referral, known: Known) -> str:
    """As much of the name as tells pupils apart; for the team the name of the record."""
    person = referral.young_person
    if person is not None and not known.is_school:
        return person.name
    return f"{referral.first_name} {referral.last_name[:1]}".strip() or "Name not given"


def _add_team(pupil: Pupil, referral: Referral, known: Known, agreed: bool) -> None:
    """What the team gives. How and by whom is told a school only where that was agreed."""
    for course in known.courses.get(referral.pk, ()):
        if course.started_on is None:
            continue
        person = course.young_person_id
        helper = Helper(
            words="The support team",
            more=_how(course) if agreed else "",
            since=course.started_on,
            until=course.ended_on,
            next_on=known.next_on.get(person) if agreed and course.is_open else None,
            is_team=True,
        )
        (pupil.helpers if course.is_open else pupil.past).append(helper)


def _how(course: Course) -> str:
    who = f", with {course.lead.user.name}" if course.lead else ""
    return f"“{_plain(course.pathway)}”{who}"


def _plain(code: str) -> str:
    known = catalogue()
    return known[code].plain if code in known else "Help"


def _add_school(pupil: Pupil, helps: Iterable[SchoolHelp], today: date) -> None:
    for one in helps:
        helper = Helper(
            words=one.words,
            more=one.given_by,
            since=one.starts_on,
            until=one.ends_on,
            why_ended=one.ended_words,
            kept=one,
        )
        (pupil.helpers if one.ends_on is None or one.ends_on > today else pupil.past).append(helper)


def _add_services(pupil: Pupil, services: Iterable[HandOver], agreed: bool) -> None:
    """Another service helps from its first contact; until then it is asked."""
    for one in services:
        name = one.to_name if agreed else "Another service"
        if one.state in THERE:
            pupil.helpers.append(Helper(name, "Another service" if agreed else "", one.sent_on))
        elif one.state in ON_THE_WAY:
            pupil.says.append(f"{name} has been asked to help and has not met them yet")


def _without_request(school: School, member: Membership, today: date) -> list[Pupil]:
    """Whom the school helps without having asked anybody, and whom its lead noticed. Of these the team sees nobody."""
    helps: Any = visible(SchoolHelp, member).filter(school=school, referral=None).select_related("support")
    since = school_year_of(today).first_day
    found: dict[tuple[str, str], Pupil] = {}
    for one in helps.filter(Q(ends_on=None) | Q(ends_on__gte=since)):
        pupil = found.setdefault(_called(one), Pupil(one.who, one.year_group, is_over=True))
        _add_school(pupil, [one], today)
    thoughts: Any = visible(Thought, member).filter(school=school)
    for thought in thoughts.still_open():
        pupil = found.setdefault(_called(thought), Pupil(thought.who, thought.year_group))
        pupil.thought, pupil.is_over = thought, False
        if not pupil.helpers:
            pupil.says.append(f"You noticed: {thought.noticed}")
    return list(found.values())


def _called(row: SchoolHelp | Thought) -> tuple[str, str]:
    return row.who.casefold(), row.year_group


def team_checks(pupil: Pupil, member: Membership) -> list[tuple[EducationCheck, Missed]]:
    """What the team asked about school at the start, at the end and one term after, where that is agreed."""
    if pupil.referral is None or not pupil.keeps_education:
        return []
    kept: Any = EducationCheck.objects.all() if member.school_id else visible(EducationCheck, member)
    checks = list(kept.filter(course__referral=pupil.referral))
    known = [(one, missed(one)) for one in standing(checks)]
    return [(one, share) for one, share in known if share.share is not None]
