"""What the page of recording one contact shows: what is asked, what the plan fills in, and what stands beside it."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from trailblazer.access.doors import visible
from trailblazer.access.models import Membership
from trailblazer.access.today import now
from trailblazer.care.forms.recording import AS_BOOKED, NO_MORE, OTHER, Asked, Offer
from trailblazer.care.models import Contact, Note
from trailblazer.care.next_contact import planned_after
from trailblazer.care.numbers import SCORE, Line, asked_at, lines_of, rater_of, row_of
from trailblazer.care.quiet_looks import is_due, may_look
from trailblazer.care.read_contact import how
from trailblazer.care.score_chart import Drawn, drawn
from trailblazer.care.slots import offered
from trailblazer.care.team_schools import colleagues_of
from trailblazer.domain import codes, contacts
from trailblazer.domain.not_brought import follow_up_by
from trailblazer.domain.pathways import catalogue
from trailblazer.domain.terms import london_day
from trailblazer.ui.environment import clock_time, short_day
from trailblazer.young_people.models import YoungPerson

SLOTS = 2
LAST_TIME = 500  # characters of the last note that stand beside the form


@dataclass(frozen=True)
class LastTime:
    """The contact before this one, and what was written then."""

    contact: Contact
    words: str


@dataclass
class Recording:
    """One contact with everything around it, read once."""

    contact: Contact
    person: YoungPerson
    asked: Asked
    initial: dict[str, Any]
    lines: list[Line]
    chart: Drawn | None
    chart_of: Line | None
    last_time: LastTime | None
    then: Contact | None  # the next one of the same day, by the same lead

    @property
    def title(self) -> str:
        """Session 7 of 8, or what else it is."""
        number, course = self.contact.session_number, self.contact.course
        if number is None:
            return "Contact"
        return f"Session {number} of {course.sessions_planned}" if course else f"Session {number}"


def recording_of(contact: Contact, member: Membership, today: date) -> Recording:
    """Everything the page needs; the number of queries does not grow with contacts, scores or notes."""
    person = contact.young_person
    lines = lines_of(person, member)
    asked_lines = asked_at(contact, lines, person.age_on(london_day(contact.starts_at)))
    earlier = list(_earlier(contact, member))
    asked = Asked(
        called=person.called,
        starts_at=contact.starts_at,
        rows=[row_of(line, contact) for line in asked_lines],
        offers=_offers(contact, today),
        colleagues=_colleagues(contact, member, today),
        rater=rater_of(contact.seen),
        is_quiet_due=is_due(person, london_day(contact.starts_at)),
        may_look_at_quiet=may_look(member),
    )
    chart_of = next((line for line in asked_lines if line.kind == SCORE and len(line.points) > 1), None)
    planned = contact.course.sessions_planned if contact.course else 0
    sessions = {one.pk: one.session_number for one in [*earlier, contact] if one.session_number}
    return Recording(
        contact=contact,
        person=person,
        asked=asked,
        initial=_initial(contact, asked, earlier, member),
        lines=asked_lines,
        chart=drawn(chart_of, sessions, planned) if chart_of else None,
        chart_of=chart_of,
        last_time=_last_time(contact, earlier, member),
        then=_next_of_day(contact, member),
    )


def _earlier(contact: Contact, member: Membership) -> Any:
    """What was attended before, the newest first."""
    before = visible(Contact, member).filter(young_person=contact.young_person_id, is_in_error=False)
    before = before.filter(starts_at__lt=contact.starts_at, attendance__in=contacts.ATTENDED)
    return before.order_by("-starts_at")


def _offers(contact: Contact, today: date) -> list[Offer]:
    """Times for the next visit. One that is booked already is left as it is unless somebody adds another."""
    booked = planned_after(contact)
    if booked is not None:
        return [
            Offer(AS_BOOKED, f"{_words(booked.starts_at)}, booked"),
            Offer(OTHER, "One more, other time"),
        ]
    if contact.course is not None and not contact.course.is_open:
        return [Offer(NO_MORE, "No more")]
    found = [Offer(f"{at:%Y%m%dT%H%M}", _words(at), at) for at in _times(contact, today)]
    return [*found, Offer(OTHER, "Other time"), Offer(NO_MORE, "No more")]


def _times(contact: Contact, today: date) -> list[datetime]:
    if contact.lead is None:
        return []
    about = contact.course or contact.young_person
    slots = offered(
        about, contact.lead, max(today, london_day(contact.starts_at)), SLOTS, place=contact.place
    )
    return [slot.starts_at for slot in slots]


def _words(at: datetime) -> str:
    """Tue 1 Dec, 9am"""
    return f"{at.astimezone(contacts.LONDON):%a} {short_day(at)}, {clock_time(at)}"


def _colleagues(contact: Contact, member: Membership, today: date) -> list[Membership]:
    """Who else may have been there: the staff of the team, without the lead."""
    found = colleagues_of(member, today).filter(organisation=contact.team_id)
    return list(found.exclude(pk=contact.lead_id or 0))


def _initial(contact: Contact, asked: Asked, earlier: list[Contact], member: Membership) -> dict[str, Any]:
    """As it was recorded; before that, as the plan has it. Risk is never filled in for anyone."""
    day = london_day(contact.starts_at)
    note = visible(Note, member).filter(contact=contact, kind="contact", corrected_by=None).first()
    return {
        "attendance": contact.attendance or ("5" if contact.starts_at <= now() else ""),
        "minutes": contact.minutes or contact.minutes_booked,
        "function": str(contact.function),
        "medium": contact.medium,
        "place": contact.place,
        "seen": contact.seen,
        "interventions": contact.interventions or _offered(contact, earlier),
        "staff": [one.ref for one in contact.staff.all()],
        "note": note.words if note else "",
        "risk": contact.risk,
        "cancelled_reason": contact.cancelled_reason,
        "follow_up": contact.follow_up,
        "follow_up_words": contact.follow_up_words,
        "follow_up_on": contact.follow_up_on or follow_up_by(day),
        "next_visit": _next_by_plan(contact, asked),
    }


def _offered(contact: Contact, earlier: list[Contact]) -> list[str]:
    """What was given last time in this course; the first time, what the pathway gives."""
    last = next((one for one in earlier if one.course_id == contact.course_id and one.interventions), None)
    if last is not None:
        return list(last.interventions)
    pathway = catalogue().get(contact.course.pathway) if contact.course else None
    return list(pathway.gives) if pathway else []


def _next_by_plan(contact: Contact, asked: Asked) -> str:
    """The first time offered while sessions are left of those planned."""
    course, number = contact.course, contact.session_number
    known = [offer.code for offer in asked.offers]
    if AS_BOOKED in known:
        return AS_BOOKED
    is_last = course is not None and number is not None and number >= course.sessions_planned
    if contact.is_recorded or is_last or course is None or known[0] == OTHER:
        return NO_MORE
    return known[0]


def _last_time(contact: Contact, earlier: list[Contact], member: Membership) -> LastTime | None:
    if not earlier:
        return None
    last = earlier[0]
    note = visible(Note, member).filter(contact=last, corrected_by=None).order_by("pk").first()
    words = note.words if note else ""
    if len(words) > LAST_TIME:
        words = words[:LAST_TIME].rsplit(" ", 1)[0] + " …"
    return LastTime(last, words)


def _next_of_day(contact: Contact, member: Membership) -> Contact | None:
    """The next contact that is to be recorded on this day by the same lead."""
    if contact.lead_id is None:
        return None
    night = contacts.moment(london_day(contact.starts_at) + timedelta(days=1), time(0))
    later = visible(Contact, member).filter(lead=contact.lead_id, attendance="", is_in_error=False)
    later = later.filter(starts_at__gt=contact.starts_at, starts_at__lt=night, group_session=None)
    return later.order_by("starts_at").first()


@dataclass(frozen=True)
class Planned:
    """One line of "From the plan": what was filled in, and the boxes that change it."""

    label: str
    words: str
    fields: tuple[str, ...]


def from_the_plan(form: Any, recording: Recording) -> list[Planned]:
    """What the form begins with, in words, as it stands in the form now."""

    def chosen(name: str) -> list[str]:
        value = form[name].value()
        codes_chosen = value if isinstance(value, list | tuple) else [value]
        known = dict(form.fields[name].choices)
        return [str(known[code]) for code in codes_chosen if code in known]

    lead = recording.contact.lead
    people = [*([lead.user.name] if lead else []), *chosen("staff")]
    return [
        Planned("Function", " ".join(chosen("function")), ("function",)),
        Planned("Offered", ", ".join(chosen("interventions")) or "Nothing chosen yet", ("interventions",)),
        Planned("How", how(" ".join(chosen("medium")), " ".join(chosen("place"))), ("medium", "place")),
        Planned("How long", f"{form['minutes'].value()} minutes", ("minutes",)),
        Planned("Who", " ".join(chosen("seen")), ("seen",)),
        Planned("Staff", ", ".join(people), ("staff",)),
    ]


def attendance_words(code: str) -> str:
    known = codes.load("attendance")
    return known.words(code) if code in known else ""
