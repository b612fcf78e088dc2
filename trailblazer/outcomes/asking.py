"""What can be asked of whom: under which request, which questionnaires fit, and how each of the family can be told."""

from collections.abc import Iterator
from datetime import date

from trailblazer.access.doors import visible
from trailblazer.access.models import Membership
from trailblazer.care.models import Course
from trailblazer.domain.instruments.catalogue import instruments
from trailblazer.domain.instruments.facts import Instrument
from trailblazer.outcomes.actions.asking import GOALS
from trailblazer.outcomes.content import wordings_of
from trailblazer.outcomes.models import Ask
from trailblazer.outcomes.telling import way_of
from trailblazer.referrals.models import Referral
from trailblazer.young_people.models import YoungPerson
from trailblazer.young_people.record import relation

RATERS = {
    "self": "the young person",
    "parent": "a parent or carer",
    "teacher": "a teacher",
    "clinician": "a practitioner",
}


def referral_of(person: YoungPerson, member: Membership) -> Referral | None:
    """The request it is asked under: that of the newest open course, else the newest of all."""
    courses = visible(Course, member).filter(young_person=person).select_related("referral")
    held = courses.filter(state__in=Course.OPEN).order_by("-opened_on", "-pk").first()
    if held is not None:
        return held.referral
    found = visible(Referral, member).filter(young_person=person)
    return found.order_by("-received_on", "-pk").first()


def fitting(person: YoungPerson, today: date) -> list[tuple[Instrument, str]]:
    """Each questionnaire made for this age with each who fills it in; those that can be shown on a screen first."""
    age = person.age_on(today)
    found = [
        (one, rater.value)
        for one in instruments().values()
        if one.id != GOALS and one.fits(age)
        for rater in one.raters
    ]
    order = list(RATERS)
    return sorted(found, key=lambda pair: (not wordings_of(pair[0]), order.index(pair[1]), pair[0].short))


def ways_in_words(person: YoungPerson) -> Iterator[str]:
    """For the young person and each carer: by which message, or why by none."""
    own = way_of(person, Ask.Rater.SELF, None)
    yield f"{person.called}: {_words(own.channel, own.why_not)}"
    for carer in person.carers.all():
        way = way_of(person, Ask.Rater.PARENT, carer)
        yield f"{carer.name} ({relation(carer).lower()}): {_words(way.channel, way.why_not)}"


def _words(channel: str, why_not: str) -> str:
    return f"by {channel}" if channel else f"no message. {why_not}"
