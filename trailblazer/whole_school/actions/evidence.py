"""Evidence is added, and deleted with a reason."""

from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.db.models import Sum

from trailblazer.access import today
from trailblazer.access.doors import action
from trailblazer.access.records import Actor, NotPossible
from trailblazer.access.roles import Permission
from trailblazer.places.models import School
from trailblazer.whole_school import files
from trailblazer.whole_school.models import Evidence, Review


@action(Permission.KEEP_SCHOOL_WORK, logged_as="evidence added")
def add_evidence(
    review: Review, *, by: Actor, file: UploadedFile, item: str = "", shows: str = ""
) -> Evidence:
    """Keeps a file, of a kind known by its content. Raises NotPossible with what is wrong with it."""
    if review.is_finished:
        raise NotPossible("This review is agreed, and can only be read. Open it again first, with a reason")
    _must_have_room(review, file.size or 0)
    return files.SHELF.take_in(file, lambda kept: _kept(review, kept, item, shows.strip(), by))


def _kept(review: Review, kept: dict[str, Any], item: str, shows: str, by: Actor) -> Evidence:
    return Evidence.objects.create(
        **kept,
        review=review,
        school_id=review.school_id,
        team_id=review.team_id,
        provider_id=review.provider_id,
        item=item,
        shows=shows,
        added_by=by.membership,
        added_at=today.now(),
    )


def _must_have_room(review: Review, size: int) -> None:
    """The school's row is locked, so that two uploads at once do not pass the limit together."""
    School.objects.select_for_update().get(pk=review.school_id)
    held = Evidence.objects.kept().filter(school=review.school_id).aggregate(all=Sum("size"))["all"] or 0
    if held + size > files.QUOTA:
        left = max(0, files.QUOTA - held) // files.MB
        raise NotPossible(
            f"Your school may keep {files.QUOTA // files.MB} MB of evidence, and {left} MB are left. "
            "Delete what is no longer needed, or choose a smaller file"
        )


@action(Permission.KEEP_SCHOOL_WORK, logged_as="evidence deleted")
def delete_evidence(evidence: Evidence, *, by: Actor, reason: str) -> Evidence:
    """The file is gone; that there was one, and why it was deleted, stays."""
    if evidence.deleted_at is not None:
        raise NotPossible("This file was deleted already")
    if not reason.strip():
        raise NotPossible("Enter why it is deleted")
    evidence.deleted_at, evidence.deleted_by = today.now(), by.membership
    evidence.deleted_reason = reason.strip()
    evidence.save(update_fields=["deleted_at", "deleted_by", "deleted_reason"])
    transaction.on_commit(lambda: files.forget(evidence.ref))
    return evidence
