"""What the frame does by the clock."""

from datetime import timedelta
from typing import Any

from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from trailblazer.access import log
from trailblazer.tasks.models import Job
from trailblazer.tasks.work import work


@work("seal the log", every=timedelta(minutes=1))
def seal_the_log(progress: Any) -> int:
    """Closes the log so far; a later change to a sealed line shows."""
    sealed = log.seal(timezone.now())
    return sealed.count if sealed else 0


KEPT_FOR = timedelta(days=7)


@work("forget finished work", every=timedelta(hours=6))
def forget_finished_work(progress: Any) -> int:
    """Deletes what the schedule did by itself and is done. What a person asked for is kept, and so are failures."""
    before = timezone.now() - KEPT_FOR
    DBTaskResult.objects.successful().filter(finished_at__lt=before).delete()
    done = Job.objects.filter(state=Job.State.DONE, asked_by=None, finished_at__lt=before)
    return done.delete()[0]
