"""The form of what a team did because of what it was told."""

from trailblazer.ui.forms import ActionForm, DayField
from trailblazer.young_people.forms.fields import Line


class WeDid(ActionForm):
    said = Line(
        label="You said",
        missing="Enter what was said",
        max_length=200,
        help_text="In your own words, so that nobody can be found in it",
    )
    did = Line(label="We did", missing="Enter what you did", max_length=400)
    done_on = DayField(label="On which day was it done?", error_messages={"required": "Enter the day"})
