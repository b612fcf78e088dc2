"""Booking, moving and cancelling a contact that is to come."""

from collections.abc import Iterable
from typing import Any

from django import forms

from trailblazer.access.models import Membership
from trailblazer.care.forms.times import TimeField
from trailblazer.care.forms.visits import WithWarnings
from trailblazer.care.models import Course, Visit
from trailblazer.care.slots import Slot
from trailblazer.domain.contacts import LONDON
from trailblazer.ui.forms import ActionForm, DayField
from trailblazer.young_people.forms.fields import Answer, Line

ANOTHER = "another"
SMALL = {"class": "nhsuk-radios--small"}


def minutes_field() -> forms.IntegerField:
    return forms.IntegerField(
        label="Minutes",
        min_value=1,
        max_value=720,
        error_messages=dict.fromkeys(
            ("required", "invalid", "min_value", "max_value"), "Enter minutes from 1 to 720"
        ),
        widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "nhsuk-input--width-3"}),
    )


class AtATime(WithWarnings):
    """One of the times that are offered, or another day and time. Cleans to `day`, `at` and `visit`."""

    slot = forms.ChoiceField(
        label="When?", widget=forms.RadioSelect(attrs=SMALL), error_messages={"required": "Choose a time"}
    )
    day = DayField(label="Another day", required=False)
    at = TimeField(label="Another time", required=False, help_text="For example 9am or 13:30")
    minutes = minutes_field()
    place = Answer("places_of_contact", label="Where?", missing="Choose where")
    room = Line(label="Room", max_length=60, help_text="Leave empty for the room of the visit")

    def __init__(self, *args: Any, slots: Iterable[Slot], visit: Visit | None = None, **options: Any) -> None:
        super().__init__(*args, **options)
        self.slots = {str(number): slot for number, slot in enumerate(slots)}
        self.visit = visit
        choices = [(_key(slot), slot.words) for slot in self.slots.values()]
        self.by_key = {_key(slot): slot for slot in self.slots.values()}
        self.fields["slot"].choices = [*choices, (ANOTHER, "Another time")]  # type: ignore[attr-defined]
        if not choices:
            self.fields["slot"].initial = ANOTHER

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        chosen = cleaned.pop("slot", "")
        cleaned["visit"] = self.visit
        if chosen == ANOTHER:
            for name, words in (("day", "Enter the day"), ("at", "Enter the time")):
                if cleaned.get(name) is None and name not in self.errors:
                    self.add_error(name, words)
        elif chosen:
            slot = self.by_key[chosen]
            local = slot.starts_at.astimezone(LONDON)
            cleaned |= {"day": local.date(), "at": local.time(), "visit": slot.visit}
        return cleaned


def _key(slot: Slot) -> str:
    """A slot by its moment, so that one that was taken meanwhile is not another one in its place."""
    return f"{slot.starts_at:%Y%m%dT%H%M}"


class WithWhom(ActionForm):
    """With whom, as part of which help, and who is seen. Cleans `lead` and `course` to what they are."""

    lead = forms.ChoiceField(label="With whom?", error_messages={"required": "Choose with whom"})
    course = forms.ChoiceField(label="Part of which help?", required=False)
    seen = Answer(
        "who_seen", label="Who is seen?", missing="Choose who is seen", widget=forms.RadioSelect(attrs=SMALL)
    )
    plan = Line(label="Plan for it", max_length=200)

    def __init__(
        self,
        *args: Any,
        leads: Iterable[Membership],
        courses: Iterable[tuple[Course, str]],
        **options: Any,
    ) -> None:
        super().__init__(*args, **options)
        self.leads = {member.ref: member for member in leads}
        self.fields["lead"].choices = [(ref, one.user.name) for ref, one in self.leads.items()]  # type: ignore[attr-defined]
        self.courses = {course.ref: (course, words) for course, words in courses}
        self.fields["course"].choices = [  # type: ignore[attr-defined]
            *((ref, words) for ref, (_, words) in self.courses.items()),
            ("", "None of them"),
        ]

    @property
    def about(self) -> list[str]:
        """The fields that are asked: a choice of one is none."""
        with_whom = ["lead"] if len(self.leads) > 1 else []
        return [*with_whom, *(["course"] if self.courses else []), "seen", "plan"]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        cleaned["lead"] = self.leads.get(cleaned.get("lead", ""))
        cleaned["course"] = self.courses.get(cleaned.get("course", ""), (None, ""))[0]
        return cleaned


class Book(WithWhom, AtATime):
    def parts(self) -> list[tuple[str, list[str]]]:
        return [("Time", ["slot", "day", "at", "minutes"]), ("What", ["place", "room", *self.about])]


class OfBefore(WithWhom):
    """A contact that was not booked: when it was, and with whom."""

    day = DayField(label="On which day was it?", error_messages={"required": "Enter the day"})
    at = TimeField(label="When did it begin?", help_text="For example 9am or 13:30", missing="Enter the time")
    minutes = minutes_field()
    place = Answer("places_of_contact", label="Where?", missing="Choose where")

    def parts(self) -> list[tuple[str, list[str]]]:
        return [("Time", ["day", "at", "minutes"]), ("What", ["place", *self.about])]


class Move(AtATime):
    tell = forms.BooleanField(label="Tell the family, where a message may go", required=False, initial=True)

    def parts(self) -> list[tuple[str, list[str]]]:
        return [("Time", ["slot", "day", "at", "minutes"]), ("Where", ["place", "room", "tell"])]


class Cancel(ActionForm):
    attendance = forms.ChoiceField(
        label="Who cancelled?",
        choices=[("2", "The young person or family"), ("4", "We did")],
        widget=forms.RadioSelect(attrs=SMALL),
        error_messages={"required": "Choose who cancelled"},
    )
    cancelled_reason = Answer("cancelled_reasons", empty="Choose", label="Why?", missing="Choose why")
    tell = forms.BooleanField(label="Tell the family, where a message may go", required=False)
