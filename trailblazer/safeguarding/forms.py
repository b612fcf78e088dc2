"""The forms of risk and concerns. Risk is never filled in for anyone: each begins empty."""

from datetime import date, timedelta
from typing import Any

from django import forms

from trailblazer.care.forms.times import TimeField
from trailblazer.domain import codes
from trailblazer.domain.contacts import NotATime, moment
from trailblazer.domain.risk import LOOK_AGAIN_WITHIN, Level
from trailblazer.safeguarding.models import Decision, RiskAssessment
from trailblazer.ui.forms import ActionForm, DayField
from trailblazer.young_people.forms.fields import LONGEST_REASON, Line, Words

LONGEST = 10_000
# Whoever tells a concern that stands as not shared may only have asked for advice.
TELLING = [
    (Decision.SHARE.value, "Share it: they know whom it is about"),
    (Decision.NOT_SHARE.value, "Still not share it: I asked for advice and named nobody"),
]


def several(code_list: str, label: str, hint: str = "") -> forms.MultipleChoiceField:
    return forms.MultipleChoiceField(
        label=label,
        help_text=hint,
        required=False,
        choices=[(code.code, code.words) for code in codes.load(code_list)],
        widget=forms.CheckboxSelectMultiple(attrs={"class": "nhsuk-checkboxes--small"}),
    )


def text(label: str, hint: str = "", *, missing: str = "", rows: int = 3) -> Words:
    return Words(
        label=label,
        help_text=hint,
        missing=missing,
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": rows}),
    )


def shared_or_not(label: str, choices: list[tuple[str, str]]) -> forms.ChoiceField:
    return forms.ChoiceField(
        label=label,
        choices=choices,
        widget=forms.RadioSelect(attrs={"class": "nhsuk-radios--small"}),
        error_messages={"required": "Choose whether it is shared"},
    )


def why() -> Words:
    return Words(
        label="Why, or why not?",
        missing="Enter why it is shared, or why not",
        max_length=LONGEST_REASON,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class RiskForm(ActionForm):
    """How safe somebody is today."""

    told_on = DayField(
        label="On which day were you told, or did you look?", error_messages={"required": "Enter the day"}
    )
    level = forms.ChoiceField(
        label="How much risk is there, as you judge it?",
        choices=RiskAssessment.Level.choices,
        widget=forms.RadioSelect(attrs={"class": "nhsuk-radios--small"}),
        error_messages={"required": "Choose how much risk there is"},
    )
    risks = several("risks", "What is it about?")
    headline = Line(
        label="What must everybody in the team see first?",
        help_text="Shown on every page of this young person. For example: thoughts of self-harm, no acts known",
        max_length=120,
        required=False,
    )
    what = text("What was seen and said", missing="Enter what was seen and said", rows=5)
    keeps_safe = text("What keeps them safe")
    lead_knows = forms.BooleanField(label="The school’s designated safeguarding lead knows", required=False)
    review_on = DayField(label="When is it looked at again?", required=False)

    def __init__(self, *args: Any, today: date, **options: Any) -> None:
        super().__init__(*args, **options)
        self.initial.setdefault("told_on", today)
        days = {level.value: days for level, days in LOOK_AGAIN_WITHIN.items()}
        self.fields["review_on"].help_text = (
            f"At the latest in {days['high']} days where it is high, {days['medium']} where it is medium, "
            f"{days['low']} where it is low. Not needed where no risk is known"
        )
        self.proposed = today + timedelta(days=LOOK_AGAIN_WITHIN[Level.HIGH])


class SafetyPlanForm(ActionForm):
    """In the young person's own words."""

    warning_signs = text("How I know that it is getting bad")
    what_i_can_do = text("What I can do by myself")
    people_and_places = text("People and places that take my mind off it")
    who_to_ask = text("Who I ask for help, and how", "With numbers. In danger: 999. Shout: text 85258")
    making_it_safe = text("How we make home and school safer")
    agreed_with = several("who_agreed", "Who agreed to it?")
    agreed_on = DayField(label="On which day was it agreed?", required=False)
    review_on = DayField(label="When do we look at it together again?", required=False)


class ConcernForm(ActionForm):
    """What was seen and said, and the decision."""

    seen_on = DayField(
        label="On which day did you see or hear it?", error_messages={"required": "Enter the day"}
    )
    seen_and_said = text(
        "What was seen, and what was said",
        "Their own words where you can. Facts first, then what you think",
        missing="Enter what was seen and said",
        rows=6,
    )
    kinds = several("concerns", "What may it be about?")
    decision = shared_or_not("Do you share it?", Decision.choices)
    reason = why()
    tell_lead = forms.BooleanField(
        label="If it is shared, also send the school’s safeguarding lead a message that asks them to ring. "
        "It names nobody",
        initial=True,
        required=False,
    )

    def __init__(self, *args: Any, today: date, has_route: bool, **options: Any) -> None:
        super().__init__(*args, **options)
        self.initial.setdefault("seen_on", today)
        if not has_route:
            del self.fields["tell_lead"]


class TellForm(ActionForm):
    whom = forms.ChoiceField(
        label="Whom did you tell?",
        choices=[(code.code, code.words) for code in codes.load("told_whom")],
        widget=forms.RadioSelect(attrs={"class": "nhsuk-radios--small"}),
        error_messages={"required": "Choose whom you told"},
    )
    name = Line(label="Their name", required=False, max_length=100)
    how = forms.ChoiceField(
        label="How?",
        choices=[(code.code, code.words) for code in codes.load("told_how")],
        widget=forms.RadioSelect(attrs={"class": "nhsuk-radios--small"}),
        error_messages={"required": "Choose how"},
    )
    told_on = DayField(
        label="On which day?", error_messages={"required": "Enter the day on which you told them"}
    )
    told_time = TimeField(label="At what time?", missing="Enter the time, for example 2:15pm")
    receipt = Line(
        label="What did they say they will do?",
        help_text="Leave empty where nobody has confirmed it yet. The alert stays open until the safeguarding "
        "lead, social care, the police or the crisis team has",
        required=False,
        max_length=300,
    )

    def __init__(self, *args: Any, today: date, is_shared: bool, **options: Any) -> None:
        super().__init__(*args, **options)
        self.initial.setdefault("told_on", today)
        if not is_shared:
            self.fields |= {"decision": shared_or_not("What is the decision now?", TELLING), "reason": why()}
            self.order_fields(["decision", "reason"])

    def clean(self) -> dict[str, Any]:
        """One moment, as the action takes it."""
        cleaned = super().clean()
        day, at = cleaned.pop("told_on", None), cleaned.pop("told_time", None)
        if day is not None and at is not None:
            try:
                cleaned["told_at"] = moment(day, at)
            except NotATime as reason:
                self.add_error("told_time", str(reason))
        return cleaned


class DecideForm(ActionForm):
    """The decision about a concern, taken again."""

    decision = shared_or_not("Do you share it now?", Decision.choices)
    reason = why()


class ReceiptForm(ActionForm):
    words = Line(label="What did they say?", missing="Enter what they said", max_length=300)


class CloseConcern(ActionForm):
    words = Line(label="Why is nothing more owed?", missing="Enter why nothing more is owed", max_length=300)


class RouteForm(ActionForm):
    """Whom a concern reaches at a school."""

    lead_name = Line(label="Designated safeguarding lead", missing="Enter their name", max_length=100)
    lead_telephone = Line(label="Telephone", missing="Enter the number to ring first", max_length=40)
    lead_email = forms.EmailField(
        label="Email",
        required=False,
        error_messages={"invalid": "Enter an email address in the correct format, like name@example.org"},
    )
    deputy = Line(label="Deputy, with number", required=False, max_length=200)
    how = Line(
        label="How the school wants to be told",
        help_text="For example: ring first, then the form of their own system",
        required=False,
        max_length=300,
    )
