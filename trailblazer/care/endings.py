"""What an ending would say to whom, and what is still missing before it."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from typing import Any

from trailblazer.access.records import NotPossible
from trailblazer.access.today import today
from trailblazer.care.hand_overs import hold_back
from trailblazer.care.models import Course
from trailblazer.care.scores import by_scale
from trailblazer.domain.consent import Allowed, Answer, recipient_of
from trailblazer.domain.consent import Recipient as KindOfRecipient
from trailblazer.domain.contacts import CANCELLED, counts
from trailblazer.domain.endings import NotAnEnding, check_day, what_is_unpaired
from trailblazer.domain.entered_scores import pairs
from trailblazer.domain.terms import london_day
from trailblazer.letters.recipients import Recipient, may_go, may_say
from trailblazer.letters.writing import Reach, post_to, reaches
from trailblazer.young_people.consents import standing_of
from trailblazer.young_people.models import YoungPerson

SUBJECT = "About the help that has ended"
# The kinds of recipient of each summary.
SUMMARIES = {
    "for_young_person": "young_person",
    "for_carer": "parent",
    "for_school": "school",
    "for_gp": "gp",
}


class NotPossibleAt(NotPossible):
    """What was asked for cannot be done, because of one answer of the form."""

    def __init__(self, field: str, words: str) -> None:
        super().__init__(words)
        self.field = field


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


def copies(person: YoungPerson, words: Mapping[str, str]) -> list[Copy]:
    """Who would get what, by email where that may be, else by post. A summary without words goes to nobody.

    `words` may hold `gp_name` and `gp_address` beside the summaries: where the GP is found stands in no record.
    """
    reachable = list(reaches(person))
    found = []
    for field, kind in SUMMARIES.items():
        said = words.get(field, "").strip()
        for reach in _of_kind(person, kind, reachable) if said else ():
            found.append(_best(field, person, said, [*_ways(reach, person, words)]))
    return found


def _of_kind(person: YoungPerson, kind: str, reachable: Iterable[Reach]) -> list[Reach]:
    known = [one for one in reachable if one.kind == kind and not one.is_typed]
    if kind == "school":
        return known[:1] or _to_the_office(person)
    return [Reach("gp", "gp", "", "GP")] if kind == "gp" else known


def _to_the_office(person: YoungPerson) -> list[Reach]:
    """A school whose lead has no account yet gets a letter."""
    school = person.school
    return [Reach("school", "school", school.name, "the school", post=post_to(school))] if school else []


def _ways(reach: Reach, person: YoungPerson, words: Mapping[str, str]) -> Iterator[tuple[str, Recipient]]:
    """A letter to a young person lies in the family's letter box: only where they said yes to letters themselves."""
    if reach.kind == "gp":
        name, address = words.get("gp_name", "").strip(), words.get("gp_address", "").strip()
        yield "email" if "@" in address else "post", Recipient("gp", name or "The GP", address)
        return
    yield "email", reach.recipient("email")
    if reach.kind != "young_person" or standing_of(person).of("post") is Answer.GIVEN:
        yield "post", reach.recipient("post")


def _best(field: str, person: YoungPerson, said: str, ways: list[tuple[str, Recipient]]) -> Copy:
    """The first way that may be; where none may, the first that has an address, so that its reason is the real one."""
    found = []
    for channel, to in ways:
        allowed = may_go(to, channel, person, "")
        allowed = allowed and may_say(to, person, "", f"{SUBJECT}\n{said}")
        found.append(Copy(field, to, channel, said, allowed))
    by_promise = sorted(found, key=lambda copy: (not copy.allowed, not copy.to.address.strip()))
    return by_promise[0]


def seal_of(shown: Iterable[Copy]) -> str:
    """A short mark of exactly what was shown: who gets which words by which way, and what is held back."""
    facts = [
        (c.field, c.to.kind, c.to.name, c.to.address, c.channel, c.words, bool(c.allowed)) for c in shown
    ]
    return sha256(repr(facts).encode()).hexdigest()[:32]


def check_ending(course: Course, *, ended_on: date, unpaired_reason: str, despite_hand_over: str) -> None:
    """Raises NotPossible for what keeps a course from ending, at the answer that it is about."""
    if not course.is_open:
        raise NotPossible("This course has ended already")
    _check_day(course, ended_on)
    if course.contacts.planned().exists():
        raise NotPossible("Contacts are still booked, or not recorded. Record, move or cancel them first")
    if (missing := unpaired(course)) and not unpaired_reason.strip():
        raise NotPossibleAt(
            "unpaired_reason", f"{missing[0]}. Collect it first, or enter why it ends without"
        )
    if hold_back(course).exists() and not despite_hand_over.strip():
        raise NotPossibleAt(
            "despite_hand_over",
            "Another service has not answered yet. Follow it up, or enter why it ends all the same",
        )


def _check_day(course: Course, ended_on: date) -> None:
    """What was cancelled holds no ending back: it may have been for a day to come."""
    last = course.contacts.recorded().exclude(attendance__in=CANCELLED).order_by("-starts_at").first()
    began = course.started_on or course.opened_on
    try:
        check_day(began, ended_on, today(), london_day(last.starts_at) if last else None)
    except NotAnEnding as reason:
        raise NotPossibleAt("ended_on", str(reason)) from None


def contact_days(course: Course) -> list[date]:
    """The days of the contacts of its request that count nationally, in order."""
    rows = course.referral.contacts.filter(is_in_error=False).exclude(attendance="").order_by("starts_at")
    return [london_day(one.starts_at) for one in rows if counts(one.attendance, one.medium)]


def unpaired(course: Course) -> tuple[str, ...]:
    """Why the outcome cannot be counted yet; nothing where there is a pair."""
    scored = by_scale(course.referral.scores.filter(superseded_by=None).order_by("scored_on", "pk"))
    days = contact_days(course)
    return what_is_unpaired([(one.measure, one.rater) for one in scored], pairs(scored, days), len(days))


def proposed(course: Course) -> dict[str, Any]:
    """Words to begin with. Each is read and changed before anything is sent."""
    called = course.young_person.called
    return _known_gp(course) | {
        "for_young_person": f"Dear {called},\n\nWe have finished what we planned. Well done for what you tried. "
        "If it grows again for two weeks, look at your plan first, and tell someone you trust. You can ask again.",
        "for_school": f"The help that we gave {called} has ended. Please go on with what was agreed in school. "
        "Ask us again if you are worried.",
    }


def _known_gp(course: Course) -> dict[str, str]:
    """The GP the last letter went to, else the one who asked. Nothing where neither is known."""
    last = course.young_person.letters.filter(recipient_kind="gp").order_by("-pk").first()
    if last is not None:
        return {"gp_name": last.recipient_name, "gp_address": last.address}
    asked = course.referral
    if recipient_of(asked.source) is not KindOfRecipient.GP:
        return {}
    return {"gp_name": asked.requester_name, "gp_address": asked.requester_email}
