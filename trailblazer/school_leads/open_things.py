"""What is open when a lead leaves: each app names what waits for the one who leads."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from django.db.models import Q
from django.urls import reverse

from trailblazer.access.doors import visible
from trailblazer.access.models import Membership
from trailblazer.places.models import School
from trailblazer.referrals.models import Referral
from trailblazer.school_leads.models import LeadTraining


@dataclass(frozen=True)
class OpenThing:
    """Something that goes over to whoever follows, in words, and the page where it is."""

    words: str
    address: str = ""


Asks = Callable[[School, Membership, date], OpenThing | None]
_ASKS: list[Asks] = []


def add_open(asks: Asks) -> None:
    """Called from an app's `ready`, with what says how much of its own is open in a school."""
    if asks not in _ASKS:
        _ASKS.append(asks)


def open_things(school: School, member: Membership, today: date) -> list[OpenThing]:
    return [found for asks in _ASKS if (found := asks(school, member, today)) is not None]


def _requests(school: School, member: Membership, today: date) -> OpenThing | None:
    """As this member may know of them: nothing is said of a request that is not theirs to see."""
    waiting = visible(Referral, member).filter(Q(awaits_lead=True), school=school, state__in=Referral.OPEN)
    count = waiting.count()
    if not count:
        return None
    words = "1 request waits" if count == 1 else f"{count} requests wait"
    return OpenThing(f"{words} for the lead’s word", reverse("referrals:list"))


def _courses(school: School, member: Membership, today: date) -> OpenThing | None:
    begun = visible(LeadTraining, member).filter(
        Q(ended_on=None) | Q(ended_on__gt=today), school=school, certificate="", certificate_on=None
    )
    count = begun.count()
    if not count:
        return None
    words = "1 course is" if count == 1 else f"{count} courses are"
    return OpenThing(f"{words} begun and not finished", reverse("school_leads:training", args=[school.urn]))


add_open(_requests)
add_open(_courses)
