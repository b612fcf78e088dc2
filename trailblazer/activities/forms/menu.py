"""The menu, the library, and an order with its answer."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms

from trailblazer.activities.forms.fields import (
    SMALL,
    audience_field,
    chosen,
    kind_field,
    materials_field,
    minutes_field,
    offer_materials,
    people_field,
)
from trailblazer.activities.models import Material, MenuItem
from trailblazer.domain.evidence_files import LARGEST, MB, too_large
from trailblazer.domain.school_terms import coming_terms
from trailblazer.ui.forms import ActionForm
from trailblazer.young_people.forms.fields import Line, Words


class OfferForm(ActionForm):
    """One thing of the menu."""

    kind = kind_field()
    title = Line(label="What is it called?", max_length=120, missing="Enter what it is called")
    audience = audience_field()
    minutes = minutes_field()
    outcomes = Words(
        label="What can people do afterwards?",
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="One in each line. They stand on the menu and on certificates",
    )
    year_groups = Line(
        label="Year groups", max_length=100, help_text="For example: Years 7 to 9. Leave empty for all"
    )
    materials = materials_field()

    def __init__(
        self, *args: Any, library: Iterable[Material], record: MenuItem | None = None, **options: Any
    ) -> None:
        super().__init__(*args, record=record, initial=_as_offered(record) if record else None, **options)
        offer_materials(self, library)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        chosen(self, cleaned)
        return cleaned


def _as_offered(item: MenuItem) -> dict[str, Any]:
    names = ("kind", "title", "audience", "minutes", "outcomes", "year_groups")
    return {name: getattr(item, name) for name in names} | {
        "materials": [one.ref for one in item.materials.all()]
    }


class MaterialForm(ActionForm):
    """A file, or a link."""

    title = Line(label="What is it?", max_length=120, missing="Enter what it is")
    audience = audience_field()
    kind = kind_field(empty="For any kind")
    file = forms.FileField(
        label="File",
        required=False,
        help_text="PDF, Word, Excel, PowerPoint, OpenDocument text, PNG, JPEG or plain text, at most "
        f"{LARGEST // MB} MB. Nothing that names a child.",
        error_messages={"empty": "This file is empty. Choose one with something in it"},
    )
    link = Line(label="Or a link", max_length=300, help_text="For example https://www.nhs.uk/mental-health/")

    def __init__(self, *args: Any, refused: int = 0, **options: Any) -> None:
        super().__init__(*args, **options)
        self.refused = refused

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        file = cleaned.get("file")
        size = self.refused or (file.size if file else 0)
        if size > LARGEST:
            self.add_error("file", too_large(size))
        elif not file and not cleaned.get("link") and "file" not in self.errors:
            self.add_error("file", "Choose a file or enter a link")
        return cleaned


class OrderForm(ActionForm):
    """What a school orders: when, for whom, how many."""

    term = forms.ChoiceField(
        label="In which term?",
        widget=forms.RadioSelect(attrs=SMALL),
        error_messages={"required": "Choose a term", "invalid_choice": "Choose one of the terms"},
    )
    weeks = Line(
        label="Which weeks or days would suit?",
        max_length=100,
        help_text="For example: the first two weeks, Wednesdays after school",
    )
    audience = audience_field()
    expected = people_field("How many people, roughly?", least=1)
    note = Line(
        label="Anything else we should know?",
        max_length=300,
        help_text="Name no pupil and no member of staff",
    )

    def __init__(self, *args: Any, today: date, **options: Any) -> None:
        super().__init__(*args, **options)
        field: Any = self.fields["term"]
        field.choices = [(one.code, str(one)) for one in coming_terms(today)]


class DeclineForm(ActionForm):
    why = Line(
        label="Why not now, and what would be possible? The school reads it",
        max_length=300,
        missing="Enter why not now",
    )
