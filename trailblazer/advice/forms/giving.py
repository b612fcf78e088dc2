"""Writing down advice: prefilled by what was booked, so that two taps are enough."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms

from trailblazer.access.models import Membership
from trailblazer.advice.forms.about import AboutSomebody, LastingSome
from trailblazer.advice.models import Advice, AdviceBooking
from trailblazer.domain import codes
from trailblazer.domain.advice import LONGEST_LINE, MOST_LINES, USUAL_MINUTES, NotSo, agreed_lines
from trailblazer.places.models import School
from trailblazer.ui.forms import ActionForm
from trailblazer.young_people.forms.fields import Answer, Line, Words


class WhatCameOfIt(ActionForm):
    """The topic, the outcome and what was agreed."""

    topic = Answer(
        "advice_topics",
        label="What was it about?",
        missing="Choose what it was about",
        widget=forms.RadioSelect,
    )
    outcome = Answer(
        "advice_outcomes",
        label="What came of it?",
        missing="Choose what came of it",
        widget=forms.RadioSelect,
    )
    agreed = Words(
        label="What we agreed",
        max_length=MOST_LINES * (LONGEST_LINE + 1),
        required=False,
        help_text="At most 3 lines, without a name. Whoever asked gets it by email and on their page",
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def clean_agreed(self) -> str:
        try:
            return agreed_lines(self.cleaned_data["agreed"])
        except NotSo as reason:
            raise forms.ValidationError(str(reason)) from None


class GiveAdvice(WhatCameOfIt, AboutSomebody, LastingSome):
    """What came of a booked time."""

    MORE = ("about", "minutes")

    def __init__(self, *args: Any, booking: AdviceBooking, **options: Any) -> None:
        initial = {"topic": booking.topic, "outcome": "strategies", "minutes": USUAL_MINUTES}
        super().__init__(*args, initial=initial, **options)
        del self.fields["happened_on"]  # the day for which it was booked


class NoteAdvice(WhatCameOfIt, AboutSomebody, LastingSome):
    """Advice that nobody booked: the school, the topic, save."""

    school = forms.ChoiceField(
        label="Which school?",
        error_messages={"required": "Choose the school", "invalid_choice": "Choose a school of your team"},
    )
    asked_by = forms.ChoiceField(
        label="Who asked, if they have an account?",
        required=False,
        help_text="They get what was agreed. Their lead does not see that they asked",
        error_messages={"invalid_choice": "Choose somebody of your schools"},
    )

    MORE = ("minutes", "happened_on", "asked_by", "about")

    def __init__(
        self,
        *args: Any,
        schools: Iterable[School],
        staff: Iterable[Membership],
        today: date,
        **options: Any,
    ) -> None:
        initial = {"outcome": "nothing_more", "minutes": USUAL_MINUTES, "happened_on": today}
        initial |= options.pop("initial", None) or {}
        super().__init__(*args, initial=initial, today=today, **options)
        self.schools = {str(school.pk): school for school in schools}
        self.staff = {one.ref: one for one in staff}
        fields: dict[str, Any] = self.fields
        fields["school"].choices = [
            ("", "Choose"),
            *((urn, one.name) for urn, one in self.schools.items()),
        ]
        fields["asked_by"].choices = [
            ("", "Nobody, or somebody without an account"),
            *((ref, f"{one.user.name}, {one.organisation.name}") for ref, one in self.staff.items()),
        ]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        cleaned["school"] = self.schools.get(cleaned.get("school", ""))
        cleaned["asked_by"] = self.staff.get(cleaned.get("asked_by", ""))
        return cleaned


class CorrectAdvice(WhatCameOfIt, LastingSome):
    def __init__(self, *args: Any, advice: Advice, **options: Any) -> None:
        work = advice.activity
        initial = {name: getattr(advice, name) for name in ("topic", "outcome", "agreed")}
        initial |= {"minutes": work.minutes, "happened_on": work.happened_on}
        super().__init__(*args, initial=initial, record=advice, **options)


class NoteLiaison(AboutSomebody, LastingSome):
    """With whom, about whom or no one, what was decided, how long."""

    whom = Answer(
        "liaison_with", label="With whom?", missing="Choose with whom it was", widget=forms.RadioSelect
    )
    decision = Line(
        label="What was decided, in a line",
        max_length=300,
        help_text="About somebody it goes on their record. About no one it names nobody",
    )
    school = forms.ChoiceField(label="For which school?", required=False)

    MORE = ("minutes", "happened_on", "school")

    def __init__(self, *args: Any, schools: Iterable[School], today: date, **options: Any) -> None:
        initial = {"minutes": USUAL_MINUTES, "happened_on": today} | (options.pop("initial", None) or {})
        super().__init__(*args, initial=initial, today=today, **options)
        self.schools = {str(school.pk): school for school in schools}
        self.fields["school"].choices = [  # type: ignore[attr-defined]
            ("", "That of the young person, or none"),
            *((urn, one.name) for urn, one in self.schools.items()),
        ]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        cleaned["school"] = self.schools.get(cleaned.get("school", ""))
        return cleaned


class CorrectLiaison(LastingSome):
    whom = NoteLiaison.base_fields["whom"]
    decision = NoteLiaison.base_fields["decision"]


class RecordMeeting(LastingSome):
    """Who came and what was decided."""

    came = forms.MultipleChoiceField(
        label="Who came?",
        choices=codes.load("meeting_roles").choices(),
        widget=forms.CheckboxSelectMultiple(attrs={"class": "nhsuk-checkboxes--small"}),
        error_messages={"required": "Choose who came"},
    )
    decisions = Words(
        label="What was decided",
        missing="Enter what was decided",
        max_length=4_000,
        widget=forms.Textarea(attrs={"rows": 5}),
    )

    def sections(self) -> list[tuple[str, list[Any]]]:
        return [
            ("When", [self["happened_on"], self["minutes"]]),
            ("What happened", [self["came"], self["decisions"]]),
        ]
