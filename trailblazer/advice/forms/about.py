"""About a young person whom the team knows, if about any: looked for by name or NHS number in one's own records."""

from datetime import date
from typing import Any

from django import forms

from trailblazer.access.doors import visible
from trailblazer.access.log import looked_at_list
from trailblazer.access.models import Membership
from trailblazer.ui.forms import ActionForm, DayField
from trailblazer.young_people.forms.fields import Line
from trailblazer.young_people.models import YoungPerson

MOST_FOUND = 8
LENGTHS = ("5", "10", "15", "30", "45", "60")


class LastingSome(ActionForm):
    """A day and minutes, as work has them."""

    minutes = forms.IntegerField(
        label="Minutes",
        min_value=1,
        max_value=720,
        widget=forms.TextInput(
            attrs={"inputmode": "numeric", "autocomplete": "off", "class": "nhsuk-input--width-3"}
        ),
        error_messages=dict.fromkeys(
            ("required", "invalid", "min_value", "max_value"), "Enter minutes from 1 to 720"
        ),
    )
    happened_on = DayField(label="Day", error_messages={"required": "Enter the day"})


class AboutSomebody(ActionForm):
    """Cleans to `person`: whom it was about, or None."""

    about = Line(
        label="About a young person we know?",
        max_length=100,
        help_text="Their name or NHS number. It goes on their record; the school sees nothing of it",
    )
    person = forms.ChoiceField(
        label="Whom do you mean?",
        required=False,
        widget=forms.RadioSelect(attrs={"class": "nhsuk-radios--small"}),
        error_messages={"invalid_choice": "Choose whom you mean"},
    )

    def __init__(
        self, *args: Any, member: Membership, today: date, known: YoungPerson | None = None, **options: Any
    ) -> None:
        super().__init__(*args, **options)
        self.member, self.today = member, today
        self.found: dict[str, YoungPerson] = {known.ref: known} if known else {}
        if self.is_bound and not known:
            self.found = (
                self._look_for(self.data.get("about", "")) if self.data.get("about", "").strip() else {}
            )
        self._offer()
        if known:
            self.initial.setdefault("person", known.ref)

    def _look_for(self, typed: str) -> dict[str, YoungPerson]:
        people: Any = visible(YoungPerson, self.member)
        found = list(people.searched(typed).select_related("school")[: MOST_FOUND + 1])
        self.are_too_many = len(found) > MOST_FOUND
        looked_at_list(found, by=self.member, where="young people looked for, for advice or liaison")
        return {one.ref: one for one in found[:MOST_FOUND]}

    def _offer(self) -> None:
        self.fields["person"].choices = [  # type: ignore[attr-defined]
            *((ref, self._words(one)) for ref, one in self.found.items()),
            ("", "Nobody we know"),
        ]

    def _words(self, person: YoungPerson) -> str:
        year = person.year_on(self.today)
        parts = (
            person.name,
            f"Year {year}" if year.isdigit() else year,
            person.school.name if person.school else "",
        )
        return ", ".join(part for part in parts if part)

    @property
    def asks_whom(self) -> bool:
        """Whether several fit, or whom it is about came with the address."""
        return bool(self.found) and (len(self.found) > 1 or not self.data.get("about"))

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        typed, chosen = cleaned.pop("about", ""), cleaned.get("person", "")
        cleaned["person"] = self.found.get(chosen)
        if typed and cleaned["person"] is None:
            self._clean_typed(cleaned)
        return cleaned

    def _clean_typed(self, cleaned: dict[str, Any]) -> None:
        if not self.found:
            self.add_error("about", "Nobody of your team is found by this. Check it, or leave it empty")
        elif len(self.found) == 1:
            cleaned["person"] = next(iter(self.found.values()))
        elif "person" not in self.data or not self.errors.get("person"):
            words = "Choose whom you mean"
            self.add_error("person", f"{words}, or enter more of the name" if self.are_too_many else words)
