"""Who they are, how to reach them, what they need, and who cares for them."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from trailblazer.access.models import Membership, Organisation
from trailblazer.domain import codes, identity
from trailblazer.domain.identity import NotValid
from trailblazer.domain.year_groups import YEAR_GROUPS
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
from trailblazer.young_people.forms.schools import SchoolSearch
from trailblazer.young_people.models import YoungPerson

TWO_LINES = {"rows": 2}
Sections = tuple[tuple[str, tuple[str, ...]], ...]
USUAL = ("", "Usual for their age")
BEYOND_SCHOOL = ("College or training", "Not at school or college")


class WhoTheyAre(ActionForm, SchoolSearch):
    first_name = name_field("First name", "first name", missing="Enter the first name")
    last_name = name_field("Last name", "last name", help_text="Leave it empty if they have only one name")
    known_as = name_field("Name they like to be called", "name they like")
    pronouns = Line(label="Pronouns", max_length=40, help_text="For example she, he, they")
    name_in_own_script = Line(label="Name in their own script", max_length=200)
    own_script_language = Answer("languages", empty="None", label="Language of that name")
    born_on = DayField(
        label="Date of birth",
        help_text="For example 27 3 2013",
        error_messages={"required": "Enter the date of birth"},
    )
    nhs_number = Checked(
        identity.nhs_number,
        label="NHS number",
        help_text="10 digits. Leave it empty if it is not known",
        widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "nhsuk-input--width-10"}),
    )
    year_group = forms.ChoiceField(
        label="Year group",
        required=False,
        choices=[USUAL, *((year, year) for year in (*YEAR_GROUPS, *BEYOND_SCHOOL))],
    )

    SECTIONS: Sections = (
        (
            "Who they are",
            (
                "first_name",
                "last_name",
                "known_as",
                "pronouns",
                "name_in_own_script",
                "own_script_language",
                "born_on",
                "nhs_number",
            ),
        ),
        ("School", ("school_typed", "school", "year_group")),
    )

    def __init__(self, *args: Any, today: date, **options: Any) -> None:
        super().__init__(*args, **options)
        self.today = today

    def clean_born_on(self) -> date:
        born_on: date = self.cleaned_data["born_on"]
        try:
            identity.birth_date(born_on, self.today)
        except NotValid as reason:
            raise ValidationError(str(reason)) from None
        finding = identity.age_finding(born_on, self.today)
        if finding is not None and finding.is_refused:
            raise ValidationError(finding.words)
        return born_on

    def clean(self) -> dict[str, Any]:
        """A name in its own script needs its language, so that it is read and drawn rightly."""
        cleaned = super().clean()
        if cleaned.get("name_in_own_script") and not cleaned.get("own_script_language"):
            self.add_error("own_script_language", "Choose the language of the name in its own script")
        return cleaned

    def sections(self) -> Iterator[tuple[str, list[forms.BoundField]]]:
        for heading, names in self.SECTIONS:
            yield heading, [self[name] for name in names if name in self.fields]


class ToReachThem(ActionForm):
    telephone = telephone_field()
    email = email_field()
    address = Words(label="Address", widget=forms.Textarea(attrs=TWO_LINES))
    postcode = Checked(
        identity.postcode,
        label="Postcode",
        widget=forms.TextInput(attrs={"class": "nhsuk-input--width-10"}),
    )
    is_location_protected = forms.BooleanField(
        label="Location protected: nobody may learn where they live",
        required=False,
    )
    contact_wishes = Words(
        label="How they wish to be reached",
        help_text="For example a text after school",
        widget=forms.Textarea(attrs=TWO_LINES),
    )
    contact_do_nots = Words(
        label="What we must not do",
        help_text="For example ring after 9pm, or leave a message",
        widget=forms.Textarea(attrs=TWO_LINES),
    )
    communication_needs = forms.MultipleChoiceField(
        label="Communication needs",
        required=False,
        choices=codes.load("communication_needs").choices(),
        widget=forms.CheckboxSelectMultiple(attrs={"class": "nhsuk-checkboxes--small"}),
    )
    interpreter_language = Line(
        label="Interpreter for which language?",
        max_length=60,
        help_text="Leave it empty if no interpreter is needed",
    )

    SECTIONS: Sections = (
        (
            "How to reach them",
            (
                "telephone",
                "email",
                "address",
                "postcode",
                "is_location_protected",
                "contact_wishes",
                "contact_do_nots",
            ),
        ),
        ("What they need", ("communication_needs", "interpreter_language")),
    )

    def sections(self) -> Iterator[tuple[str, list[forms.BoundField]]]:
        for heading, names in self.SECTIONS:
            yield heading, [self[name] for name in names]


class AboutThem(ActionForm):
    """Whether help reaches everyone is seen from these. Nobody has to answer."""

    ethnicity = Answer("ethnicity", label="Ethnic group", missing="Choose an answer")
    gender = Answer("gender", label="Gender", missing="Choose an answer")
    send = Answer(
        "yes_no", label="Special educational needs or disability (SEND)", missing="Choose an answer"
    )
    disability = Answer("yes_no", label="Disability", missing="Choose an answer")
    young_carer = Answer("yes_no", label="Cares for somebody at home", missing="Choose an answer")
    looked_after = Answer("yes_no", label="Looked after by a council", missing="Choose an answer")

    NAMES = ("ethnicity", "gender", "send", "disability", "young_carer", "looked_after")

    def sections(self) -> Iterator[tuple[str, list[forms.BoundField]]]:
        yield "About them", [self[name] for name in self.NAMES]


class NewPerson(WhoTheyAre, ToReachThem, AboutThem):
    """Everything at once, for somebody new. Who works for a whole provider says for which team."""

    team = forms.ModelChoiceField(
        Organisation.objects.none(),
        label="Team",
        to_field_name="ref",
        error_messages={"required": "Choose a team", "invalid_choice": "Choose a team of your provider"},
    )

    SECTIONS = (*WhoTheyAre.SECTIONS, *ToReachThem.SECTIONS, ("About them", AboutThem.NAMES))

    def __init__(self, *args: Any, member: Membership, **options: Any) -> None:
        initial = dict.fromkeys(AboutThem.NAMES, YoungPerson.NOT_ASKED) | (options.pop("initial", None) or {})
        super().__init__(*args, initial=initial, provider_id=member.provider_id, **options)
        if member.team_id is None:
            teams = Organisation.objects.filter(provider=member.provider_id).order_by("name")
            self.fields["team"].queryset = teams  # type: ignore[attr-defined]
        else:
            del self.fields["team"]

    def sections(self) -> Iterator[tuple[str, list[forms.BoundField]]]:
        if "team" in self.fields:
            yield "", [self["team"]]
        yield from WhoTheyAre.sections(self)


class CarerForm(ActionForm):
    name = name_field("Name", "name", missing="Enter their name")
    relationship = Answer(
        "relationships", empty="Choose", label="Who they are to the child", missing="Choose who they are"
    )
    has_parental_responsibility = YesOrNo(label="Parental responsibility", may_be_unknown=True)
    may_decide = YesOrNo(
        label="May agree to help for the child", missing="Choose whether they may agree to help"
    )
    may_be_told = YesOrNo(
        label="May be told about the help",
        missing="Choose whether they may be told",
        help_text="Quiet mode goes before this",
    )
    lives_with = YesOrNo(label="The child lives with them", may_be_unknown=True)
    telephone = telephone_field()
    email = email_field()
    address = Words(label="Address, if it is another one", widget=forms.Textarea(attrs=TWO_LINES))
    interpreter_language = Line(label="Interpreter for which language?", max_length=60)
    note = Words(label="Note", help_text="For example when to ring", widget=forms.Textarea(attrs=TWO_LINES))
