"""A request in steps, for a school's lead and for staff who enter one that came another way."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from trailblazer.access.models import Membership
from trailblazer.access.today import today
from trailblazer.domain import codes, identity
from trailblazer.domain.year_groups import YEAR_GROUPS
from trailblazer.places.models import School
from trailblazer.referrals.checks import LONGEST
from trailblazer.referrals.forms.filters import schools_of
from trailblazer.ui.forms import ActionForm, DayField
from trailblazer.young_people.forms.fields import (
    Answer,
    Checked,
    Line,
    Words,
    YesOrNo,
    email_field,
    name_field,
    telephone_field,
)

MORE_YEARS = ("College or training", "Not at school or college")
SMALL_BOXES = {"class": "nhsuk-checkboxes--small tb-two"}
SMALL_RADIOS = {"class": "nhsuk-radios--small nhsuk-radios--inline"}
SAID = [("given", "Agreed"), ("refused", "Said no"), ("not_asked", "Not asked")]
NOT_A_SCHOOL = ("school_lead", "teacher", "young_person", "parent")


def several(code_list: str, label: str, hint: str = "", missing: str = "") -> forms.MultipleChoiceField:
    """As many of a code list as fit."""
    return forms.MultipleChoiceField(
        label=label,
        help_text=hint,
        choices=codes.load(code_list).choices(),
        widget=forms.CheckboxSelectMultiple(attrs=SMALL_BOXES),
        required=bool(missing),
        error_messages={"required": missing, "invalid_choice": "Choose from the list"},
    )


def long(label: str, hint: str = "", missing: str = "", rows: int = 4) -> Words:
    box = forms.Textarea(attrs={"rows": rows})
    return Words(label=label, help_text=hint, missing=missing, max_length=LONGEST, widget=box)


def said(label: str, hint: str = "", missing: str = "") -> forms.ChoiceField:
    """Agreed, said no, or not asked: nobody asked is neither a yes nor a no."""
    return forms.ChoiceField(
        label=label,
        help_text=hint,
        choices=SAID,
        widget=forms.RadioSelect(attrs=SMALL_RADIOS),
        error_messages={"required": missing, "invalid_choice": "Choose one of the answers"},
    )


class StepForm(ActionForm):
    """One step of a request. `given` are its answers by the names that the action takes."""

    def __init__(self, *args: Any, member: Membership, **options: Any) -> None:
        super().__init__(*args, **options)
        self.member = member

    def given(self) -> dict[str, Any]:
        kept = ("submission_key", "version")
        return {name: value for name, value in self.cleaned_data.items() if name not in kept}


class WhoForm(StepForm):
    """Whom the request is for."""

    first_name = name_field("First name", "first name", missing="Enter the first name")
    last_name = name_field("Last name", "last name", missing="Enter the last name")
    known_as = name_field("Likes to be called, if different", "name")
    born_on = DayField(
        label="Date of birth",
        help_text="For example 3 5 2015",
        error_messages={"required": "Enter the date of birth"},
    )
    year_group = forms.ChoiceField(
        label="School year",
        choices=[("", "Not known"), *((year, year) for year in (*YEAR_GROUPS, *MORE_YEARS))],
        required=False,
    )
    nhs_number = Checked(
        identity.nhs_number,
        label="NHS number, if you know it",
        help_text="10 digits, for example 999 000 0018",
        widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "nhsuk-input--width-10"}),
    )
    postcode = Checked(
        identity.postcode,
        label="Home postcode, if you know it",
        widget=forms.TextInput(attrs={"class": "nhsuk-input--width-10"}),
    )
    has_send = YesOrNo(may_be_unknown=True, label="Special educational needs or a disability?")

    def clean_born_on(self) -> Any:
        try:
            return identity.birth_date(self.cleaned_data["born_on"], today())
        except identity.NotValid as reason:
            raise ValidationError(str(reason)) from None


class NeedForm(StepForm):
    """What the worry is, and how long it has lasted."""

    main_reason = Answer(
        "reasons", empty="Choose", label="What is it mainly about?", missing="Choose the main reason"
    )
    other_reasons = several("reasons", "What else is part of it?")
    worry = long(
        "What worries you?",
        "What you see, since when, and what it stops them from doing",
        missing="Enter what worries you",
    )
    own_words = long("In their own words, if they said so", rows=2)
    how_long = Answer(
        "how_long", empty="Choose", label="How long has it lasted?", missing="Choose how long it has lasted"
    )

    def given(self) -> dict[str, Any]:
        """The reasons as one list, the main one first."""
        given = super().given()
        main = given.pop("main_reason")
        others = [code for code in given.pop("other_reasons") if code != main]
        return given | {"reasons": [main, *others]}


class AroundForm(StepForm):
    """What stands around the worry: what was tried, who helps, whether school is at risk or anyone is not safe."""

    tried = long("What has been tried, and did it help?", rows=3)
    already_helping = several("already_helping", "Who already helps?")
    school_at_risk = several(
        "school_at_risk", "Is their place in school at risk?", "Leave empty if it is not"
    )
    risks = several(
        "risks", "Has anyone named one of these?", "A supervisor is told at once. Leave empty if nobody has"
    )
    risk_words = long(
        "What was said about it?", "Only if someone is not safe or may not be. Leave empty otherwise", rows=2
    )


class AgreedForm(StepForm):
    """What was agreed by whom, whom to ring, and what they would like."""

    help = said(
        "Help from the team",
        "By a parent or carer, or by the young person from 16 or where they can decide for themselves",
        missing="Choose whether they agreed to help from the team",
    )
    tell_school = said(
        "That we tell school where this is and what happens next",
        missing="Choose whether they agreed that we tell school",
    )
    tell_gp = said("That we tell the GP", missing="Choose whether they agreed that we tell the GP")
    education = said(
        "That school and team look at attendance and learning beside the help",
        "To see together whether school goes better. They can take it back at any time",
        missing="Choose whether they agreed that school and team look at attendance and learning",
    )
    carer_name = name_field("Parent or carer to ring", "name")
    carer_relationship = Answer("relationships", empty="Not known", label="Who they are to the child")
    carer_telephone = telephone_field()
    carer_email = email_field()
    hopes = long("What do they hope for?", rows=2)
    where = several("wish_where", "Where would they like to meet?")
    when = several("wish_when", "When?")
    how = Line(
        label="Anything that would make it easier", max_length=200, help_text="For example an interpreter"
    )

    CONSENTS = ("help", "tell_school", "tell_gp", "education")
    WISHES = ("where", "when", "how")

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if cleaned.get("help") == "refused":
            self.add_error(
                "help",
                "They said no to help from the team, so we cannot take this request. Ask us for advice instead",
            )
        if cleaned.get("tell_school") == "refused" and cleaned.get("education") == "given":
            self.add_error(
                "education",
                "They said no to telling school, so school and team cannot look at attendance together. "
                "Choose “Said no” or “Not asked”",
            )
        return cleaned

    def given(self) -> dict[str, Any]:
        given = super().given()
        consents = {purpose: given.pop(purpose) for purpose in self.CONSENTS}
        wishes = {wish: value for wish in self.WISHES if (value := given.pop(wish))}
        return given | {"consents": consents, "wishes": wishes}


class HowItCameForm(StepForm):
    """How a request came that nobody typed in: by telephone, on paper, from a GP."""

    source = Answer("source_of_request", empty="Choose", label="Who asks?", missing="Choose who asks")
    route = forms.ChoiceField(
        label="How did it come?",
        choices=[choice for choice in codes.load("routes_received").choices() if choice[0] != "online"],
        widget=forms.RadioSelect(attrs={"class": "nhsuk-radios--small"}),
        error_messages={"required": "Choose how it came"},
    )
    received_on = DayField(
        label="When did it come?",
        help_text="The clock runs from this day. For example 24 11 2026",
        error_messages={"required": "Enter the day it came"},
    )
    school: forms.Field = forms.ModelChoiceField(
        School.objects.none(),
        label="School",
        required=False,
        empty_label="Not at a school we serve",
        to_field_name="urn",
    )
    requester_name = name_field("Name of whoever asks", "name", missing="Enter the name of whoever asks")
    requester_relationship = Line(
        label="Their part, if it matters",
        max_length=60,
        help_text="For example mother, or GP at Marlpit Surgery",
    )
    requester_telephone = telephone_field()
    requester_email = email_field()

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["school"].queryset = schools_of(self.member)  # type: ignore[attr-defined]

    def clean_received_on(self) -> Any:
        if (received_on := self.cleaned_data["received_on"]) > today():
            raise ValidationError("Enter a day that is not in the future")
        return received_on
