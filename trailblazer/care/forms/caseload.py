"""What a caseload is narrowed by, and the name its filters are kept under."""

from typing import Any

from django import forms
from django.http import QueryDict

from trailblazer.access.models import Membership
from trailblazer.domain import pathways
from trailblazer.domain.owed import WORDS, Owes
from trailblazer.ui.filters import Filters
from trailblazer.ui.forms import ActionForm
from trailblazer.young_people.forms.fields import Line

SMALL = {"class": "nhsuk-checkboxes--small"}
FILTERED = tuple(what for what in Owes if what is not Owes.CLOCK_SOON)


class CaseloadFilters(Filters):
    """What a caseload is narrowed by."""

    q = forms.CharField(
        label="Name or NHS number", max_length=100, widget=forms.TextInput(attrs={"type": "search"})
    )
    lead = forms.ModelChoiceField(
        Membership.objects.none(), label="Practitioner", empty_label="Everyone", to_field_name="ref"
    )
    pathway = forms.ChoiceField(label="Pathway")
    only = forms.MultipleChoiceField(
        label="Show only",
        choices=[(code.value, WORDS[code]) for code in FILTERED],
        widget=forms.CheckboxSelectMultiple(attrs=SMALL),
    )

    def __init__(self, query: QueryDict, *, members: Any, today: Any, **options: Any) -> None:
        super().__init__(query, **options)
        fields: dict[str, Any] = self.fields
        if members is None:
            del fields["lead"]
        else:
            fields["lead"].queryset = members
            fields["lead"].label_from_instance = lambda member: member.user.name
        fields["pathway"].choices = [
            ("", "All pathways"),
            *((one.code, one.name) for one in pathways.in_force(today)),
        ]


class NameView(ActionForm):
    """A name for the filters as they are."""

    name = Line(label="Keep these filters as", missing="Enter a name", max_length=60)
