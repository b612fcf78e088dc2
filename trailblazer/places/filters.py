"""What the list of schools is narrowed by."""

from datetime import date
from typing import Any

from django import forms
from django.http import QueryDict

from trailblazer.access.models import Membership, Organisation
from trailblazer.places.models import LocalAuthority, SchoolQuerySet
from trailblazer.ui.filters import Filters

# By the register's codes.
PHASES = {
    "1": "Nursery",
    "2": "Primary",
    "3": "Middle deemed primary",
    "4": "Secondary",
    "5": "Middle deemed secondary",
    "6": "16 plus",
    "7": "All-through",
    "0": "Not applicable",
}
SMALL = {"class": "nhsuk-checkboxes--small"}
OURS = "ours"
STATES = {"open": {"is_open": True}, "closed": {"is_open": False}, "all": {}}


class SchoolFilters(Filters):
    q = forms.CharField(
        label="Name, town, postcode, URN or UKPRN",
        max_length=100,
        widget=forms.TextInput(attrs={"type": "search"}),
    )
    authority = forms.ModelChoiceField(
        LocalAuthority.objects.none(), label="Local authority", empty_label="All of England"
    )
    phase = forms.ChoiceField(label="Phase", choices=[("", "All phases"), *PHASES.items()])
    state = forms.ChoiceField(
        label="Open or closed", choices=[("open", "Open"), ("closed", "Closed"), ("all", "Open and closed")]
    )
    team = forms.ChoiceField(
        label="Team here",
        choices=[("", "With or without"), ("yes", "Served by a team"), ("no", "No team yet")],
    )
    only = forms.MultipleChoiceField(
        label="Show only",
        choices=[("no_pupils", "Number of pupils not known"), ("abroad", "Outside England")],
        widget=forms.CheckboxSelectMultiple(attrs=SMALL),
    )

    def __init__(self, query: QueryDict, member: Membership | None = None, **options: Any) -> None:
        """`member` of a team can ask for the schools of their own."""
        super().__init__(query, **options)
        is_of_team = member is not None and member.organisation.kind == Organisation.Kind.TEAM
        self.own_team = member.organisation_id if member and is_of_team else None
        if self.own_team:
            self.fields["team"].choices.append((OURS, "Served by your team"))  # type: ignore[attr-defined]
        authorities = LocalAuthority.objects.order_by("name")
        self.fields["authority"].queryset = authorities  # type: ignore[attr-defined]

    def narrowed(self, schools: SchoolQuerySet, today: date) -> SchoolQuerySet:
        """Those that fit every answer: open ones in England where nothing is asked."""
        chosen = self.chosen
        only = chosen.get("only", ())
        found = schools.filter(in_england="abroad" not in only, **STATES[chosen.get("state", "open")])
        if "authority" in chosen:
            found = found.filter(authority=chosen["authority"])
        if "phase" in chosen:
            found = found.filter(phase_code=chosen["phase"])
        if "no_pupils" in only:
            found = found.filter(pupils=None)
        if "team" in chosen:
            found = self._by_team(found, chosen["team"], today)
        if "q" in chosen:
            found = found.matching(chosen["q"])
        return found

    def _by_team(self, schools: SchoolQuerySet, chosen: str, today: date) -> SchoolQuerySet:
        if chosen == "no":
            return schools.without_a_team_on(today)
        return schools.served_on(today, self.own_team if chosen == OURS else None)
