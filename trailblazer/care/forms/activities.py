"""Writing down other work: what it was and how long. Everything else is filled in and may be changed."""

from datetime import date
from typing import Any

from django import forms

from trailblazer.access.models import Membership
from trailblazer.care.forms.groups import FUNCTIONS
from trailblazer.care.models import Activity
from trailblazer.domain import codes, time_by_function
from trailblazer.places.models import School
from trailblazer.referrals.forms.filters import colleagues_of, schools_of
from trailblazer.ui.forms import ActionForm, DayField
from trailblazer.young_people.forms.fields import Line

LENGTHS = ("15", "30", "45", "60", "90", "120")
OTHER_LENGTH = "other"
USUAL_LENGTH = "30"
NUMBER = {"inputmode": "numeric", "autocomplete": "off", "class": "nhsuk-input--width-3"}
WRONG_MINUTES = "Enter minutes from 1 to 720: one piece of work lasts at most 12 hours"
MOST_PEOPLE = 5_000


class ActivityForm(ActionForm):
    """Two taps: what it was, and save. `minutes`, `function` and `staff` of the cleaned answers go to the action."""

    kind = forms.ChoiceField(
        label="What was it?",
        choices=codes.load("activities").choices(),
        widget=forms.RadioSelect,
        error_messages={"required": "Choose what it was", "invalid_choice": "Choose one of the answers"},
    )
    length = forms.ChoiceField(
        label="Minutes",
        choices=[*((n, n) for n in LENGTHS), (OTHER_LENGTH, "Other")],
        initial=USUAL_LENGTH,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose how long it took", "invalid_choice": "Choose one of the answers"},
    )
    other_minutes = forms.IntegerField(
        label="How many minutes, if another number",
        required=False,
        min_value=1,
        max_value=720,
        widget=forms.TextInput(attrs=NUMBER),
        error_messages=dict.fromkeys(("invalid", "min_value", "max_value"), WRONG_MINUTES),
    )
    happened_on = DayField(label="Day", error_messages={"required": "Enter the day"})
    school = forms.ModelChoiceField(
        School.objects.none(),
        label="School",
        empty_label="Not for one school",
        required=False,
        error_messages={"invalid_choice": "Choose a school of your team"},
    )
    people = forms.IntegerField(
        label="How many people was it for?",
        required=False,
        min_value=0,
        max_value=MOST_PEOPLE,
        widget=forms.TextInput(attrs=NUMBER),
        error_messages=dict.fromkeys(
            ("invalid", "min_value", "max_value"), f"Enter a number from 0 to {MOST_PEOPLE:,}"
        ),
    )
    words = Line(label="In a few words", max_length=300, help_text="Name nobody: it is in nobody’s record")
    function = forms.ChoiceField(
        label="Function", choices=[("", "As usual for what it was"), *FUNCTIONS], required=False
    )
    took_part = forms.MultipleChoiceField(
        label="Who took part beside you?",
        required=False,
        widget=forms.CheckboxSelectMultiple(attrs={"class": "nhsuk-checkboxes--small"}),
        error_messages={"invalid_choice": "Choose people of your team"},
    )

    MORE = ("happened_on", "school", "people", "words", "function", "took_part")

    def __init__(
        self, *args: Any, member: Membership, today: date, record: Activity | None = None, **options: Any
    ) -> None:
        initial = _initial(record, member) if record else {"happened_on": today}
        super().__init__(*args, initial=initial | (options.pop("initial", None) or {}), **options)
        self.member = member
        self.people_here = {one.ref: one for one in colleagues_of(member) if one != member}
        if record is not None:
            self.people_here |= {one.ref: one for one in record.staff.select_related("user") if one != member}
        fields: dict[str, Any] = self.fields
        fields["took_part"].choices = [(ref, one.user.name) for ref, one in self.people_here.items()]
        fields["school"].queryset = schools_of(member)

    def kinds(self) -> list[tuple[str, list[tuple[str, str]]]]:
        """The kinds under the function that each usually counts to."""
        found: dict[int, list[tuple[str, str]]] = {n: [] for n in time_by_function.FUNCTIONS}
        for one in codes.load("activities"):
            found[int(one.note)].append((one.code, one.words))
        return [(f"Function {n}, {time_by_function.IN_FULL[n].lower()}", kinds) for n, kinds in found.items()]

    def more(self) -> list[forms.BoundField]:
        return [self[name] for name in self.MORE]

    def has_more(self) -> bool:
        """Whether anything under *More* has a fault, or was answered in a school's name, so that it is shown open."""
        return any(self[name].errors for name in self.MORE)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        length, other = cleaned.pop("length", ""), cleaned.pop("other_minutes", None)
        if length == OTHER_LENGTH and other is None and not self.errors.get("other_minutes"):
            self.add_error("other_minutes", WRONG_MINUTES)
        cleaned["minutes"] = other if length == OTHER_LENGTH else int(length or 0)
        cleaned["function"] = int(cleaned["function"]) if cleaned.get("function") else None
        cleaned["staff"] = [self.people_here[ref] for ref in cleaned.pop("took_part", [])]
        return cleaned


def _initial(activity: Activity, member: Membership) -> dict[str, Any]:
    minutes = str(activity.minutes)
    known = codes.load("activities")
    is_usual = activity.kind in known and str(activity.function) == known[activity.kind].note
    return {
        "kind": activity.kind,
        "length": minutes if minutes in LENGTHS else OTHER_LENGTH,
        "other_minutes": None if minutes in LENGTHS else activity.minutes,
        "happened_on": activity.happened_on,
        "school": activity.school_id,
        "people": activity.people,
        "words": activity.words,
        "function": "" if is_usual else str(activity.function),
        "took_part": [one.ref for one in activity.staff.all() if one != member],
    }


class TakeBack(ActionForm):
    """A button of its own in each row, so its fields have no ids."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, auto_id=False, **options)


def _per_cent(function: int) -> forms.IntegerField:
    name = f"{function} {time_by_function.NAMES[function]}"
    return forms.IntegerField(
        label=f"{name}, per cent",
        min_value=0,
        max_value=100,
        widget=forms.TextInput(attrs=NUMBER),
        error_messages=dict.fromkeys(
            ("required", "invalid", "min_value", "max_value"), f"Enter a per cent from 0 to 100 for {name}"
        ),
    )


class SplitForm(ActionForm):
    """How a team's time is to be split. The three make 100, and an error says so at the last of them."""

    one, two, three = _per_cent(1), _per_cent(2), _per_cent(3)
    from_on = DayField(
        label="From which day?", error_messages={"required": "Enter the day from which it holds"}
    )
    agreed_by = Line(
        label="Agreed by whom?",
        missing="Enter who agreed it",
        max_length=120,
        help_text="For example the Sutton governance board, September 2026",
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        parts = [cleaned.get(name) for name in ("one", "two", "three")]
        if all(part is not None for part in parts):
            reason = time_by_function.check_agreed(*(int(part or 0) for part in parts))
            if reason:
                self.add_error("three", reason)
        return cleaned
