"""What tests of hand-overs share: an ordinary hand-over of an ordinary young person."""

from datetime import date
from typing import Any

from tests import make
from trailblazer.care.actions.hand_overs import hand_over
from trailblazer.care.models import HandOver
from trailblazer.young_people.models import Carer

SENT = date(2026, 11, 10)


def ordinary(**fields: Any) -> dict[str, Any]:
    """What is typed for a hand-over to a specialist service, agreed by the young person."""
    typed = {
        "kind": "specialist",
        "to_name": "Larkmere CAMHS",
        "to_contact": "camhs@example.org",
        "reason": "complexity",
        "words": "Panic most days, and school is hard to reach.",
        "sent_on": SENT,
        "agreed_by": "young_person",
    }
    return typed | fields


def who_agrees(person: Any) -> Any:
    """The young person from 16 on; for somebody younger a carer with the right to decide."""
    if person.age_on(make.TODAY) >= 16:
        return "young_person"
    found = person.carers.filter(may_decide=True).first()
    return found or Carer.objects.create(
        provider=person.provider,
        young_person=person,
        name="Vesna Fernleigh",
        relationship="mother",
        may_decide=True,
    )


def handed_over(by: Any, person: Any, **fields: Any) -> HandOver:
    """A hand-over that was sent on 10 November, by somebody of the team that has the young person."""
    fields.setdefault("agreed_by", who_agrees(person))
    made: HandOver = hand_over(person, by=by, **ordinary(**fields))
    return made
