"""The forms of one session that every kind has: a count of those who are not named, absences told, cancelling."""

from collections.abc import Iterator
from typing import Any

from django import forms

from trailblazer.access.models import Membership
from trailblazer.care.actions.registers import MOST_COUNTED
from trailblazer.care.models import GroupSession
from trailblazer.care.registers import Register, Row, minutes_booked
from trailblazer.domain import codes
from trailblazer.ui.forms import ActionForm
from trailblazer.young_people.forms.fields import Line, Words

OF_STAFF = frozenset({"staff_ill", "no_room", "school_closed"})
LONGEST_NOTE = 20_000
NUMBER = {"inputmode": "numeric", "autocomplete": "off", "class": "nhsuk-input--width-3"}
WRONG_MINUTES = dict.fromkeys(
    ("required", "invalid", "min_value", "max_value"),
    "Enter minutes from 1 to 720: a session lasts at most 12 hours",
)


def reasons() -> list[tuple[str, str]]:
    """Why a member may say that they will not come."""
    known = codes.load("cancelled_reasons")
    return [
        (one.code, f"Told us: {one.words[0].lower()}{one.words[1:]}")
        for one in known
        if one.code not in OF_STAFF
    ]


class SessionForm(ActionForm):
    """What every recorded session has: a note that names nobody, its minutes, and who led it."""

    note = Words(
        label="Group note",
        max_length=LONGEST_NOTE,
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    minutes = forms.IntegerField(
        label="Minutes",
        min_value=1,
        max_value=720,
        widget=forms.TextInput(attrs=NUMBER),
        error_messages=WRONG_MINUTES,
    )
    led = forms.MultipleChoiceField(
        label="Who led it",
        widget=forms.CheckboxSelectMultiple(attrs={"class": "nhsuk-checkboxes--small"}),
        error_messages={"required": "Choose who led it", "invalid_choice": "Choose people of your team"},
    )

    def __init__(
        self,
        *args: Any,
        session: GroupSession,
        led: list[Membership],
        colleagues: list[Membership],
        **options: Any,
    ) -> None:
        initial = {
            "note": session.note,
            "minutes": session.minutes or minutes_booked(session),
            "led": [one.ref for one in led],
        }
        super().__init__(
            *args, record=session, initial=initial | (options.pop("initial", None) or {}), **options
        )
        self.session = session
        self.people = {one.ref: one for one in (*led, *colleagues)}
        fields: dict[str, Any] = self.fields
        fields["led"].choices = [(ref, one.user.name) for ref, one in self.people.items()]

    def usual_leaders(self) -> list[Membership]:
        """Who leads the group, or led this session."""
        return [one for ref, one in self.people.items() if ref in self.initial["led"]]

    def others(self) -> list[Membership]:
        return [one for ref, one in self.people.items() if ref not in self.initial["led"]]

    def others_led(self) -> bool:
        chosen = self["led"].value() or []
        return any(one.ref in chosen for one in self.others())

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        cleaned["leaders"] = [self.people[ref] for ref in cleaned.pop("led", [])]
        return cleaned


class CountForm(SessionForm):
    """A class, an assembly, a workshop or a training: how many came."""

    FAULTS = dict.fromkeys(
        ("invalid", "min_value", "max_value"), f"Enter a number from 0 to {MOST_COUNTED:,}"
    )

    pupils = forms.IntegerField(
        label="Pupils",
        required=False,
        min_value=0,
        max_value=MOST_COUNTED,
        widget=forms.TextInput(attrs=NUMBER),
        error_messages=FAULTS,
    )
    parents = forms.IntegerField(
        label="Parents and carers",
        required=False,
        min_value=0,
        max_value=MOST_COUNTED,
        widget=forms.TextInput(attrs=NUMBER),
        error_messages=FAULTS,
    )
    school_staff = forms.IntegerField(
        label="School staff",
        required=False,
        min_value=0,
        max_value=MOST_COUNTED,
        widget=forms.TextInput(attrs=NUMBER),
        error_messages=FAULTS,
    )
    FIRST = {"parents": "parents", "staff": "school_staff"}

    def __init__(self, *args: Any, session: GroupSession, **options: Any) -> None:
        counted = {name: getattr(session, name) for name in ("pupils", "parents", "school_staff")}
        super().__init__(*args, session=session, initial=counted, **options)
        self.fields["note"].label = "Note"

    def numbers(self) -> list[forms.BoundField]:
        """The one that this kind is for comes first."""
        first = self.FIRST.get(self.session.group.kind, "pupils")
        names = sorted(("pupils", "parents", "school_staff"), key=lambda name: name != first)
        return [self[name] for name in names]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        counted = [cleaned.get(name) for name in ("pupils", "parents", "school_staff")]
        if not any(counted) and not self.errors:
            self.add_error(self.numbers()[0].name, "Enter how many came")
        return cleaned


class AbsencesForm(ActionForm):
    """Before a session: who said that they will not come."""

    def __init__(self, *args: Any, register: Register, **options: Any) -> None:
        super().__init__(*args, record=register.session, **options)
        self.rows = register.rows
        fields: dict[str, Any] = self.fields
        for row in self.rows:
            fields[f"told_{row.member.ref}"] = forms.ChoiceField(
                label=f"Is {row.person.name} coming?",
                choices=[("", "Coming, as far as we know"), *reasons()],
                required=False,
                initial=row.contact.cancelled_reason if row.contact else "",
            )

    def lines(self) -> Iterator[tuple[Row, forms.BoundField]]:
        for row in self.rows:
            yield row, self[f"told_{row.member.ref}"]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        away = {row.member.ref: cleaned.pop(f"told_{row.member.ref}", "") for row in self.rows}
        return cleaned | {"away": away}


class CancelForm(ActionForm):
    reason = Line(label="Why is it cancelled?", missing="Enter why it is cancelled", max_length=200)
