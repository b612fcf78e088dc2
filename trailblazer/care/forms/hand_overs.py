"""The form of a hand-over: what is done, to whom, why, with whose agreement, and who follows it."""

import json
from collections.abc import Iterable
from datetime import date
from hashlib import sha256
from typing import Any

from django import forms

from trailblazer.access.models import Membership, Organisation
from trailblazer.care.hand_over_letter import who_agreed
from trailblazer.domain import hand_overs as rules
from trailblazer.domain.hand_overs import Kind
from trailblazer.ui.environment import day
from trailblazer.ui.forms import ActionForm, DayField
from trailblazer.young_people.consents import who_agrees
from trailblazer.young_people.forms.fields import Answer, Line, Words, email_field
from trailblazer.young_people.models import Competence, Consent, YoungPerson

LONGEST = 5_000
NOBODY, YOUNG_PERSON = "nobody", "young_person"
SMALL = {"class": "nhsuk-radios--small"}
NOT_TO_OUR_TEAM = ("to_name", "email", "address", "has_gone_already")
KINDS = {
    Kind.SIGNPOST: ("Show them the way", "They go there themselves. Nothing is sent to the service"),
    Kind.SERVICE: ("Hand over to another service", "For example counselling, early help, a GP or a charity"),
    Kind.SPECIALIST: ("Hand over to a specialist NHS service", "It starts a clock of its own, beside ours"),
}


def member_field(label: str, members: Iterable[Membership]) -> forms.TypedChoiceField:
    """One of some members, by their references."""
    known = {member.ref: member for member in members}
    return forms.TypedChoiceField(
        label=label,
        choices=[(ref, f"{one.user.name}, {one.get_role_display().lower()}") for ref, one in known.items()],
        coerce=lambda ref: known[ref],
        empty_value=None,
        required=False,
    )


class HandOverForm(ActionForm):
    """What is handed over, to whom, why, with whose agreement. Sent only once the letter was read (`mark`)."""

    kind = forms.ChoiceField(
        label="What do you do?",
        widget=forms.RadioSelect(attrs=SMALL),
        choices=[(kind.value, words) for kind, (words, _) in KINDS.items()],
        error_messages={"required": "Choose what you do"},
    )
    to_name = Line(label="Which service?", max_length=120, missing="Enter which service")
    email = email_field(help_text="The letter goes there. Without one it is printed")
    address = Line(label="Postal address of the service, if it has no email", max_length=200)
    reason = Answer("hand_over_reasons", empty="Choose", label="Why?", missing="Choose why")
    words = Words(
        label="What they need to know",
        max_length=LONGEST,
        missing="Enter what they need to know",
        help_text="Only what they need. You read the whole letter before it goes",
        widget=forms.Textarea(attrs={"rows": 6}),
    )
    agreed = forms.ChoiceField(
        label="Who agreed that they are told?", widget=forms.RadioSelect(attrs=SMALL), required=False
    )
    without_consent_reason = Line(label="If nobody: why is it sent without?", max_length=300)
    names_no_family = forms.BooleanField(label="Name no parent and no home in the letter", required=False)
    owner = member_field("Who follows it?", ())
    sent_on = DayField(label="On which day?", error_messages={"required": "Enter the day"})
    follow_up_on = DayField(label="When do you ask how it is getting on?", required=False)
    has_gone_already = forms.BooleanField(
        label="It has gone another way already: send nothing from here", required=False
    )
    shown_for = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(
        self,
        *args: Any,
        person: YoungPerson,
        members: Iterable[Membership],
        by: Membership,
        today: date,
        kind: str = "",
        to_team: Organisation | None = None,
        **options: Any,
    ) -> None:
        """`kind` is fixed for a transition; so is where it goes, to a team of ours."""
        options["initial"] = {"sent_on": today, "owner": by.ref} | (options.get("initial") or {})
        super().__init__(*args, **options)
        self.person, self.fixed_kind, self.to_team, self.today = person, kind, to_team, today
        fields: dict[str, Any] = self.fields
        fields["kind"].hints = {one.value: hint for one, (_, hint) in KINDS.items()}
        fields["owner"] = member_field("Who follows it?", members)
        self.carers = {carer.ref: carer for carer in person.carers.all() if carer.may_decide}
        self.consent = _standing_consent(person)
        fields["agreed"].choices = self._who_may_agree()
        fields["agreed"].help_text = self._who_is_asked()
        fields["follow_up_on"].help_text = _usual_day(kind)
        for name in (*(("kind",) if kind else ()), *(NOT_TO_OUR_TEAM if to_team is not None else ())):
            del fields[name]

    def _who_may_agree(self) -> list[tuple[str, str]]:
        said = []
        if self.consent is not None:
            note = f": {self.consent.note}" if self.consent.note else ""
            who = f"{who_agreed(self.consent)} agreed on {day(self.consent.happened_on)}{note}"
            said.append((self.consent.ref, who))
        if who_agrees(self.person, self.today, Competence.SERVICE_TOLD) == Consent.YOUNG_PERSON:
            said.append((YOUNG_PERSON, f"{self.person.called} agrees now"))
        said += [(ref, f"{carer.name} agrees now") for ref, carer in self.carers.items()]
        return [*said, (NOBODY, "Nobody: it is sent without, for the reason below")]

    def _who_is_asked(self) -> str:
        """Why somebody cannot be chosen, and what to do about it."""
        if who_agrees(self.person, self.today, Competence.SERVICE_TOLD) == Consent.YOUNG_PERSON:
            return ""
        nobody = "" if self.carers else ". No parent or carer has the right to decide on the record"
        return f"At this age a parent or carer with the right to decide agrees{nobody}"

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        kind = cleaned.get("kind", self.fixed_kind)
        agreed = cleaned.get("agreed", "")
        if kind != Kind.SIGNPOST:
            if not agreed:
                self.add_error("agreed", "Choose who agreed that they are told")
            elif agreed == NOBODY and not cleaned.get("without_consent_reason"):
                self.add_error("without_consent_reason", "Enter why it is sent without agreement")
        if cleaned.get("email") and cleaned.get("address"):
            self.add_error("address", "Enter the email or the postal address, not both")
        return cleaned

    @property
    def agreed_by(self) -> Any:
        """A consent, a carer, the young person; None for nobody."""
        agreed = self.cleaned_data.get("agreed", "")
        if self.consent is not None and agreed == self.consent.ref:
            return self.consent
        return {YOUNG_PERSON: YOUNG_PERSON, **self.carers}.get(agreed)

    @property
    def agreed_now_by(self) -> str:
        """The name of whoever agrees now, for the letter."""
        agreed = self.agreed_by
        if agreed is None or isinstance(agreed, Consent):
            return ""
        return self.person.called if agreed == YOUNG_PERSON else str(agreed.name)

    @property
    def values(self) -> dict[str, Any]:
        """What the action takes, but for the key of the form."""
        cleaned = self.cleaned_data
        same = ("reason", "words", "sent_on", "owner")
        return {
            **{name: cleaned[name] for name in same},
            "kind": cleaned.get("kind", self.fixed_kind),
            "to_name": self.to_team.name if self.to_team else cleaned.get("to_name", ""),
            "to_team": self.to_team,
            "to_contact": cleaned.get("email") or cleaned.get("address", ""),
            "follow_up_on": cleaned.get("follow_up_on"),
            "has_gone_already": cleaned.get("has_gone_already", False),
            "names_no_family": cleaned.get("names_no_family", False),
            "without_consent_reason": cleaned.get("without_consent_reason", "")
            if cleaned.get("agreed") == NOBODY
            else "",
        }

    def mark_of(self, letter: str) -> str:
        """A mark of the letter that was shown, and of where it goes. Anything else is shown again before it is sent."""
        said = {name: str(getattr(value, "pk", value)) for name, value in self.values.items()}
        words = json.dumps([letter, said, str(self.cleaned_data.get("agreed"))], sort_keys=True)
        return sha256(words.encode()).hexdigest()[:16]


def _usual_day(kind: str) -> str:
    days = rules.follow_up().days
    if kind:
        return f"Usually {days[Kind(kind)]} days from now. Leave it empty for that"
    words = f"Usually {days[Kind.SERVICE]} days from now, or {days[Kind.SIGNPOST]} where you show the way"
    return f"{words}. Leave it empty for that"


def _standing_consent(person: YoungPerson) -> Consent | None:
    """The newest answer about telling other services, where it was a yes."""
    found = person.consents.filter(purpose="tell_service").select_related("carer", "young_person")
    newest = found.order_by("-happened_on", "-pk").first()
    return newest if newest is not None and newest.answer == Consent.Answer.GIVEN else None
