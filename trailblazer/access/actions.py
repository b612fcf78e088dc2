"""What can be done about people: invite, join, change a role, end a membership, begin the second step again."""

from datetime import date

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.core.exceptions import PermissionDenied

from trailblazer.access import account_letters, invitations, today
from trailblazer.access.doors import action
from trailblazer.access.models import Invitation, Membership, Organisation, User
from trailblazer.access.records import Actor, NotPossible
from trailblazer.access.references import new_ref
from trailblazer.access.roles import Permission
from trailblazer.access.sign_in import enciphered_anew


@action(Permission.INVITE_PEOPLE, logged_as="person invited")
def invite(organisation: Organisation, *, by: Actor, email: str, name: str, role: str) -> Invitation:
    """Invites someone by email for seven days. Raises NotPossible where they hold the role already."""
    _may_give(by, organisation, role)
    email = User.objects.normalize_email(email).lower()
    held = Membership.objects.current(today.today()).filter(
        user__email__iexact=email, organisation=organisation, role=role
    )
    if held.exists():
        raise NotPossible("This person has that role here already")
    _take_back(email, organisation, role)
    now, ref = today.now(), new_ref()
    invitation = Invitation(
        ref=ref,
        email=email,
        name=name,
        organisation=organisation,
        role=role,
        invited_by=by.membership,
        invited_at=now,
        expires_at=now + invitations.OPEN_FOR,
    )
    invitation.secret_hash = invitations.hash_of(invitations.secret_of(invitation))
    invitation.save()
    account_letters.queue_invitation(invitation)
    return invitation


def _may_give(by: Actor, organisation: Organisation, role: str) -> None:
    if not invitations.organisations_for(by).filter(pk=organisation.pk).exists():
        raise PermissionDenied
    if role not in invitations.roles_for(by, organisation):
        raise PermissionDenied


def _take_back(email: str, organisation: Organisation, role: str) -> None:
    """A newer invitation to the same role replaces an older one."""
    older = Invitation.objects.filter(
        email__iexact=email, organisation=organisation, role=role, accepted_at=None, cancelled_at=None
    )
    older.update(cancelled_at=today.now())


@action(Permission.INVITE_PEOPLE, logged_as="invitation taken back")
def take_back(invitation: Invitation, *, by: Actor) -> Invitation:
    _may_give(by, invitation.organisation, invitation.role)
    if not invitation.is_open(today.now()):
        raise NotPossible("This invitation is no longer open")
    invitation.cancelled_at = today.now()
    invitation.save(update_fields=["cancelled_at"])
    return invitation


@action(Permission.ACCEPT_INVITATION, logged_as="invitation accepted")
def join(invitation: Invitation, *, by: Actor, user: User | None = None, password: str = "") -> Membership:
    """Gives the invited person their role: as someone signed in, or with a new account and its password."""
    if not invitation.is_open(today.now()):
        raise NotPossible("This invitation is no longer open. Ask for a new one.")
    if user is None:
        user = _new_account(invitation, password)
    elif user.email.lower() != invitation.email.lower():
        raise NotPossible("This invitation is for another email address")
    membership, _ = Membership.objects.get_or_create(
        user=user,
        organisation=invitation.organisation,
        role=invitation.role,
        ended_on=None,
        defaults={"started_on": today.today()},
    )
    invitation.accepted_at = today.now()
    invitation.save(update_fields=["accepted_at"])
    return membership


def _new_account(invitation: Invitation, password: str) -> User:
    if User.objects.filter(email__iexact=invitation.email).exists():
        raise NotPossible("You have an account already. Sign in, and open the link again.")
    user = User.objects.create_user(invitation.email, password, name=invitation.name)
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    return user


@action(Permission.INVITE_PEOPLE, logged_as="role changed")
def change_role(membership: Membership, *, by: Actor, role: str) -> Membership:
    """Ends this membership today and begins one with the new role. The person is signed out everywhere."""
    _may_change(membership, by)
    _may_give(by, membership.organisation, role)
    if role == membership.role:
        raise NotPossible("That is the role they have")
    on = today.today()
    membership.ended_on = on
    membership.save(update_fields=["ended_on"])
    new, _ = Membership.objects.get_or_create(
        user=membership.user,
        organisation=membership.organisation,
        role=role,
        ended_on=None,
        defaults={"started_on": on},
    )
    membership.user.end_sessions()
    account_letters.queue_notice(membership.user, "Your role in Trailblazer was changed")
    return new


@action(Permission.INVITE_PEOPLE, logged_as="membership ended")
def end(membership: Membership, *, by: Actor, on: date | None = None) -> Membership:
    """From this day on the role gives nothing. Where that is today, the person is signed out everywhere."""
    _may_change(membership, by)
    membership.ended_on = on or today.today()
    membership.save(update_fields=["ended_on"])
    if membership.ended_on <= today.today():
        membership.user.end_sessions()
    return membership


@action(Permission.INVITE_PEOPLE, logged_as="second step begun again")
def begin_second_step_again(membership: Membership, *, by: Actor) -> Membership:
    """For someone who lost their phone and their codes: at the next sign-in they set up a new second step."""
    _may_change(membership, by)
    for other in Membership.objects.current(today.today()).filter(user=membership.user):
        _may_give_anywhere(by, other.role)
    Authenticator.objects.filter(user=membership.user).delete()
    membership.user.end_sessions()
    account_letters.queue_notice(membership.user, "Your second step was taken away by an administrator")
    return membership


def _may_give_anywhere(by: Actor, role: str) -> None:
    """The second step guards all of a person's roles, not only the one it was asked for."""
    if by.membership is not None and role not in invitations.gives(by.membership):
        raise NotPossible("This person also has a role that you may not give. Ask someone who may.")


def _may_change(membership: Membership, by: Actor) -> None:
    """Someone may change the roles they could give, of other people; a role that is over stays as it was."""
    if by.membership is not None and by.membership.user_id == membership.user_id:
        raise NotPossible("You cannot change your own role. Ask someone else who may.")
    _may_give(by, membership.organisation, membership.role)
    if membership.ended_on is not None:
        raise NotPossible("This membership has ended")


@action(Permission.RUN_WORK, logged_as="second factors enciphered anew")
def encipher_second_factors_anew(*, by: Actor) -> int:
    """Enciphers every kept second factor by the newest secret of the service. Gives how many there are."""
    kept = list(Authenticator.objects.select_for_update().order_by("pk"))
    for factor in kept:
        factor.data = enciphered_anew(factor.data)
    Authenticator.objects.bulk_update(kept, ["data"], batch_size=500)
    return len(kept)
