"""What every record of a provider carries: its provider, its path to the young person, and who may see it."""

from collections.abc import Iterable
from datetime import date
from typing import Any, ClassVar, Generic, Protocol, Self, TypeVar

from django.db import models
from django.db.models import Exists, OuterRef, Q

from trailblazer.access.models import Membership, Organisation, RefField
from trailblazer.access.roles import ROLES, Permission, Role
from trailblazer.access.versions import Versioned

__all__ = [
    "Actor",
    "NotPossible",
    "Service",
    "StaleSave",
    "Versioned",
    "VisibleQuerySet",
    "VisibleRecord",
    "Visitor",
    "refs",
    "with_nobody",
]


class Actor(Protocol):
    """Whoever acts: a member, a visitor with a secret link, or the service itself."""

    @property
    def role(self) -> str: ...

    def may(self, permission: Permission) -> bool: ...

    @property
    def membership(self) -> Membership | None: ...

    @property
    def provider_id(self) -> int | None: ...


class Visitor:
    """Someone without an account. They see nothing but the one record whose secret they hold."""

    role = Role.VISITOR
    membership = None

    def __init__(self, holds: models.Model | None = None) -> None:
        self.holds = holds

    def may(self, permission: Permission) -> bool:
        return permission in ROLES[Role.VISITOR]

    @property
    def provider_id(self) -> int | None:
        return getattr(self.holds, "provider_id", None)


class Service:
    """The service itself, at work without anyone asking: schedules, letters, seals."""

    role = Role.SERVICE
    membership = None
    provider_id = None

    def may(self, permission: Permission) -> bool:
        return permission in ROLES[Role.SERVICE]


Record = TypeVar("Record", bound="VisibleRecord", covariant=True)


def with_nobody(today: date, holder: str = "owner") -> Q:
    """Given to nobody, or to somebody who has left."""
    here = Membership.objects.current(today).filter(pk=OuterRef(holder))
    return Q(**{holder: None}) | Q(~Exists(here))


class VisibleQuerySet(models.QuerySet[Record], Generic[Record]):
    """Records of providers, of which each actor sees only their own."""

    permission: ClassVar[Permission]

    def visible_to(self, actor: Actor) -> Self:
        """The records this actor may know of; for anyone else they do not exist."""
        if isinstance(actor, Service):
            return self
        if isinstance(actor, Visitor):
            holds = actor.holds
            return self.filter(pk=holds.pk) if isinstance(holds, self.model) else self.none()
        if not isinstance(actor, Membership) or not actor.may(self.permission):
            return self.none()
        return self.filter(self.scope(actor))

    def scope(self, member: Membership) -> Q:
        """Which rows belong to the member's organisation. Apps narrow or widen it by kind of organisation."""
        kind = member.organisation.kind
        if kind == Organisation.Kind.PROVIDER:
            return Q(provider=member.organisation_id)
        if kind == Organisation.Kind.TEAM:
            return self.scope_of_team(member)
        if kind == Organisation.Kind.SCHOOL:
            return self.scope_of_school(member)
        return Q(pk__in=())

    def scope_of_team(self, member: Membership) -> Q:
        return Q(team=member.organisation_id)

    def scope_of_school(self, member: Membership) -> Q:
        return Q(pk__in=())


class VisibleRecord(models.Model):
    """A record of a provider about people."""

    # The way from this record to the young person: "self", a look-up such as "referral__young_person", or None.
    PATH_TO_YOUNG_PERSON: ClassVar[str | None]

    ref = RefField()
    provider = models.ForeignKey(Organisation, models.PROTECT, related_name="+")

    class Meta:
        abstract = True

    def young_person_ref(self) -> str:
        """The reference of the young person this record is about, or nothing where there is none yet."""
        found: Any = self
        if self.PATH_TO_YOUNG_PERSON is None:
            return ""
        if self.PATH_TO_YOUNG_PERSON != "self":
            for step in self.PATH_TO_YOUNG_PERSON.split("__"):
                found = getattr(found, step) if found is not None else None
        return found.ref if found is not None else ""


class StaleSave(Exception):
    """Someone else saved this record in the meantime. Both versions are to be shown."""

    def __init__(self, current: models.Model) -> None:
        super().__init__("Someone else changed this while you were writing. Your words are still here.")
        self.current = current


class NotPossible(Exception):
    """What was asked for cannot be done, in a sentence fit for the person at the screen."""


def refs(records: Iterable[VisibleRecord]) -> list[str]:
    return [record.ref for record in records]
