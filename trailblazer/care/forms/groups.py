"""The forms of a group: what it is, when it meets, who joins and leaves."""

from datetime import date, timedelta
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.timezone import localtime

from trailblazer.access.models import Membership
from trailblazer.access.roles import Permission
from trailblazer.care.forms.times import TimeField
from trailblazer.care.forms.visits import WithWarnings
from trailblazer.care.models import Group, GroupSession
from trailblazer.care.registers import minutes_booked
from trailblazer.domain import pathways, time_by_function
from trailblazer.domain.series import MOST_SESSIONS
from trailblazer.domain.terms import london_day
from trailblazer.places.models import School
from trailblazer.referrals.forms.filters import colleagues_of, schools_of
from trailblazer.ui.filters import Filters
from trailblazer.ui.forms import ActionForm, DayField
from trailblazer.young_people.forms.fields import Line, Words

FUNCTIONS = [
    (str(n), f"{n} {name}: {time_by_function.IN_FULL[n].lower()}")
    for n, name in time_by_function.NAMES.items()
]
USUAL_FUNCTION = {"group": 1, "class": 2, "assembly": 2, "parents": 2, "staff": 2}
NUMBER = {"inputmode": "numeric", "class": "nhsuk-input--width-3"}
SMALL_BOXES = {"class": "nhsuk-checkboxes--small"}
CHOOSE = {"required": "Choose an answer", "invalid_choice": "Choose one of the answers"}
WRONG_MINUTES = dict.fromkeys(
    ("required", "invalid", "min_value", "max_value"),
    "Enter minutes from 1 to 720: a session lasts at most 12 hours",
)


def minutes_field(label: str = "Minutes of each session") -> forms.IntegerField:
    return forms.IntegerField(
        label=label,
        min_value=1,
        max_value=720,
        initial=50,
        widget=forms.TextInput(attrs=NUMBER),
        error_messages=WRONG_MINUTES,
    )


def of_groups(also: str = "") -> list[tuple[str, str]]:
    """The pathways that are given to many at once, and the one that a group has already."""
    known = pathways.catalogue().values()
    return [(one.code, one.name) for one in known if one.kind in ("group", "class") or one.code == also]


class GroupForm(WithWarnings):
    """What a group is. The function that is usual for its kind is taken where none is chosen."""

    name = Line(
        label="Name",
        missing="Enter a name",
        max_length=100,
        help_text="Families may read it: for example Worries group, Year 8",
    )
    kind = forms.ChoiceField(
        label="Kind",
        choices=Group.Kind.choices,
        widget=forms.RadioSelect(attrs={"class": "nhsuk-radios--small"}),
        error_messages=CHOOSE,
    )
    function = forms.ChoiceField(
        label="Function",
        choices=[("", "As usual: 1 for a group with named members, 2 for the others"), *FUNCTIONS],
        required=False,
    )
    pathway = forms.ChoiceField(
        label="What is given",
        required=False,
        help_text="Its outline fills the plan of each session",
        error_messages=CHOOSE,
    )
    school = forms.ModelChoiceField(
        School.objects.none(),
        label="School",
        empty_label="Not in a school",
        required=False,
        error_messages=CHOOSE,
    )
    room = Line(label="Room", max_length=60)
    who_leads = forms.MultipleChoiceField(
        label="Leaders",
        widget=forms.CheckboxSelectMultiple(attrs=SMALL_BOXES),
        error_messages={"required": "Choose who leads it", "invalid_choice": "Choose people of your team"},
    )
    materials = Words(
        label="Materials",
        max_length=2_000,
        help_text="What is needed each time",
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    WHAT = ("name", "kind", "pathway", "function", "school", "room", "who_leads", "materials")

    def parts(self) -> list[tuple[str, list[str]]]:
        return [("What it is", [*self.WHAT])]

    def __init__(self, *args: Any, member: Membership, group: Group | None = None, **options: Any) -> None:
        initial = options.pop("initial", None) or {}
        leaders = list(group.leaders.select_related("user")) if group else []
        own = [member.ref] if member.may(Permission.RECORD_CARE) else []
        initial = {"who_leads": [one.ref for one in leaders] or own} | initial
        super().__init__(*args, record=group, initial=initial, **options)
        may_lead = (one for one in colleagues_of(member) if one.may(Permission.RECORD_CARE))
        self.people = {one.ref: one for one in (*may_lead, *leaders)}
        fields: dict[str, Any] = self.fields
        fields["who_leads"].choices = [(ref, one.user.name) for ref, one in self.people.items()]
        fields["school"].queryset = schools_of(member)
        fields["pathway"].choices = [("", "Something else"), *of_groups(group.pathway if group else "")]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        cleaned["leaders"] = [self.people[ref] for ref in cleaned.pop("who_leads", [])]
        usual = USUAL_FUNCTION.get(cleaned.get("kind", ""), 1)
        cleaned["function"] = int(cleaned.get("function") or usual)
        return cleaned


class NewGroup(GroupForm):
    """With its sessions: so many, once a week from a day on."""

    first_on = DayField(
        label="First session", error_messages={"required": "Enter the day of the first session"}
    )
    at = TimeField(label="At what time?", help_text="For example 11:00", missing="Enter a time")
    minutes = minutes_field()
    sessions_planned = forms.IntegerField(
        label="How many sessions, one a week?",
        min_value=1,
        max_value=MOST_SESSIONS,
        initial=6,
        widget=forms.TextInput(attrs=NUMBER),
        error_messages=dict.fromkeys(
            ("required", "invalid", "min_value", "max_value"),
            f"Enter a number of sessions from 1 to {MOST_SESSIONS}",
        ),
        help_text="Days on which the school is closed are left out",
    )

    WHEN = ("first_on", "at", "minutes", "sessions_planned")

    def parts(self) -> list[tuple[str, list[str]]]:
        return [*super().parts(), ("When it meets", [*self.WHEN])]


class SessionPlan(WithWarnings):
    """One session: when, where, and what is planned for it."""

    on = DayField(label="Day", error_messages={"required": "Enter the day"})
    at = TimeField(label="Time", missing="Enter a time")
    minutes = minutes_field("Minutes")
    room = Line(label="Room", max_length=60)
    plan = Line(
        label="What is planned",
        max_length=200,
        help_text="It goes on every member’s record, so it names nobody",
    )

    def __init__(self, *args: Any, session: GroupSession | None = None, **options: Any) -> None:
        initial = options.pop("initial", None) or {}
        if session is not None:
            initial |= {
                "on": london_day(session.starts_at),
                "at": localtime(session.starts_at).time(),
                "minutes": minutes_booked(session),
                "room": session.room,
                "plan": session.plan,
            }
        super().__init__(*args, record=session, initial=initial, **options)

    def parts(self) -> list[tuple[str, list[str]]]:
        return [("", ["on", "at", "minutes", "room", "plan"])]


class JoinForm(WithWarnings):
    """Those who join, from a day on."""

    people = forms.MultipleChoiceField(
        label="Who joins?",
        widget=forms.CheckboxSelectMultiple(attrs=SMALL_BOXES),
        error_messages={"required": "Choose who joins", "invalid_choice": "Choose people of the list"},
    )
    joined_on = DayField(label="From which day?", error_messages={"required": "Enter the day they join"})

    def __init__(self, *args: Any, choices: list[tuple[str, str]], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["people"].choices = choices  # type: ignore[attr-defined]

    def parts(self) -> list[tuple[str, list[str]]]:
        return [("", ["people", "joined_on"])]


class LeaveForm(ActionForm):
    left_on = DayField(
        label="First day on which they are in the group no more",
        error_messages={"required": "Enter the day they leave"},
    )
    left_why = Line(label="Why, if you want to say", max_length=200)


class EndForm(ActionForm):
    ended_on = DayField(label="Last day of the group", error_messages={"required": "Enter the last day"})

    def __init__(self, *args: Any, today: date, **options: Any) -> None:
        super().__init__(*args, initial={"ended_on": today}, **options)
        self.today = today

    def clean_ended_on(self) -> date:
        ended_on: date = self.cleaned_data["ended_on"]
        if ended_on > self.today + timedelta(days=365):
            raise forms.ValidationError("Enter a day within a year")
        return ended_on


class GroupFilters(Filters):
    q = forms.CharField(
        label="Name of the group", max_length=100, widget=forms.TextInput(attrs={"type": "search"})
    )
    kind = forms.ChoiceField(label="Kind", choices=[("", "All kinds"), *Group.Kind.choices])
    school = forms.ModelChoiceField(School.objects.none(), label="School", empty_label="All schools")
    leader = forms.ModelChoiceField(
        Membership.objects.none(), label="Leader", empty_label="Anyone", to_field_name="ref"
    )
    only = forms.MultipleChoiceField(
        label="Show only",
        choices=[("mine", "Groups I lead"), ("to_record", "A register to record"), ("ended", "Ended groups")],
        widget=forms.CheckboxSelectMultiple(attrs=SMALL_BOXES),
    )

    def __init__(self, query: QueryDict, *, member: Membership, **options: Any) -> None:
        super().__init__(query, **options)
        fields: dict[str, Any] = self.fields
        fields["school"].queryset = schools_of(member)
        fields["leader"].queryset = colleagues_of(member)
