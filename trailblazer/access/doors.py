"""The two doors: `find` for looking, `@action` for changing. Nothing else opens a record."""

from collections.abc import Callable
from functools import wraps
from typing import Any, ParamSpec, TypeVar

from django.apps import apps
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, models, transaction
from django.http import Http404

from trailblazer.access import log
from trailblazer.access.models import LogEntry, SubmissionKey
from trailblazer.access.records import Actor, StaleSave, Versioned, VisibleQuerySet, VisibleRecord
from trailblazer.access.roles import Permission

P = ParamSpec("P")
R = TypeVar("R")
Record = TypeVar("Record", bound=VisibleRecord)


def find(
    model: type[Record], ref: str, *, by: Actor, purpose: str = "", together_with: tuple[str, ...] = ()
) -> Record:
    """The record, if this actor may know of it, and a line in the log that they looked; otherwise "not found".

    `together_with` names what it points to that the page shows too, so that all is read at once.
    """
    known = visible(model, by)
    record = (known.select_related(*together_with) if together_with else known).filter(ref=ref).first()
    if record is None:
        raise Http404
    log.looked(record, by=by, purpose=purpose)
    return record


def visible(model: type[Record], by: Actor) -> VisibleQuerySet[Record]:
    queryset = model._default_manager.all()
    if not isinstance(queryset, VisibleQuerySet):
        raise TypeError(f"{model.__name__} has no VisibleQuerySet")
    return queryset.visible_to(by)


def action(permission: Permission, *, logged_as: str) -> Callable[[Callable[..., R]], Callable[..., R]]:
    """Declares a change: who may make it and what the log calls it.

    The wrapped function is called in one transaction with the record it acts on locked and read afresh.
    The form's `submission_key` and `version` are taken here: the same form sent twice gives what it made the first
    time; a save from an old screen raises StaleSave. Raises PermissionDenied where the actor may not.
    """

    log.CHANGED_WITH[logged_as] = permission

    def declare(function: Callable[..., R]) -> Callable[..., R]:
        @wraps(function)
        def door(
            *args: Any, by: Actor, submission_key: str = "", version: int | None = None, **values: Any
        ) -> R:
            if not by.may(permission):
                raise PermissionDenied
            with transaction.atomic():
                if submission_key and (earlier := _claim(submission_key, logged_as)) is not None:
                    return _made_before(earlier)
                about, args = _locked(args, by, version)
                before = log.hash_of(about) if about is not None else ""
                result = function(*args, by=by, **values)
                _write_down(logged_as, by, about, before, result)
                if submission_key:
                    _remember(submission_key, result)
            return result

        door.permission = permission  # type: ignore[attr-defined]
        door.logged_as = logged_as  # type: ignore[attr-defined]
        return door

    return declare


def _claim(key: str, what: str) -> SubmissionKey | None:
    """Take the key; or, where it was taken before, the row that says what it made."""
    try:
        with transaction.atomic():
            SubmissionKey.objects.create(key=key, what=what)
    except IntegrityError:
        return SubmissionKey.objects.get(key=key)
    return None


def _made_before(earlier: SubmissionKey) -> Any:
    if not earlier.model:
        return None
    return apps.get_model(earlier.model)._default_manager.get(pk=earlier.record_id)


def _remember(key: str, result: Any) -> None:
    if isinstance(result, models.Model):
        SubmissionKey.objects.filter(key=key).update(model=result._meta.label, record_id=str(result.pk))


def _locked(
    args: tuple[Any, ...], by: Actor, version: int | None
) -> tuple[models.Model | None, tuple[Any, ...]]:
    """The record acted on, locked and read afresh within the actor's own scope."""
    if not args or not isinstance(args[0], models.Model) or args[0]._state.adding:
        return None, args
    about = args[0]
    queryset = type(about)._default_manager.all()
    if isinstance(queryset, VisibleQuerySet):
        queryset = queryset.visible_to(by)
    fresh = queryset.select_for_update(of=("self",)).filter(pk=about.pk).first()
    if fresh is None:
        raise PermissionDenied
    if version is not None and isinstance(fresh, Versioned) and fresh.version != version:
        raise StaleSave(fresh)
    return fresh, (fresh, *args[1:])


def _write_down(what: str, by: Actor, about: models.Model | None, before: str, result: Any) -> None:
    made = result if isinstance(result, models.Model) else None
    subject = about if about is not None else made
    after = log.hash_of(subject) if subject is not None else ""
    log.write(LogEntry.Kind.CHANGE, what, by=by, about=subject, before_hash=before, after_hash=after)
