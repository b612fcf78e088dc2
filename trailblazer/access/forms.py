"""The forms of signing in, in our words and without the library's placeholders."""

from datetime import timedelta
from typing import Any

from allauth.account import forms as account_forms
from allauth.mfa.base import forms as mfa_forms
from allauth.mfa.totp import forms as totp_forms
from allauth.mfa.webauthn import forms as passkey_forms
from django import forms
from django.http import HttpRequest

from trailblazer.access import account_letters
from trailblazer.access.limits import Allowance
from trailblazer.access.models import User

CODES = Allowance("codes of a second step", 5, timedelta(minutes=15))
CODE_ONCE = Allowance("one code", 1, timedelta(minutes=5))
LONG_ENOUGH = (
    "12 characters or more. Three words that you will remember are better than one with signs in it."
)
A_CODE = "The 6 figures your app shows now, or one of your one-time codes"


def _say(form: forms.BaseForm, name: str, label: str, help_text: str = "", wanted: str = "") -> None:
    """Gives a field of the library our label, hint and sentence for when it is empty."""
    field = form.fields[name]
    field.label, field.help_text = label, help_text
    field.widget.attrs.pop("placeholder", None)
    field.error_messages["required"] = wanted or f"Enter {label[0].lower()}{label[1:]}"


class SignIn(account_forms.LoginForm):
    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        _say(self, "login", "Email address", wanted="Enter your email address")
        _say(self, "password", "Password", wanted="Enter your password")
        self.fields["login"].error_messages["invalid"] = (
            "Enter a whole email address, such as name@example.org"
        )


class AskForNewPassword(account_forms.ResetPasswordForm):
    """Says and does the same for every address typed: whether it has an account is found out later, by the worker."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        _say(self, "email", "Email address", wanted="Enter your email address")
        self.fields["email"].error_messages["invalid"] = (
            "Enter a whole email address, such as name@example.org"
        )

    def clean_email(self) -> str:
        return str(self.cleaned_data["email"]).lower()

    def save(self, request: HttpRequest, **options: Any) -> str:
        account_letters.queue_new_password(self.cleaned_data["email"])
        return str(self.cleaned_data["email"])


class _TwoPasswords(forms.Form):
    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        _say(self, "password1", "New password", LONG_ENOUGH, "Enter a new password")
        _say(self, "password2", "The same password again", wanted="Enter the same password again")


class NewPassword(_TwoPasswords, account_forms.ResetPasswordKeyForm):
    """By the link that came by email."""


class ChangePassword(_TwoPasswords, account_forms.ChangePasswordForm):
    """By someone who is signed in."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        _say(self, "oldpassword", "Your password now", wanted="Enter your password now")


class Reauthenticate(account_forms.ReauthenticateForm):
    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        _say(self, "password", "Password", wanted="Enter your password")


class _OneCode(forms.Form):
    """A code of six figures is soon guessed by someone who may try for ever: five tries in fifteen minutes."""

    user: User

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        _say(self, "code", "Code", A_CODE, "Enter the code")
        self.fields["code"].widget.attrs |= {"inputmode": "numeric", "class": "nhsuk-input--width-10"}

    def clean_code(self) -> str:
        tries = str(self.user.pk)
        if not CODES.take(tries):
            raise forms.ValidationError("Too many tries. Wait 15 minutes and try again")
        code = str(super().clean_code())  # type: ignore[misc]
        if not CODE_ONCE.take(f"{tries} {code}"):
            raise forms.ValidationError("That code was used already. Wait for the next one")
        CODES.forget(tries)
        return code


class SecondStep(_OneCode, mfa_forms.AuthenticateForm):
    """The code after the password."""


class SecondStepAgain(_OneCode, mfa_forms.ReauthenticateForm):
    """The code before something that protects the account."""


class StartApp(_OneCode, totp_forms.ActivateTOTPForm):
    """The first code of an app."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["code"].help_text = "The 6 figures your app shows now"


class AddPasskey(passkey_forms.AddWebAuthnForm):
    def __init__(self, *args: Any, **options: Any) -> None:
        options["initial"] = {"name": "My passkey"} | (options.get("initial") or {})
        super().__init__(*args, **options)
        _say(self, "name", "Name of this passkey", "So that you know it again, for example: office computer")
        self.fields["passwordless"].label = "Sign in with this passkey alone, without a password"
        self.fields["passwordless"].help_text = ""


class RenamePasskey(passkey_forms.EditWebAuthnForm):
    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        _say(self, "name", "Name of this passkey", wanted="Enter a name")
