"""The form of a course of support: which pathway, how much of it, and who helps."""

from typing import Any

from django import forms

from trailblazer.access.models import Membership
from trailblazer.care.caseloads import helpers_of
from trailblazer.care.forms.giving import with_room
from trailblazer.care.staff import post_of
from trailblazer.domain import pathways
from trailblazer.referrals.models import Referral
from trailblazer.ui.forms import ActionForm
from trailblazer.young_people.forms.fields import Words

NUMBER = {"inputmode": "numeric", "class": "nhsuk-input--width-3"}


class CourseForm(ActionForm):
    """Which pathway, and how much of it. What fits is first; whatever else is chosen needs a reason."""

    pathway = forms.ChoiceField(
        label="Pathway",
        widget=forms.RadioSelect(attrs={"class": "nhsuk-radios--small"}),
        error_messages={"required": "Choose a pathway", "invalid_choice": "Choose one of the pathways"},
    )
    sessions_planned = forms.IntegerField(
        label="Sessions",
        min_value=1,
        max_value=40,
        widget=forms.TextInput(attrs=NUMBER),
        error_messages=dict.fromkeys(
            ("required", "invalid", "min_value", "max_value"), "Enter from 1 to 40 sessions"
        ),
    )
    session_minutes = forms.IntegerField(
        label="Minutes of each",
        min_value=5,
        max_value=180,
        widget=forms.TextInput(attrs=NUMBER),
        error_messages=dict.fromkeys(
            ("required", "invalid", "min_value", "max_value"), "Enter from 5 to 180 minutes"
        ),
    )
    reason = Words(
        label="Why this, where age or role lies outside the catalogue",
        help_text="Leave empty where the pathway is for this age and role",
        required=False,
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(
        self, *args: Any, referral: Referral, lead: Membership | None, today: Any, **options: Any
    ) -> None:
        super().__init__(*args, **options)
        person = referral.young_person
        age = person.age_on(today) if person is not None else None
        last = referral.decisions.first()
        fits = pathways.suggested(referral.reasons, age, last.outcome if last else "", today, post_of(lead))
        others = [one for one in pathways.in_force(today) if one not in fits and one.kind != "class"]
        others.sort(key=lambda one: bool(one.doubts(age, post_of(lead))))
        field: Any = self.fields["pathway"]
        field.choices = [(one.code, one.name) for one in (*fits, *others)]
        field.hints = {one.code: _hint(one, age, post_of(lead)) for one in (*fits, *others)}
        if fits and others:
            field.dividers = {others[0].code: "or"}
        if fits and not self.is_bound:
            self.initial.setdefault("pathway", fits[0].code)


def _hint(pathway: pathways.Pathway, age: int | None, post: str) -> str:
    """For whom, how much, and what lies outside the catalogue for this young person and role."""
    doubts = [doubt.removeprefix(f"{pathway.name} ").capitalize() for doubt in pathway.doubts(age, post)]
    return ". ".join((pathway.for_whom, f"Usually {pathway.usual}", *doubts))


class OpenCourse(CourseForm):
    """A new course, and who has it. How much of it is the usual of the pathway, unless somebody says otherwise."""

    lead = forms.ModelChoiceField(
        Membership.objects.none(),
        label="Who helps",
        empty_label="Nobody yet",
        to_field_name="ref",
        required=False,
    )
    field_order = ("pathway", "lead", "sessions_planned", "session_minutes", "reason")

    def __init__(self, *args: Any, by: Membership, may_give: bool, **options: Any) -> None:
        super().__init__(*args, **options)
        team = options["referral"].team
        helpers = helpers_of(team, options["today"]) if team is not None else Membership.objects.none()
        shown = helpers if may_give else helpers.filter(pk=by.pk)
        lead: Any = self.fields["lead"]
        lead.queryset, lead.label_from_instance = shown, with_room(shown, options["today"])
        for name in ("sessions_planned", "session_minutes"):
            amount: Any = self.fields[name]
            amount.required = False
            amount.help_text = "Leave empty for the usual number of the pathway"

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        chosen = pathways.catalogue().get(cleaned.get("pathway", ""))
        if chosen is not None:
            for name, usual in (("sessions_planned", chosen.sessions), ("session_minutes", chosen.minutes)):
                if name not in self.errors and cleaned.get(name) is None:
                    cleaned[name] = usual
        return cleaned
