"""What is done with an uploaded register while its page shows how far it is. Each may be run again from the start."""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from trailblazer.access.records import Actor, NotPossible, Service
from trailblazer.access.today import now
from trailblazer.domain.register import RegisterFault
from trailblazer.imports.models import Import
from trailblazer.places import actions, register, uploads
from trailblazer.tasks.work import Progress, work

State = Import.State
ATTEMPTS = 3


@work(uploads.CHECK, attempts=ATTEMPTS)
def check_register(progress: Progress, upload: str) -> None:
    """Reads the whole file and says what it would change, or why it is of no use."""
    found = Import.objects.get(ref=upload)
    if found.state != State.CHECKING:
        return
    try:
        reckoned = _reckon(found, progress)
    except RegisterFault as fault:
        actions.refuse(found, by=_asker(found), fault=str(fault))
    else:
        actions.note_check(found, by=_asker(found), summary=reckoned.as_kept())


@work(uploads.APPLY, attempts=ATTEMPTS)
def apply_register(progress: Progress, upload: str) -> None:
    """Reads the file again, then saves all that it changes at once."""
    found = Import.objects.get(ref=upload)
    if found.state != State.APPLYING:
        return
    try:
        reckoned = _reckon(found, progress)
    except RegisterFault as fault:
        actions.refuse(found, by=_asker(found), fault=str(fault))
        return
    # What is saved is seen by others only when all of it is, so from here on there is nothing to count.
    progress(0, None, f"Saving {len(reckoned.changes):,} schools, all at once")
    actions.apply_upload(found, by=_asker(found), reckoned=reckoned)


@work(uploads.UNDO, attempts=ATTEMPTS)
def undo_register(progress: Progress, upload: str) -> None:
    """Takes an import back, or says why it stands."""
    found = Import.objects.get(ref=upload)
    if found.state != State.UNDOING:
        return
    progress(0, None, "Taking the import back, all at once")
    try:
        actions.undo(found, by=_asker(found))
    except NotPossible as reason:
        actions.note_not_undone(found, by=_asker(found), fault=str(reason))


@work("clear old uploads", every=timedelta(hours=6))
def clear_old_uploads(progress: Any) -> dict[str, int]:
    """Gives up uploads a week old: those nobody confirmed, and those that are over, whose files nothing needs again.

    The files go after the records say so: what a crash left lying goes the next time.
    """
    old = Import.objects.filter(kind=register.KIND, uploaded_at__lt=now() - uploads.KEPT_FOR).exclude(path="")
    cleared = [actions.clear_upload(found, by=Service()) for found in old.select_related("job")]
    wanted = set(Import.objects.exclude(path="").values_list("ref", flat=True))
    swept = uploads.sweep(timezone.now() - uploads.KEPT_FOR, wanted)
    return {"cleared": sum(not found.path for found in cleared), "swept": swept}


def _reckon(found: Import, progress: Progress) -> register.Reckoned:
    links = uploads.where(found.extra_path) if found.extra_path else None
    return register.reckon(uploads.where(found.path), links, tell=progress)


def _asker(found: Import) -> Any:
    """Whoever asked for the work; for an import made from the command line, the service."""
    asked: Actor | None = found.job.asked_by if found.job else None
    return asked or Service()
