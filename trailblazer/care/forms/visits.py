"""Planning a visit, its room, and what happens instead of it."""

from collections.abc import Iterable
from typing import Any

from django import forms

from trailblazer.access.models import Membership
from trailblazer.care.calendars import IN_SCHOOL
from trailblazer.care.forms.times import TimeField
from trailblazer.care.models import Visit
from trailblazer.places.models import School
from trailblazer.ui.forms import ActionForm, DayField
from trailblazer.young_people.forms.fields import Answer, Line, Words

BEFORE_YOU_GO_ON = "Before you go on"


class WithWarnings(ActionForm):
    """A form whose action may warn: then it says of what, and asks for the reason to go on."""

    all_the_same = Line(label="Why does it go ahead all the same?", max_length=200)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.warnings: tuple[str, ...] = ()

    def warn(self, warnings: Iterable[str]) -> None:
        self.warnings = tuple(warnings)
        self["all_the_same"].help_text = ". ".join(self.warnings) + "."

    def parts(self) -> list[tuple[str, list[str]]]:
        """The fields under their headings, as a form of this kind has them."""
        raise NotImplementedError

    @property
    def asked_by_all(self) -> str:
        """What was warned of leads to the question that it asks."""
        return "all_the_same" if self.warnings else ""

    @property
    def asks_why(self) -> bool:
        """Something speaks against it, or did when it was sent before."""
        return bool(self.warnings or self.data.get("all_the_same"))

    def sections(self) -> list[tuple[str, list[Any]]]:
        first = [(BEFORE_YOU_GO_ON, [self["all_the_same"]])] if self.asks_why else []
        return [*first, *((head, [self[name] for name in names]) for head, names in self.parts())]


class PlanVisit(WithWarnings):
    """A visit on a day, or every week until a day."""

    member = forms.ChoiceField(label="Who goes?", error_messages={"required": "Choose who goes"})
    place = Answer("places_of_contact", label="What kind of place?", missing="Choose the kind of place")
    school = forms.ChoiceField(label="School or college", required=False)
    place_name = Line(
        label="Name of the place", max_length=120, help_text="Where it is not a school, for example a clinic"
    )
    day = DayField(label="Day", error_messages={"required": "Enter the day"})
    starts = TimeField(label="From", missing="Enter when it starts", help_text="For example 9am or 13:30")
    ends = TimeField(label="To", missing="Enter when it ends")
    room = Line(label="Room", max_length=60)
    room_state = forms.ChoiceField(
        label="Is the room confirmed?",
        choices=[
            (Visit.Room.NOT_CONFIRMED, "Not yet"),
            (Visit.Room.CONFIRMED, "Yes, the school has confirmed it"),
            (Visit.Room.NONE_NEEDED, "No room is needed"),
        ],
        widget=forms.RadioSelect(attrs={"class": "nhsuk-radios--small"}),
        initial=Visit.Room.NOT_CONFIRMED,
    )
    way_in = Line(
        label="Way in and how to get there",
        max_length=200,
        help_text="For example: sign in at main reception, ask for Ruth. 25 minutes by bus 151",
    )
    repeat_until = DayField(
        label="Every week until",
        required=False,
        help_text="Leave empty for one day. Closed days, days away and times that are taken are left out",
    )

    def __init__(
        self, *args: Any, members: Iterable[Membership], schools: Iterable[School], **options: Any
    ) -> None:
        super().__init__(*args, **options)
        self.members = {member.ref: member for member in members}
        self.schools = {str(school.pk): school for school in schools}
        self.fields["member"].choices = [(ref, one.user.name) for ref, one in self.members.items()]  # type: ignore[attr-defined]
        self.fields["school"].choices = [  # type: ignore[attr-defined]
            ("", "Not a school"),
            *((urn, school.name) for urn, school in self.schools.items()),
        ]

    def parts(self) -> list[tuple[str, list[str]]]:
        who = ["member"] if len(self.members) > 1 else []
        return [
            ("Place", [*who, "place", "school", "place_name"]),
            ("When", ["day", "starts", "ends", "repeat_until"]),
            ("Room", ["room", "room_state", "way_in"]),
        ]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        cleaned["member"] = self.members.get(cleaned.get("member", ""))
        cleaned["school"] = self.schools.get(cleaned.get("school", ""))
        if cleaned.get("place") in IN_SCHOOL and cleaned["school"] is None:
            self.add_error("school", "Choose the school or college")
        return cleaned


class ChangeVisit(WithWarnings):
    """Other times, room or way in."""

    day = DayField(label="Day", error_messages={"required": "Enter the day"})
    starts = TimeField(label="From", missing="Enter when it starts")
    ends = TimeField(label="To", missing="Enter when it ends")
    room = Line(label="Room", max_length=60)
    way_in = Line(label="Way in and how to get there", max_length=200)

    def parts(self) -> list[tuple[str, list[str]]]:
        return [("When", ["day", "starts", "ends"]), ("Room", ["room", "way_in"])]


class NoteRoom(ActionForm):
    room = Line(label="Room", max_length=60)
    room_state = forms.ChoiceField(
        label="What did the school say?",
        choices=[(state, words) for state, words in Visit.Room.choices if state != Visit.Room.ASKED],
        widget=forms.RadioSelect(attrs={"class": "nhsuk-radios--small"}),
        error_messages={"required": "Choose what the school said"},
    )


class AskForRoom(ActionForm):
    words = Words(
        label="Anything else the school should know?",
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Name nobody you are going to see",
    )


class CancelVisit(ActionForm):
    reason = Line(label="Why does it not go ahead?", max_length=200, missing="Enter why it does not go ahead")


class CloseDay(ActionForm):
    """A school is closed on a day."""

    day = DayField(label="On which day?", error_messages={"required": "Enter the day"})
    instead = forms.ChoiceField(
        label="What happens instead?",
        choices=[
            ("telephone", "Telephone calls at the same times"),
            ("video", "Video calls at the same times"),
            ("new_dates", "New dates: the next times that are free"),
        ],
        widget=forms.RadioSelect(attrs={"class": "nhsuk-radios--small"}),
        error_messages={"required": "Choose what happens instead"},
    )
    reason = Line(
        label="Why is the school closed?",
        max_length=200,
        missing="Enter why the school is closed",
        help_text="For example snow, a burst pipe, a training day. Families are not told why",
    )
