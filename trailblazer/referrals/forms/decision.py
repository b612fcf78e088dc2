"""The form of a decision: the choice, what it needs beneath it, the reason, and the answer once it was shown."""

import json
from collections.abc import Callable, Mapping
from datetime import date, timedelta
from hashlib import sha256
from typing import Any

from django import forms
from django.db.models import Q
from django.forms.boundfield import BoundField

from trailblazer.access.doors import visible
from trailblazer.access.models import Membership
from trailblazer.domain import codes
from trailblazer.domain.scope import is_override
from trailblazer.referrals.actions.deciding import LONGEST_ANSWER
from trailblazer.referrals.answering import default_due
from trailblazer.referrals.models import Referral
from trailblazer.referrals.outcomes import MISSING, OUTCOMES, Outcome
from trailblazer.referrals.scoping import FIRST_ROLE, advice_for, roles_of
from trailblazer.ui.environment import day
from trailblazer.ui.forms import ActionForm, DayField

LOOK_AGAIN_IN = timedelta(weeks=2)
LONGEST = 5_000
MOST_LIKE = 50
WITHOUT_SENDING = "save"


def _one_of(label: str, records: Mapping[str, tuple[Any, str]]) -> forms.TypedChoiceField:
    """One of some records, by their references, each with its words. Asked several times, read once."""
    choices = [("", "Choose"), *((ref, words) for ref, (_, words) in records.items())]
    return forms.TypedChoiceField(
        label=label,
        choices=choices,
        coerce=lambda ref: records[ref][0],
        empty_value=None,
        required=False,
    )


def _long(label: str, hint: str = "", rows: int = 3) -> forms.CharField:
    box = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(label=label, help_text=hint, max_length=LONGEST, widget=box, required=False)


def _codes(label: str, code_list: str, today: date) -> forms.ChoiceField:
    choices = [("", "Choose"), *codes.load(code_list).choices(today)]
    return forms.ChoiceField(label=label, choices=choices, required=False)


def colleagues_of(referral: Referral) -> dict[str, tuple[Membership, str]]:
    """The people of the team that holds the request, by name, each with their role."""
    members = Membership.objects.filter(organisation=referral.team_id, ended_on=None, user__is_active=True)
    return {
        member.ref: (member, f"{member.user.name}, {member.get_role_display().lower()}")
        for member in members.select_related("user", "organisation").order_by("user__name")
    }


def like(referral: Referral, by: Membership) -> dict[str, tuple[Referral, str]]:
    """Other requests that may be for the same person: the same record, number, birthday or last name."""
    same = Q(born_on=referral.born_on) if referral.born_on else Q(pk=None)
    if referral.young_person_id:
        same |= Q(young_person=referral.young_person_id)
    if referral.nhs_number:
        same |= Q(nhs_number=referral.nhs_number)
    if referral.last_name:
        same |= Q(last_name__iexact=referral.last_name)
    others = visible(Referral, by).filter(same).exclude(pk=referral.pk)
    newest = others.select_related("young_person").order_by("-received_on")[:MOST_LIKE]
    return {other.ref: (other, f"{other.name}, received {day(other.received_on)}") for other in newest}


class DecisionForm(ActionForm):
    """One choice of outcome. Its questions are fields named `outcome-question`; the others' do not count."""

    outcome = forms.ChoiceField(
        label="What happens next?",
        choices=[(code, outcome.choice) for code, outcome in OUTCOMES.items()],
        widget=forms.RadioSelect(attrs={"class": "nhsuk-radios--small"}),
        error_messages={"required": "Choose what happens next"},
    )
    reason = _long(
        "Reason",
        "Needed if you choose something other than the advice. Kept with the decision.",
    )
    answer = forms.CharField(
        label="The answer, exactly as it will be sent",
        max_length=LONGEST_ANSWER,
        widget=forms.Textarea(attrs={"rows": 16}),
        required=False,
    )
    shown_for = forms.CharField(widget=forms.HiddenInput, required=False)
    then = forms.CharField(required=False)  # which button was used

    def __init__(self, *args: Any, referral: Referral, by: Membership, today: date, **options: Any) -> None:
        super().__init__(*args, record=referral, **options)
        self.referral, self.today = referral, today
        make = _questions(referral, by, today)
        for outcome in OUTCOMES.values():
            for name in outcome.asks:
                self.fields[f"{outcome.code}-{name}"] = make[name](outcome)

    def questions_of(self, code: str) -> list[BoundField]:
        """The fields that this outcome opens beneath it."""
        return [self[f"{code}-{name}"] for name in OUTCOMES[code].asks]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        code = cleaned.get("outcome", "")
        self._forget_other_outcomes(code)
        if code in OUTCOMES:
            values = self.values
            for name in OUTCOMES[code].needs:
                if not values.get(name) and f"{code}-{name}" not in self.errors:
                    self.add_error(f"{code}-{name}", MISSING[name])
            self._check_reason(code, values)
            if self.was_shown and self.sends and not cleaned.get("answer", "").strip():
                self.add_error("answer", "Enter the answer")
        return cleaned

    def _check_reason(self, code: str, values: dict[str, Any]) -> None:
        advice = advice_for(self.referral, values.get("role") or FIRST_ROLE, self.today)
        if is_override(advice, code) and not self.cleaned_data.get("reason", "").strip():
            self.add_error("reason", "Enter your reason: you chose something other than the advice")

    def _forget_other_outcomes(self, code: str) -> None:
        """What is wrong under a choice that was not taken does not matter."""
        for name in [name for name in self.errors if "-" in name and not name.startswith(f"{code}-")]:
            del self.errors[name]

    @property
    def outcome_chosen(self) -> Outcome:
        return OUTCOMES[self.cleaned_data["outcome"]]

    @property
    def values(self) -> dict[str, Any]:
        """What the chosen outcome was told, by the names the action knows."""
        prefix = f"{self.cleaned_data.get('outcome', '')}-"
        found = {
            name.removeprefix(prefix): v for name, v in self.cleaned_data.items() if name.startswith(prefix)
        }
        return {name: value for name, value in found.items() if value not in (None, "")}

    @property
    def mark(self) -> str:
        """A mark of the choice and what it was told: the answer shown was proposed for these."""
        said = {name: str(getattr(value, "pk", value)) for name, value in self.values.items()}
        words = json.dumps([self.cleaned_data.get("outcome"), said], sort_keys=True)
        return sha256(words.encode()).hexdigest()[:16]

    @property
    def sends(self) -> bool:
        """Whether the answer goes with it, or the decision is only saved."""
        return self.cleaned_data.get("then") != WITHOUT_SENDING

    @property
    def was_shown(self) -> bool:
        """Whether the answer on the screen was written for what is chosen now."""
        return self.cleaned_data.get("shown_for") == self.mark

    def show(self, words: str) -> None:
        """Put these words on the page as the answer to be read, changed and sent."""
        self._set(answer=words, shown_for=self.mark)

    def _set(self, **values: Any) -> None:
        data = self.data.copy()  # type: ignore[attr-defined]
        for name, value in values.items():
            data[name] = value
        self.data = data

    def take_version(self, version: int) -> None:
        """From here on the form stands on this version: whoever sends it has seen what changed."""
        self._set(version=version)


Make = Callable[[Outcome], forms.Field]


def _questions(referral: Referral, by: Membership, today: date) -> dict[str, Make]:
    """How each question is asked, for each outcome that asks it."""
    roles = codes.load("staff_roles")
    helping = [("", "Choose"), *((code, roles.words(code)) for code in roles_of(referral.team_id, today))]
    colleagues, others = colleagues_of(referral), like(referral, by)
    due = default_due(today)
    return {
        "role": lambda o: forms.ChoiceField(label="Who will help?", choices=helping, required=False),
        "owner": lambda o: _one_of("Named owner", colleagues),
        "next_step": lambda o: forms.CharField(
            label="What happens first?", max_length=200, required=False, initial="First contact"
        ),
        "next_step_due_on": lambda o: DayField(label="By when?", required=False, initial=due),
        "question": lambda o: _long("What do you need to know?"),
        "advice_given": lambda o: _long(
            "Advice, with named next steps" if o.needs == ("advice_given",) else "What to try meanwhile",
            rows=4,
        ),
        "service": lambda o: _long(_SERVICE[o.code], "Its name, and how to reach it", rows=2),
        "destination": lambda o: _codes("Where will they be helped meanwhile?", "destinations", today),
        "who_was_asked": lambda o: _long("Who else was asked, and what did they say?", rows=2),
        "look_again_on": lambda o: DayField(
            label="Look again on" if o.code == "missing_middle" else "Ask whether they have met on",
            required=False,
            initial=today + LOOK_AGAIN_IN,
        ),
        "duplicate_of": lambda o: _one_of("Which request does it repeat?", others),
        "declined_reason": lambda o: _codes("Why not?", "declined_reasons", today),
    }


_SERVICE = {
    "signposted": "What fits better?",
    "referred_on": "Which service?",
    "declined": "Who can help instead?",
}
