"""Ordering something of the menu for an action, and choosing what is planned already."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from django import forms

from trailblazer.activities.forms.fields import SMALL, SMALL_BOXES
from trailblazer.activities.forms.menu import OrderForm
from trailblazer.activities.models import MenuItem, Order, SchoolActivity
from trailblazer.team_part.reading import words_of
from trailblazer.ui.forms import ActionForm


class OrderFor(OrderForm):
    """What of the menu, when, for whom, how many."""

    menu_item = forms.ChoiceField(
        label="What of the menu?",
        widget=forms.RadioSelect(attrs=SMALL),
        error_messages={
            "required": "Choose something of the menu",
            "invalid_choice": "Choose something that is offered now",
        },
    )
    field_order = ("menu_item", "term", "weeks", "audience", "expected", "note")

    def __init__(self, *args: Any, items: Iterable[MenuItem], today: date, **options: Any) -> None:
        super().__init__(*args, today=today, **options)
        self.items = {one.ref: one for one in items}
        field: Any = self.fields["menu_item"]
        field.choices = [
            (ref, f"{one.title} ({one.kind_name.lower()}, {one.minutes} minutes)")
            for ref, one in self.items.items()
        ]

    def clean_menu_item(self) -> MenuItem:
        return self.items[self.cleaned_data["menu_item"]]


class ChooseWork(ActionForm):
    works = forms.MultipleChoiceField(
        label="What does the team do for this action?",
        widget=forms.CheckboxSelectMultiple(attrs=SMALL_BOXES),
        error_messages={
            "required": "Choose at least one activity or order",
            "invalid_choice": "Choose what stands in the list now",
        },
    )

    def __init__(
        self, *args: Any, offered: Sequence[SchoolActivity | Order], today: date, **options: Any
    ) -> None:
        super().__init__(*args, **options)
        self.offered = {one.ref: one for one in offered}
        field: Any = self.fields["works"]
        field.choices = [(ref, words_of(one, today)) for ref, one in self.offered.items()]

    def clean_works(self) -> list[SchoolActivity | Order]:
        return [self.offered[ref] for ref in self.cleaned_data["works"]]
