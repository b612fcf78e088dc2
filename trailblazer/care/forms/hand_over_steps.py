"""What was heard of a hand-over, how it ends, the answer of a team of ours, and what the list is narrowed by."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms
from django.http import QueryDict

from trailblazer.access.models import Membership
from trailblazer.care.forms.hand_overs import SMALL, member_field
from trailblazer.care.models import HandOver, HandOverStep
from trailblazer.domain import hand_overs as rules
from trailblazer.domain.hand_overs import CAME_BACK, NEXT, Kind, State
from trailblazer.ui.environment import day
from trailblazer.ui.filters import Filters
from trailblazer.ui.forms import ActionForm, DayField
from trailblazer.young_people.forms.fields import Line


class StepForm(ActionForm):
    """What was heard. The states are those that may follow; what came back needs a next step."""

    state = forms.ChoiceField(
        label="What did you hear?",
        widget=forms.RadioSelect(attrs=SMALL),
        error_messages={"required": "Choose what you heard"},
    )
    happened_on = DayField(label="On which day?", error_messages={"required": "Enter the day"})
    words = Line(label="In a sentence", help_text="Who told you, and what they said")
    next_step = Line(
        label="If they come back: what happens next?",
        max_length=200,
        help_text="For example: ring the family, and decide with the supervisor",
    )
    owner = member_field("Who sees to it?", ())
    follow_up_on = DayField(label="When is it looked at again?", required=False)

    def __init__(
        self,
        *args: Any,
        hand_over: HandOver,
        members: Iterable[Membership],
        today: date,
        instead_of: HandOverStep | None = None,
        **options: Any,
    ) -> None:
        owner = hand_over.owner.ref if hand_over.owner else ""
        usual = max(today, rules.follow_up().on(Kind(hand_over.kind), today))
        first = {"happened_on": today, "owner": owner, "follow_up_on": usual}
        options["initial"] = first | (options.get("initial") or {})
        super().__init__(*args, record=hand_over, **options)
        fields: dict[str, Any] = self.fields
        fields["owner"] = member_field("Who sees to it?", members)
        fields["state"].choices = _states(hand_over, instead_of)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if cleaned.get("state") in CAME_BACK and not cleaned.get("next_step"):
            self.add_error("next_step", "Enter what happens next: they have come back to us")
        return cleaned


def _states(hand_over: HandOver, instead_of: HandOverStep | None) -> list[tuple[str, str]]:
    """What may follow, in the order of the states; for a correction, everything."""
    now = State(hand_over.state)
    may = frozenset(State) if instead_of is not None else NEXT[now]
    words = dict(HandOver.State.choices)
    same = f"Asked again. Still so: {words[now].lower()}"
    return [
        (state.value, same if state is now and instead_of is None else words[state.value])
        for state in State
        if state in may
    ]


class SettleForm(ActionForm):
    why = Line(
        label="Why is nothing more owed?",
        missing="Enter why nothing more is owed",
        help_text="For example: the family does not want it any more, and has help elsewhere",
    )


class AcceptForm(ActionForm):
    """A named person, and whether they move now or on the day the change is due."""

    who = member_field("Who has them from now on?", ())
    moves = forms.ChoiceField(
        label="When do they come to your team?", widget=forms.RadioSelect(attrs=SMALL), required=False
    )
    words = Line(label="A word to the other team, if you like")

    def __init__(
        self,
        *args: Any,
        hand_over: HandOver,
        members: Iterable[Membership],
        due_on: date | None,
        today: date,
        **options: Any,
    ) -> None:
        super().__init__(*args, record=hand_over, **options)
        fields: dict[str, Any] = self.fields
        fields["who"] = member_field("Who has them from now on?", members)
        fields["who"].choices = [("", "Choose"), *fields["who"].choices]
        fields["who"].required = True
        fields["who"].error_messages["required"] = "Choose who has them from now on"
        self.due_on = due_on if due_on is not None and due_on > today else None
        if self.due_on is None:
            del fields["moves"]
        else:
            fields["moves"].choices = [("then", f"On {day(self.due_on)}, when it is due"), ("now", "Now")]
            fields["moves"].initial = "then"

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        moves = cleaned.pop("moves", "now")
        cleaned["moves_on"] = None if moves == "now" else self.due_on
        return cleaned


class DeclineForm(ActionForm):
    why = Line(
        label="Why not?",
        missing="Enter why, so that the other team knows what to do",
        help_text="It goes back to whoever handed over, with your reason",
    )


class HandOverFilters(Filters):
    """What the list of hand-overs is narrowed by."""

    list = forms.ChoiceField(label="Which hand-overs", widget=forms.RadioSelect(attrs=SMALL))
    q = forms.CharField(
        label="Name or service", max_length=100, widget=forms.TextInput(attrs={"type": "search"})
    )
    kind = forms.ChoiceField(label="What kind", choices=[("", "All"), *HandOver.Kind.choices])
    state = forms.ChoiceField(label="Where it is", choices=[("", "All"), *HandOver.State.choices])
    owner = forms.ModelChoiceField(
        Membership.objects.none(), label="Who follows it", empty_label="Anyone", to_field_name="ref"
    )

    def __init__(self, query: QueryDict, *, lists: dict[str, str], members: Any) -> None:
        asked = query.copy()
        asked.setdefault("list", "open")  # without an answer, all that are open are shown, and said to be
        super().__init__(asked)
        fields: dict[str, Any] = self.fields
        fields["list"].choices = [*lists.items()]
        fields["owner"].queryset = members
