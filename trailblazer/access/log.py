"""What is written down: every look at a record about a person, and every change."""

import hashlib
import json
from collections.abc import Iterator, Sequence
from contextvars import ContextVar
from datetime import datetime
from typing import Any

from django.apps import apps
from django.db import models, transaction
from django.forms.models import model_to_dict

from trailblazer.access.models import LogEntry, LogSeal
from trailblazer.access.records import Actor, VisibleQuerySet, VisibleRecord
from trailblazer.access.roles import SECRET, Permission

REQUEST_ID: ContextVar[str] = ContextVar("request_id", default="")
CHANGED_WITH: dict[str, Permission] = {}  # what the log calls each change, and who may make it
FIRST_SEAL = "0" * 64


def hash_of(record: models.Model) -> str:
    """A fingerprint of a record's own columns, so that the log can prove a change without holding its content."""
    values = model_to_dict(record)
    many = {field.name for field in record._meta.many_to_many}
    plain = {name: str(value) for name, value in values.items() if name not in many}
    return hashlib.sha256(json.dumps(plain, sort_keys=True).encode()).hexdigest()


def write(
    kind: LogEntry.Kind, what: str, *, by: Actor, about: models.Model | None = None, **more: Any
) -> LogEntry:
    """One line of the log."""
    record = about if isinstance(about, VisibleRecord) else None
    return LogEntry.objects.create(
        kind=kind,
        what=what,
        member=by.membership,
        acting_as=by.role,
        provider_id=record.provider_id if record else by.provider_id,
        model=about._meta.label if about else "",
        record=getattr(about, "ref", "") if about else "",
        young_person=record.young_person_ref() if record else "",
        request_id=REQUEST_ID.get(),
        **more,
    )


def looked(record: VisibleRecord, *, by: Actor, purpose: str = "") -> None:
    """That this actor opened this record."""
    write(LogEntry.Kind.LOOK, f"{record._meta.verbose_name} opened", by=by, about=record, purpose=purpose)


def looked_at_list(records: Sequence[VisibleRecord], *, by: Actor, where: str) -> None:
    """That this actor was shown these records in a list: one line, however many."""
    if records:
        write(LogEntry.Kind.LOOK, where, by=by, records=[record.ref for record in records])


def looked_at_all(records: Sequence[VisibleRecord], *, by: Actor, where: str) -> None:
    """The same, of records that are all about one young person: the line stands in the log of that young person."""
    if records:
        found = [record.ref for record in records]
        write(LogEntry.Kind.LOOK, where, by=by, about=records[0], records=found)


def lines_for(actor: Actor, lines: "models.QuerySet[LogEntry]") -> "models.QuerySet[LogEntry]":
    """These lines, without those about what this actor is not even told of: looks at such records, and changes."""
    kept = kept_from(actor)
    records = [model for model, permission in _seen_with() if permission in kept]
    changes = [name for name, permission in CHANGED_WITH.items() if permission in kept]
    return lines.exclude(model__in=records).exclude(what__in=changes)


def kept_from(actor: Actor) -> frozenset[Permission]:
    """What this actor is not even told of. Empty for those who read everything of their team."""
    return frozenset(permission for permission in SECRET if not actor.may(permission))


def _seen_with() -> Iterator[tuple[str, Permission]]:
    for model in apps.get_models():
        queryset = model._default_manager.all()
        if isinstance(queryset, VisibleQuerySet):
            yield model._meta.label, queryset.permission


def seal(now: datetime) -> LogSeal | None:
    """Close the log up to here: hash every line since the last seal together with that seal."""
    with transaction.atomic():
        last = LogSeal.objects.select_for_update().order_by("-last_id").first()
        after = last.last_id if last else 0
        entries = list(LogEntry.objects.filter(id__gt=after).order_by("id"))
        if not entries:
            return None
        previous = last.hash if last else FIRST_SEAL
        return LogSeal.objects.create(
            sealed_at=now,
            first_id=entries[0].pk,
            last_id=entries[-1].pk,
            count=len(entries),
            previous=previous,
            hash=hash_of_stretch(entries, previous),
        )


def hash_of_stretch(entries: Sequence[LogEntry], previous: str) -> str:
    digest = hashlib.sha256(previous.encode())
    for entry in entries:
        values = [str(getattr(entry, field.attname)) for field in LogEntry._meta.concrete_fields]
        digest.update(json.dumps(values).encode())
    return digest.hexdigest()


def broken_seals() -> list[LogSeal]:
    """Seals whose stretch of the log is no longer what was sealed; none in a sound log."""
    broken, previous = [], FIRST_SEAL
    for seal_ in LogSeal.objects.order_by("last_id"):
        entries = list(LogEntry.objects.filter(id__range=(seal_.first_id, seal_.last_id)).order_by("id"))
        sound = (
            seal_.previous == previous
            and len(entries) == seal_.count
            and hash_of_stretch(entries, previous) == seal_.hash
        )
        if not sound:
            broken.append(seal_)
        previous = seal_.hash
    return broken
