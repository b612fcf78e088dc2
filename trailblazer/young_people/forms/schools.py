"""Which school, without script: a name, town or URN is typed; where several match, one is chosen from them."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Exists, OuterRef, Q, QuerySet

from trailblazer.places.models import School
from trailblazer.teams.models import SchoolService
from trailblazer.young_people.forms.fields import Line

MOST_SHOWN = 10


class SchoolSearch(forms.Form):
    """`school_typed` is what the person types, `school` what they choose. Cleaned: `school`, a School or None."""

    school_typed = Line(
        label="School or college",
        help_text="Name and town, or URN. Leave it empty if it is not known or there is none",
    )
    school = forms.ChoiceField(label="Which of these?", required=False, widget=forms.RadioSelect)

    def __init__(
        self, *args: Any, provider_id: int | None = None, at: School | None = None, **options: Any
    ) -> None:
        if at is not None:
            options["initial"] = (options.get("initial") or {}) | {"school_typed": f"{at.name}, {at.urn}"}
        super().__init__(*args, **options)
        self.found = list(self._matching(provider_id, at)[: MOST_SHOWN + 1])
        if 1 < len(self.found) <= MOST_SHOWN:
            choices = [(str(school.urn), _line(school)) for school in self.found]
            self.fields["school"].choices = choices  # type: ignore[attr-defined]
        else:
            del self.fields["school"]

    def _matching(self, provider_id: int | None, at: School | None) -> QuerySet[School]:
        """Open schools that hold every word typed, those that the provider serves first."""
        typed = str(self.data.get("school_typed", "")).strip() if self.is_bound else ""
        if not typed or len(typed) > 300:
            return School.objects.none()
        ours = SchoolService.objects.filter(
            school=OuterRef("pk"), team__organisation__provider=provider_id, ends_on=None
        )
        current = Q(pk=at.pk) if at is not None else Q()
        schools = School.objects.filter(Q(is_open=True) | current if current else Q(is_open=True))
        return schools.matching(typed).annotate(is_ours=Exists(ours)).order_by("-is_ours", "name", "urn")

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        chosen, typed = cleaned.pop("school", ""), cleaned.pop("school_typed", "")
        if typed:
            try:
                cleaned["school"] = self._school(chosen)
            except ValidationError as reason:
                self.add_error("school" if "school" in self.fields else "school_typed", reason)
        else:
            cleaned["school"] = None
        return cleaned

    def _school(self, chosen: str) -> School:
        if not self.found:
            raise ValidationError("No open school matches this. Check the spelling, or enter its URN")
        if len(self.found) > MOST_SHOWN:
            raise ValidationError("Many schools match this. Enter more of the name, the town too, or the URN")
        if len(self.found) == 1:
            return self.found[0]
        school = next((school for school in self.found if str(school.urn) == chosen), None)
        if school is None:
            raise ValidationError(f"Choose the school: {len(self.found)} match what you typed")
        return school


def _line(school: School) -> str:
    return ", ".join(part for part in (school.name, school.town, str(school.urn)) if part)
