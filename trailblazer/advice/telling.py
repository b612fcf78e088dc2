"""Messages about advice: to whoever asked, and to the practitioner. They say when, and never about what."""

from django.conf import settings
from django.urls import reverse

from trailblazer.access.models import Membership
from trailblazer.access.records import Actor
from trailblazer.advice.models import Advice, AdviceBooking, AdviceSlot
from trailblazer.advice.words import in_words
from trailblazer.letters.actions import queue
from trailblazer.letters.models import Letter
from trailblazer.letters.recipients import Recipient
from trailblazer.ui.environment import clock_time, long_day

BOOKED, REMINDER, MOVED, CANCELLED, AGREED = (
    "advice_booked",
    "advice_reminder",
    "advice_moved",
    "advice_cancelled",
    "advice_agreed",
)
NEWS = "advice_news"
SUBJECTS = {
    BOOKED: "Your 15 minutes of advice",
    REMINDER: "Your 15 minutes of advice",
    MOVED: "Your 15 minutes of advice have moved",
    CANCELLED: "Your 15 minutes of advice do not take place",
    AGREED: "What we agreed",
    NEWS: "Your times for advice",
}


def tell_asker(template: str, booking: AdviceBooking, by: Actor, why: str = "") -> Letter:
    """A message to whoever booked. Called inside an action."""
    slot = booking.slot
    words = {
        "name": booking.asked_by.user.name,
        "day": long_day(slot.starts_at),
        "time": clock_time(slot.starts_at),
        "who": slot.member.user.name,
        "way": in_words("advice_ways", booking.way).lower(),
        "why": why,
        "link": _address(reverse("advice:booking", args=[booking.ref])),
    }
    return _queue(template, booking.asked_by, booking, words, by)


def tell_practitioner(what: str, booking: AdviceBooking, slot: AdviceSlot, by: Actor) -> Letter:
    """A message to the practitioner that one of their times was booked, moved or cancelled by the school."""
    words = {
        "name": slot.member.user.name,
        "what": what,
        "day": long_day(slot.starts_at),
        "time": clock_time(slot.starts_at),
        "school": booking.school.name,
        "link": _address(reverse("advice:team")),
    }
    return _queue(NEWS, slot.member, booking, words, by)


def tell_what_was_agreed(advice: Advice, by: Actor) -> Letter | None:
    """What was agreed goes back to whoever asked; nothing where nobody is known to have."""
    if advice.asked_by is None or not advice.agreed:
        return None
    words = {
        "name": advice.asked_by.user.name,
        "agreed": advice.agreed,
        "link": _address(reverse("advice:ask")),
    }
    return _queue(AGREED, advice.asked_by, advice, words, by)


def _queue(
    template: str, to: Membership, about: AdviceBooking | Advice, words: dict[str, str], by: Actor
) -> Letter:
    return queue(
        template,
        to=Recipient("staff", to.user.name, to.user.email),
        subject=SUBJECTS[template],
        words=words,
        provider=about.provider,
        team=about.team,
        by=by,
        about=about.ref,
    )


def _address(path: str) -> str:
    return f"{settings.ORIGIN}{path}"
