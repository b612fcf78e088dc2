"""Fields whose faults are sentences: what to enter, and what was wrong with what was typed."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from trailblazer.domain import codes, identity, telephone
from trailblazer.domain.identity import NotValid

LONGEST_REASON = 4_000


class Line(forms.CharField):
    """A line of text of a bounded length, without the spaces around it."""

    def __init__(self, *, missing: str = "", max_length: int = 300, **options: Any) -> None:
        options.setdefault("required", bool(missing))
        super().__init__(max_length=max_length, **options)
        self.widget.attrs.pop("maxlength", None)  # a longer text is refused with a sentence, never cut off
        self.error_messages |= {
            "required": missing,
            "max_length": f"Enter at most {max_length:,} characters. This has %(show_value)s",
            "null_characters_not_allowed": "Enter it again without control characters",
        }


class Words(Line):
    """Several lines of text."""

    widget = forms.Textarea


class Checked(Line):
    """A line that a rule of identity puts into the shape it is kept in, or refuses with its sentence."""

    def __init__(self, rule: Callable[[str], str], **options: Any) -> None:
        super().__init__(max_length=20_000, **options)
        self.rule = rule

    def clean(self, value: Any) -> str:
        typed = super().clean(value)
        try:
            return self.rule(typed) if typed else ""
        except NotValid as reason:
            raise ValidationError(str(reason)) from None


def name_field(label: str, what: str, **options: Any) -> Checked:
    return Checked(lambda typed: identity.person_name(typed, what), label=label, **options)


class Answer(forms.ChoiceField):
    """One of a code list."""

    def __init__(
        self, code_list: str, *, empty: str | None = None, missing: str = "", **options: Any
    ) -> None:
        first = [("", empty)] if empty is not None else []
        choices = [*first, *codes.load(code_list).choices()]
        options.setdefault("required", bool(missing))
        super().__init__(choices=choices, **options)
        self.error_messages |= {"required": missing, "invalid_choice": "Choose one of the answers"}


class YesOrNo(forms.TypedChoiceField):
    """Yes or no; where `may_be_unknown`, also not known: None."""

    def __init__(self, *, may_be_unknown: bool = False, missing: str = "", **options: Any) -> None:
        unknown = [("", "Not known")] if may_be_unknown else []
        super().__init__(
            choices=[("yes", "Yes"), ("no", "No"), *unknown],
            widget=forms.RadioSelect(attrs={"class": "nhsuk-radios--inline nhsuk-radios--small"}),
            required=bool(missing),
            empty_value=None,
            coerce=lambda answer: answer == "yes",
            **options,
        )
        self.error_messages |= {"required": missing}

    def prepare_value(self, value: Any) -> Any:
        return {True: "yes", False: "no", None: ""}.get(value, value)


def email_field(**options: Any) -> forms.EmailField:
    fault = "Enter an email address, for example name@example.org"
    return forms.EmailField(
        label="Email", required=False, error_messages={"invalid": fault, "max_length": fault}, **options
    )


def telephone_field(**options: Any) -> Checked:
    return Checked(
        telephone.kept,
        label="Telephone",
        widget=forms.TextInput(attrs={"inputmode": "tel", "class": "nhsuk-input--width-20"}),
        **options,
    )
