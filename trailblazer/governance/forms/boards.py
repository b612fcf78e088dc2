"""The forms of a board and its members."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms

from trailblazer.domain import governance as rule
from trailblazer.governance.forms.fields import LONGEST, SMALL_RADIOS, day, text
from trailblazer.governance.models import Board, BoardMember
from trailblazer.ui.forms import ActionForm
from trailblazer.young_people.forms.fields import Line


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


class EndForm(ActionForm):
    ended_on = day("On which day did it end?", "Enter the day the board ended")
    ended_because = Line(
        label="Why?",
        help_text="For example: its work goes on in the board of the whole provider. Who reads the board reads this.",
        missing="Enter why the board ends",
        max_length=LONGEST,
    )

    def __init__(self, *args: Any, today: date, met_on: Sequence[date], **options: Any) -> None:
        super().__init__(*args, initial={"ended_on": today}, **options)
        self.today, self.met_on = today, met_on

    def clean_ended_on(self) -> date:
        ended_on: date = self.cleaned_data["ended_on"]
        try:
            rule.check_end(ended_on, self.met_on, self.today)
        except rule.NotForABoard as reason:
            raise forms.ValidationError(str(reason)) from None
        return ended_on


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
