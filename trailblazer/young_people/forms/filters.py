"""What the list of children and young people is narrowed by."""

from datetime import date
from typing import Any

from django import forms
from django.db.models import Q
from django.http import QueryDict

from trailblazer.access.models import Membership, Organisation
from trailblazer.domain.year_groups import YEAR_GROUPS
from trailblazer.places.models import School
from trailblazer.ui.filters import Filters
from trailblazer.young_people.models import YoungPersonQuerySet

ONLY = {
    "quiet": ("Parents are not told", lambda people: people.of_whom_parents_are_not_told()),
    "protected": ("Location protected", lambda people: people.filter(is_location_protected=True)),
    "need": ("A communication need", lambda people: people.with_a_need()),
    "no_consent": ("Help not yet agreed", lambda people: people.without_consent_to_help()),
    "no_number": ("No NHS number", lambda people: people.filter(nhs_number="")),
}


class YoungPeopleFilters(Filters):
    q = forms.CharField(
        label="Name, NHS number or school",
        max_length=100,
        widget=forms.TextInput(attrs={"type": "search"}),
    )
    school = forms.ModelChoiceField(School.objects.none(), label="School", empty_label="All schools")
    year = forms.ChoiceField(label="School year", choices=[("", "All years"), *((y, y) for y in YEAR_GROUPS)])
    team = forms.ModelChoiceField(
        Organisation.objects.none(), label="Team", empty_label="All teams", to_field_name="ref"
    )
    only = forms.MultipleChoiceField(
        label="Show only",
        choices=[(code, words) for code, (words, _) in ONLY.items()],
        widget=forms.CheckboxSelectMultiple(attrs={"class": "nhsuk-checkboxes--small"}),
    )

    def __init__(self, query: QueryDict, *, member: Membership, **options: Any) -> None:
        super().__init__(query, **options)
        whose = (
            Q(services__team=member.organisation_id)
            if member.team_id is not None
            else Q(services__team__organisation__provider=member.provider_id)
        )
        schools = School.objects.filter(whose).distinct().order_by("name")
        self.fields["school"].queryset = schools  # type: ignore[attr-defined]
        if member.team_id is None:
            teams = Organisation.objects.filter(provider=member.provider_id).order_by("name")
            self.fields["team"].queryset = teams  # type: ignore[attr-defined]
        else:
            del self.fields["team"]

    def narrowed(self, people: YoungPersonQuerySet, today: date) -> YoungPersonQuerySet:
        """Those who fit every answer; nobody where there is none."""
        chosen = self.chosen
        if not chosen:
            return people.none()
        if "q" in chosen:
            people = people.searched(chosen["q"])
        if "year" in chosen:
            people = people.in_year(chosen["year"], today)
        for name in ("school", "team"):
            if name in chosen:
                people = people.filter(**{name: chosen[name]})
        for code in chosen.get("only", ()):
            people = ONLY[code][1](people)
        return people
