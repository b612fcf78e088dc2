"""The register: a row for each member, where everyone starts as here."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any

from django import forms
from django.utils import timezone

from trailblazer.care.actions.group_contacts import DID_NOT_COME, HERE, LATE, TOLD_US, Place
from trailblazer.care.collecting import GOAL
from trailblazer.care.forms.sessions import LONGEST_NOTE, SessionForm, reasons
from trailblazer.care.forms.times import TimeField
from trailblazer.care.models import GroupSession
from trailblazer.care.registers import Counts, Register, Row, minutes_booked
from trailblazer.domain.contacts import is_attended
from trailblazer.ui.environment import clock_time
from trailblazer.young_people.forms.fields import Words

AWAY = "away"  # the big button; whether they had told us makes it a 2 or a 3
CHOICES = ((HERE, "Here"), (AWAY, "Away"), (LATE, "Late"))
NO_WORD = ("", "Did not tell us")


@dataclass(frozen=True)
class OneRow:
    """One member's row, with the boxes of the form that belong to it."""

    row: Row
    here: forms.BoundField
    told: forms.BoundField
    came_at: forms.BoundField
    score: forms.BoundField | None
    note: forms.BoundField
    tell: forms.BoundField

    @property
    def boxes(self) -> list[forms.BoundField]:
        found = (self.here, self.told, self.came_at, self.score, self.note)
        return [box for box in found if box is not None]

    @property
    def error(self) -> str:
        """The first fault of this row."""
        return next((str(box.errors[0]) for box in self.boxes if box.errors), "")


class RegisterForm(SessionForm):
    """A row for each member. Everyone starts as here; `places` of the cleaned answers is what the action takes."""

    def __init__(self, *args: Any, register: Register, **options: Any) -> None:
        super().__init__(*args, session=register.session, **options)
        self.rows, self.collects = register.rows, register.collects
        for row in self.rows:
            self._add(row)

    def _add(self, row: Row) -> None:
        fields: dict[str, Any] = self.fields
        for name, made in fields_of(row, self.session).items():
            fields[f"{name}_{row.member.ref}"] = made

    def lines(self) -> Iterator[OneRow]:
        for row in self.rows:
            box = {name: self._box(name, row) for name in ("here", "told", "at", "score", "note", "tell")}
            yield OneRow(row, box["here"], box["told"], box["at"], box["score"], box["note"], box["tell"])  # type: ignore[arg-type]

    def _box(self, name: str, row: Row) -> forms.BoundField | None:
        found = f"{name}_{row.member.ref}"
        return self[found] if found in self.fields else None

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        places = {}
        for row in self.rows:
            ref = row.member.ref
            typed = {
                name: cleaned.pop(f"{name}_{ref}", None)
                for name in ("here", "told", "at", "score", "note", "tell")
            }
            places[ref] = self._place(ref, typed)
        return cleaned | {"places": places, "collects": self.collects}

    def _place(self, ref: str, typed: dict[str, Any]) -> Place:
        chosen, told = typed["here"] or HERE, typed["told"] or ""
        attendance = (TOLD_US if told else DID_NOT_COME) if chosen == AWAY else chosen
        return Place(
            attendance,
            reason=told if chosen == AWAY else "",
            late_minutes=self._late(ref, typed["at"]) if chosen == LATE else None,
            score=typed["score"],
            note=typed["note"] or "",
            tell_supervisor=bool(typed["tell"]),
        )

    def _late(self, ref: str, came_at: time | None) -> int | None:
        """How many minutes were left when somebody came."""
        if came_at is None:
            return None
        starts = timezone.localtime(self.session.starts_at)
        after = int(
            (datetime.combine(starts.date(), came_at) - starts.replace(tzinfo=None)).total_seconds() // 60
        )
        minutes = self.cleaned_data.get("minutes") or minutes_booked(self.session)
        if not 0 <= after < minutes:
            ends = self.session.starts_at + timedelta(minutes=minutes)
            self.add_error(f"at_{ref}", f"Enter a time between {clock_time(starts)} and {clock_time(ends)}")
            return None
        return minutes - after

    def counts(self) -> Counts:
        """How what is typed counts; before anything is typed, how it would."""
        answers = [self._answered(line) for line in self.lines()]
        here = [is_attended(attendance) for attendance, _ in answers]
        scored = [line for line, (_, score) in zip(self.lines(), answers, strict=True) if score]
        led = self["led"].value() or []
        return Counts(
            members=len(answers),
            here=sum(here),
            told=sum(attendance == TOLD_US for attendance, _ in answers),
            missed=sum(attendance == DID_NOT_COME for attendance, _ in answers),
            scores=len(scored),
            pairs=sum(line.row.makes_a_pair for line in scored),
            minutes=_number(self["minutes"].value()),
            function=self.session.group.function,
            leaders=len(led),
            is_of_goals=self.collects == GOAL,
        )

    def _answered(self, line: OneRow) -> tuple[str, bool]:
        chosen = line.here.value()
        score = line.score.value() if line.score is not None else None
        if chosen == AWAY:
            return TOLD_US if line.told.value() else DID_NOT_COME, False
        return chosen or HERE, score not in (None, "")


def fields_of(row: Row, session: GroupSession) -> dict[str, forms.Field]:
    """The boxes of one member, filled with what is recorded or told already."""
    who = row.person.name
    made: dict[str, forms.Field] = {
        "here": forms.ChoiceField(
            label=f"Attendance, {who}",
            choices=CHOICES,
            widget=forms.RadioSelect,
            initial=_initial(row.attendance),
            error_messages=dict.fromkeys(
                ("required", "invalid_choice"), f"Choose Here, Away or Late for {who}"
            ),
        ),
        "told": forms.ChoiceField(
            label=f"Did {who} tell us?",
            choices=[NO_WORD, *reasons()],
            required=False,
            initial=row.contact.cancelled_reason if row.contact else "",
        ),
        "at": TimeField(label=f"When {who} came", initial=_came_at(row, session)),
        "note": Words(
            label=f"Note only for {who}", max_length=LONGEST_NOTE, initial=row.note.words if row.note else ""
        ),
        "tell": forms.BooleanField(label="Tell my supervisor", required=False),
    }
    if (box := row.box) is not None:
        wrong = f"Enter a score from {box.lowest} to {box.highest} for {who}"
        made["score"] = forms.IntegerField(
            label=f"{box.name[0].upper()}{box.name[1:]} {box.lowest} to {box.highest}, {who}",
            required=False,
            min_value=box.lowest,
            max_value=box.highest,
            initial=box.now,
            error_messages=dict.fromkeys(("invalid", "min_value", "max_value"), wrong),
        )
    return made


def _initial(attendance: str) -> str:
    if not attendance:
        return HERE
    return attendance if is_attended(attendance) else AWAY


def _came_at(row: Row, session: GroupSession) -> time | None:
    if row.attendance != LATE or row.contact is None or not session.minutes or row.contact.minutes is None:
        return None
    missed = session.minutes - row.contact.minutes
    return timezone.localtime(session.starts_at + timedelta(minutes=missed)).time() if missed else None


def _number(value: Any) -> int:
    return int(value) if str(value).isdecimal() else 0
