"""Importing the register of schools, from the command line or by upload, and taking an import back."""

from datetime import date
from pathlib import Path
from typing import Any

from django.db.models import OuterRef, ProtectedError, Subquery

from trailblazer.access.doors import action
from trailblazer.access.models import Organisation
from trailblazer.access.records import Actor, NotPossible
from trailblazer.access.roles import Permission
from trailblazer.access.today import now
from trailblazer.imports.models import Import
from trailblazer.places import areas, register, terms, uploads
from trailblazer.places.models import LocalAuthority, School, SchoolChange, SchoolLink
from trailblazer.places.register import KIND, Reckoned, Tell, say_nothing
from trailblazer.tasks.work import queue

State = Import.State


@action(Permission.KEEP_REGISTER, logged_as="register of schools imported")
def import_register(
    path: Path,
    *,
    by: Actor,
    as_at: date,
    day_was_said: bool = True,
    links: Path | None = None,
    reckoned: Reckoned | None = None,
    tell: Tell = say_nothing,
) -> Import:
    """Brings the schools to what the file says. Raises RegisterFault with nothing written for a file of no use.

    `day_was_said` is false where neither anybody nor the file's name said of which day it tells. What was `reckoned`
    before is used, so that the database is kept from others only while it is written to.
    """
    sha256, size = register.fingerprint(path)
    made = Import.objects.create(
        kind=KIND,
        file_name=path.name,
        sha256=sha256,
        size=size,
        as_at=as_at,
        day_was_said=day_was_said,
        state=State.APPLYING,
        uploaded_by=by.membership,
        uploaded_at=now(),
    )
    return _apply(made, path, links, by=by, reckoned=reckoned, tell=tell)


@action(Permission.KEEP_REGISTER, logged_as="register of schools uploaded")
def upload(
    file: uploads.Uploaded, *, by: Actor, as_at: date, links: uploads.Uploaded | None = None
) -> Import:
    """Keeps the file and has it checked. Nothing is changed until someone confirms what the check found."""
    made = Import(
        kind=KIND,
        file_name=Path(file.name or "register").name[:200],
        as_at=as_at,
        state=State.CHECKING,
        uploaded_by=by.membership,
        uploaded_at=now(),
    )
    made.path = uploads.keep(file, made.ref, "register")
    made.extra_path = uploads.keep(links, made.ref, "links") if links else ""
    made.sha256, made.size = register.fingerprint(uploads.where(made.path))
    made.save()
    made.job = queue(uploads.CHECK, by=by.membership, upload=made.ref)
    made.save()
    return made


@action(Permission.KEEP_REGISTER, logged_as="uploaded register of schools checked")
def note_check(upload: Import, *, by: Actor, summary: dict[str, Any]) -> Import:
    """What the file would change, for someone to confirm."""
    if upload.state == State.CHECKING:
        upload.state, upload.summary = State.PREVIEW, summary
        upload.save()
    return upload


@action(Permission.KEEP_REGISTER, logged_as="uploaded register of schools refused")
def refuse(upload: Import, *, by: Actor, fault: str) -> Import:
    """The file is of no use, and says why."""
    if upload.state in (State.CHECKING, State.APPLYING):
        upload.state, upload.fault = State.REFUSED, fault[:500]
        upload.save()
    return upload


@action(Permission.RUN_WORK, logged_as="uploaded register of schools cleared")
def clear_upload(upload: Import, *, by: Actor) -> Import:
    """Gives up the files of an upload, whose hash stays. What nobody confirmed in time can be confirmed no more."""
    if upload.is_under_way or (upload.has_failed and upload.state != State.CHECKING):
        return upload
    if upload.state in (State.PREVIEW, State.CHECKING):
        upload.state, upload.summary = State.LAPSED, None
    upload.path = upload.extra_path = ""
    upload.save()
    return upload


@action(Permission.KEEP_REGISTER, logged_as="uploaded register of schools confirmed")
def confirm(upload: Import, *, by: Actor) -> Import:
    """Has the checked file imported. After a failure it may be confirmed again."""
    has_failed = upload.state == State.APPLYING and upload.has_failed
    if upload.state != State.PREVIEW and not has_failed:
        raise NotPossible("This file is not waiting to be confirmed")
    upload.state = State.APPLYING
    upload.job = queue(uploads.APPLY, by=by.membership, upload=upload.ref)
    upload.save()
    return upload


@action(Permission.KEEP_REGISTER, logged_as="uploaded register of schools imported")
def apply_upload(
    upload: Import, *, by: Actor, reckoned: Reckoned | None = None, tell: Tell = say_nothing
) -> Import:
    """Does what the preview of an uploaded file showed. Doing it again changes nothing."""
    if upload.state != State.APPLYING:
        return upload
    links = uploads.where(upload.extra_path) if upload.extra_path else None
    return _apply(upload, uploads.where(upload.path), links, by=by, reckoned=reckoned, tell=tell)


@action(Permission.KEEP_REGISTER, logged_as="term dates imported")
def import_terms(dates: terms.TermDates, *, by: Actor) -> int:
    """Replaces the dates of the authorities that a file names. Raises TermsFault for one that is not known."""
    return terms.keep(dates)


def _apply(
    made: Import, path: Path, links: Path | None, *, by: Actor, reckoned: Reckoned | None, tell: Tell
) -> Import:
    if areas.england() - set(LocalAuthority.objects.values_list("pk", flat=True)):
        areas.load(by=by)
    _one_at_a_time()
    if reckoned is None or not reckoned.still_holds:
        reckoned = register.reckon(path, links, tell=tell)
    register.save(reckoned, made, tell=tell)
    made.summary = reckoned.as_kept()
    made.state = State.DONE
    made.applied_at = now()
    made.save()
    return made


def _one_at_a_time() -> None:
    """Imports follow one another: each holds the first authority until it is saved."""
    list(LocalAuthority.objects.select_for_update(no_key=True).order_by("pk")[:1])


@action(Permission.KEEP_REGISTER, logged_as="import of schools to be taken back")
def ask_to_undo(made: Import, *, by: Actor) -> Import:
    """Has this import taken back. Raises NotPossible where a later one changed the same schools."""
    if made.state == State.UNDOING and not made.has_failed:
        raise NotPossible("This import is being taken back already")
    if made.state not in (State.DONE, State.UNDOING):
        raise NotPossible("Only an import that is done can be taken back")
    _refuse_if_later(made)
    made.state, made.fault = State.UNDOING, ""
    made.job = queue(uploads.UNDO, by=by.membership, upload=made.ref)
    made.save()
    return made


@action(Permission.KEEP_REGISTER, logged_as="import of schools not taken back")
def note_not_undone(made: Import, *, by: Actor, fault: str) -> Import:
    """The import stands, and says why it could not be taken back."""
    if made.state == State.UNDOING:
        made.state, made.fault = State.DONE, fault[:500]
        made.save()
    return made


@action(Permission.KEEP_REGISTER, logged_as="import of schools taken back")
def undo(made: Import, *, by: Actor) -> Import:
    """Brings every school back to what it was before this import. Doing it again changes nothing.

    Raises NotPossible where a later import changed one of them too, or where something refers to an added school.
    """
    if made.state == State.UNDONE:
        return made
    if made.state not in (State.DONE, State.UNDOING):
        raise NotPossible("Only an import that is done can be taken back")
    _one_at_a_time()
    _refuse_if_later(made)
    changes = SchoolChange.objects.filter(source=made)
    SchoolLink.objects.filter(source=made).delete()
    _restore(changes)
    _take_out(changes)
    made.state, made.undone_at, made.fault = State.UNDONE, now(), ""
    made.save()
    return made


def _refuse_if_later(made: Import) -> None:
    changes = SchoolChange.objects.filter(source=made)
    last = changes.order_by("-pk").values("pk")[:1]
    later = SchoolChange.objects.filter(school__in=changes.values("school"), pk__gt=Subquery(last))
    links = SchoolLink.objects.filter(school__in=changes.filter(field="").values("school"))
    if later.exists() or links.exclude(source=made).exists():
        raise NotPossible("A later import changed some of these schools too. Take that one back first")


def _restore(changes: Any) -> None:
    """Puts the old value of each changed field back, and the import that it came from."""
    fields: dict[int, dict[str, Any]] = {}
    for entry in changes.exclude(field="").iterator(register.BATCH):
        fields.setdefault(entry.school_id, {})[entry.field] = register.restored(entry.field, entry.old)
    changes.exclude(field="").delete()
    came_from = SchoolChange.objects.filter(school=OuterRef("pk")).order_by("-pk").values("source")[:1]
    for urns in register.in_batches(fields):
        schools = list(School.objects.filter(pk__in=urns).annotate(came_from=Subquery(came_from)))
        for school in schools:
            for name, value in fields[school.pk].items():
                setattr(school, name, value)
            school.search = school.search_text()
            school.last_import_id = school.came_from
        names = {name.removesuffix("_id") for urn in urns for name in fields[urn]} | {"search", "last_import"}
        School.objects.bulk_create(
            schools, update_conflicts=True, unique_fields=["urn"], update_fields=sorted(names)
        )


def _take_out(changes: Any) -> None:
    """Deletes the schools that the import added."""
    added = list(changes.filter(field="").values_list("school_id", flat=True))
    changes.delete()
    try:
        for urns in register.in_batches(added):
            _refuse_if_members(urns)
            School.objects.filter(pk__in=urns).delete()
    except ProtectedError:
        raise NotPossible(IN_USE) from None


IN_USE = "Some of the schools that this import added are in use, so it cannot be taken back. Import a corrected file"


def _refuse_if_members(urns: list[int]) -> None:
    """A school that people sign in for has an organisation of its URN."""
    if Organisation.objects.filter(urn__in=urns).exists():
        raise NotPossible(IN_USE)
