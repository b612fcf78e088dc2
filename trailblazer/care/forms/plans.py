"""The forms of the plan and of who does what in it."""

from typing import Any

from django import forms

from trailblazer.access.models import Membership
from trailblazer.care.caseloads import helpers_of
from trailblazer.care.models import FIVE_AREAS, Course, Plan
from trailblazer.domain import codes
from trailblazer.domain.pathways import name_of
from trailblazer.referrals.models import Referral
from trailblazer.ui.forms import ActionForm, DayField
from trailblazer.young_people.forms.fields import Line, Words

LONGEST = 10_000
SMALL = {"class": "nhsuk-checkboxes--small"}
IN_PARTS = {"school": "School", "family": "Family", "young_person": "The young person"}


def text(label: str, hint: str = "", rows: int = 3, **options: Any) -> Words:
    return Words(
        label=label,
        help_text=hint,
        max_length=LONGEST,
        required=False,
        widget=forms.Textarea(attrs={"rows": rows}),
        **options,
    )


def of_list(code_list: str, label: str, hint: str = "", **options: Any) -> forms.MultipleChoiceField:
    return forms.MultipleChoiceField(
        label=label,
        help_text=hint,
        choices=[(code.code, code.words) for code in codes.load(code_list)],
        widget=forms.CheckboxSelectMultiple(attrs=SMALL),
        **{"required": False, **options},
    )


class PlanForm(ActionForm):
    """The whole plan: what it is about, how it hangs together, what will be done."""

    problem_statement = text(
        "The main difficulty, in a sentence or two", "As you both see it, with its effect on each day"
    )
    situation = text(FIVE_AREAS["situation"], rows=2)
    thoughts = text(FIVE_AREAS["thoughts"], rows=2)
    feelings = text(FIVE_AREAS["feelings"], rows=2)
    body = text(FIVE_AREAS["body"], rows=2)
    doing = text(FIVE_AREAS["doing"], rows=2)
    what_we_will_do = text("What we will do")
    adjustments = of_list(
        "reasonable_adjustments", "Reasonable adjustments", "What makes it easier to take part"
    )
    adjustment_words = Line(label="More about adjustments", required=False, max_length=500)
    in_plain_words = text(
        "The plan in plain words, for the young person", "Short sentences. They get this version", rows=4
    )
    lead_worker = forms.ModelChoiceField(
        Membership.objects.none(),
        label="Lead worker",
        empty_label="Nobody yet",
        to_field_name="ref",
        required=False,
    )
    review_on = DayField(label="When do we look at the plan again?", required=False)

    def __init__(
        self, *args: Any, referral: Referral, today: Any, plan: Plan | None = None, **options: Any
    ) -> None:
        super().__init__(*args, record=plan, **options)
        field: Any = self.fields["lead_worker"]
        if referral.team is not None:
            field.queryset = helpers_of(referral.team, today)
        field.label_from_instance = lambda member: f"{member.user.name}, {member.get_role_display().lower()}"

    def sections(self) -> list[tuple[str, list[Any]]]:
        """The form as its page groups it."""
        return [
            ("What it is about", [self["problem_statement"]]),
            ("How it hangs together", [self[name] for name in FIVE_AREAS]),
            ("What we will do", [self["what_we_will_do"], self["adjustments"], self["adjustment_words"]]),
            ("For the young person", [self["in_plain_words"]]),
            ("Who leads, and until when", [self["lead_worker"], self["review_on"]]),
        ]


class AgreeForm(ActionForm):
    agreed_on = DayField(label="On which day was it agreed?", error_messages={"required": "Enter the day"})
    agreed_by = of_list(
        "who_agreed", "Who agreed?", required=True, error_messages={"required": "Choose who agreed"}
    )


class PartForm(ActionForm):
    """Who does what. One of the team by name, or school, family and the young person."""

    who = forms.ChoiceField(
        label="Who",
        widget=forms.RadioSelect(attrs={"class": "nhsuk-radios--small"}),
        error_messages={"required": "Choose who does it", "invalid_choice": "Choose one of the list"},
    )
    what = Line(label="What they do", missing="Enter what they do", max_length=300)
    course = forms.ModelChoiceField(
        Course.objects.none(),
        label="Under which course of support",
        empty_label="None",
        to_field_name="ref",
        required=False,
    )

    def __init__(self, *args: Any, plan: Plan, today: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        team = plan.young_person.team
        self.helpers = {one.ref: one for one in helpers_of(team, today)} if team is not None else {}
        who: Any = self.fields["who"]
        who.choices = [
            *(
                (ref, f"{one.user.name}, {one.get_role_display().lower()}")
                for ref, one in self.helpers.items()
            ),
            *IN_PARTS.items(),
        ]
        course: Any = self.fields["course"]
        course.queryset = Course.objects.filter(referral=plan.referral)
        course.label_from_instance = lambda one: name_of(one.pathway)

    def clean(self) -> dict[str, Any]:
        """`who` as the action takes it: a member, or nobody with a role."""
        cleaned = super().clean()
        chosen = cleaned.pop("who", "")
        cleaned["who"] = self.helpers.get(chosen)
        cleaned["role"] = cleaned["who"].role if cleaned["who"] else chosen
        return cleaned
