"""Fields of the public pages: each says in plain, marked words what is wrong, and what was typed stays."""

import re
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from trailblazer.access.today import today
from trailblazer.domain import identity
from trailblazer.domain.codes import load
from trailblazer.ui.forms import DayField
from trailblazer.ui.words import gettext, marked

Choices = list[tuple[str, Any]]


def plain_choices(list_name: str) -> Choices:
    """A code list in words for children and families."""
    return [(code, marked(words)) for code, words in load(list_name).plain_choices()]


def staff_choices(list_name: str) -> Choices:
    """A code list in the words that grown-ups use."""
    return [(code, marked(words)) for code, words in load(list_name).choices()]


class NameField(forms.CharField):
    """A name as the person writes it, in any script."""

    def __init__(self, *, missing: Any = "", **options: Any) -> None:
        attrs = {"class": "nhsuk-input--width-20"} | options.pop("attrs", {})
        widget = forms.TextInput(attrs=attrs)
        super().__init__(widget=widget, **({"required": bool(missing)} | options))
        self.error_messages["required"] = missing

    def clean(self, value: Any) -> str:
        text = str(value or "")
        if len(text) > identity.NAME_LIMIT:
            raise ValidationError(
                gettext("Use %(most)s letters or fewer for a name. You have %(typed)s.")
                % {"most": identity.NAME_LIMIT, "typed": f"{len(text):,}"}
            )
        try:
            name = identity.person_name(text)
        except identity.NotValid:
            raise ValidationError(gettext("Use letters for a name, on one line.")) from None
        return str(super().clean(name))


class LineField(forms.CharField):
    """One line of text."""

    def __init__(self, *, most: int, wide: str = "nhsuk-input--width-20", **options: Any) -> None:
        self.most = most
        attrs = {"class": wide} | options.pop("attrs", {})
        super().__init__(widget=forms.TextInput(attrs=attrs), **({"required": False} | options))

    def clean(self, value: Any) -> str:
        text = " ".join(str(value or "").replace("\x00", " ").split())
        if len(text) > self.most:
            raise ValidationError(
                gettext("Use %(most)s letters or fewer here. You have %(typed)s.")
                % {"most": self.most, "typed": f"{len(text):,}"}
            )
        return str(super().clean(text))


class CheckedLineField(LineField):
    """One line that is read by a rule of `domain.identity`."""

    def __init__(self, *, rule: Any, wrong: Any, **options: Any) -> None:
        self.rule, self.wrong = rule, wrong
        super().__init__(**options)

    def clean(self, value: Any) -> str:
        text = super().clean(value)
        try:
            return str(self.rule(text)) if text else ""
        except identity.NotValid:
            raise ValidationError(self.wrong) from None


def telephone(text: str) -> str:
    """A telephone number of 10 to 15 digits, as it was typed. Raises NotValid."""
    if not re.fullmatch(r"\+?[0-9 ()\-]{10,20}", text) or not 10 <= len(re.sub(r"\D", "", text)) <= 15:
        raise identity.NotValid("Enter a telephone number of 10 to 15 digits")
    return text


def email(text: str) -> str:
    """An email address. Raises NotValid."""
    try:
        forms.EmailField(max_length=254).clean(text)
    except ValidationError:
        raise identity.NotValid("Enter an email address like name@example.com") from None
    return text


class BirthDateField(DayField):
    """The birth date of someone who may be helped at all: not to come, at most 25 years old."""

    def __init__(self, *, missing: Any, **options: Any) -> None:
        super().__init__(wrong=marked("Enter a real date of birth, for example 27 3 2012."), **options)
        self.error_messages["required"] = missing
        for part in self.fields:
            part.error_messages["max_length"] = self.wrong
            part.error_messages["null_characters_not_allowed"] = self.wrong

    def clean(self, value: Any) -> date | None:
        born_on: date | None = super().clean(value)
        if born_on is None:
            return None
        if born_on > today():
            raise ValidationError(gettext("This date of birth has not come yet. Check the year."))
        if identity.age_on(born_on, today()) > identity.OLDEST:
            raise ValidationError(gettext("We help people up to the age of 25. Check the year."))
        return born_on


class OneOf(forms.ChoiceField):
    """One answer out of a few."""

    def __init__(self, *, choices: Any, missing: Any = "", **options: Any) -> None:
        widget = options.pop("widget", forms.RadioSelect)
        super().__init__(choices=choices, widget=widget, **({"required": bool(missing)} | options))
        self.error_messages["required"] = missing
        self.error_messages["invalid_choice"] = marked("Choose one of the answers.")


class AnyOf(forms.MultipleChoiceField):
    """As many answers as someone likes."""

    def __init__(self, *, choices: Any, missing: Any = "", **options: Any) -> None:
        super().__init__(
            choices=choices,
            widget=forms.CheckboxSelectMultiple,
            **({"required": bool(missing)} | options),
        )
        self.error_messages["required"] = missing
        self.error_messages["invalid_choice"] = marked("Choose from the answers.")
        self.error_messages["invalid_list"] = marked("Choose from the answers.")
