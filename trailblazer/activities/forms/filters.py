"""What the list of activities is narrowed by."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms
from django.http import QueryDict

from trailblazer.activities.reading import STATES
from trailblazer.domain.activities import kinds
from trailblazer.domain.school_terms import Term, term_of
from trailblazer.places.models import School
from trailblazer.ui.filters import Filters

TERMS_BACK = 7


def terms_to_choose(today: date) -> list[Term]:
    """The next term, this one and those before it."""
    found = [term_of(today).next]
    for _ in range(TERMS_BACK):
        found.append(found[-1].previous)
    return found


class OrderFilters(Filters):
    mine = forms.BooleanField(label="Mine to answer")
    school = forms.ChoiceField(label="School")

    def __init__(self, query: QueryDict, *, schools: Iterable[School], **options: Any) -> None:
        super().__init__(query, **options)
        field: Any = self.fields["school"]
        field.choices = [("", "All"), *((str(one.pk), one.name) for one in schools)]


class ActivityFilters(Filters):
    school = forms.ChoiceField(label="School")
    state = forms.ChoiceField(label="State", choices=[("", "Any"), *STATES.items()])
    kind = forms.ChoiceField(
        label="Kind", choices=[("", "Any"), *((one.code, one.name) for one in kinds().values())]
    )
    term = forms.ChoiceField(label="Term")
    mine = forms.BooleanField(label="Only mine")

    def __init__(self, query: QueryDict, *, schools: Iterable[School], today: date, **options: Any) -> None:
        super().__init__(query, **options)
        self.terms = {one.code: one for one in terms_to_choose(today)}
        fields: dict[str, Any] = self.fields
        fields["school"].choices = [("", "All"), *((str(one.pk), one.name) for one in schools)]
        fields["term"].choices = [("", "Any"), *((code, str(one)) for code, one in self.terms.items())]

    @property
    def chosen(self) -> dict[str, Any]:
        found = super().chosen
        if "term" in found:
            found["term"] = self.terms[found["term"]]
        return found
