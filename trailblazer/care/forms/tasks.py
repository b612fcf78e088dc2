"""Tasks and days away."""

from collections.abc import Iterable
from typing import Any

from django import forms

from trailblazer.access.models import Membership
from trailblazer.care.models import AwayDay
from trailblazer.ui.forms import ActionForm, DayField
from trailblazer.young_people.forms.fields import Line

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


class ForMember(ActionForm):
    """A form one of whose answers is a member of the team."""

    who = "owner"

    def __init__(self, *args: Any, members: Iterable[Membership], **options: Any) -> None:
        super().__init__(*args, **options)
        self.members = {member.ref: member for member in members}
        self.fields[self.who].choices = [(ref, one.user.name) for ref, one in self.members.items()]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if self.who in cleaned:
            cleaned[self.who] = self.members[cleaned[self.who]]
        return cleaned


class AddTask(ForMember):
    words = Line(label="What is to be done?", max_length=200, missing="Enter what is to be done")
    owner = forms.ChoiceField(label="Who does it?", error_messages={"required": "Choose who does it"})
    due_on = DayField(label="By when?", error_messages={"required": "Enter by when"})


class GiveTask(ForMember):
    owner = forms.ChoiceField(label="Who does it?", error_messages={"required": "Choose who does it"})
    due_on = DayField(label="By when?", error_messages={"required": "Enter by when"})


class TaskDone(ActionForm):
    done_words = Line(label="What came of it?", max_length=200, help_text="You can leave this empty")


class AddAway(ForMember):
    who = "member"

    member = forms.ChoiceField(label="Who is away?", error_messages={"required": "Choose who is away"})
    kind = forms.ChoiceField(
        label="Why?",
        choices=AwayDay.Kind.choices,
        widget=forms.RadioSelect(attrs={"class": "nhsuk-radios--small"}),
        error_messages={"required": "Choose why"},
    )
    starts_on = DayField(label="First day", error_messages={"required": "Enter the first day"})
    ends_on = DayField(label="Last day", required=False, help_text="Leave empty for one day")
    weekday = forms.TypedChoiceField(
        label="Which days?",
        choices=[
            ("", "Every day from the first to the last"),
            *((n, f"Every {d}") for n, d in enumerate(WEEKDAYS)),
        ],
        coerce=int,
        empty_value=None,
        required=False,
    )
