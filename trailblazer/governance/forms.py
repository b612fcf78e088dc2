"""The forms of a board."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms

from trailblazer.care.forms.times import TimeField
from trailblazer.domain import governance as rule
from trailblazer.domain.evidence_files import LARGEST, MB, too_large
from trailblazer.governance.models import AgendaItem, Board, BoardMeeting, BoardMember
from trailblazer.ui.forms import ActionForm, DayField
from trailblazer.young_people.forms.fields import Line, Words

LONGEST = 300
NO_NAMES = "Name no child or young person"
SMALL_RADIOS = {"class": "nhsuk-radios--small"}


def text(label: str, hint: str = "", *, missing: str = "", rows: int = 4) -> Words:
    return Words(
        label=label,
        help_text=hint,
        missing=missing,
        max_length=10_000,
        widget=forms.Textarea(attrs={"rows": rows}),
    )


def day(label: str, missing: str = "", hint: str = "") -> DayField:
    found = DayField(label=label, help_text=hint, required=bool(missing))
    found.error_messages["required"] = missing
    return found


class BoardForm(ActionForm):
    name = Line(
        label="What is it called?",
        missing="Enter what the board is called",
        help_text="For example: Sutton mental health in schools board",
        max_length=120,
    )
    about = text("What is it for, and how often does it meet? (optional)")
    whose = forms.ChoiceField(
        label="Whose board is it?",
        choices=[
            ("team", "My team’s"),
            ("provider", "Our whole provider’s: every team of it sees the board"),
        ],
        initial="team",
        widget=forms.RadioSelect(attrs=SMALL_RADIOS),
        error_messages={"required": "Choose whose board it is"},
    )

    def __init__(self, *args: Any, record: Board | None = None, of_team: bool = True, **options: Any) -> None:
        if record is not None:
            options["initial"] = {"name": record.name, "about": record.about}
        super().__init__(*args, record=record, **options)
        if record is not None or not of_team:
            del self.fields["whose"]

    def clean(self) -> dict[str, Any]:
        """Whether it is the team's, as the action takes it."""
        cleaned = super().clean()
        if "whose" in cleaned:
            cleaned["is_of_team"] = cleaned.pop("whose") == "team"
        return cleaned


MEMBER = ("name", "job", "sector", "organisation", "is_chair", "is_under_18", "from_on", "to_on")


class MemberForm(ActionForm):
    is_under_18 = forms.BooleanField(
        label="They are under 18: only a first name or a role is kept", required=False
    )
    name = Line(
        label="Name", max_length=100, help_text="Of somebody under 18 the first name only, or nothing"
    )
    job = Line(
        label="What they are", max_length=120, help_text="For example: head teacher, parent, young adviser"
    )
    sector = forms.ChoiceField(
        label="Where do they come from?",
        choices=[(one.code, one.words) for one in rule.sectors().values()],
        widget=forms.RadioSelect(attrs=SMALL_RADIOS),
        error_messages={"required": "Choose the sector they come from"},
    )
    organisation = Line(label="Organisation or school (optional)", max_length=150)
    is_chair = forms.BooleanField(label="They chair the board", required=False)
    from_on = day("First day on the board", "Enter the first day on the board")
    to_on = day("Last day on the board (optional)")

    def __init__(self, *args: Any, today: date, record: BoardMember | None = None, **options: Any) -> None:
        known = {name: getattr(record, name) for name in MEMBER} if record else {"from_on": today}
        super().__init__(*args, record=record, initial=known, **options)

    def clean(self) -> dict[str, Any]:
        """The rules of the board, beside the fields they are about."""
        cleaned = super().clean()
        try:
            rule.kept_name(
                cleaned.get("name", ""), cleaned.get("job", ""), is_under_18=cleaned.get("is_under_18", False)
            )
        except rule.NotForABoard as reason:
            self.add_error("name", str(reason))
        if cleaned.get("from_on"):
            try:
                rule.check_spell(cleaned["from_on"], cleaned.get("to_on"))
            except rule.NotForABoard as reason:
                self.add_error("to_on", str(reason))
        return cleaned


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


class DecisionForm(OfItem):
    text = text("What was decided?", NO_NAMES, missing="Enter what was decided", rows=3)
    owner = Line(
        label="Who does it? (optional)",
        max_length=120,
        help_text="Leave empty where there is nothing to do, such as a decision to agree to something",
    )
    due_on = day("By which day? (needed where somebody does it)")


class DoneForm(ActionForm):
    done_on = day("On which day was it done?", "Enter the day it was done")
    done_words = Line(label="In a few words (optional)", max_length=LONGEST)


class EscalateForm(ActionForm):
    what = Line(
        label="What is escalated, and what is asked for?",
        missing="Enter what is escalated",
        help_text=NO_NAMES,
        max_length=LONGEST,
    )
    from_level = forms.ChoiceField(
        label="From which level?", error_messages={"required": "Choose the level it comes from"}
    )
    to_level = forms.ChoiceField(
        label="To which level?", error_messages={"required": "Choose the level it goes to"}
    )
    to_whom = Line(label="To whom there? (optional)", max_length=120)
    raised_on = day("Since when?", "Enter the day it was raised")
    due_on = day("By when is an answer asked for?", "Enter the day an answer is asked for")

    def __init__(self, *args: Any, today: date, **options: Any) -> None:
        known = {"raised_on": today, "due_on": rule.answer_due(today), "from_level": "board"}
        super().__init__(*args, initial=known, **options)
        for name in ("from_level", "to_level"):
            field: Any = self.fields[name]
            field.choices = [("", "Choose"), *rule.levels().items()]


class AnswerForm(ActionForm):
    answer = text("What is the answer?", NO_NAMES, missing="Enter the answer", rows=3)
    answered_on = day("On which day?", "Enter the day of the answer")

    def __init__(self, *args: Any, today: date, **options: Any) -> None:
        super().__init__(*args, initial={"answered_on": today}, **options)


class CloseForm(ActionForm):
    closed_words = Line(
        label="Why is nothing more waited for?",
        missing="Enter why nothing more is waited for",
        max_length=LONGEST,
    )


class Reason(ActionForm):
    reason = Line(label="Why?", missing="Enter why it is deleted", max_length=LONGEST)
