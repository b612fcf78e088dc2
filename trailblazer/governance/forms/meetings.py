"""The forms of a meeting: its agenda, its papers and its minutes."""

from collections.abc import Sequence
from typing import Any

from django import forms

from trailblazer.care.forms.times import TimeField
from trailblazer.domain.evidence_files import LARGEST, MB, too_large
from trailblazer.governance.forms.fields import LONGEST, NO_NAMES, day, text
from trailblazer.governance.models import AgendaItem, BoardMeeting, BoardMember
from trailblazer.ui.forms import ActionForm
from trailblazer.young_people.forms.fields import Line


class MeetingForm(ActionForm):
    held_on = day("On which day?", "Enter the day of the meeting")
    starts_at = TimeField(label="At what time? (optional)", help_text="For example: 2pm or 14:00")
    place = Line(label="Where? (optional)", max_length=150, help_text="A room, or online")
    chair = Line(label="Who chairs it? (optional)", max_length=120)

    def __init__(self, *args: Any, record: BoardMeeting | None = None, **options: Any) -> None:
        names = ("held_on", "starts_at", "place", "chair")
        known = {name: getattr(record, name) for name in names} if record else {}
        super().__init__(*args, record=record, initial=known, **options)


class MinutesForm(ActionForm):
    were_there = forms.MultipleChoiceField(
        label="Who was there?",
        required=False,
        widget=forms.CheckboxSelectMultiple(attrs={"class": "nhsuk-checkboxes--small"}),
        error_messages={"invalid_choice": "Choose members of the board on that day"},
    )
    others_present = Line(label="Who else was there? (optional)", max_length=LONGEST)
    apologies = Line(label="Apologies (optional)", max_length=LONGEST)
    minutes = text(
        "What was said that belongs to no one item (optional)",
        f"What was said of an item is written with that item. {NO_NAMES}",
    )
    agreed_on = day(
        "When were these minutes agreed?",
        hint="Leave empty until the next meeting. Then they stay as they are",
    )

    def __init__(
        self, *args: Any, record: BoardMeeting, members: Sequence[BoardMember], **options: Any
    ) -> None:
        names = ("others_present", "apologies", "minutes", "agreed_on")
        known: dict[str, Any] = {name: getattr(record, name) for name in names}
        known["were_there"] = list(record.present.values_list("ref", flat=True))
        super().__init__(*args, record=record, initial=known, **options)
        self.members = {one.ref: one for one in members}
        field: Any = self.fields["were_there"]
        field.choices = [(one.ref, one.called) for one in members]
        field.hints = {one.ref: one.sector_words for one in members}

    def clean_were_there(self) -> list[BoardMember]:
        return [self.members[ref] for ref in self.cleaned_data["were_there"]]


class ItemForm(ActionForm):
    title = Line(label="What is it about?", missing="Enter what the item is about", max_length=200)
    whose = Line(label="Who brings it? (optional)", max_length=120)
    length = forms.IntegerField(
        label="How many minutes? (optional)",
        required=False,
        min_value=1,
        max_value=480,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "nhsuk-input--width-3"}),
        error_messages=dict.fromkeys(("invalid", "min_value", "max_value"), "Enter minutes from 1 to 480"),
    )
    minute = text("What was said (after the meeting)", NO_NAMES)

    def __init__(self, *args: Any, record: AgendaItem | None = None, **options: Any) -> None:
        names = ("title", "whose", "length", "minute")
        known = {name: getattr(record, name) for name in names} if record else {}
        super().__init__(*args, record=record, initial=known, **options)


class OfItem(ActionForm):
    """A form about a meeting, or one item of its agenda."""

    item = forms.ChoiceField(
        label="Which item of the agenda?",
        required=False,
        error_messages={"invalid_choice": "Choose an item of this agenda"},
    )

    def __init__(self, *args: Any, items: Sequence[AgendaItem], **options: Any) -> None:
        super().__init__(*args, **options)
        self.items = {one.ref: one for one in items}
        field: Any = self.fields["item"]
        field.choices = [("", "None"), *((one.ref, f"{one.number}. {one.title}") for one in items)]
        self.order_fields([name for name in self.fields if name != "item"])

    def clean_item(self) -> AgendaItem | None:
        return self.items.get(self.cleaned_data["item"])


class PaperForm(OfItem):
    file = forms.FileField(
        label="File",
        help_text="PDF, Word, Excel, PowerPoint, OpenDocument text, PNG, JPEG or plain text, at most "
        f"{LARGEST // MB} MB. Nothing that names a child.",
        error_messages={
            "required": "Choose a file",
            "empty": "This file is empty. Choose one with something in it",
        },
    )
    title = Line(label="What is it called? (optional)", max_length=200)

    def __init__(self, *args: Any, refused: int = 0, **options: Any) -> None:
        super().__init__(*args, **options)
        if refused:  # read past on the way in, see ui.uploads
            self.fields["file"].error_messages["required"] = too_large(refused)

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file.size > LARGEST:
            raise forms.ValidationError(too_large(file.size))
        return file


class Reason(ActionForm):
    reason = Line(label="Why?", missing="Enter why it is deleted", max_length=LONGEST)
