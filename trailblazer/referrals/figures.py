"""The figures above the list of requests: each with what it is out of, and the way to the requests behind it."""

from datetime import date, timedelta
from typing import Any

from django.urls import reverse

from trailblazer.referrals.models import ReferralQuerySet
from trailblazer.referrals.stages import Waiting, waiting_since
from trailblazer.ui.environment import long_day

FEWEST_TO_COMPARE = 8  # fewer have no middle worth comparing


def end_of_week(today: date) -> date:
    """The Sunday of this week."""
    return today + timedelta(days=6 - today.weekday())


def figures(
    requests: ReferralQuerySet, counted: dict[str, Any], today: date, answer_days: int
) -> list[dict[str, Any]]:
    """The strip: who waits, who is past four weeks, who will be this week, who has no answer, who waits longer."""
    waiting = counted["stage_waiting"]
    waits = waiting_since(requests) if waiting else Waiting({})
    median = waits.median(today)
    first = counted["first_received_on"]
    return [
        {
            "label": "Waiting for help to start",
            "figure": waiting,
            "note": "nobody" if median is None else f"median {_days(median)}",
        },
        {
            "label": "Past four weeks",
            "figure": counted["late"],
            "note": "longest " + (_days((today - first).days) if first else "none"),
            "is_late": counted["late"] > 0,
            "href": _list("waiting", waited="late"),
        },
        {
            "label": "Reach day 28 this week",
            "figure": counted["this_week"],
            "note": _this_week(counted, today),
        },
        {
            "label": "Answer overdue",
            "figure": counted["overdue"],
            "note": f"after {answer_days} working days",
            "is_late": counted["overdue"] > 0,
            "href": _list("all", only="unanswered"),
        },
        _who_waits_longer(waits, today),
    ]


def _days(count: int) -> str:
    return "1 day" if count == 1 else f"{count} days"


def _list(stage: str, **narrowed: str) -> str:
    question = "&".join(f"{name}={value}" for name, value in {"stage": stage, **narrowed}.items())
    return f"{reverse('referrals:list')}?{question}"


def _this_week(counted: dict[str, Any], today: date) -> str:
    if counted["this_week"] and counted["no_owner_this_week"]:
        has = "has" if counted["no_owner_this_week"] == 1 else "have"
        return f"{counted['no_owner_this_week']} {has} no owner"
    return f"by {long_day(end_of_week(today))}"


def _who_waits_longer(waits: Waiting, today: date) -> dict[str, Any]:
    """The middle wait of children with SEND beside that of the others."""
    fewest = min(waits.count(send=True), waits.count(send=False))
    shown = {"label": "Who waits longer", "href": _list("waiting", only="send"), "note": "children with SEND"}
    ours, theirs = waits.median(today, send=True), waits.median(today, send=False)
    if ours is None or theirs is None or fewest < FEWEST_TO_COMPARE:
        return shown | {"figure": "–", "small": "too few", "note": "children with SEND and others"}
    difference = ours - theirs
    if difference == 0:
        return shown | {"figure": "Same", "note": "children with SEND and others"}
    return shown | {"figure": f"{difference:+}".replace("-", "−"), "small": "days"}
