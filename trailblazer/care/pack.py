"""What stands in the pack of somebody who leaves, beside their courses: a section for each kind of thing they hold."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.urls import reverse

from trailblazer.access.models import Membership
from trailblazer.care import transitions
from trailblazer.care.holding import KINDS
from trailblazer.care.planning import span, where
from trailblazer.young_people.models import YoungPerson


@dataclass(frozen=True)
class Line:
    """One thing: what it is, whom it is about, and when something is due or happens."""

    what: str
    address: str
    on: date | datetime | None
    person: YoungPerson | None = None
    more: str = ""


@dataclass(frozen=True)
class Section:
    """All things of one kind."""

    title: str
    when: str  # the heading of the days
    lines: tuple[Line, ...]

    @property
    def names_somebody(self) -> bool:
        return any(line.person for line in self.lines)


@dataclass(frozen=True)
class Shown:
    """How things of one kind are read and worded."""

    line: Callable[[Any], Line]
    when: str
    order: str
    around: tuple[str, ...] = ()


def _visit(one: Any) -> Line:
    return Line(where(one), reverse("care:visit", args=[one.ref]), one.starts_at, more=span(one))


def _contact(one: Any) -> Line:
    return Line(
        "Contact", reverse("care:contact", args=[one.ref]), one.starts_at, one.young_person, more=span(one)
    )


def _group(one: Any) -> Line:
    return Line(
        one.name,
        reverse("care:group", args=[one.ref]),
        one.starts_on,
        more=one.school.name if one.school else "",
    )


def _request(one: Any) -> Line:
    address = reverse("referrals:record", args=[one.ref])
    return Line(one.get_state_display(), address, one.received_on, one.young_person, more=one.next_step)


def _hand_over(one: Any) -> Line:
    address = reverse("care:hand_over", args=[one.ref])
    return Line(one.to_name, address, one.follow_up_on, one.young_person, more=one.get_state_display())


def _transition(one: Any) -> Line:
    address = reverse("care:transition", args=[one.ref])
    what = transitions.words_of(one.kind)
    return Line(what, address, one.due_on, one.young_person, more=one.get_state_display())


def _task(one: Any) -> Line:
    return Line(one.words, reverse("care:give_task", args=[one.ref]), one.due_on, one.young_person)


def _alert(one: Any) -> Line:
    address = reverse("alerts:alert", args=[one.ref])
    return Line(one.kind_words, address, one.due_at, one.young_person, more=one.words)


SHOWN: Mapping[str, Shown] = {
    "visits": Shown(_visit, "Day", "starts_at", ("school",)),
    "contacts": Shown(_contact, "Day", "starts_at", ("young_person",)),
    "groups": Shown(_group, "Since", "name", ("school",)),
    "requests": Shown(_request, "Asked", "received_on", ("young_person",)),
    "hand_overs": Shown(_hand_over, "Ask again", "follow_up_on", ("young_person",)),
    "transitions": Shown(_transition, "Due", "due_on", ("young_person",)),
    "alerts": Shown(_alert, "By", "due_at", ("young_person",)),
    "tasks": Shown(_task, "By", "due_on", ("young_person",)),
}


def sections_of(leaver: Membership, by: Membership, today: date) -> list[Section]:
    """One query for each kind. A kind of which they hold nothing is left out."""
    found = []
    for kind in KINDS:
        shown = SHOWN.get(kind.code)
        if shown is None:
            continue
        rows = kind.held_by(leaver, by, today).select_related(*shown.around).order_by(shown.order, "pk")
        if lines := tuple(shown.line(one) for one in rows.distinct()):
            found.append(Section(kind.words(len(lines)), shown.when, lines))
    return found


def people_in(sections: Iterable[Section]) -> list[YoungPerson]:
    return [line.person for section in sections for line in section.lines if line.person is not None]
