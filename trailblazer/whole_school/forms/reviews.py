"""The forms of a review: begin it, ask colleagues, rate an area, agree on it, finish it, add evidence."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from django import forms

from trailblazer.access.models import Membership
from trailblazer.domain.evidence_files import LARGEST, MB, too_large
from trailblazer.domain.review_tools import Area, Item, Tool
from trailblazer.ui.forms import ActionForm, DayField
from trailblazer.young_people.forms.fields import Line

CANNOT_SAY = "none"
LONGEST = 300


class Begin(ActionForm):
    tool = forms.ChoiceField(
        label="Which tool?", widget=forms.RadioSelect, error_messages={"required": "Choose a tool"}
    )
    will_answer = forms.BooleanField(label="I rate too", required=False, initial=True)

    def __init__(self, *args: Any, tools: Sequence[Tool], taken: Mapping[str, str], **options: Any) -> None:
        super().__init__(*args, **options)
        field: Any = self.fields["tool"]
        field.choices = [(one.id, one.name) for one in tools if one.id not in taken]
        field.hints = {one.id: one.about for one in tools}


class AskMembers(ActionForm):
    members = forms.MultipleChoiceField(
        label="Colleagues with an account",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Choose at least one colleague"},
    )

    def __init__(self, *args: Any, people: Sequence[Membership], **options: Any) -> None:
        super().__init__(*args, **options)
        self.people = {one.ref: one for one in people}
        field: Any = self.fields["members"]
        field.choices = [(one.ref, one.user.name) for one in people]
        field.hints = {one.ref: f"{one.get_role_display()}, {one.organisation.name}" for one in people}

    def clean_members(self) -> list[Membership]:
        return [self.people[ref] for ref in self.cleaned_data["members"]]


class AskByLink(ActionForm):
    name = Line(
        label="Who is it?",
        help_text="So that you can tell them apart: a name or a role, such as Chair of governors.",
        missing="Enter who it is",
        max_length=100,
    )


class OfArea(ActionForm):
    """A rating for each item of an area, with a line in words. `blank` is what an item without a rating is called."""

    blank = "I cannot say"
    asks = ""  # the item itself
    words_label = "In a line, what makes you say so? (optional)"

    def __init__(self, *args: Any, tool: Tool, area: Area, **options: Any) -> None:
        super().__init__(*args, **options)
        self.tool, self.area = tool, area
        for item in area.items:
            self.fields[f"rating_{item.id}"] = self._rating(item)
            self.fields[f"words_{item.id}"] = Line(label=self.words_label, max_length=LONGEST)

    def _rating(self, item: Item) -> Any:
        described = self.tool.described(item)
        field: Any = forms.ChoiceField(
            label=self.asks or item.text,
            help_text=item.looks_like and f"At its best: {item.looks_like}",
            required=False,
            choices=[
                *((str(level.value), f"{level.value} {level.name}") for level, _ in described),
                (CANNOT_SAY, self.blank),
            ],
            widget=forms.RadioSelect(attrs={"class": "nhsuk-radios--small"}),
        )
        field.error_messages["invalid_choice"] = (
            f"Choose a rating from {self.tool.lowest} to {self.tool.highest} for “{item.text}”"
        )
        if item.levels:
            field.hints = {str(level.value): words for level, words in described}
        return field

    @property
    def rows(self) -> Iterator[tuple[Item, Any, Any]]:
        """Each item with its two fields."""
        return ((item, self[f"rating_{item.id}"], self[f"words_{item.id}"]) for item in self.area.items)

    @property
    def ratings(self) -> dict[str, int]:
        given = {item.id: self.cleaned_data.get(f"rating_{item.id}", "") for item in self.area.items}
        return {item: int(rating) for item, rating in given.items() if rating not in ("", CANNOT_SAY)}

    @property
    def words(self) -> dict[str, str]:
        return {item.id: self.cleaned_data.get(f"words_{item.id}", "") for item in self.area.items}

    @staticmethod
    def filled_with(
        area: Area, ratings: Mapping[str, int], words: Mapping[str, str], *, was_seen: bool
    ) -> dict[str, Any]:
        """What the form begins with."""
        blank = CANNOT_SAY if was_seen else ""
        given = {
            f"rating_{item.id}": str(ratings[item.id]) if item.id in ratings else blank for item in area.items
        }
        return given | {f"words_{item.id}": words.get(item.id, "") for item in area.items}


class Agree(OfArea):
    blank = "We cannot say yet"
    asks = "What do you agree on?"
    words_label = "Why? Needed where colleagues differ"


class Finish(ActionForm):
    agreed_on = DayField(
        label="On which day was it agreed?", wrong="Enter the day it was agreed, for example 24 11 2026"
    )
    agreed_with = Line(
        label="Who took part?",
        help_text="For example: senior leaders, pastoral team, two governors.",
        max_length=LONGEST,
    )

    def __init__(self, *args: Any, today: date, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["agreed_on"].initial = today
        self.fields["agreed_on"].error_messages["required"] = "Enter the day it was agreed"


class Reason(ActionForm):
    reason = Line(label="Why?", missing="Enter why", max_length=LONGEST)


class AddEvidence(ActionForm):
    file = forms.FileField(
        label="File",
        help_text="PDF, Word, Excel, PowerPoint, OpenDocument text, PNG, JPEG or plain text, at most "
        f"{LARGEST // MB} MB. Nothing that names a child.",
        error_messages={
            "required": "Choose a file",
            "empty": "This file is empty. Choose one with something in it",
        },
    )
    item = forms.ChoiceField(label="What is it evidence of?", required=False)
    shows = Line(label="What does it show?", help_text="In a line (optional).", max_length=200)

    def __init__(self, *args: Any, tool: Tool | None, refused: int = 0, **options: Any) -> None:
        super().__init__(*args, **options)
        field: Any = self.fields["item"]
        items = [(item.id, item.text) for item in tool.items] if tool else []
        field.choices = [("", "The whole review"), *items]
        if refused:  # read past on the way in, see ui.uploads
            self.fields["file"].error_messages["required"] = too_large(refused)

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file.size > LARGEST:
            raise forms.ValidationError(too_large(file.size))
        return file
