"""What happened to one young person, day by day: requests, contacts, scores; on the whole page also notes."""

from collections.abc import Iterable, Iterator
from datetime import timedelta
from typing import Any

from django.urls import reverse

from trailblazer.access.doors import visible
from trailblazer.access.models import Membership
from trailblazer.care.help_of import ContactLine, Help, help_of
from trailblazer.care.models import Note
from trailblazer.care.numbers import SCORE, Line
from trailblazer.domain import codes
from trailblazer.domain.terms import london_day
from trailblazer.young_people.models import Competence, Consent, QuietMode
from trailblazer.young_people.record import Record
from trailblazer.young_people.record_pages import Moment

FIRST, MIDDLE, LAST = 0, 1, 2  # within one day
CARD = 7
ON_THE_CARD = timedelta(days=365)


def moments_of_help(known: Help) -> list[Moment]:
    """What the help itself knows, without another query, the newest first."""
    found = [
        *(moment for request in known.requests for moment in _of_request(request, known)),
        *(_of_contact(one) for one in known.contacts if one.attendance),
        *(moment for line in known.lines if line.kind == SCORE for moment in _of_scores(line)),
        *(moment for course in known.courses for moment in _of_course(course)),
    ]
    return sorted(found, key=lambda moment: (moment.on, moment.place), reverse=True)


def for_the_card(record: Record, member: Membership) -> list[Moment]:
    """The newest of the year that matter most: contacts, and what began, changed or ended."""
    since = record.today - ON_THE_CARD
    known = moments_of_help(help_of(record.person, member))
    newest = [one for one in known if one.on >= since]
    first = [one for one in newest if one.is_key][-2:]
    shown = newest[:CARD]
    return shown + [one for one in first if one not in shown]


def of_help(record: Record, member: Membership) -> list[Moment]:
    return moments_of_help(help_of(record.person, member))


def of_notes(record: Record, member: Membership) -> Iterator[Moment]:
    """That a note was written, its kind and by whom; the words stand on the page of notes. One query.

    The note of a contact that was never corrected is not told apart from the contact.
    """
    kinds = codes.load("note_kinds")
    notes = visible(Note, member).filter(young_person=record.person, corrected_by=None)
    notes = notes.exclude(contact__isnull=False, corrects=None)
    rows = notes.values_list("about_on", "kind", "by__user__name", "corrects")
    address = reverse("care:notes", args=[record.person.ref])
    for on, kind, name, corrects in rows:
        about = kinds.words(kind) if kind in kinds else "Other"
        title = "Note corrected" if corrects else "Note"
        yield Moment(on, title, f"{about}, {name or 'not known'}", address=address, place=MIDDLE)


def of_what_was_agreed(record: Record, member: Membership) -> Iterator[Moment]:
    """Consent, competence and quiet mode, as the record has read them already."""
    address = reverse("young_people:agreed", args=[record.person.ref])
    for consent in record.consents:
        yield _of_consent(record, consent, address)
    for decision in record.decisions:
        yield _of_decision(decision, address)
    for step in record.quiet_steps:
        yield _of_step(step, address)


def _of_consent(record: Record, consent: Consent, address: str) -> Moment:
    row = record.row_of(consent)
    return Moment(consent.happened_on, f"{row.words}: {row.tag.lower()}", row.said_by, address=address)


def _of_decision(decision: Competence, address: str) -> Moment:
    return Moment(decision.decided_on, decision.in_words, decision.about, address=address)


def _of_step(step: QuietMode, address: str) -> Moment:
    words = f"Quiet mode {step.get_step_display().lower()}"
    return Moment(step.happened_on, words, step.by.user.name, is_key=step.step != "reviewed", address=address)


def _of_request(one: Any, known: Help) -> Iterator[Moment]:
    address = reverse("referrals:record", args=[one.ref])
    who = f"from {one.requester_name}" if one.requester_name else ""
    yield Moment(one.received_on, "Request received", who, is_key=True, address=address)
    if one.decided_on:
        yield Moment(one.decided_on, _decided(one, known), _told(one), address=address, place=MIDDLE)
    if one.help_started_on:
        day = (one.help_started_on - one.received_on).days
        yield Moment(
            one.help_started_on, "Help started", f"day {day}", is_key=True, address=address, place=LAST
        )
    if one.closed_on:
        yield Moment(one.closed_on, "Request closed", is_key=True, address=address, place=LAST)


def _decided(one: Any, known: Help) -> str:
    """What was decided: of a request that is over, only whether help followed is still known here."""
    if any(course.referral.pk == one.pk for course in known.courses):
        return "Accepted"
    return "Decided" if one.closed_on else str(one.get_state_display())


def _told(one: Any) -> str:
    if one.answered_on is None:
        return "nobody was told yet"
    days = (one.answered_on - one.decided_on).days
    return "answered the same day" if days == 0 else ""


def _of_contact(one: ContactLine) -> Moment:
    what = f"Session {one.number}" if one.number and one.took_place else "Contact"
    if one.in_group:
        what = "Group"
    words = one.attendance_words
    said = f"{words[0].lower()}{words[1:]}"
    if one.place in ("telephone", "video"):
        said = f"{said}, by {one.place}"
    address = reverse("care:contact", args=[one.ref])
    return Moment(london_day(one.starts_at), what, said, address=address, place=MIDDLE)


def _of_scores(line: Line) -> Iterator[Moment]:
    """The first score, and the day on which a change became more than chance."""
    if line.points:
        first = line.points[0]
        yield Moment(first.on, f"{line.label} {first.value}", "first score", place=MIDDLE)
    for on in line.without_total:
        yield Moment(on, line.label, "answered, without its total", place=MIDDLE)
    changed = _first_reliable(line)
    if changed is not None:
        on, value, words = changed
        yield Moment(on, f"{line.label} {value}", words.lower(), is_key=True, place=MIDDLE)


def _first_reliable(line: Line) -> tuple[Any, float, str] | None:
    for point in line.points[1:]:
        change = line.measure.since(line.points[0].value, point.value)
        if change.name in ("BETTER", "WORSE"):
            return point.on, point.value, change.value
    return None


def _of_course(course: Any) -> Iterator[Moment]:
    if course.ended_on:
        yield Moment(course.ended_on, "Ending", course.name, is_key=True, place=LAST)


def by_month(moments: Iterable[Moment]) -> list[tuple[str, list[Moment]]]:
    """Moments under the month they fall in, in the order given."""
    months: dict[str, list[Moment]] = {}
    for one in moments:
        months.setdefault(f"{one.on:%B %Y}", []).append(one)
    return list(months.items())
