"""Forms about people: invite, join, change."""

from typing import Any

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from trailblazer.access import actions
from trailblazer.access.forms import LONG_ENOUGH
from trailblazer.access.models import Membership, User
from trailblazer.access.records import Actor
from trailblazer.access.roles import Role
from trailblazer.ui.forms import ActionForm


def _choices(roles: list[Any]) -> list[tuple[str, str]]:
    return [(role, Role(role).label) for role in roles]


def _offer(form: forms.Form, name: str, choices: list[tuple[str, str]]) -> None:
    field = form.fields[name]
    assert isinstance(field, forms.ChoiceField)
    field.choices = choices


class Invite(ActionForm):
    name = forms.CharField(
        label="Name", max_length=100, error_messages={"required": "Enter the person’s name"}
    )
    email = forms.EmailField(
        label="Work email address",
        max_length=254,
        error_messages={
            "required": "Enter a work email address",
            "invalid": "Enter a whole email address, such as name@example.org",
        },
    )
    role = forms.ChoiceField(
        label="Role", widget=forms.RadioSelect, error_messages={"required": "Choose a role"}
    )

    def __init__(self, *args: Any, roles: list[Any], **options: Any) -> None:
        super().__init__(*args, **options)
        _offer(self, "role", _choices(roles))
        if len(roles) == 1:
            self.fields["role"].initial = roles[0]


class Join(ActionForm):
    """A new account: the name and address come from the invitation."""

    password = forms.CharField(
        label="Choose a password",
        help_text=LONG_ENOUGH,
        strip=False,
        max_length=200,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        error_messages={"required": "Enter a password"},
    )
    again = forms.CharField(
        label="The same password again",
        strip=False,
        max_length=200,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        error_messages={"required": "Enter the same password again"},
    )

    def __init__(self, *args: Any, email: str, name: str, **options: Any) -> None:
        super().__init__(*args, **options)
        self.person = User(email=email, name=name)

    def clean_password(self) -> str:
        password = str(self.cleaned_data["password"])
        validate_password(password, self.person)
        return password

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        again = cleaned.pop("again", None)
        if again is not None and "password" in cleaned and again != cleaned["password"]:
            self.add_error("again", ValidationError("The two passwords differ. Enter the same one twice"))
        return cleaned


class ChangePerson(ActionForm):
    """One of three things about a person: another role, the end of this one, or a new second step."""

    ROLE, END, SECOND_STEP = "role", "end", "second_step"
    what = forms.ChoiceField(
        label="What do you want to do?",
        widget=forms.RadioSelect,
        error_messages={"required": "Choose what to do"},
    )
    role = forms.ChoiceField(label="New role", required=False, widget=forms.Select)

    def __init__(self, *args: Any, roles: list[Any], **options: Any) -> None:
        super().__init__(*args, **options)
        _offer(self, "role", [("", "Choose"), *_choices(roles)])
        what = [(self.ROLE, "Give another role instead")] if roles else []
        what += [
            (self.END, "End this role today"),
            (self.SECOND_STEP, "Let them set up a new second step, because phone and codes are lost"),
        ]
        _offer(self, "what", what)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if cleaned.get("what") == self.ROLE and not cleaned.get("role"):
            self.add_error("role", "Choose the new role")
        return cleaned

    def act(self, membership: Membership, *, by: Actor) -> Membership:
        """Raises NotPossible."""
        sent = {"submission_key": self.cleaned_data["submission_key"], "by": by}
        what = self.cleaned_data["what"]
        if what == self.ROLE:
            return actions.change_role(membership, role=self.cleaned_data["role"], **sent)
        if what == self.END:
            return actions.end(membership, **sent)
        return actions.begin_second_step_again(membership, **sent)

    @property
    def done(self) -> str:
        return {
            self.ROLE: "The role is changed. They are signed out and can sign in again",
            self.END: "The role has ended. They are signed out",
            self.SECOND_STEP: "They are signed out, and set up a new second step when they sign in",
        }[self.cleaned_data["what"]]
