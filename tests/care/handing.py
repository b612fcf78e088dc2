"""What tests of hand-overs share: an ordinary hand-over of an ordinary young person."""

from datetime import date
from typing import Any

from trailblazer.care.actions.hand_overs import hand_over
from trailblazer.care.models import HandOver

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


def handed_over(by: Any, person: Any, **fields: Any) -> HandOver:
    """A hand-over that was sent on 10 November, by somebody of the team that has the young person."""
    made: HandOver = hand_over(person, by=by, **ordinary(**fields))
    return made
