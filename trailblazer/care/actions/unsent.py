"""Keeping a form that is being written, and throwing it away."""

from trailblazer.access.doors import action
from trailblazer.access.models import SubmissionKey
from trailblazer.access.records import Actor, NotPossible, VisibleRecord
from trailblazer.access.roles import Permission
from trailblazer.access.today import now
from trailblazer.care.models import Unsent
from trailblazer.care.unsent import keep_about


@action(Permission.RECORD_CARE, logged_as="unsent form kept")
def keep_unsent(
    form: str, record: VisibleRecord, answers: dict[str, list[str]], *, by: Actor, form_key: str = ""
) -> None:
    """Keeps what was typed for seven days from now. The log says that, and not about whom.

    `form_key` is the submission key of the form itself: a save that was under way while the form was sent, and comes
    in after it, keeps nothing.
    """
    if form_key and SubmissionKey.objects.filter(key=form_key).exists():
        raise NotPossible("This was sent in the meantime")
    keep_about(form, record, answers, by, now())


@action(Permission.RECORD_CARE, logged_as="unsent form thrown away")
def throw_away(unsent: Unsent, *, by: Actor) -> None:
    """Deletes what was written and not sent. Its writer alone can."""
    unsent.delete()
