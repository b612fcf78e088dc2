"""What stands on every page of one young person: sub-menu, flags and banner. Apps further up add theirs at start."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse

from trailblazer.access.asked import Asked
from trailblazer.access.doors import find
from trailblazer.access.models import Membership
from trailblazer.access.roles import Permission
from trailblazer.young_people.models import YoungPerson
from trailblazer.young_people.record import Record, record_of, relation


@dataclass(frozen=True)
class RecordPage:
    """A section of the record. `place` orders the sub-menu; `name` is the name of its address, with the reference."""

    place: int
    name: str
    label: str
    permission: Permission = Permission.SEE_YOUNG_PEOPLE
    count: Callable[[YoungPerson, Membership], int] | None = None


@dataclass(frozen=True)
class Flag:
    """Something to see first, on every page of this young person. `colour`: red, amber or blue."""

    colour: str
    title: str
    words: str
    address: str = ""
    link: str = ""


@dataclass(frozen=True)
class Section:
    """A part of the summary that another app brings: its template, and what that is given, or None to leave it out.

    `column` is main or side. Its queries may not grow with the rows it shows.
    """

    place: int
    column: str
    template: str
    given: Callable[[Record, Membership], dict[str, Any] | None]


@dataclass(frozen=True)
class Act:
    """Something to do, in the banner. The first main one is the green button of the page."""

    label: str
    address: str
    is_main: bool = False


@dataclass(frozen=True)
class Moment:
    """One thing that happened on a day, for the timeline. `place` orders those of one day."""

    on: date
    title: str
    words: str = ""
    is_key: bool = False
    address: str = ""
    place: int = 0


Moments = Callable[[Record, Membership], Iterable[Moment]]
Facts = Callable[[Record, Membership], Iterable[tuple[str, str]]]
Acts = Callable[[Record, Membership], Iterable[Act]]
# For lists: by the key of each person, a word or two that must be seen beside the name. One query for all of them.
Marks = Callable[[Sequence[YoungPerson], Membership, date], Mapping[int, str]]
Flags = Callable[[YoungPerson, Membership, date], Iterable[Flag]]

SUMMARY = "young_people:record"
_PAGES: dict[str, RecordPage] = {}
_FLAGS: list[Flags] = []
_MARKS: list[Marks] = []
_SECTIONS: list[Section] = []
_ACTS: list[Acts] = []
_FACTS: list[Facts] = []
_MOMENTS: list[Moments] = []


def add_page(page: RecordPage) -> None:
    """Adds a section to the record of every young person. Called from an app's `ready`."""
    _PAGES[page.name] = page


def add_flags(flags: Flags) -> None:
    """Adds what is to be seen first. At most one query for each call. Called from an app's `ready`."""
    if flags not in _FLAGS:
        _FLAGS.append(flags)


def add_marks(marks: Marks) -> None:
    """Adds what must be seen beside a name in lists. Called from an app's `ready`."""
    if marks not in _MARKS:
        _MARKS.append(marks)


def add_section(section: Section) -> None:
    """Adds a part to the summary. Called from an app's `ready`."""
    if section not in _SECTIONS:
        _SECTIONS.append(section)


def add_acts(acts: Acts) -> None:
    """Adds what can be done from the banner. Called from an app's `ready`."""
    if acts not in _ACTS:
        _ACTS.append(acts)


def add_facts(facts: Facts) -> None:
    """Adds to what the banner of the summary says. Called from an app's `ready`."""
    if facts not in _FACTS:
        _FACTS.append(facts)


def add_moments(moments: Moments) -> None:
    """Adds to the whole timeline. Its queries may not grow with what it finds. Called from an app's `ready`."""
    if moments not in _MOMENTS:
        _MOMENTS.append(moments)


add_page(RecordPage(0, SUMMARY, "Summary"))
add_page(RecordPage(50, "young_people:details", "Details"))
add_page(RecordPage(60, "young_people:agreed", "Consent and quiet mode"))
add_page(RecordPage(80, "young_people:who", "Who can see what"))
add_page(RecordPage(90, "young_people:log", "Activity log"))


def links_of(person: YoungPerson, member: Membership, current: str) -> list[dict[str, Any]]:
    """The sub-menu, as `ui.macros.subnav` takes it."""
    pages = sorted((page for page in _PAGES.values() if member.may(page.permission)), key=lambda p: p.place)
    return [
        {
            "label": page.label,
            "href": reverse(page.name, args=[person.ref]),
            "is_current": page.name == current,
            "count": (page.count(person, member) or None) if page.count else None,
        }
        for page in pages
    ]


def flags_of(person: YoungPerson, member: Membership, today: date) -> list[Flag]:
    """What is to be seen first, the worst first."""
    found = [flag for flags in _FLAGS for flag in flags(person, member, today)]
    return sorted(found, key=lambda flag: ("red", "amber", "blue").index(flag.colour))


def marks_of(people: Iterable[YoungPerson], member: Membership, today: date) -> dict[int, str]:
    """What must be seen beside each name of a list, by the person's key."""
    known = list(people)
    found: dict[int, str] = {}
    for marks in _MARKS:
        found.update(marks(known, member, today))
    return found


def sections_of(record: Record, member: Membership, column: str) -> list[tuple[str, dict[str, Any]]]:
    """The templates of one column of the summary, in order, each with what it is given."""
    wanted = sorted((s for s in _SECTIONS if s.column == column), key=lambda section: section.place)
    found = [(section.template, section.given(record, member)) for section in wanted]
    return [(template, given) for template, given in found if given is not None]


def acts_of(record: Record, member: Membership) -> list[Act]:
    """What can be done from the banner, the main ones first."""
    found = [act for acts in _ACTS for act in acts(record, member)]
    main_ones = [act.address for act in found if act.is_main]
    kept = [act for act in found if act.is_main or act.address not in main_ones]
    return sorted(kept, key=lambda act: not act.is_main)


def facts_of(record: Record, member: Membership) -> list[tuple[str, str]]:
    """What other apps say of somebody in the banner of the summary."""
    return [fact for facts in _FACTS for fact in facts(record, member)]


def moments_of(record: Record, member: Membership) -> list[Moment]:
    """What happened, as every app knows it, the newest first."""
    found = [moment for moments in _MOMENTS for moment in moments(record, member)]
    return sorted(found, key=lambda moment: (moment.on, moment.place), reverse=True)


def opened(request: Asked, ref: str) -> Record:
    """The record, by the reading door."""
    beside = ("school", "team", "provider")
    return record_of(find(YoungPerson, ref, by=request.member, together_with=beside), request.today)


def shown(request: Asked, record: Record, current: str, **more: Any) -> dict[str, Any]:
    """What every page of the record is given. `current` is the name of its address."""
    may = request.member.may
    return {
        "record": record,
        "person": record.person,
        "links": links_of(record.person, request.member, current),
        "flags": flags_of(record.person, request.member, request.today),
        "acts": acts_of(record, request.member) if current == SUMMARY else [],
        "may_keep": may(Permission.KEEP_YOUNG_PEOPLE),
        "may_decide": may(Permission.RECORD_COMPETENCE),
        "relation": relation,
        **more,
    }
