"""What the list of teams is narrowed by."""

from typing import Any

from django import forms
from django.db.models import Q
from django.http import QueryDict

from trailblazer.access.models import Membership
from trailblazer.teams.models import Team, TeamQuerySet, Wave
from trailblazer.ui.filters import Filters


class TeamFilters(Filters):
    q = forms.CharField(label="Team, provider or area", max_length=100)
    status = forms.MultipleChoiceField(
        label="Status",
        choices=Team.Status.choices,
        widget=forms.CheckboxSelectMultiple(attrs={"class": "nhsuk-checkboxes--small"}),
    )
    wave = forms.ModelChoiceField(Wave.objects.none(), label="Wave", empty_label="Any wave")
    ours = forms.BooleanField(
        label="Only our own teams", widget=forms.CheckboxInput(attrs={"class": "nhsuk-checkboxes--small"})
    )

    def __init__(self, query: QueryDict, *, member: Membership, **options: Any) -> None:
        super().__init__(query, **options)
        self.provider_id = member.provider_id
        self.fields["wave"].queryset = Wave.objects.all()  # type: ignore[attr-defined]
        if self.provider_id is None:
            del self.fields["ours"]

    def narrowed(self, teams: TeamQuerySet) -> TeamQuerySet:
        chosen = self.chosen
        for word in chosen.get("q", "").split():
            teams = teams.filter(
                Q(organisation__name__icontains=word)
                | Q(organisation__provider__name__icontains=word)
                | Q(area__name__icontains=word)
            )
        if status := chosen.get("status"):
            teams = teams.filter(status__in=status)
        if wave := chosen.get("wave"):
            teams = teams.filter(wave=wave)
        if chosen.get("ours"):
            teams = teams.filter(organisation__provider=self.provider_id)
        return teams
