"""A rule of scope, as a team changes it for itself."""

from typing import Any

from django import forms

from trailblazer.domain import codes
from trailblazer.domain.scope import ANY_ROLE, Position, Rule
from trailblazer.referrals.forms.asking import several
from trailblazer.referrals.scoping import NOT_HELPING
from trailblazer.ui.forms import ActionForm, DayField
from trailblazer.young_people.forms.fields import Line

OLDEST = 25


class ScopeRuleForm(ActionForm):
    position = forms.TypedChoiceField(
        label="What does the rule say?",
        choices=[(position.value, position.words.capitalize()) for position in Position],
        coerce=int,
        widget=forms.RadioSelect(attrs={"class": "nhsuk-radios--small"}),
        error_messages={"required": "Choose what the rule says"},
    )
    words = Line(label="What is it about?", max_length=120, missing="Enter what the rule is about")
    because = Line(
        label="Because", max_length=300, missing="Enter the reason: it is shown with the advice",
        help_text="Shown with the advice, as a sentence without a full stop",
    )  # fmt: skip
    reasons = several("reasons", "For these reasons for asking")
    risks = several("risks", "Or for these risks")
    roles = several("staff_roles", "For these roles", "Leave empty for every role")
    age_from = forms.IntegerField(label="From age", min_value=0, max_value=OLDEST, initial=0)
    age_to = forms.IntegerField(label="To age", min_value=0, max_value=OLDEST, initial=OLDEST)
    begins_on = DayField(
        label="In force from",
        help_text="Today or later, for example 1 12 2026",
        error_messages={"required": "Enter the day it begins"},
    )

    def __init__(self, *args: Any, rule: Rule | None, **options: Any) -> None:
        options["initial"] = (options.get("initial") or {}) | (_as_typed(rule) if rule else {})
        super().__init__(*args, **options)
        roles: Any = self.fields["roles"]
        roles.choices = [
            (entry.code, entry.words) for entry in codes.load("staff_roles") if entry.code not in NOT_HELPING
        ]


def _as_typed(rule: Rule) -> dict[str, Any]:
    return {
        "position": rule.position.value,
        "words": rule.words,
        "because": rule.because,
        "reasons": sorted(rule.reasons),
        "risks": sorted(rule.risks),
        "roles": sorted(rule.roles - {ANY_ROLE}),
        "age_from": rule.age_from,
        "age_to": rule.age_to,
    }
