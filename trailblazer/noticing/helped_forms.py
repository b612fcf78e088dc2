"""The forms of who helps whom: help by the school, its end, and attendance one by one or pasted from a sheet."""

from collections.abc import Sequence
from typing import Any, NamedTuple

from django import forms

from trailblazer.access.today import today
from trailblazer.domain import codes
from trailblazer.domain.attendance import Count, NotACount, SchoolWeek, read_rows
from trailblazer.domain.helped import WholeName, stands_for
from trailblazer.noticing.forms import years_of
from trailblazer.noticing.helping import SAID_BY
from trailblazer.noticing.models import SchoolSupport
from trailblazer.places.models import School
from trailblazer.ui.environment import short_day
from trailblazer.ui.forms import ActionForm, DayField
from trailblazer.young_people.forms.fields import Line, Words

OTHER = "kind:"  # what is chosen where the school has not written down the help by its name


def _named(one: SchoolSupport) -> str:
    """Counselling (school counsellor)"""
    return one.name if one.name == one.kind_words else f"{one.name} ({one.kind_words.lower()})"


class HelpForm(ActionForm):
    """That somebody of the school helps: one of what the school has, or another kind of help."""

    asked_by_all = "helper"
    helper = forms.ChoiceField(
        label="Who helps?",
        widget=forms.RadioSelect(attrs={"class": "nhsuk-radios--small"}),
        error_messages={"required": "Choose who helps"},
    )
    given_by = Line(
        label="Who is it, if you want to say?",
        help_text="A role, or a colleague’s name",
        required=False,
        max_length=60,
    )
    starts_on = DayField(label="Since when?", error_messages={"required": "Enter the day it began"})

    def __init__(self, *args: Any, school: School, has: list[SchoolSupport], **options: Any) -> None:
        super().__init__(*args, **options)
        self.has = {one.ref: one for one in has}
        kinds = codes.load("school_support_kinds").choices()
        own = [(one.ref, _named(one)) for one in has]
        other = [(f"{OTHER}{code}", words) for code, words in kinds]
        named = {one.kind for one in has}
        rest = [(value, words) for value, words in other if value.removeprefix(OTHER) not in named]
        self.fields["helper"].choices = [*own, *rest]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """As the action takes it: the help that the school has, or a kind of help."""
        cleaned = super().clean()
        if (chosen := cleaned.pop("helper", None)) is not None:
            cleaned["support"] = self.has.get(chosen)
            cleaned["kind"] = chosen.removeprefix(OTHER) if cleaned["support"] is None else ""
        return cleaned


class HelpWithoutRequest(HelpForm):
    """For somebody for whom nobody asked the team: there is no record, so no name."""

    who = Line(
        label="Who is it for?",
        help_text="Initials, a first name with an initial, or your own reference. Not a whole name",
        missing="Enter initials or your own reference",
        max_length=60,
    )
    year_group = forms.ChoiceField(label="Year group", required=False, choices=[])
    field_order = ("who", "year_group", "helper", "given_by", "starts_on")

    def __init__(self, *args: Any, school: School, has: list[SchoolSupport], **options: Any) -> None:
        super().__init__(*args, school=school, has=has, **options)
        self.fields["year_group"].choices = [("", "Choose"), *years_of(school)]  # type: ignore[attr-defined]

    def clean_who(self) -> str:
        try:
            return stands_for(self.cleaned_data["who"])
        except WholeName as reason:
            raise forms.ValidationError(str(reason)) from None


class SaidOfEducation(ActionForm):
    """What the young person or family said since the request about looking at attendance and learning together."""

    asked_by_all = "said_by"
    answer = forms.ChoiceField(
        label="What did they say?",
        choices=[("given", "Agreed"), ("withdrawn", "Said no, or took it back")],
        widget=forms.RadioSelect(attrs={"class": "nhsuk-radios--small"}),
        error_messages={"required": "Choose what they said"},
    )
    said_by = forms.ChoiceField(
        label="Who said so?",
        choices=list(SAID_BY.items()),
        widget=forms.RadioSelect(attrs={"class": "nhsuk-radios--small"}),
        error_messages={"required": "Choose who said so"},
    )


class EndHelp(ActionForm):
    ends_on = DayField(
        label="From which day on?", error_messages={"required": "Enter the first day without it"}
    )
    ended_because = forms.ChoiceField(
        label="Why did it end?",
        choices=codes.load("school_help_ends").choices(),
        widget=forms.RadioSelect(attrs={"class": "nhsuk-radios--small"}),
        error_messages={"required": "Choose why it ended"},
    )


def _sessions(label: str, hint: str, missing: str) -> forms.IntegerField:
    return forms.IntegerField(
        label=label,
        help_text=hint,
        min_value=0,
        max_value=400,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "nhsuk-input--width-3"}),
        error_messages={
            "required": missing,
            "invalid": "Enter a whole number, such as 10",
            "min_value": "Enter 0 or more",
            "max_value": "Enter 400 or fewer",
        },
    )


class CountForm(ActionForm):
    """One week or half term: sessions possible and attended, and in a word how learning goes."""

    from_on = DayField(label="From which day?", error_messages={"required": "Enter the first day"})
    to_on = DayField(label="To which day?", error_messages={"required": "Enter the last day"})
    possible = _sessions(
        "How many half-day sessions were possible?",
        "A morning or an afternoon is one: 10 in a whole week",
        "Enter how many were possible",
    )
    attended = _sessions("How many did they attend?", "", "Enter how many they attended")
    learning = forms.ChoiceField(
        label="How does learning go?",
        help_text="Leave empty where you do not know",
        required=False,
        choices=[("", "Not known"), *codes.load("learning_levels").choices()],
    )
    note = Line(
        label="Anything to know about these days?",
        help_text="For example: came in for lunch club. The team reads it. No diagnosis",
        required=False,
        max_length=200,
    )

    def as_count(self) -> Count:
        given = self.cleaned_data
        return Count(given["from_on"], given["to_on"], given["possible"], given["attended"])


class WeekRow(NamedTuple):
    """A school week as a row of a form: what is kept of it already, and its two boxes."""

    week: SchoolWeek
    kept: Count | None = None
    possible: str = ""
    attended: str = ""


class WeeksForm(ActionForm):
    """School weeks in a row, each with its sessions possible filled in. A week left empty is left out."""

    def __init__(self, *args: Any, weeks: Sequence[WeekRow], **options: Any) -> None:
        super().__init__(*args, **options)
        self.rows = []
        for number, row in enumerate(weeks):
            for name in ("possible", "attended"):
                self.fields[f"{name}_{number}"] = self._box(name, row)
            self.rows.append(row._replace(possible=f"possible_{number}", attended=f"attended_{number}"))

    def _box(self, name: str, row: WeekRow) -> forms.IntegerField:
        days = f"{short_day(row.week.from_on)} to {short_day(row.week.to_on)}"
        box = _sessions(f"Sessions {name}, {days}", "", "")
        box.required = False
        box.initial = getattr(row.kept or row.week, name, None)
        return box

    def sections(self) -> list[Any]:
        """Its template draws the rows."""
        return []

    def clean(self) -> dict[str, Any]:
        """As the action takes it: the counts of the weeks that were filled in."""
        cleaned, counts = super().clean(), []
        for row in self.rows:
            possible, attended = cleaned.pop(row.possible, None), cleaned.pop(row.attended, None)
            if attended is None or possible is None:
                if attended is not None and row.possible not in self.errors:
                    self.add_error(row.possible, "Enter how many were possible")
                continue
            count = Count(row.week.from_on, row.week.to_on, possible, attended)
            try:
                count.check(today())
            except NotACount as reason:
                self.add_error(row.attended, f"Week of {short_day(row.week.from_on)}: {reason}")
            counts.append(count)
        if not counts and not self.errors and self.rows:
            self.add_error(self.rows[0].attended, "Enter how many they attended in one week at least")
        return cleaned | {"counts": counts}


class PasteCounts(ActionForm):
    """Rows copied from a sheet or from the school’s own register."""

    rows = Words(
        label="Rows",
        help_text="First day of the week, sessions possible, sessions attended. "
        "Or first day, last day, possible, attended. One row a line",
        missing="Paste at least one row",
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 12, "spellcheck": "false"}),
    )

    def clean_rows(self) -> list[Count]:
        """Raises a sentence for each row that cannot be right. Then nothing is saved."""
        counts, faults = read_rows(self.cleaned_data["rows"], today())
        if faults:
            raise forms.ValidationError([str(fault) for fault in faults])
        if not counts:
            raise forms.ValidationError("Paste at least one row with numbers")
        return counts
