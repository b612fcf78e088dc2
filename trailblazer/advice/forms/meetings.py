"""The actions of a meeting round a young person."""

from collections.abc import Iterable
from typing import Any

from django import forms

from trailblazer.access.models import Membership
from trailblazer.ui.forms import ActionForm, DayField
from trailblazer.young_people.forms.fields import Line


class AddAction(ActionForm):
    """What, who of the team or who else, by when."""

    words = Line(label="What is to be done?", max_length=200, missing="Enter what is to be done")
    owner = forms.ChoiceField(label="Who of your team does it?", required=False)
    owner_name = Line(
        label="Or who else does it?",
        max_length=80,
        help_text="For example: SENCO, or Ms Adeyemi, social worker",
    )
    due_on = DayField(label="By when?", error_messages={"required": "Enter by when"})

    def __init__(self, *args: Any, members: Iterable[Membership], **options: Any) -> None:
        super().__init__(*args, **options)
        self.members = {one.ref: one for one in members}
        self.fields["owner"].choices = [  # type: ignore[attr-defined]
            ("", "Nobody of the team"),
            *((ref, one.user.name) for ref, one in self.members.items()),
        ]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        owner = cleaned["owner"] = self.members.get(cleaned.get("owner", ""))
        has_name = bool(cleaned.get("owner_name"))
        if owner is None and not has_name:
            self.add_error("owner", "Choose who of your team does it, or enter who else does")
        if owner is not None and has_name:
            self.add_error("owner_name", "Choose one owner: somebody of your team, or somebody else")
        return cleaned


class ActionDone(ActionForm):
    done_words = Line(label="What came of it?", max_length=200, help_text="You can leave this empty")
