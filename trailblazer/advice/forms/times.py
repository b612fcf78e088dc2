"""Offering times for advice and taking them away."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms

from trailblazer.care.forms.times import TimeField
from trailblazer.care.forms.visits import WithWarnings
from trailblazer.domain import codes
from trailblazer.places.models import School
from trailblazer.ui.forms import ActionForm, DayField
from trailblazer.young_people.forms.fields import Line

SMALL_BOXES = {"class": "nhsuk-checkboxes--small"}


class OfferTimes(WithWarnings):
    """A stretch of a day, for all schools of the team or for some."""

    day = DayField(label="Day", error_messages={"required": "Enter the day"})
    starts = TimeField(label="From", missing="Enter when it starts", help_text="For example 3:15pm or 15:15")
    ends = TimeField(
        label="To", missing="Enter when it ends", help_text="It is cut into times of 15 minutes each"
    )
    ways = forms.MultipleChoiceField(
        label="How?",
        choices=codes.load("advice_ways").choices(),
        widget=forms.CheckboxSelectMultiple(attrs=SMALL_BOXES),
        error_messages={"required": "Choose at least one way"},
    )
    schools = forms.MultipleChoiceField(
        label="For which schools?",
        required=False,
        help_text="Choose none to offer it to every school of your team",
        widget=forms.CheckboxSelectMultiple(attrs=SMALL_BOXES),
        error_messages={"invalid_choice": "Choose schools of your team"},
    )

    def __init__(self, *args: Any, schools: Iterable[School], today: date, **options: Any) -> None:
        initial = {"day": today, "ways": ["telephone", "video"]} | (options.pop("initial", None) or {})
        super().__init__(*args, initial=initial, **options)
        self.served = {str(school.pk): school for school in schools}
        self.fields["schools"].choices = [(urn, one.name) for urn, one in self.served.items()]  # type: ignore[attr-defined]

    def parts(self) -> list[tuple[str, list[str]]]:
        return [("When", ["day", "starts", "ends"]), ("How and for whom", ["ways", "schools"])]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        cleaned["schools"] = [self.served[urn] for urn in cleaned.get("schools", [])]
        return cleaned


class RemoveTimes(ActionForm):
    why = Line(
        label="Why? Whoever booked a time reads it",
        max_length=200,
        help_text="For example: I am ill today. Leave it empty where nobody booked one",
    )
