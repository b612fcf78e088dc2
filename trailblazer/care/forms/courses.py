"""The forms of a course of support: open or change one, give several to somebody, ask another team."""

from typing import Any

from django import forms
from django.http import QueryDict

from trailblazer.access.models import Membership, Organisation
from trailblazer.care.caseloads import helpers_of
from trailblazer.care.how_full import capacities_of
from trailblazer.care.models import Course
from trailblazer.care.staff import post_of
from trailblazer.domain import pathways
from trailblazer.domain.owed import WORDS, Owes
from trailblazer.referrals.models import Referral
from trailblazer.ui.filters import Filters
from trailblazer.ui.forms import ActionForm
from trailblazer.young_people.forms.fields import Line, Words

NUMBER = {"inputmode": "numeric", "class": "nhsuk-input--width-3"}
SMALL = {"class": "nhsuk-checkboxes--small"}
FILTERED = (Owes.NEXT_CONTACT, Owes.PAST_SESSIONS, Owes.PLAN, Owes.MEASURE, Owes.ANSWER, Owes.CLOCK_LATE)


class CourseForm(ActionForm):
    """Which pathway, and how much of it. What fits is first; whatever else is chosen needs a reason."""

    pathway = forms.ChoiceField(
        label="Pathway",
        widget=forms.RadioSelect,
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
        field: Any = self.fields["pathway"]
        field.choices = [(one.code, one.name) for one in (*fits, *others)]
        field.hints = {
            one.code: f"{one.for_whom}. Usually {one.usual}"
            + (f". {'. '.join(one.doubts(age, post_of(lead)))}" if one.doubts(age, post_of(lead)) else "")
            for one in (*fits, *others)
        }
        if fits and others:
            field.dividers = {others[0].code: "other pathways, with a reason"}
        if fits and not self.is_bound:
            self.initial.setdefault("pathway", fits[0].code)


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
        _offer(self.fields["lead"], shown, options["today"])
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


class GiveForm(ActionForm):
    """Several courses to one practitioner, in one go."""

    courses = forms.MultipleChoiceField(
        widget=forms.MultipleHiddenInput, error_messages={"required": "Choose at least one course"}
    )
    lead = forms.ModelChoiceField(
        Membership.objects.none(),
        label="Give to",
        empty_label="Nobody for now",
        to_field_name="ref",
        required=False,
    )
    reason = Line(
        label="Why",
        help_text="Needed where the catalogue names other roles for a pathway",
        required=False,
        max_length=300,
    )

    def __init__(
        self, *args: Any, team: Organisation | None, refs: list[str], today: Any, **options: Any
    ) -> None:
        super().__init__(*args, **options)
        courses: Any = self.fields["courses"]
        courses.choices = [(ref, ref) for ref in refs]
        if team is not None:
            _offer(self.fields["lead"], helpers_of(team, today), today)


def _offer(field: Any, members: Any, today: Any) -> None:
    """Each member with how full they are, so that whoever gives can see it where they choose."""
    full = capacities_of(members, today)

    def words(member: Membership) -> str:
        return f"{member.user.name}, {member.get_role_display().lower()}: {full[member.pk].words}"

    field.queryset = members
    field.label_from_instance = words


class TakeOn(ActionForm):
    """To take a course on oneself; why is asked only where the catalogue names other roles."""

    reason = Line(label="Why you, where the catalogue names other roles", required=False, max_length=300)

    def __init__(self, *args: Any, doubts: tuple[str, ...], **options: Any) -> None:
        super().__init__(*args, **options)
        if not doubts:
            del self.fields["reason"]


class TransferForm(ActionForm):
    to_team = forms.ModelChoiceField(
        Organisation.objects.none(),
        label="Team",
        empty_label="Choose a team",
        to_field_name="ref",
        error_messages={"required": "Choose a team", "invalid_choice": "Choose one of the teams"},
    )
    reason = Words(
        label="Why",
        missing="Enter why, so that they can decide",
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args: Any, course: Course, **options: Any) -> None:
        super().__init__(*args, **options)
        others = Organisation.objects.filter(kind="team", provider=course.provider_id)
        field: Any = self.fields["to_team"]
        field.queryset = others.exclude(pk=course.young_person.team_id or 0).order_by("name")


class AnswerTransfer(ActionForm):
    accept = forms.TypedChoiceField(
        label="Do you take them on?",
        choices=[("yes", "Yes, they are ours from now on"), ("no", "No")],
        coerce=lambda typed: typed == "yes",
        widget=forms.RadioSelect,
        error_messages={"required": "Choose yes or no"},
    )
    answer = Words(
        label="What the other team should know",
        help_text="Needed where you say no",
        required=False,
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


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
