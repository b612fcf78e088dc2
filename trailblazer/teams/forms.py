"""What is asked on the pages of areas, providers, teams and their schools."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from trailblazer.access.models import Membership, Organisation
from trailblazer.domain import on_track
from trailblazer.domain.codes import load
from trailblazer.domain.routes import LeadsPart, Route
from trailblazer.domain.team_facts import TeamFacts
from trailblazer.places.models import LocalAuthority
from trailblazer.teams.models import Area, SchoolService, Team, Wave
from trailblazer.teams.sites import authority_named
from trailblazer.ui.forms import ActionForm, DayField

NOT_KNOWN = ("", "Not known")
LINES = forms.Textarea(attrs={"rows": 4})


class KnownOrNot(forms.TypedChoiceField):
    """Yes, no, or not known: None."""

    def __init__(self, **options: Any) -> None:
        answers = [("yes", "Yes"), ("no", "No"), NOT_KNOWN]
        super().__init__(
            choices=answers,
            widget=forms.RadioSelect,
            required=False,
            empty_value=None,
            coerce=lambda answer: answer == "yes",
            **options,
        )


def _number(label: str, most: int, least: int = 0, **options: Any) -> forms.IntegerField:
    fault = f"Enter a whole number from {least} to {most:,}"
    return forms.IntegerField(
        label=label,
        min_value=least,
        max_value=most,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "nhsuk-input--width-5"}),
        error_messages={"invalid": fault, "min_value": fault, "max_value": fault, "required": fault},
        **options,
    )


class Provider(ActionForm):
    name = forms.CharField(
        label="Name", max_length=200, error_messages={"required": "Enter the provider’s name"}
    )
    provider_type = forms.ChoiceField(
        label="What kind of provider is it?",
        choices=Organisation.ProviderType.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose what kind of provider it is"},
    )
    ods_code = forms.RegexField(
        r"\A[A-Za-z0-9]{3,8}\Z",
        label="NHS organisation code, if it has one",
        required=False,
        error_messages={"invalid": "Enter a code of 3 to 8 letters and figures, for example RV5"},
    )


class AreaForm(ActionForm):
    name = forms.CharField(label="Name", max_length=120, error_messages={"required": "Enter the area’s name"})
    wave = forms.CharField(
        label="Wave",
        max_length=20,
        help_text="The year it was chosen in, for example 2026/27",
        error_messages={"required": "Enter the wave the area was chosen in"},
    )
    kind = forms.ChoiceField(
        label="What kind of area is it?",
        choices=Area.Kind.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose what kind of area it is"},
    )
    region_at_the_time = forms.CharField(label="NHS region at the time", max_length=60, required=False)
    is_four_week_pilot = KnownOrNot(label="Did it try the four-week wait?")
    teams_planned = _number("Teams planned", 500, required=False, help_text="Leave empty if not known")
    schools_planned = _number("Schools planned", 5_000, required=False, help_text="Leave empty if not known")
    authorities = forms.CharField(
        label="Local authorities",
        widget=LINES,
        required=False,
        help_text="One name on each line",
    )
    source = forms.CharField(
        label="Where do these figures come from?",
        max_length=300,
        help_text="A page or document, with its date",
        error_messages={"required": "Enter where the figures come from"},
    )

    def clean_authorities(self) -> list[LocalAuthority]:
        names = [line.strip() for line in self.cleaned_data["authorities"].splitlines() if line.strip()]
        found = {name: authority_named(name) for name in names}
        if strangers := [name for name, authority in found.items() if authority is None]:
            raise ValidationError(
                f"There is no local authority called {strangers[0][:60]}. Enter its full name"
            )
        return [authority for authority in found.values() if authority is not None]


class TeamForm(ActionForm):
    """A team's facts. Where `providers` are given, a new team's provider is asked for too."""

    provider = forms.ModelChoiceField(
        Organisation.objects.none(), label="Provider", error_messages={"required": "Choose a provider"}
    )
    name = forms.CharField(label="Name", max_length=200, error_messages={"required": "Enter the team’s name"})
    area = forms.ModelChoiceField(Area.objects.none(), label="Area", required=False, empty_label="Not known")
    wave = forms.ModelChoiceField(Wave.objects.none(), label="Wave", required=False, empty_label="Not known")
    type = forms.ChoiceField(
        label="Type", choices=Team.Type.choices, widget=forms.RadioSelect, initial=Team.Type.MHST
    )
    local_id = forms.CharField(label="Local identifier in the national return", max_length=20, required=False)
    status = forms.ChoiceField(
        label="Status",
        choices=Team.Status.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose a status"},
    )
    planned_on = DayField(label="Day it was planned", required=False)
    training_from = DayField(label="Day training began", required=False)
    operational_on = DayField(label="Day it became operational", required=False)
    closed_on = DayField(label="Day it closed", required=False)
    age_from = _number(
        "Youngest age", 99, initial=5, help_text="From 5. Enter 4 if the team helps children in Reception"
    )
    age_to = _number("Oldest age", 99, initial=18, help_text="At most 25")
    answer_days = _number(
        "Working days to an answer", 20, initial=5, help_text="The promise that requesters are told"
    )
    on_track_rule = forms.ChoiceField(
        label="When a course is called not on track",
        choices=[(one.code, one.name) for one in on_track.rules().values()],
        widget=forms.RadioSelect,
        initial=on_track.rule().code,
        required=False,
        help_text="For the clinical lead to decide. The rule stands in words wherever it is used",
    )
    asks_when_due = forms.BooleanField(
        label="Send each questionnaire when it is due",
        required=False,
        help_text="By message, only to whom agreed to messages. Otherwise the record says what is due, and a "
        "practitioner asks",
    )
    about = forms.CharField(
        label="What the team does",
        widget=LINES,
        required=False,
        max_length=2_000,
        help_text="Shown on Find your team",
    )
    how_to_ask = forms.CharField(
        label="How to ask",
        widget=LINES,
        required=False,
        max_length=2_000,
        help_text="Shown on Find your team",
    )
    email = forms.EmailField(
        label="Email",
        required=False,
        error_messages={"invalid": "Enter an email address, for example name@example.org"},
    )
    telephone = forms.RegexField(r"\A[0-9 +()]{5,20}\Z", label="Telephone", required=False)
    telephone.error_messages["invalid"] = "Enter a telephone number, for example 020 7946 0000"

    def __init__(self, *args: Any, providers: Iterable[Organisation] | None = None, **options: Any) -> None:
        super().__init__(*args, **options)
        self._ask_for("provider", providers)
        self.fields["area"].queryset = Area.objects.select_related("wave")  # type: ignore[attr-defined]
        self.fields["wave"].queryset = Wave.objects.all()  # type: ignore[attr-defined]

    def _ask_for(self, name: str, choices: Any) -> None:
        if choices is None:
            del self.fields[name]
        else:
            self.fields[name].queryset = choices  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        names = TeamFacts.__dataclass_fields__
        if names.keys() <= cleaned.keys():
            for name, sentence in TeamFacts(**{name: cleaned[name] for name in names}).faults().items():
                self.add_error(name, sentence)
        return cleaned


class PartOfAWeek(forms.DecimalField):
    """How much of a full week a post is."""

    FAULT = "Enter a number above 0 and at most 1.00"

    def __init__(self) -> None:
        super().__init__(
            label="Whole-time equivalent",
            max_digits=3,
            decimal_places=2,
            initial="1.00",
            help_text="1.00 is a full week, 0.60 is three days",
            widget=forms.TextInput(attrs={"inputmode": "decimal", "class": "nhsuk-input--width-4"}),
            error_messages={"required": self.FAULT, "invalid": self.FAULT},
        )

    def clean(self, typed: Any) -> Any:
        part = super().clean(typed)
        if not 0 < part <= 1:
            raise ValidationError(self.FAULT)
        return part


class PostForm(ActionForm):
    role = forms.ChoiceField(label="Post", error_messages={"required": "Choose a post"})
    whole_time_equivalent = PartOfAWeek()
    starts_on = DayField(
        label="From which day?", error_messages={"required": "Enter the day the post starts"}
    )
    holder = forms.ModelChoiceField(
        Membership.objects.none(), label="Who holds it?", required=False, empty_label="Nobody yet: vacant"
    )

    def __init__(self, *args: Any, team: Team, today: date, **options: Any) -> None:
        super().__init__(*args, **options)
        choices = [("", "Choose a post"), *load("staff_roles").choices(today)]
        self.fields["role"].choices = choices  # type: ignore[attr-defined]
        self.fields["holder"].queryset = members_of(team, today)  # type: ignore[attr-defined]


def members_of(team: Team, today: date) -> Any:
    current = Membership.objects.current(today).filter(organisation=team.pk)
    return current.select_related("user").order_by("user__name")


class Holder(ActionForm):
    holder = forms.ModelChoiceField(
        Membership.objects.none(), label="Who holds this post?", required=False, empty_label="Nobody: vacant"
    )

    def __init__(self, *args: Any, team: Team, today: date, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["holder"].queryset = members_of(team, today)  # type: ignore[attr-defined]


class OnADay(ActionForm):
    """One day."""

    on = DayField(label="From which day?", error_messages={"required": "Enter a day"})


class ChangePost(OnADay):
    """Another part of a week from a day on."""

    field_order = ("whole_time_equivalent", "on")
    whole_time_equivalent = PartOfAWeek()


class OnADayBecause(OnADay):
    """One day and a reason."""

    reason = forms.CharField(
        label="Reason",
        max_length=300,
        error_messages={"required": "Enter a reason"},
        help_text="Kept with the school",
    )


class Serve(ActionForm):
    starts_on = DayField(
        label="From which day?", error_messages={"required": "Enter the day the team starts"}
    )
    learners = _number(
        "Number of learners, if the register has none",
        99_999,
        1,
        required=False,
        help_text="Colleges have no number in the register. Leave empty if not known",
    )


class Learners(ActionForm):
    learners = _number("Number of learners", 99_999, 1, required=False, help_text="Leave empty if not known")


class StepDone(ActionForm):
    on = DayField(label="On which day was it done?", error_messages={"required": "Enter the day it was done"})
    note = forms.CharField(
        label="Note",
        max_length=300,
        required=False,
        help_text="For example which room, or whom the school named",
    )


class RouteForm(ActionForm):
    """How requests come, as `domain.routes.Route` keeps it, and from which day."""

    who_may_ask = forms.MultipleChoiceField(
        label="Who may ask?",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Choose who may ask"},
    )
    leads_part = forms.ChoiceField(
        label="What does the school’s senior mental health lead do when somebody else asks?",
        choices=[
            (LeadsPart.NOTHING.value, "Nothing"),
            (LeadsPart.IS_TOLD.value, "Is told, where that was agreed"),
            (LeadsPart.APPROVES.value, "Approves it first, where they may know"),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": "Choose what the lead does"},
    )
    is_consultation_first = forms.BooleanField(
        label="The school talks with the team before each request", required=False
    )
    parent_consents_until = _number(
        "A parent or carer consents for those below which age?",
        18,
        help_text="From this age young people consent for themselves. 0 means at any age",
    )
    young_person_asks_alone_from = _number(
        "From which age is a young person’s own request taken as it stands?",
        25,
        help_text="A younger child’s own request is read by a person first",
    )
    words = forms.CharField(
        label="What else to say to those who ask", widget=LINES, required=False, max_length=1_000
    )
    in_force_from = DayField(label="From which day?", error_messages={"required": "Enter the day it begins"})

    SETTINGS = tuple(Route.__dataclass_fields__)

    def __init__(self, *args: Any, today: date, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["who_may_ask"].choices = load("source_of_request").choices(today)  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """The settings as one value, as the action takes them."""
        cleaned = super().clean()
        cleaned["settings"] = {name: cleaned.pop(name) for name in self.SETTINGS if name in cleaned}
        return cleaned


class FromADay(ActionForm):
    in_force_from = DayField(label="From which day?", error_messages={"required": "Enter the day it begins"})


def values_of(record: Team | SchoolService | Area | Organisation, names: Iterable[str]) -> dict[str, Any]:
    """The values a form starts with."""
    return {name: getattr(record, name) for name in names}


def values_of_area(area: Area) -> dict[str, Any]:
    """The values the form of an area starts with, as they are typed."""
    facts = ("name", "wave", "kind", "region_at_the_time", "teams_planned", "schools_planned", "source")
    is_pilot = {True: "yes", False: "no", None: ""}[area.is_four_week_pilot]
    names = area.authorities.order_by("name").values_list("name", flat=True)
    return values_of(area, facts) | {"is_four_week_pilot": is_pilot, "authorities": "\n".join(names)}
