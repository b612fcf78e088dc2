"""Importing the register of schools, and taking an import back."""

from datetime import date
from pathlib import Path
from typing import Any

from django.db.models import ProtectedError

from trailblazer.access.doors import action
from trailblazer.access.records import Actor, NotPossible
from trailblazer.access.roles import Permission
from trailblazer.access.today import now
from trailblazer.imports.models import Import
from trailblazer.places import register
from trailblazer.places.models import School, SchoolChange, SchoolLink

KIND = "school register"


@action(Permission.KEEP_REGISTER, logged_as="register of schools imported")
def import_register(
    path: Path,
    *,
    by: Actor,
    as_at: date,
    links: Path | None = None,
    tell: register.Tell = register.say_nothing,
) -> Import:
    """Brings the schools to what the file says. Raises RegisterFault with nothing written for a file of no use."""
    sha256, size = register.fingerprint(path)
    made = Import.objects.create(
        kind=KIND,
        file_name=path.name,
        sha256=sha256,
        size=size,
        as_at=as_at,
        state=Import.State.APPLYING,
        uploaded_by=by.membership,
    )
    return _apply(made, path, links, tell)


@action(Permission.KEEP_REGISTER, logged_as="uploaded register of schools imported")
def apply_upload(upload: Import, *, by: Actor, tell: register.Tell = register.say_nothing) -> Import:
    """Does what the preview of an uploaded file showed. Doing it again changes nothing."""
    if upload.state == Import.State.DONE:
        return upload
    return _apply(upload, Path(upload.path), Path(upload.extra_path) if upload.extra_path else None, tell)


def _apply(made: Import, path: Path, links: Path | None, tell: register.Tell) -> Import:
    made.summary = register.run(path, links, into=made, tell=tell).as_json()
    made.state = Import.State.DONE
    made.applied_at = now()
    made.save()
    return made


@action(Permission.KEEP_REGISTER, logged_as="import of schools taken back")
def undo(made: Import, *, by: Actor) -> Import:
    """Brings every school back to what it was before this import.

    Raises NotPossible where a later import changed one of them too, or where something refers to an added school.
    """
    if made.state != Import.State.DONE:
        raise NotPossible("Only an import that is done can be taken back")
    changes = SchoolChange.objects.filter(source=made)
    touched = changes.values("school")
    if SchoolChange.objects.filter(school__in=touched, source__pk__gt=made.pk).exists():
        raise NotPossible("A later import changed some of these schools too. Take that one back first")
    SchoolLink.objects.filter(source=made).delete()
    _restore(changes)
    _take_out(changes)
    made.state, made.undone_at = Import.State.UNDONE, now()
    made.save()
    return made


def _restore(changes: Any) -> None:
    """Puts the old value of each changed field back."""
    fields: dict[int, dict[str, Any]] = {}
    for entry in changes.exclude(field="").iterator(register.BATCH):
        fields.setdefault(entry.school_id, {})[entry.field] = register.restored(entry.field, entry.old)
    for urns in register.in_batches(fields):
        schools = list(School.objects.filter(pk__in=urns))
        for school in schools:
            for name, value in fields[school.pk].items():
                setattr(school, name, value)
            school.search = school.search_text()
        names = {name.removesuffix("_id") for urn in urns for name in fields[urn]} | {"search"}
        School.objects.bulk_create(
            schools, update_conflicts=True, unique_fields=["urn"], update_fields=sorted(names)
        )
    changes.exclude(field="").delete()


def _take_out(changes: Any) -> None:
    """Deletes the schools that the import added."""
    added = list(changes.filter(field="").values_list("school_id", flat=True))
    changes.delete()
    try:
        for urns in register.in_batches(added):
            School.objects.filter(pk__in=urns).delete()
    except ProtectedError:
        raise NotPossible(
            "Some of the schools that this import added are in use, so it cannot be taken back. Import a corrected file"
        ) from None
