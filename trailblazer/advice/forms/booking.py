"""Booking a time for advice, moving it and cancelling it."""

from collections.abc import Iterable
from typing import Any

from django import forms

from trailblazer.advice.models import AdviceSlot
from trailblazer.domain import codes
from trailblazer.domain.full_names import full_name_in
from trailblazer.ui.environment import clock_time, long_day
from trailblazer.ui.forms import ActionForm
from trailblazer.young_people.forms.fields import Answer, Line, Words

LONGEST_QUESTION = 500


class BookAdvice(ActionForm):
    """What it is about, without a name, and how to reach whoever asks."""

    topic = Answer(
        "advice_topics",
        label="What is it about?",
        missing="Choose what it is about",
        widget=forms.RadioSelect(attrs={"class": "nhsuk-radios--small"}),
    )
    age = Answer("advice_ages", label="Which years?", empty="Choose", missing="Choose the years")
    question = Words(
        label="What would you like to talk about?",
        missing="Enter a sentence or two",
        max_length=LONGEST_QUESTION,
        help_text="A sentence or two, without a name: “A boy in Year 8 leaves maths every day.” You can say who it "
        "is when we talk",
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    way = forms.ChoiceField(
        label="How shall we talk?",
        widget=forms.RadioSelect(attrs={"class": "nhsuk-radios--small"}),
        error_messages={"required": "Choose how we talk", "invalid_choice": "Choose one of the answers"},
    )
    reach = Line(
        label="Where do we reach you?",
        missing="Enter a telephone number, a room, or where to send a link",
        max_length=120,
        help_text="A number with extension, a room in school, or an address for a video link",
    )
    lead_may_see = forms.BooleanField(
        label="My senior mental health lead may see that I asked, and what we agreed. Otherwise they see only the "
        "topic, the day and the outcome",
        required=False,
    )

    def __init__(self, *args: Any, slot: AdviceSlot, is_lead: bool = False, **options: Any) -> None:
        super().__init__(*args, **options)
        known = codes.load("advice_ways")
        choices = [(code, known.words(code)) for code in slot.times.ways if code in known]
        self.fields["way"].choices = choices  # type: ignore[attr-defined]
        if len(choices) == 1:
            self.initial.setdefault("way", choices[0][0])
        if is_lead:
            del self.fields["lead_may_see"]

    def sections(self) -> list[tuple[str, list[forms.BoundField]]]:
        """All but the topic, which stands above as buttons."""
        return [("", [field for field in self.visible_fields() if field.name != "topic"])]

    def clean_question(self) -> str:
        question: str = self.cleaned_data["question"]
        if name := full_name_in(question):
            raise forms.ValidationError(
                f"“{name}” looks like somebody’s full name. Write “a pupil” instead: nobody’s record is opened for "
                "advice, and you can say who it is when we talk"
            )
        return question


class MoveBooking(ActionForm):
    """To another free time. The team also says why."""

    slot = forms.ChoiceField(
        label="To which time?",
        widget=forms.RadioSelect(attrs={"class": "nhsuk-radios--small"}),
        error_messages={
            "required": "Choose a time",
            "invalid_choice": "This time is not free any more. Choose another",
        },
    )
    why = Line(label="Why? They read it", max_length=200)

    def __init__(self, *args: Any, slots: Iterable[AdviceSlot], says_why: bool, **options: Any) -> None:
        super().__init__(*args, **options)
        self.slots = {slot.ref: slot for slot in slots}
        self.fields["slot"].choices = [  # type: ignore[attr-defined]
            (ref, f"{long_day(one.starts_at)}, {clock_time(one.starts_at)}, {one.member.user.name}")
            for ref, one in self.slots.items()
        ]
        if not says_why:
            del self.fields["why"]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if "slot" in cleaned:
            cleaned["slot"] = self.slots[cleaned["slot"]]
        return cleaned


class CancelOwn(ActionForm):
    why = Line(label="Why? You can leave this empty", max_length=200)


class CancelForSchool(ActionForm):
    why = Line(label="Why? They read it", missing="Enter why, so that they know", max_length=200)
