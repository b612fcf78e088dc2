"""The worker: takes jobs from the database one after another until it is told to stop."""

import logging
import signal
import threading
from types import FrameType

from django.db import close_old_connections
from django_tasks_db.management.commands.db_worker import Worker

from trailblazer.tasks import work

PAUSE_SECONDS = 1.0
logger = logging.getLogger(__name__)


def run_all() -> None:
    """Run everything that is ready now, then return."""
    Worker(
        queue_names=["*"],
        interval=0,
        batch=True,
        backend_name="default",
        startup_delay=False,
        max_tasks=None,
        worker_id="trailblazer",
        excluded_queue_names=[],
    ).run()


def run_until_stopped() -> None:
    """Run jobs and the schedule until SIGINT or SIGTERM; the job at hand is finished first."""
    stop = threading.Event()

    def stopping(number: int, frame: FrameType | None) -> None:
        stop.set()

    signal.signal(signal.SIGINT, stopping)
    signal.signal(signal.SIGTERM, stopping)
    while not stop.is_set():
        close_old_connections()
        work.take_up_what_was_dropped()
        work.queue_what_is_due()
        run_all()
        stop.wait(PAUSE_SECONDS)
