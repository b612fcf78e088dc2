"""The dates of one school year: six halves of a term, each from a day to a day."""

from typing import Any

from django.core.exceptions import ValidationError

from trailblazer.domain.school_days import Stretch
from trailblazer.domain.terms import SchoolYear
from trailblazer.ui.forms import ActionForm, DayField
from trailblazer.young_people.forms.fields import Line

HALVES = (
    "Autumn, first half",
    "Autumn, second half",
    "Spring, first half",
    "Spring, second half",
    "Summer, first half",
    "Summer, second half",
)


class TermDates(ActionForm):
    """Cleaned as the action takes it: `stretches` and `source`. A half that is left empty is left out."""

    source = Line(
        label="Where do these dates come from?",
        max_length=200,
        missing="Enter where these dates come from",
        help_text="For example: the school’s website, or the school office by telephone",
    )

    def __init__(self, *args: Any, year: SchoolYear, known: tuple[Stretch, ...], **options: Any) -> None:
        super().__init__(*args, **options)
        self.year = year
        by_name = {stretch.name: stretch for stretch in known if stretch.first_day in year}
        for number, name in enumerate(HALVES):
            half = by_name.get(name)
            for end, label in (("first", "First day for pupils"), ("last", "Last day for pupils")):
                self.fields[f"{end}_{number}"] = DayField(
                    label=label, required=False, initial=half and getattr(half, f"{end}_day")
                )
        self.order_fields([*(name for name in self.fields if name != "source"), "source"])

    def sections(self) -> list[tuple[str, list[Any]]]:
        halves = [
            (name, [self[f"first_{number}"], self[f"last_{number}"]]) for number, name in enumerate(HALVES)
        ]
        return [*halves, ("", [self["source"]])]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        stretches = [self._half(number, name, cleaned) for number, name in enumerate(HALVES)]
        cleaned["stretches"] = [stretch for stretch in stretches if stretch is not None]
        return {name: value for name, value in cleaned.items() if not name.startswith(("first_", "last_"))}

    def _half(self, number: int, name: str, cleaned: dict[str, Any]) -> Stretch | None:
        first, last = cleaned.get(f"first_{number}"), cleaned.get(f"last_{number}")
        if first is None and last is None:
            return None
        wrong = f"last_{number}" if first is not None else f"first_{number}"
        if wrong in self.errors:
            return None
        if first is None or last is None:
            self.add_error(wrong, ValidationError(f"Enter both days of {name.lower()}, or neither"))
            return None
        if last < first:
            self.add_error(wrong, ValidationError(f"Enter a last day of {name.lower()} after its first"))
            return None
        return Stretch(first, last, name)
