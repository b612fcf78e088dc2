"""Organisations, people, what they may see, and the log of what they looked at and changed."""

from datetime import date
from typing import Any, ClassVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.crypto import salted_hmac

from trailblazer.access.references import new_ref
from trailblazer.access.roles import MAY_GIVE, ROLES, STAFF_ROLES, Permission, Role
from trailblazer.access.versions import Versioned


class RefField(models.CharField):
    """The reference of a record, used in addresses and files."""

    def __init__(self, **options: Any) -> None:
        ordinary: dict[str, Any] = {"max_length": 16, "default": new_ref, "unique": True, "editable": False}
        super().__init__(**(ordinary | options))

    def deconstruct(self) -> Any:
        """Says itself whether it is unique: the history of a record holds its reference many times."""
        name, path, args, options = super().deconstruct()
        return name, path, args, options | {"unique": self.unique}


class Organisation(Versioned):
    """A provider, a team of a provider, a school that has members, or a body of the programme."""

    class Kind(models.TextChoices):
        PROVIDER = "provider", "Provider"
        TEAM = "team", "Team"
        SCHOOL = "school", "School or college"
        PROGRAMME = "programme", "Programme"
        COMMISSIONER = "commissioner", "Commissioner"

    class ProviderType(models.TextChoices):
        NHS_TRUST = "nhs_trust", "NHS trust"
        COUNCIL = "council", "Council"
        CHARITY = "charity", "Charity"
        OTHER = "other", "Other"

    ref = RefField()
    kind = models.CharField(max_length=16, choices=Kind.choices)
    name = models.CharField(max_length=200)
    provider = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="teams")
    provider_type = models.CharField(max_length=16, choices=ProviderType.choices, blank=True)
    ods_code = models.CharField(max_length=8, blank=True)
    urn = models.PositiveIntegerField(null=True, blank=True, unique=True)
    served_by = models.ManyToManyField("self", symmetrical=False, blank=True, related_name="serves")
    may_show_nhs_logo = models.BooleanField(default=False)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                name="a_team_has_a_provider_and_nothing_else_has",
                condition=Q(kind="team", provider__isnull=False) | ~Q(kind="team") & Q(provider=None),
            ),
            models.CheckConstraint(
                name="a_school_has_a_urn_and_nothing_else_has",
                condition=Q(kind="school", urn__isnull=False) | ~Q(kind="school") & Q(urn=None),
            ),
        ]

    def __str__(self) -> str:
        return self.name


class UserManager(BaseUserManager["User"]):
    def create_user(self, email: str, password: str | None = None, **fields: object) -> "User":
        user = self.model(email=self.normalize_email(email).lower(), **fields)
        user.set_password(password)
        user.save()
        return user

    def get_by_natural_key(self, username: str | None) -> "User":
        return self.get(email__iexact=username)


class User(AbstractBaseUser):
    """A person who signs in. What they may do comes from their memberships, never from the account."""

    ref = RefField()
    email = models.EmailField(max_length=254)
    name = models.CharField(max_length=100)
    is_active = models.BooleanField(default=True)
    is_invented = models.BooleanField(default=False)
    joined_at = models.DateTimeField(default=timezone.now)
    # Every session carries a mark made from this, so that a new one ends them all at once.
    session_stamp = models.CharField(max_length=16, default=new_ref, editable=False)

    objects = UserManager()
    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar = ["name"]

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(Lower("email"), name="one_account_for_each_email")]

    def __str__(self) -> str:
        return self.name

    def get_full_name(self) -> str:
        return self.name

    def end_sessions(self) -> None:
        """Signs this person out everywhere: what they may do has changed."""
        self.session_stamp = new_ref()
        self.save(update_fields=["session_stamp"])

    def _get_session_auth_hash(self, secret: str | None = None) -> str:
        salted = salted_hmac(
            "access.User.session", self.password + self.session_stamp, secret=secret, algorithm="sha256"
        )
        return salted.hexdigest()


class MembershipQuerySet(models.QuerySet["Membership"]):
    def current(self, today: date) -> "MembershipQuerySet":
        return self.filter(
            Q(ended_on=None) | Q(ended_on__gt=today), started_on__lte=today, user__is_active=True
        )

    def gone(self, today: date) -> "MembershipQuerySet":
        """Whose role has ended, or whose account is closed."""
        return self.filter(Q(ended_on__lte=today) | Q(user__is_active=False))


class Membership(models.Model):
    """One person in one role for one organisation. This is who acts: `by` and `request.member` are memberships."""

    ref = RefField()
    user = models.ForeignKey(User, models.PROTECT, related_name="memberships")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="members")
    role = models.CharField(max_length=32, choices=Role.choices)
    started_on = models.DateField()
    ended_on = models.DateField(null=True, blank=True)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["user", "organisation", "role"],
                condition=Q(ended_on=None),
                name="one_open_membership_for_each_person_role_and_place",
            )
        ]

    def __str__(self) -> str:
        return f"{self.user.name}, {self.get_role_display()}"

    def may(self, permission: Permission) -> bool:
        return permission in ROLES.get(Role(self.role), frozenset())

    def may_give(self, role: Role) -> bool:
        return role in MAY_GIVE.get(Role(self.role), frozenset())

    def has_left(self, today: date) -> bool:
        return (self.ended_on is not None and self.ended_on <= today) or not self.user.is_active

    @property
    def is_staff(self) -> bool:
        return self.role in STAFF_ROLES

    @property
    def membership(self) -> "Membership":
        return self

    @property
    def provider_id(self) -> int | None:
        """The provider whose records this member works with; a school or programme member has none."""
        if self.organisation.kind == Organisation.Kind.PROVIDER:
            return self.organisation_id
        return self.organisation.provider_id

    @property
    def provider_name(self) -> str:
        """The provider's own name, as the header shows it; nothing for a school or the programme."""
        provider = self.organisation.provider
        if self.organisation.kind == Organisation.Kind.PROVIDER:
            return self.organisation.name
        return provider.name if provider else ""

    @property
    def team_id(self) -> int | None:
        return self.organisation_id if self.organisation.kind == Organisation.Kind.TEAM else None

    @property
    def school_id(self) -> int | None:
        return self.organisation.urn


class Invitation(models.Model):
    """An expiring invitation by email from someone who may give the role."""

    ref = RefField()
    secret_hash = models.CharField(max_length=64, unique=True)
    email = models.EmailField()
    name = models.CharField(max_length=100)
    organisation = models.ForeignKey(Organisation, models.PROTECT)
    role = models.CharField(max_length=32, choices=Role.choices)
    invited_by = models.ForeignKey(Membership, models.PROTECT, null=True, blank=True)
    invited_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True, blank=True)
    cancelled_at = models.DateTimeField(null=True, blank=True)

    def is_open(self, now: object) -> bool:
        return self.accepted_at is None and self.cancelled_at is None and self.expires_at > now  # type: ignore[operator]


class Outgoing(models.Model):
    """A message on its way out. While one worker tries to send it, `not_before` keeps the others away."""

    sent_at = models.DateTimeField(null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    not_before = models.DateTimeField(null=True, blank=True)
    failure = models.CharField(max_length=300, blank=True)

    FORGOTTEN_WHEN_SENT: ClassVar[dict[str, str]] = {}

    class Meta:
        abstract = True


class AccountLetter(Outgoing):
    """A message to someone who has an account or is to have one. It holds no secret and nothing about a child."""

    class Kind(models.TextChoices):
        INVITATION = "invitation", "Invitation"
        NEW_PASSWORD = "new_password", "Choose a new password"
        NOTICE = "notice", "Something about the account changed"
        ALERT = "alert", "An alert needs someone"

    class State(models.TextChoices):
        QUEUED = "queued", "Waiting to be sent"
        SENT = "sent", "Sent"
        FAILED = "failed", "Could not be sent"
        DROPPED = "dropped", "Nobody to send it to"

    kind = models.CharField(max_length=16, choices=Kind.choices)
    address = models.EmailField(max_length=254)
    user = models.ForeignKey(User, models.CASCADE, null=True, blank=True, related_name="+")
    invitation = models.ForeignKey(Invitation, models.CASCADE, null=True, blank=True, related_name="letters")
    subject = models.CharField(max_length=200, blank=True)
    state = models.CharField(max_length=8, choices=State.choices, default=State.QUEUED)
    queued_at = models.DateTimeField(default=timezone.now)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["state", "id"], name="account_letter_by_state")]


class LogEntry(models.Model):
    """One look or one change: who, as whom, at what. Rows are inserted and never changed."""

    class Kind(models.TextChoices):
        LOOK = "look", "Looked at"
        CHANGE = "change", "Changed"
        SIGN_IN = "sign_in", "Signed in"
        EXPORT = "export", "Took out"

    at = models.DateTimeField(default=timezone.now, db_index=True)
    kind = models.CharField(max_length=8, choices=Kind.choices)
    what = models.CharField(max_length=100)
    member = models.ForeignKey(Membership, models.PROTECT, null=True, blank=True, related_name="+")
    acting_as = models.CharField(max_length=32)
    provider_id = models.BigIntegerField(null=True, blank=True)
    model = models.CharField(max_length=60, blank=True)
    record = models.CharField(max_length=16, blank=True, db_index=True)
    young_person = models.CharField(max_length=16, blank=True, db_index=True)
    records = models.JSONField(default=list, blank=True)
    purpose = models.CharField(max_length=200, blank=True)
    request_id = models.CharField(max_length=16, blank=True)
    before_hash = models.CharField(max_length=64, blank=True)
    after_hash = models.CharField(max_length=64, blank=True)

    class Meta:
        verbose_name_plural = "log entries"


class LogSeal(models.Model):
    """A closed stretch of the log: what it holds, and the seal before it."""

    sealed_at = models.DateTimeField(default=timezone.now)
    first_id = models.BigIntegerField()
    last_id = models.BigIntegerField(unique=True)
    count = models.PositiveIntegerField()
    previous = models.CharField(max_length=64)
    hash = models.CharField(max_length=64, unique=True)


class SubmissionKey(models.Model):
    """A form that was sent and done. The same form sent again finds what it made the first time."""

    key = models.CharField(max_length=64, primary_key=True)
    what = models.CharField(max_length=100)
    done_at = models.DateTimeField(default=timezone.now)
    model = models.CharField(max_length=60, blank=True)
    record_id = models.CharField(max_length=40, blank=True)


class Limit(models.Model):
    """How often something was done by one device, address, link or reference in its present stretch of time.

    Only a keyed fingerprint of the key is kept: an address or a reference cannot be read back from it.
    """

    name = models.CharField(max_length=40)
    key_hash = models.CharField(max_length=64)
    count = models.PositiveIntegerField(default=0)
    window_start = models.DateTimeField(db_index=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["name", "key_hash"], name="one_count_for_each_limit_and_key")
        ]
