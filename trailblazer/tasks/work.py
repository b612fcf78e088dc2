"""Work that runs by itself: declared once, queued in the database, watched by people, tried again when it fails."""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone
from django_tasks import task

from trailblazer.access import wall
from trailblazer.access.models import Membership
from trailblazer.tasks.models import Appointment, Job

logger = logging.getLogger(__name__)

MOST_ATTEMPTS = 5
SILENT_FOR = timedelta(minutes=10)


class Progress:
    """How far a job is. Told by the work, read by the page."""

    def __init__(self, job: Job) -> None:
        self.job = job

    def __call__(self, done: int, total: int | None = None, doing: str = "") -> None:
        Job.objects.filter(pk=self.job.pk).update(
            done=done, total=total, doing=doing, heard_from_at=timezone.now()
        )


@dataclass(frozen=True)
class Work:
    """A kind of work: its function, and how often it runs by itself, if it does."""

    name: str
    function: Callable[..., Any]
    every: timedelta | None
    attempts: int


WORK: dict[str, Work] = {}


def work(name: str, *, every: timedelta | None = None, attempts: int = MOST_ATTEMPTS) -> Callable[..., Any]:
    """Declares work. The function takes `progress` and JSON values, and may be run again from the start."""

    def declare(function: Callable[..., Any]) -> Callable[..., Any]:
        WORK[name] = Work(name, function, every, attempts)
        return function

    return declare


def queue(name: str, *, by: Membership | None = None, **arguments: Any) -> Job:
    """Puts work in the queue, in the transaction of whoever asks: it runs if and only if that is saved."""
    if name not in WORK:
        raise KeyError(f"No work is called {name!r}")
    job = Job.objects.create(name=name, arguments=arguments, asked_by=by)
    run_job.enqueue(job.pk)
    return job


@task()
def run_job(job_id: int) -> None:
    """Runs one job that waits. What fails is tried again later, up to its number of attempts."""
    with transaction.atomic():
        job = Job.objects.select_for_update().get(pk=job_id)
        if job.state != Job.State.WAITING:
            return  # it is over, or another worker has it
        job.state, job.attempts = Job.State.RUNNING, job.attempts + 1
        job.started_at = job.heard_from_at = timezone.now()
        job.save()
    perform(job)


def perform(job: Job) -> None:
    kind = WORK[job.name]
    try:
        with wall.within(wall.EVERYONE):
            result = kind.function(progress=Progress(job), **job.arguments)
    except Exception as failure:  # any failure of any work ends here, is shown, and is tried again
        logger.exception("Work %s failed (job %s, attempt %s)", job.name, job.ref, job.attempts)
        _failed(job, kind, failure)
        return
    Job.objects.filter(pk=job.pk).update(
        state=Job.State.DONE, result=result, finished_at=timezone.now(), failure=""
    )


def _failed(job: Job, kind: Work, failure: Exception) -> None:
    words = str(failure)[:500] or type(failure).__name__
    if job.attempts >= kind.attempts:
        Job.objects.filter(pk=job.pk).update(
            state=Job.State.FAILED, failure=words, finished_at=timezone.now()
        )
        return
    Job.objects.filter(pk=job.pk).update(state=Job.State.WAITING, failure=words)
    wait = timedelta(seconds=5 * 4 ** (job.attempts - 1))
    run_job.using(run_after=timezone.now() + wait).enqueue(job.pk)


def queue_what_is_due() -> list[str]:
    """Queues scheduled work whose time has come, once, however many workers ask."""
    due = []
    for kind in WORK.values():
        if kind.every is not None and _is_its_turn(kind):
            queue(kind.name)
            due.append(kind.name)
    return due


def _is_its_turn(kind: Work) -> bool:
    moment = timezone.now()
    assert kind.every is not None
    _, is_new = Appointment.objects.get_or_create(name=kind.name, defaults={"next_at": moment + kind.every})
    if is_new:
        return True
    turned = Appointment.objects.filter(name=kind.name, next_at__lte=moment).update(
        next_at=moment + kind.every
    )
    return turned == 1


def take_up_what_was_dropped() -> int:
    """Queues again the jobs whose worker has gone silent: a crash loses nothing."""
    silent = Job.objects.filter(state=Job.State.RUNNING, heard_from_at__lt=timezone.now() - SILENT_FOR)
    taken_up = 0
    for pk in list(silent.values_list("pk", flat=True)):
        with transaction.atomic():
            if silent.filter(pk=pk).update(state=Job.State.WAITING):  # else another worker was quicker
                run_job.enqueue(pk)
                taken_up += 1
    return taken_up
