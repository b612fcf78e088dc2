"""Writing a note by itself, correcting one, and searching within one young person's notes."""

from datetime import date
from typing import Any

from django import forms

from trailblazer.care.notes import LONGEST_NOTE
from trailblazer.domain import codes
from trailblazer.ui.filters import Filters
from trailblazer.ui.forms import ActionForm, DayField
from trailblazer.young_people.forms.fields import Answer, Line, Words


class NewNote(ActionForm):
    """A note that belongs to no contact of its own."""

    kind = Answer("note_kinds", label="What is it about?", missing="Choose what it is about")
    about_on = DayField(label="On which day?", error_messages={"required": "Enter the day it is about"})
    words = Words(
        label="Note",
        max_length=LONGEST_NOTE,
        missing="Enter the note",
        help_text="The young person may read this one day. Write what you saw and heard, and what comes next",
        widget=forms.Textarea(attrs={"rows": 8}),
    )

    def __init__(self, *args: Any, today: date, **options: Any) -> None:
        options["initial"] = {"about_on": today, "kind": "telephone"} | (options.get("initial") or {})
        super().__init__(*args, **options)


class Correction(ActionForm):
    """What the note should say, and why it is changed."""

    words = Words(
        label="Note",
        max_length=LONGEST_NOTE,
        missing="Enter the note",
        widget=forms.Textarea(attrs={"rows": 8}),
    )
    reason = Line(
        label="Why is it corrected?",
        missing="Enter why it is corrected",
        help_text="Everybody who reads the note sees this, and what it said before",
    )


class NoteFilters(Filters):
    """What the list of notes is narrowed by."""

    q = forms.CharField(
        label="Words in the notes", max_length=100, widget=forms.TextInput(attrs={"type": "search"})
    )
    kind = forms.ChoiceField(label="About", choices=[("", "Anything"), *codes.load("note_kinds").choices()])
