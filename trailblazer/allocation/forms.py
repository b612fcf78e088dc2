"""The forms of an allocation. Whoever proposes may try weights as often as they like before saving."""

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from django import forms

from trailblazer.allocation.boards import Minuted
from trailblazer.domain.allocation import Weights, phases
from trailblazer.domain.allocation_ledger import OUTCOMES, Balance
from trailblazer.domain.time_by_function import check_agreed
from trailblazer.places.models import School
from trailblazer.ui.environment import short_day
from trailblazer.ui.forms import ActionForm, DayField
from trailblazer.young_people.forms.fields import Line

NUMBER = {"inputmode": "numeric", "autocomplete": "off", "class": "nhsuk-input--width-3"}
LONGEST = 300
HELD_BACK = "0"


def number(
    label: str, wrong: str, hint: str = "", *, most: int = 1_000, least: int = 0
) -> forms.IntegerField:
    return forms.IntegerField(
        label=label,
        help_text=hint,
        min_value=least,
        max_value=most,
        widget=forms.TextInput(attrs=NUMBER),
        error_messages=dict.fromkeys(("required", "invalid", "min_value", "max_value"), wrong),
    )


def decimal(label: str, wrong: str, hint: str = "", *, most: int) -> forms.DecimalField:
    return forms.DecimalField(
        label=label,
        help_text=hint,
        min_value=Decimal(0),
        max_value=Decimal(most),
        max_digits=5,
        decimal_places=2,
        widget=forms.TextInput(attrs=NUMBER | {"inputmode": "decimal", "class": "nhsuk-input--width-4"}),
        error_messages=dict.fromkeys(
            (
                "required",
                "invalid",
                "min_value",
                "max_value",
                "max_digits",
                "max_decimal_places",
                "max_whole_digits",
            ),
            wrong,
        ),
    )


def per_cent(label: str) -> forms.IntegerField:
    return number(label, f"Enter a per cent from 0 to 100 for {label.lower()}", most=100)


WEIGHT = "Enter a whole number of 0 or more for the weight of"


class Propose(ActionForm):
    """The capacity, the weights, and the split by function."""

    whole_time = decimal(
        "Whole-time equivalents for schools",
        "Enter whole-time equivalents from 0 to 99, for example 5.5",
        "Filled from the posts that are held: practitioners count whole, others in part",
        most=99,
    )
    weeks = number("Weeks of the term", "Enter weeks from 1 to 20", most=20, least=1)
    kept = number(
        "Per cent kept back",
        "Enter a per cent from 0 to 99 that is kept back",
        "For supervision, training, travel, records and leave",
        most=99,
    )
    pupils = number("Pupils on roll", f"{WEIGHT} pupils")
    need = number("Need: pupils with free school meals", f"{WEIGHT} need")
    equal = number("The same for every school", f"{WEIGHT} the equal share")
    minimum = number(
        "Fewest half-days of any school", "Enter a minimum from 0 to 200 half-days for each school", most=200
    )
    one = per_cent("Function 1, help")
    two = per_cent("Function 2, whole school")
    three = per_cent("Function 3, advice")
    note = Line(
        label="What the board should know (optional)",
        max_length=LONGEST,
        help_text="Name no child or young person",
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        for code, phase in phases().items():
            wrong = f"Enter a number from 0 to 20 for {phase.words.lower()}, for example 1 or 1.5"
            self.fields[f"phase_{code}"] = decimal(phase.words, wrong, most=20)

    def sections(self) -> Iterator[tuple[str, list[Any]]]:
        yield "How much time there is", [self[name] for name in ("whole_time", "weeks", "kept")]
        yield "What counts how much", [self[name] for name in ("pupils", "need", "equal", "minimum")]
        yield "How much one pupil counts", [self[f"phase_{code}"] for code in phases()]
        yield "Per cent of the time by function", [self[name] for name in ("one", "two", "three")]
        yield "", [self["note"]]

    def clean(self) -> dict[str, Any]:
        """The weights and the split as the action takes them."""
        cleaned = super().clean()
        if self.errors:
            return cleaned
        if reason := check_agreed(cleaned["one"], cleaned["two"], cleaned["three"]):
            self.add_error("one", reason)
            return cleaned
        if not cleaned["pupils"] + cleaned["need"] + cleaned["equal"]:
            self.add_error(
                "pupils", "Enter a weight above 0 for pupils, need or an equal share: nothing would count"
            )
            return cleaned
        counts = {code: cleaned.pop(f"phase_{code}") for code in phases()}
        weights = {name: cleaned.pop(name) for name in ("pupils", "need", "equal", "minimum")}
        split = tuple(cleaned.pop(name) for name in ("one", "two", "three"))
        return cleaned | {"weights": Weights(**weights, phases=counts), "split": split}


class Adjust(ActionForm):
    """Half-days from a school to a school."""

    from_school = forms.ChoiceField(
        label="Where does the time come from?",
        error_messages={"required": "Choose where the time comes from"},
    )
    to_school = forms.ChoiceField(
        label="Where does it go?", error_messages={"required": "Choose where the time goes"}
    )
    count = number("How many half-days?", "Enter half-days from 1 to 500", most=500, least=1)
    reason = Line(
        label="Why?",
        missing="Enter why the time is moved",
        help_text="It is read by the board. Name no child or young person",
        max_length=LONGEST,
    )

    def __init__(self, *args: Any, schools: Sequence[School], now: Balance, **options: Any) -> None:
        super().__init__(*args, **options)
        self.schools = {str(one.pk): one for one in schools}
        held = f"Held back by the team (has {now.get(None, 0)})"
        choices = [(key, f"{one.name} (has {now.get(one.pk, 0)})") for key, one in self.schools.items()]
        for name in ("from_school", "to_school"):
            field: Any = self.fields[name]
            field.choices = [("", "Choose"), *choices, (HELD_BACK, held)]
            field.error_messages["invalid_choice"] = "Choose a school of this proposal"

    def clean_from_school(self) -> School | None:
        return self.schools.get(self.cleaned_data["from_school"])

    def clean_to_school(self) -> School | None:
        return self.schools.get(self.cleaned_data["to_school"])


class Decide(ActionForm):
    """What the board decided."""

    outcome = forms.ChoiceField(
        label="What did the board decide?",
        choices=list(OUTCOMES.items()),
        widget=forms.RadioSelect(attrs={"class": "nhsuk-radios--small"}),
        error_messages={"required": "Choose what the board decided"},
    )
    decided_on = DayField(
        label="On which day?", error_messages={"required": "Enter the day the board decided"}
    )
    board_decision = forms.ChoiceField(
        label="Which decision of the board is it?",
        required=False,
        error_messages={"invalid_choice": "Choose a decision of the list"},
    )
    minute = Line(
        label="Number of the minute",
        max_length=100,
        help_text="For example: 6.1. Left empty, it is that of the decision",
    )
    words = Line(label="In a few words (optional)", max_length=LONGEST)

    def __init__(self, *args: Any, today: date, minuted: Sequence[Minuted], **options: Any) -> None:
        super().__init__(*args, **options)
        self.initial.setdefault("decided_on", today)
        self.minuted = {one.ref: one for one in minuted}
        field: Any = self.fields["board_decision"]
        field.choices = [
            ("", "None of these"),
            *((one.ref, f"{one.number}, {short_day(one.decided_on)}: {one.words[:80]}") for one in minuted),
        ]
        if not minuted:
            del self.fields["board_decision"]
            self.fields["minute"].help_text = "For example: 6.1"

    def clean(self) -> dict[str, Any]:
        """The number of the minute is that of the decision where none is typed."""
        cleaned = super().clean()
        chosen = self.minuted.get(cleaned.get("board_decision", ""))
        if not cleaned.get("minute"):
            if chosen is None:
                self.add_error("minute", "Enter the number of the minute, so that it can be found")
            else:
                cleaned["minute"] = chosen.number
        return cleaned
