"""One page for what happened: who came, scores, the note, risk, and the next visit."""

from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import Any

from django import forms

from trailblazer.access.models import Membership
from trailblazer.care import quiet_looks
from trailblazer.care.forms.times import TimeField
from trailblazer.care.notes import LONGEST_NOTE
from trailblazer.care.numbers import Row
from trailblazer.domain import codes, contacts
from trailblazer.domain.contacts import NotATime
from trailblazer.domain.entered_scores import OutOfRange, measures
from trailblazer.domain.terms import london_day
from trailblazer.ui.forms import ActionForm, DayField
from trailblazer.young_people.forms.fields import Line, Words

CHANGED = "changed"
RISKS = [("none", "None"), ("as_before", "As before"), (CHANGED, "Changed")]
OTHER, NO_MORE, AS_BOOKED = "other", "none", "booked"
FUNCTIONS = [("1", "1, help"), ("2", "2, whole school"), ("3", "3, advice and joint working")]


@dataclass(frozen=True)
class Offer:
    """A time for the next visit, as its button says it."""

    code: str
    words: str
    starts_at: datetime | None = None


@dataclass(frozen=True)
class Asked:
    """What the page of one contact asks: who it is about, what is due, and what may come next."""

    called: str
    starts_at: datetime
    rows: list[Row] = field(default_factory=list)
    offers: list[Offer] = field(default_factory=list)
    colleagues: list[Membership] = field(default_factory=list)
    rater: str = "self"  # who fills in a questionnaire
    is_quiet_due: bool = False
    may_look_at_quiet: bool = False

    @property
    def asks_about_quiet(self) -> bool:
        """Who may not decide about quiet mode leaves a task to who may."""
        return self.is_quiet_due and self.may_look_at_quiet


def choice(choices: list[tuple[str, str]], missing: str = "", **options: Any) -> forms.ChoiceField:
    made = forms.ChoiceField(choices=choices, required=bool(missing), widget=forms.RadioSelect, **options)
    made.error_messages |= {"required": missing, "invalid_choice": "Choose one of the answers"}
    return made


class RecordContact(ActionForm):
    """Cleaned as the action takes it: `scores` and `ratings` by their code, `next_at` where there is a next visit."""

    attendance = choice([], "Choose whether they came")
    cancelled_reason = forms.ChoiceField(label="Why was it cancelled?", required=False)
    follow_up = forms.ChoiceField(label="What was done, or will be done?", required=False)
    follow_up_words = Line(label="Anything to add")
    follow_up_on = DayField(label="By when?", required=False)
    other_measure = forms.ChoiceField(label="Another questionnaire", required=False)
    other_total = forms.IntegerField(
        label="Its total",
        required=False,
        min_value=0,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
        error_messages=dict.fromkeys(("invalid", "min_value"), "Enter the total as a whole number"),
    )
    note = Words(
        label="Note",
        max_length=LONGEST_NOTE,
        help_text="What we did, what changed, what next",
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    risk = choice(RISKS, label="Risk today")
    quiet = choice(quiet_looks.ANSWERS)
    quiet_why = Line(label="Why could it not be asked?", max_length=200)
    next_visit = choice([], label="Next visit")
    next_on = DayField(label="Day", required=False)
    next_time = TimeField(label="Time", required=False)
    all_the_same = Line(label="Why it goes ahead all the same", max_length=200)
    function = choice(FUNCTIONS, label="Function")
    interventions = forms.MultipleChoiceField(
        label="Offered",
        required=False,
        choices=codes.load("interventions").choices(),
        widget=forms.CheckboxSelectMultiple(attrs={"class": "nhsuk-checkboxes--small"}),
    )
    medium = forms.ChoiceField(label="How", choices=codes.load("media").choices())
    place = forms.ChoiceField(label="Where", choices=codes.load("places_of_contact").choices())
    minutes = forms.IntegerField(
        label="Minutes",
        min_value=1,
        max_value=720,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "nhsuk-input--width-4"}),
        error_messages=dict.fromkeys(
            ("required", "invalid", "min_value", "max_value"),
            "Enter minutes from 1 to 720: a contact lasts at most 12 hours",
        ),
    )
    seen = choice(codes.load("who_seen").choices(), label="Who was seen")
    staff = forms.MultipleChoiceField(
        label="With",
        required=False,
        widget=forms.CheckboxSelectMultiple(attrs={"class": "nhsuk-checkboxes--small"}),
    )

    def __init__(self, *args: Any, asked: Asked, now: datetime, **options: Any) -> None:
        super().__init__(*args, **options)
        self.asked, self.now = asked, now
        self._choices("attendance", attendances(asked.called))
        self._choices("next_visit", [(offer.code, offer.words) for offer in asked.offers])
        self.fields["next_visit"].error_messages["invalid_choice"] = (
            "That time was taken since. Choose another"
        )
        self._choices("staff", [(one.ref, one.user.name) for one in asked.colleagues])
        for name, code_list in (
            ("cancelled_reason", "cancelled_reasons"),
            ("follow_up", "not_brought_follow_ups"),
        ):
            self._choices(name, [("", "Choose"), *codes.load(code_list).choices()])
        known = {row.name for row in asked.rows}
        more = [
            (one.code, one.name) for one in measures().values() if _score_name(one.code, asked) not in known
        ]
        self._choices("other_measure", [("", "Choose"), *more])
        for row in asked.rows:
            self.fields[row.name] = number_of(row)

    def _choices(self, name: str, choices: list[tuple[str, str]]) -> None:
        self.fields[name].choices = choices  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        attendance = cleaned.get("attendance", "")
        self._leave_what_is_not_asked(attendance, cleaned.get("next_visit", ""))
        self._check_attendance(attendance)
        if contacts.is_attended(attendance):
            self._check_quiet(cleaned)
            if not cleaned.get("risk"):
                self._wants("risk", "Choose the risk today")
        if contacts.is_not_brought(attendance):
            self._check_follow_up(cleaned)
        cleaned["next_at"] = self._next_at(cleaned)
        cleaned["staff"] = [one for one in self.asked.colleagues if one.ref in cleaned.get("staff", [])]
        numbers = {row.name: cleaned.pop(row.name, None) for row in self.asked.rows}
        numbers |= self._other(cleaned.pop("other_measure", ""), cleaned.pop("other_total", None))
        cleaned["numbers"] = {name: number for name, number in numbers.items() if number is not None}
        for name in ("next_visit", "next_on", "next_time"):
            cleaned.pop(name, None)
        return cleaned

    def _leave_what_is_not_asked(self, attendance: str, next_visit: str) -> None:
        """A fault in a box that this answer does not open is no fault: nobody sees it, and nothing is kept of it."""
        if not contacts.is_attended(attendance):
            self._forgive(
                "minutes", "risk", "quiet", "quiet_why", "other_total", *(row.name for row in self.asked.rows)
            )
        if not contacts.is_not_brought(attendance):
            self._forgive("follow_up", "follow_up_words", "follow_up_on")
        if next_visit != OTHER:
            self._forgive("next_on", "next_time")

    def _forgive(self, *names: str) -> None:
        for name in names:
            self.errors.pop(name, None)

    def _check_attendance(self, attendance: str) -> None:
        try:
            if attendance:
                contacts.check_recorded(self.asked.starts_at, attendance, self.now)
        except NotATime as reason:
            self.add_error("attendance", str(reason))

    def _check_quiet(self, cleaned: dict[str, Any]) -> None:
        """It is asked at each contact, or said why it could not be."""
        if not self.asked.asks_about_quiet:
            return
        if not cleaned.get("quiet"):
            self._wants("quiet", "Choose whether it is still right that parents are not told")
        elif cleaned["quiet"] == quiet_looks.NOT_ASKED and not cleaned.get("quiet_why"):
            self._wants("quiet_why", "Enter why it could not be asked")

    def _check_follow_up(self, cleaned: dict[str, Any]) -> None:
        """Somebody did not come: what is done about it, and by when, is asked each time."""
        if not cleaned.get("follow_up"):
            self._wants("follow_up", "Choose what was done, or will be done")
        if not cleaned.get("follow_up_on"):
            self._wants("follow_up_on", "Enter the day by which it is done")
        elif cleaned["follow_up_on"] < london_day(self.asked.starts_at):
            self._wants("follow_up_on", "Enter a day that is not before the contact")

    def _other(self, measure: str, total: int | None) -> dict[str, int | None]:
        """A questionnaire beside the usual ones."""
        if total is None:
            return {}
        if not measure:
            self._wants("other_measure", "Choose which questionnaire it is")
            return {}
        try:
            measures()[measure].check(total)
        except OutOfRange as reason:
            self._wants("other_total", str(reason))
        return {_score_name(measure, self.asked): total}

    def _wants(self, name: str, words: str) -> None:
        if name not in self.errors:
            self.add_error(name, words)

    def _next_at(self, cleaned: dict[str, Any]) -> datetime | None:
        chosen = cleaned.get("next_visit", "")
        if chosen != OTHER:
            return next((one.starts_at for one in self.asked.offers if one.code == chosen), None)
        day, at = cleaned.get("next_on"), cleaned.get("next_time")
        if not day:
            self._wants("next_on", "Enter the day of the next visit")
        if not at:
            self._wants("next_time", "Enter the time of the next visit")
        return self._moment(day, at) if day and at else None

    def _moment(self, day: date, at: time) -> datetime | None:
        try:
            found = contacts.moment(day, at)
        except NotATime as reason:
            self.add_error("next_time", str(reason))
            return None
        if found <= self.now:
            self.add_error("next_on", "Enter a day that is still to come")
        return found


def _score_name(measure: str, asked: Asked) -> str:
    return f"score_{measure}_{asked.rater}"


def number_of(row: Row) -> forms.IntegerField:
    """The box of one questionnaire or goal."""
    wrong = f"{row.label}: enter a whole number from {row.lowest} to {row.highest}"
    return forms.IntegerField(
        label=row.label,
        required=False,
        min_value=row.lowest,
        max_value=row.highest,
        initial=row.now,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
        error_messages=dict.fromkeys(("invalid", "min_value", "max_value"), wrong),
    )


FIRST = ("5", "3", "2", "4")  # the big buttons; those who came late stand behind "Other"


def attendances(called: str) -> list[tuple[str, str]]:
    """The national codes in the words of the page, the usual ones first."""
    words = {"2": f"{called} cancelled", "4": "We cancelled"}
    known = codes.load("attendance")
    order = [*FIRST, *(one.code for one in known if one.code not in FIRST)]
    return [(code, words.get(code, known.words(code))) for code in order]
