"""What the list of requests is narrowed by."""

from typing import Any

from django import forms
from django.http import QueryDict

from trailblazer.access.models import Membership, Organisation
from trailblazer.access.today import today
from trailblazer.places.models import School
from trailblazer.referrals.models import Referral
from trailblazer.referrals.stages import Stage, only
from trailblazer.ui.filters import Filters

SMALL = {"class": "nhsuk-checkboxes--small"}
WAITED = [
    ("", "Any"),
    ("late", "28 days or more"),
    ("soon", "22 to 27 days"),
    ("ok", "Under 22 days"),
]
ORDERS = {
    "": ("received_on", "longest wait first"),
    "newest": ("-received_on", "newest first"),
    "answer": ("answer_due_on", "answer due first"),
}


class RequestFilters(Filters):
    """The questions at the left of the list. Statuses are those of its stage, with their counts."""

    stage = forms.CharField(widget=forms.HiddenInput)
    order = forms.CharField(widget=forms.HiddenInput)
    q = forms.CharField(
        label="Name, NHS number or reference",
        max_length=100,
        widget=forms.TextInput(attrs={"type": "search"}),
    )
    state = forms.MultipleChoiceField(label="Status", widget=forms.CheckboxSelectMultiple(attrs=SMALL))
    waited = forms.ChoiceField(
        label="Time waited",
        choices=WAITED,
        widget=forms.RadioSelect(attrs={"class": "nhsuk-radios--small"}),
    )
    school = forms.ModelChoiceField(School.objects.none(), label="School", empty_label="All schools")
    only = forms.MultipleChoiceField(label="Show only", widget=forms.CheckboxSelectMultiple(attrs=SMALL))
    owner = forms.ModelChoiceField(
        Membership.objects.none(), label="Owner", empty_label="Anyone", to_field_name="ref"
    )
    year = forms.CharField(label="School year", max_length=20)

    MORE = ("owner", "year")

    def __init__(
        self, query: QueryDict, *, stage: Stage, counted: dict[str, Any], member: Membership
    ) -> None:
        # Without an answer, "Any" is what is chosen, and shown so.
        asked = query.copy()
        asked.setdefault("waited", "")
        super().__init__(asked)
        fields: dict[str, Any] = self.fields
        fields["state"].choices = [
            (state, _counted(Referral.State(state).label, counted.get(f"state_{state}")))
            for state in stage.states
        ]
        fields["only"].choices = [
            (code, _counted(words, counted.get(f"only_{code}"))) for code, (words, _) in only(today()).items()
        ]
        fields["school"].queryset = schools_of(member)
        fields["owner"].queryset = colleagues_of(member)

    @property
    def has_more(self) -> bool:
        """Whether a filter under *More filters* is in use, so that it is shown open."""
        return any(name in self.chosen for name in self.MORE)


def _counted(words: str, count: int | None) -> str:
    return words if count is None else f"{words} ({count})"


def schools_of(member: Membership) -> Any:
    """The schools that the member's team or provider serves or has served, by name."""
    if member.organisation.kind == Organisation.Kind.TEAM:
        served = School.objects.filter(services__team=member.organisation_id)
    else:
        served = School.objects.filter(services__team__organisation__provider=member.organisation_id)
    return served.distinct().order_by("name")


def colleagues_of(member: Membership) -> Any:
    """The open memberships of the member's own team, by name."""
    return (
        Membership.objects.filter(organisation=member.organisation_id, ended_on=None, user__is_active=True)
        .select_related("user")
        .order_by("user__name")
    )
