"""Work that runs by itself: queued with what asked for it, tried again, taken up after a crash, and never run twice."""

from datetime import timedelta

import pytest
from django.db import transaction
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from trailblazer.access import wall
from trailblazer.tasks import work, worker
from trailblazer.tasks.models import Appointment, Job

pytestmark = pytest.mark.django_db(transaction=True)


class Failing(Exception):
    pass


@pytest.fixture
def declare(monkeypatch):
    """Declares work for one test, and for it alone."""
    monkeypatch.setattr(work, "WORK", {})

    def declares(function, name="count", **how):
        work.work(name, **how)(function)

    return declares


@pytest.fixture
def done(declare):
    """What the work called "count" was asked to do, in order."""
    asked = []
    declare(lambda progress, what="": asked.append(what) or len(asked))
    return asked


def works():
    worker.run_all()
    wall.set_to(wall.EVERYONE)


def let_time_pass():
    """The time to wait for another try is over."""
    DBTaskResult.objects.update(run_after=timezone.now() - timedelta(seconds=1))


def test_what_is_queued_is_run_once_with_what_it_was_given(done):
    job = work.queue("count", what="oak")
    works()
    works()
    job.refresh_from_db()
    assert done == ["oak"]
    assert (job.state, job.result, job.attempts) == ("done", 1, 1)
    assert job.finished_at >= job.started_at >= job.asked_at


def test_work_runs_in_the_order_in_which_it_was_asked_for(done):
    for what in ("oak", "elm", "ash"):
        work.queue("count", what=what)
    works()
    assert done == ["oak", "elm", "ash"]


def test_it_is_queued_only_if_what_asked_for_it_is_saved(done):
    with transaction.atomic():
        work.queue("count", what="oak")
        transaction.set_rollback(True)
    works()
    assert done == []
    assert not Job.objects.exists()


def test_it_does_not_begin_before_what_asked_for_it_is_saved(done):
    with transaction.atomic():
        work.queue("count", what="oak")
        assert done == []
    works()
    assert done == ["oak"]


def test_work_of_an_unknown_name_is_not_queued(done):
    with pytest.raises(KeyError):
        work.queue("cuont")
    assert not Job.objects.exists()


def test_how_far_it_is_can_be_read_while_it_runs(declare):
    seen = []

    def count(progress):
        progress(12, 48, "Schools read")
        seen.append(Job.objects.values("state", "done", "total", "doing").get())

    declare(count)
    work.queue("count")
    works()
    assert seen == [{"state": "running", "done": 12, "total": 48, "doing": "Schools read"}]


@pytest.fixture
def failing(declare):
    """Work that fails as often as `failing.times` says; it is tried three times at most."""

    class Work:
        times, tried = 0, 0

        def __call__(self, progress):
            self.tried += 1
            if self.tried <= self.times:
                raise Failing("The disk is full")

    made = Work()
    declare(made, attempts=3)
    return made


def test_what_fails_is_tried_again_later_and_not_at_once(failing):
    failing.times = 1
    job = work.queue("count")
    works()
    works()
    job.refresh_from_db()
    assert (job.state, job.failure, failing.tried) == ("waiting", "The disk is full", 1)
    let_time_pass()
    works()
    job.refresh_from_db()
    assert (job.state, job.failure, job.attempts) == ("done", "", 2)


def test_each_wait_is_longer_than_the_one_before(failing):
    failing.times, waits = 3, []
    work.queue("count")
    for _ in range(2):
        works()
        waits.append(DBTaskResult.objects.latest("enqueued_at").run_after - timezone.now())
        let_time_pass()
    assert waits[1] > 2 * waits[0] > timedelta(0)


def test_it_is_given_up_after_its_number_of_attempts(failing):
    failing.times = 99
    job = work.queue("count")
    for _ in range(5):
        works()
        let_time_pass()
    job.refresh_from_db()
    assert (job.state, job.failure, failing.tried) == ("failed", "The disk is full", 3)
    assert job.finished_at is not None


def test_one_failure_does_not_keep_the_next_work_from_running(declare):
    asked = []

    def fail(progress):
        raise Failing

    declare(fail, "fail")
    declare(lambda progress: asked.append("oak"))
    work.queue("fail")
    work.queue("count")
    works()
    assert asked == ["oak"]


def test_a_job_whose_worker_went_silent_is_taken_up_again(done):
    now = timezone.now()
    fields = {"name": "count", "state": "running", "attempts": 1}
    silent = Job.objects.create(
        **fields, arguments={"what": "oak"}, heard_from_at=now - timedelta(minutes=11)
    )
    Job.objects.create(**fields, arguments={"what": "elm"}, heard_from_at=now - timedelta(minutes=9))
    assert work.take_up_what_was_dropped() == 1
    assert work.take_up_what_was_dropped() == 0
    works()
    silent.refresh_from_db()
    assert (done, silent.state, silent.attempts) == (["oak"], "done", 2)


def test_a_job_that_is_over_is_not_run_again_however_often_it_is_queued(done):
    job = work.queue("count", what="oak")
    works()
    work.run_job.enqueue(job.pk)
    works()
    assert done == ["oak"]


def test_a_job_that_another_worker_has_is_left_to_it(done):
    job = work.queue("count", what="oak")
    Job.objects.filter(pk=job.pk).update(state="running")
    works()
    assert done == []


@pytest.fixture
def daily(declare):
    declare(lambda progress: None, "daily", every=timedelta(days=1))
    declare(lambda progress: None, "asked for only")


def test_what_is_scheduled_is_queued_once_in_its_period_however_many_workers_ask(daily):
    assert work.queue_what_is_due() == ["daily"]
    assert work.queue_what_is_due() == []
    assert Job.objects.count() == 1


def test_it_is_queued_again_when_its_time_has_come(daily):
    work.queue_what_is_due()
    Appointment.objects.update(next_at=timezone.now() - timedelta(hours=1))
    assert work.queue_what_is_due() == ["daily"]
    assert work.queue_what_is_due() == []
    assert Appointment.objects.get().next_at > timezone.now() + timedelta(hours=23)


def test_periods_that_were_slept_through_are_made_up_for_once(daily):
    work.queue_what_is_due()
    Appointment.objects.update(next_at=timezone.now() - timedelta(days=30))
    assert work.queue_what_is_due() == ["daily"]
    assert work.queue_what_is_due() == []
