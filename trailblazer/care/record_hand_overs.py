"""What hand-overs and changes to come add to the record of every young person."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.urls import reverse

from trailblazer.access.doors import visible
from trailblazer.access.models import Membership
from trailblazer.access.roles import Permission
from trailblazer.care import hand_overs, transitions  # noqa: F401  (hand_overs says what keeps a request open)
from trailblazer.care.help_of import help_of
from trailblazer.care.models import HandOver, Transition, WhileWaiting
from trailblazer.domain import codes
from trailblazer.domain.hand_overs import WORDS, State
from trailblazer.young_people.models import YoungPerson
from trailblazer.young_people.record import Record
from trailblazer.young_people.record_pages import (
    Act,
    Flag,
    RecordPage,
    Section,
    add_acts,
    add_flags,
    add_page,
    add_section,
)

PAGE = "care:hand_overs_of"


def count(person: YoungPerson, member: Membership) -> int:
    if not help_of(person, member).may_have("hand_overs"):
        return 0
    return HandOver.objects.visible_to(member).open().filter(young_person=person).count()


def of_record(record: Record, member: Membership) -> dict[str, Any]:
    """Everything the page of one young person shows, in a fixed number of queries."""
    person = record.person
    rows = visible(HandOver, member).filter(young_person=person).select_related("owner__user")
    changes = visible(Transition, member).filter(young_person=person)
    offers = visible(WhileWaiting, member).filter(young_person=person)
    return {
        "hand_overs": list(rows.order_by("settled_on", "-sent_on", "-pk")),
        "transitions": [
            transitions.shown(one, record.today)
            for one in changes.select_related("owner__user", "next_school").order_by("due_on")
        ],
        "meanwhile": list(offers.select_related("by__user", "hand_over")),
        "offers": codes.load("while_waiting"),
        "may_record": member.may(Permission.RECORD_CARE),
    }


def flags(person: YoungPerson, member: Membership, today: date) -> Iterator[Flag]:
    """What came back and nobody has seen to; and that a parent's word is no longer enough."""
    if not member.may(Permission.SEE_CARE):
        return
    back = HandOver.objects.visible_to(member).came_back().filter(young_person=person)
    if help_of(person, member).may_have("hand_overs") and (one := back.first()) is not None:
        yield Flag(
            "amber",
            f"{one.to_name}: {WORDS[State(one.state)].lower()}",
            "They have come back to us. Say what happens instead.",
            reverse("care:hand_over", args=[one.ref]),
            "Open the hand-over",
        )
    needed = transitions.own_word_needed(person, today)
    if needed:
        words = codes.load("consent_purposes")
        asked = ", ".join(words.words(one).lower() for one in needed)
        yield Flag(
            "amber",
            f"{person.called} is {person.age_on(today)}: their own word is needed",
            f"Only a parent or carer agreed to: {asked}.",
            f"{reverse('young_people:consent', args=[person.ref])}?purpose={needed[0]}",
            "Record what they say",
        )


def soon(record: Record, member: Membership) -> dict[str, Any] | None:
    """On the summary: what is followed, and what changes within a term; nothing where there is neither."""
    if not member.may(Permission.SEE_CARE):
        return None
    known = help_of(record.person, member)
    open_ones = HandOver.objects.visible_to(member).open().filter(young_person=record.person)
    changes = Transition.objects.visible_to(member).open().filter(young_person=record.person)
    followed = list(open_ones.order_by("follow_up_on")) if known.may_have("hand_overs") else []
    near = changes.order_by("due_on") if known.may_have("transitions") else ()
    coming = [transitions.shown(one, record.today) for one in near]
    if not followed and not coming:
        return None
    return {"followed": followed, "coming": coming}


def acts(record: Record, member: Membership) -> Iterator[Act]:
    if member.may(Permission.RECORD_CARE):
        yield Act("Hand over", reverse("care:begin_hand_over", args=[record.person.ref]))


add_page(RecordPage(40, PAGE, "Hand-overs", Permission.SEE_CARE, count))
add_flags(flags)
add_section(Section(40, "side", "care/hand_overs_beside.jinja", soon))
add_acts(acts)
