"""What an ending would say to whom, and what is still missing before it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from trailblazer.access.models import Membership
from trailblazer.access.roles import Role
from trailblazer.care.models import Course
from trailblazer.care.scores import standing_scores
from trailblazer.domain.consent import Allowed
from trailblazer.domain.contacts import counts
from trailblazer.domain.endings import what_is_unpaired
from trailblazer.domain.entered_scores import Scored, pairs
from trailblazer.domain.terms import london_day
from trailblazer.letters.recipients import Recipient, may_go
from trailblazer.young_people.models import YoungPerson


@dataclass(frozen=True)
class Copy:
    """One summary as one person would get it, word for word, and whether it may go."""

    field: str
    to: Recipient
    channel: str
    words: str
    allowed: Allowed

    @property
    def who(self) -> str:
        return self.to.name


def copies(person: YoungPerson, words: dict[str, str], today: date) -> list[Copy]:
    """Who would get what. A summary without words goes to nobody."""
    found = []
    for field, to in _recipients(person, today):
        said = words.get(field, "").strip()
        if said:
            channel = "email" if to.address or to.kind != "gp" else "post"
            found.append(Copy(field, to, channel, said, may_go(to, channel, person, "")))
    return found


def _recipients(person: YoungPerson, today: date) -> Iterator[tuple[str, Recipient]]:
    yield "for_young_person", Recipient("young_person", person.called, person.email)
    for carer in person.carers.all():
        yield "for_carer", Recipient("parent", carer.name, carer.email, carer)
    if (lead := lead_of_school(person, today)) is not None:
        yield "for_school", Recipient("school", lead.user.name, lead.user.email)
    elif person.school is not None:
        yield "for_school", Recipient("school", person.school.name, "")
    yield "for_gp", Recipient("gp", "The GP", "")


def lead_of_school(person: YoungPerson, today: date) -> Membership | None:
    """The senior mental health lead of their school."""
    found = Membership.objects.current(today).filter(
        organisation__urn=person.school_id, role=Role.SENIOR_MENTAL_HEALTH_LEAD
    )
    return found.select_related("user").order_by("pk").first() if person.school_id else None


def contact_days(course: Course) -> list[date]:
    """The days of the contacts of its request that count nationally, in order."""
    rows = course.referral.contacts.filter(is_in_error=False).exclude(attendance="").order_by("starts_at")
    return [london_day(one.starts_at) for one in rows if counts(one.attendance, one.medium)]


def unpaired(course: Course) -> tuple[str, ...]:
    """Why the outcome cannot be counted yet; nothing where there is a pair."""
    scored = [
        Scored(one.measure, one.rater, one.scored_on, one.total) for one in standing_scores(course.referral)
    ]
    days = contact_days(course)
    return what_is_unpaired([(one.measure, one.rater) for one in scored], pairs(scored, days), len(days))


def proposed(course: Course) -> dict[str, Any]:
    """Words to begin with. Each is read and changed before anything is sent."""
    called = course.young_person.called
    return {
        "for_young_person": f"Dear {called},\n\nWe have finished what we planned. Well done for what you tried. "
        "If it grows again for two weeks, look at your plan first, and tell someone you trust. You can ask again.",
        "for_school": f"The help that we gave {called} has ended. Please go on with what was agreed in school. "
        "Ask us again if you are worried.",
    }
