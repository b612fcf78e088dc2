"""Planning an activity, writing down what was held, cancelling it."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from trailblazer.access.models import Membership
from trailblazer.activities.forms.fields import (
    audience_field,
    chosen,
    kind_field,
    materials_field,
    minutes_field,
    offer_materials,
    offer_people,
    people_field,
    staff_field,
)
from trailblazer.activities.models import Material, Order, SchoolActivity
from trailblazer.care.forms.times import TimeField
from trailblazer.care.forms.visits import WithWarnings
from trailblazer.domain.activities import kinds
from trailblazer.domain.contacts import LONDON
from trailblazer.ui.forms import ActionForm, DayField
from trailblazer.young_people.forms.fields import Line


class PlanForm(WithWarnings):
    """An activity still to come."""

    kind = kind_field()
    title = Line(
        label="What is it called?",
        max_length=120,
        missing="Enter what it is called",
        help_text="People read it on the poster. For example: Sleep and worry, Year 9",
    )
    day = DayField(label="Day", error_messages={"required": "Enter the day"})
    starts = TimeField(label="From", missing="Enter when it starts", help_text="For example 9am or 13:30")
    minutes = minutes_field(required=False, help_text="Leave empty for the usual length of its kind")
    room = Line(label="Room or place", max_length=60)
    staff = staff_field()
    audience = audience_field()
    expected = people_field("How many people do you expect?", least=1, required=False)
    materials = materials_field()

    def __init__(
        self,
        *args: Any,
        people: Iterable[Membership],
        library: Iterable[Material],
        initial: dict[str, Any] | None = None,
        **options: Any,
    ) -> None:
        super().__init__(*args, initial=initial, **options)
        offer_people(self, people)
        offer_materials(self, library)

    def parts(self) -> list[tuple[str, list[str]]]:
        more = ["materials"] if "materials" in self.fields else []
        return [
            ("What", ["kind", "title"]),
            ("When and where", ["day", "starts", "minutes", "room"]),
            ("Who", ["staff", "audience", "expected"]),
            ("Materials", more),
        ]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        known = kinds().get(cleaned.get("kind", ""))
        if known and cleaned.get("minutes") is None and "minutes" not in self.errors:
            cleaned["minutes"] = known.usual_minutes
        chosen(self, cleaned)
        return cleaned


def as_planned(activity: SchoolActivity) -> dict[str, Any]:
    """What the form of an activity still to come begins with."""
    starts = activity.starts_at.astimezone(LONDON).time() if activity.starts_at else None
    return {
        "kind": activity.kind,
        "title": activity.title,
        "day": activity.day,
        "starts": starts,
        "minutes": activity.minutes or None,
        "room": activity.room,
        "staff": [one.ref for one in activity.staff.all()],
        "audience": activity.audience,
        "expected": activity.expected,
        "materials": [one.ref for one in activity.materials.all()],
    }


def as_ordered(order: Order) -> dict[str, Any]:
    """What the form of an activity begins with that a school ordered."""
    item = order.menu_item
    return {
        "kind": item.kind,
        "title": item.title,
        "minutes": item.minutes,
        "audience": order.audience,
        "expected": order.expected,
        "materials": [one.ref for one in item.materials.all()],
    }


class HeldForm(ActionForm):
    """What was held: the day, how long, how many came."""

    held_on = DayField(label="Day", error_messages={"required": "Enter the day"})
    minutes = minutes_field("How many minutes did it take?")
    preparing = minutes_field(
        "Minutes of preparing, of all of you together",
        least=0,
        required=False,
        help_text="They count as a team’s time beside it. Leave empty for none",
    )
    audience = audience_field("Who came?")
    people = people_field(
        "How many people came?", least=0, help_text="Count them, also roughly. Nobody is named"
    )
    staff = staff_field()

    def __init__(self, *args: Any, people: Iterable[Membership], **options: Any) -> None:
        super().__init__(*args, **options)
        offer_people(self, people)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if "preparing" not in self.errors:
            cleaned["preparing"] = cleaned.get("preparing") or 0
        chosen(self, cleaned)
        return cleaned


def as_held(activity: SchoolActivity, today: date) -> dict[str, Any]:
    """What the form begins with: what was written down, else what was planned."""
    return {
        "held_on": activity.day if activity.work_id else min(activity.day, today),
        "minutes": activity.minutes or None,
        "preparing": activity.preparation.minutes if activity.preparation else None,
        "audience": activity.audience,
        "people": activity.people,
        "staff": [one.ref for one in activity.staff.all()],
    }


class NoteHeldForm(HeldForm):
    """What was held and nobody had planned here."""

    kind = kind_field()
    title = Line(label="What was it called?", max_length=120, missing="Enter what it was called")
    field_order = ("kind", "title", "held_on", "minutes", "preparing", "audience", "people", "staff")


class CancelForm(ActionForm):
    why = Line(
        label="Why does it not take place? The school reads it",
        max_length=200,
        missing="Enter why it does not take place",
    )
