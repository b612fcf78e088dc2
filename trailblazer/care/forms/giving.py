"""Giving courses to somebody, taking one on, and asking another team of the provider."""

from collections.abc import Callable, Iterable
from typing import Any

from django import forms

from trailblazer.access.models import Membership, Organisation
from trailblazer.care.caseloads import helpers_of
from trailblazer.care.how_full import capacities_of
from trailblazer.care.models import Course
from trailblazer.ui.forms import ActionForm
from trailblazer.young_people.forms.fields import Line, Words

NOBODY = "nobody"


def with_room(members: Iterable[Membership], today: Any) -> Callable[[Membership], str]:
    """Each member with how full they are, so that whoever gives can see it where they choose."""
    full = capacities_of(members, today)

    def words(member: Membership) -> str:
        return f"{member.user.name}, {member.get_role_display().lower()}: {full[member.pk].words}"

    return words


class GivingForm(ActionForm):
    """To one of the members of a team, with a reason where the catalogue asks for one."""

    lead = forms.ChoiceField(
        label="Give to",
        error_messages={"required": "Choose who has them", "invalid_choice": "Choose someone in the team"},
    )
    reason = Line(
        label="Why",
        help_text="Needed where the catalogue names other roles for a pathway",
        required=False,
        max_length=300,
    )

    def _offer(self, members: Iterable[Membership], today: Any, *others: tuple[str, str]) -> None:
        self.members = {member.ref: member for member in members}
        words = with_room(self.members.values(), today)
        named = [(ref, words(member)) for ref, member in self.members.items()]
        field: Any = self.fields["lead"]
        field.choices = [("", "Choose someone"), *named, *others]

    def clean_lead(self) -> Membership | None:
        return self.members.get(self.cleaned_data["lead"])


class GiveForm(GivingForm):
    """Several courses to one practitioner, in one go."""

    courses = forms.MultipleChoiceField(
        widget=forms.MultipleHiddenInput, error_messages={"required": "Choose at least one course"}
    )
    field_order = ("courses", "lead", "reason")

    def __init__(
        self, *args: Any, team: Organisation | None, refs: list[str], today: Any, **options: Any
    ) -> None:
        super().__init__(*args, **options)
        courses: Any = self.fields["courses"]
        courses.choices = [(ref, ref) for ref in refs]
        self._offer(helpers_of(team, today) if team else (), today, (NOBODY, "Nobody for now"))


class GiveEverything(GivingForm):
    """All that somebody holds to one colleague."""

    def __init__(self, *args: Any, leaver: Membership, today: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["lead"].label = "Give all of it to"
        self._offer(helpers_of(leaver.organisation, today).exclude(pk=leaver.pk), today)


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
        widget=forms.RadioSelect(attrs={"class": "nhsuk-radios--small"}),
        error_messages={"required": "Choose yes or no"},
    )
    answer = Words(
        label="What the other team should know",
        help_text="Needed where you say no",
        required=False,
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
