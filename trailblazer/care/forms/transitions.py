"""The forms of transitions and of support while waiting."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms
from django.http import QueryDict

from trailblazer.access.models import Membership
from trailblazer.care.forms.hand_overs import SMALL, member_field
from trailblazer.care.models import Transition
from trailblazer.domain import codes
from trailblazer.ui.filters import Filters
from trailblazer.ui.forms import ActionForm, DayField
from trailblazer.young_people.forms.fields import Answer, Line, YesOrNo
from trailblazer.young_people.forms.schools import SchoolSearch


class AddTransition(ActionForm):
    kind = Answer("transitions", empty="Choose", label="What changes?", missing="Choose what changes")
    due_on = DayField(label="From which day?", error_messages={"required": "Enter the day"})


class PlanTransition(ActionForm, SchoolSearch):
    """The next school, if there is one, what is planned, and who sees to it."""

    words = Line(
        label="What is planned?",
        missing="Enter what is planned",
        help_text="For example: a visit to the new school in July, and a call in the first week",
    )
    owner = member_field("Who sees to it?", ())

    def __init__(
        self, *args: Any, members: Iterable[Membership], transition: Transition, **options: Any
    ) -> None:
        first = {"words": transition.words, "owner": transition.owner.ref if transition.owner else ""}
        options["initial"] = first | (options.get("initial") or {})
        super().__init__(*args, record=transition, **options)
        fields: dict[str, Any] = self.fields
        fields["school_typed"].label = "Next school or college"
        fields["owner"] = member_field("Who sees to it?", members)
        self.order_fields(["school_typed", "school", "words", "owner"])

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        cleaned["next_school"] = cleaned.pop("school", None)
        return cleaned


class NotNeededForm(ActionForm):
    why = Line(label="Why is nothing needed?", missing="Enter why nothing is needed")


class OfferForm(ActionForm):
    """Support while waiting."""

    what = Answer(
        "while_waiting", empty="Choose", label="What was offered?", missing="Choose what was offered"
    )
    offered_on = DayField(label="On which day?", error_messages={"required": "Enter the day"})
    words = Line(label="In a sentence, if you like")
    was_taken = YesOrNo(label="Was it taken?", may_be_unknown=True)

    def __init__(self, *args: Any, today: date, **options: Any) -> None:
        options["initial"] = {"offered_on": today} | (options.get("initial") or {})
        super().__init__(*args, **options)


class TakenForm(ActionForm):
    was_taken = YesOrNo(label="Was it taken?", missing="Choose whether it was taken")
    words = Line(label="In a sentence, if you like")


class TransitionFilters(Filters):
    """What the list of transitions is narrowed by."""

    list = forms.ChoiceField(label="Which changes", widget=forms.RadioSelect(attrs=SMALL))
    q = forms.CharField(label="Name", max_length=100, widget=forms.TextInput(attrs={"type": "search"}))
    kind = forms.ChoiceField(label="What changes")
    owner = forms.ModelChoiceField(
        Membership.objects.none(), label="Who sees to it", empty_label="Anyone", to_field_name="ref"
    )

    def __init__(self, query: QueryDict, *, lists: dict[str, str], members: Any) -> None:
        asked = query.copy()
        asked.setdefault("list", "open")
        super().__init__(asked)
        fields: dict[str, Any] = self.fields
        fields["list"].choices = [*lists.items()]
        fields["kind"].choices = [("", "All"), *codes.load("transitions").choices()]
        fields["owner"].queryset = members
