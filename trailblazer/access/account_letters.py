"""Messages about signing in: an invitation, a new password, a warning. They wait in the database until they are sent.

No secret waits with them: a link is made when its message is sent. A page that asks for one does the same work
whether or not the address has an account.
"""

from django.conf import settings
from django.db import models
from django.urls import reverse

from trailblazer.access.models import AccountLetter, Invitation, User
from trailblazer.ui import plain

ALERTS_ADDRESS = "/alerts/"


class NobodyThere(Exception):
    """There is nobody to send this to, or no longer a reason."""


def queue_new_password(address: str) -> AccountLetter:
    """A link to choose a new password, if this address has an account."""
    return AccountLetter.objects.create(kind=AccountLetter.Kind.NEW_PASSWORD, address=address)


def queue_invitation(invitation: Invitation) -> AccountLetter:
    kind = AccountLetter.Kind.INVITATION
    return AccountLetter.objects.create(kind=kind, address=invitation.email, invitation=invitation)


def queue_notice(user: User, subject: str) -> AccountLetter:
    """That something about this account was changed, in case it was not the person who did it."""
    return AccountLetter.objects.create(
        kind=AccountLetter.Kind.NOTICE, address=user.email, subject=subject, user=user
    )


def queue_alert(user: User, subject: str) -> AccountLetter:
    """That an alert needs this person. What it is about stays behind the sign-in."""
    return AccountLetter.objects.create(
        kind=AccountLetter.Kind.ALERT, address=user.email, subject=subject, user=user
    )


def waiting() -> models.QuerySet[AccountLetter]:
    return AccountLetter.objects.filter(state=AccountLetter.State.QUEUED).order_by("pk")


def words_of(letter: AccountLetter) -> tuple[str, str]:
    """Subject and text, with a fresh link where there is one. Raises NobodyThere."""
    return _WORDS[AccountLetter.Kind(letter.kind)](letter)


def _new_password(letter: AccountLetter) -> tuple[str, str]:
    user = User.objects.filter(email__iexact=letter.address, is_active=True).first()
    if user is None:
        raise NobodyThere
    text = plain.render(
        "account/letters/new_password.txt", {"name": user.name, "link": new_password_link(user)}
    )
    return "Choose a new password", text


def new_password_link(user: User) -> str:
    """Works once, for the time of PASSWORD_RESET_TIMEOUT."""
    from allauth.account.forms import default_token_generator
    from allauth.account.utils import user_pk_to_url_str

    key = default_token_generator.make_token(user)
    path = reverse("account_reset_password_from_key", kwargs={"uidb36": user_pk_to_url_str(user), "key": key})
    return f"{settings.ORIGIN}{path}"


def _invitation(letter: AccountLetter) -> tuple[str, str]:
    from trailblazer.access.invitations import link_of
    from trailblazer.access.today import now

    invitation = letter.invitation
    if invitation is None or not invitation.is_open(now()):
        raise NobodyThere
    text = plain.render(
        "account/letters/invitation.txt", {"invitation": invitation, "link": link_of(invitation)}
    )
    return "Your invitation to Trailblazer", text


def _notice(letter: AccountLetter) -> tuple[str, str]:
    words = {"what": letter.subject, "at": letter.queued_at, "origin": settings.ORIGIN}
    return letter.subject, plain.render("account/letters/notice.txt", words)


def _alert(letter: AccountLetter) -> tuple[str, str]:
    words = {"what": letter.subject, "link": f"{settings.ORIGIN}{ALERTS_ADDRESS}"}
    return letter.subject, plain.render("account/letters/alert.txt", words)


_WORDS = {
    AccountLetter.Kind.NEW_PASSWORD: _new_password,
    AccountLetter.Kind.INVITATION: _invitation,
    AccountLetter.Kind.NOTICE: _notice,
    AccountLetter.Kind.ALERT: _alert,
}
