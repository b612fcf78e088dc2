"""Who is seen in a visit, and at which of its free times."""

from collections.abc import Iterable
from typing import Any

from django import forms

from trailblazer.access.models import Membership
from trailblazer.care.forms.booked import SMALL, AtATime
from trailblazer.care.models import Course
from trailblazer.domain.pathways import name_of
from trailblazer.young_people.forms.fields import Answer, Line


class WhoInVisit(AtATime):
    """Cleaned as booking takes it, with the `course` of whoever is seen."""

    course = forms.ChoiceField(label="Which young person?", error_messages={"required": "Choose who is seen"})
    seen = Answer(
        "who_seen", label="Who is seen?", missing="Choose who is seen", widget=forms.RadioSelect(attrs=SMALL)
    )
    plan = Line(label="Plan for it", max_length=200)

    def __init__(self, *args: Any, courses: Iterable[Course], own: Membership, **options: Any) -> None:
        super().__init__(*args, **options)
        in_order = sorted(courses, key=lambda course: course.lead_id != own.pk)
        self.courses = {course.ref: course for course in in_order}
        self.fields["course"].choices = [  # type: ignore[attr-defined]
            ("", "Choose"),
            *(
                (ref, f"{one.young_person.name}, {name_of(one.pathway).lower()}")
                for ref, one in self.courses.items()
            ),
        ]

    def parts(self) -> list[tuple[str, list[str]]]:
        return [
            ("Who", ["course", "seen"]),
            ("Time", ["slot", "day", "at", "minutes"]),
            ("What", ["place", "room", "plan"]),
        ]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        cleaned["course"] = self.courses.get(cleaned.get("course", ""))
        return cleaned
