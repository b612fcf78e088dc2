"""The form of how school goes."""

from django import forms

from trailblazer.care.models import EducationCheck
from trailblazer.domain import codes
from trailblazer.ui.forms import ActionForm, DayField
from trailblazer.young_people.forms.fields import YesOrNo


def number(label: str, most: int, hint: str = "") -> forms.IntegerField:
    wrong = f"Enter a number from 0 to {most}"
    return forms.IntegerField(
        label=label,
        help_text=hint,
        required=False,
        min_value=0,
        max_value=most,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "nhsuk-input--width-3"}),
        error_messages=dict.fromkeys(("invalid", "min_value", "max_value"), wrong),
    )


class EducationForm(ActionForm):
    """How school goes. What nobody knows is left empty and shown as not known."""

    stage = forms.ChoiceField(
        label="When in the course is this?",
        choices=EducationCheck.Stage.choices,
        widget=forms.RadioSelect(attrs={"class": "nhsuk-radios--small"}),
        error_messages={"required": "Choose when in the course this is"},
    )
    checked_on = DayField(label="On which day was it asked?", error_messages={"required": "Enter the day"})
    from_on = DayField(label="Sessions missed: from which day?", required=False)
    to_on = DayField(label="To which day?", required=False)
    sessions_missed = number("Half-day sessions missed", 400)
    sessions_possible = number("Out of how many possible", 400)
    exclusion = forms.ChoiceField(
        label="Suspension or exclusion in that time",
        choices=[
            ("", "Not known"),
            *((code.code, code.words) for code in codes.load("exclusions") if code.code != "not_known"),
        ],
        required=False,
    )
    is_part_time = YesOrNo(label="On a part-time timetable?", may_be_unknown=True)
    school_rating = number("How school says learning goes", 10, "0 is not at all, 10 is very well")
    own_rating = number("How the young person says learning goes", 10, "0 is not at all, 10 is very well")
