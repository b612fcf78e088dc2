"""What the schedule did by itself is forgotten after a week; what a person asked for, and what failed, is not."""

from datetime import timedelta

import pytest
from django.utils import timezone

from tests import make
from trailblazer.tasks.models import Job
from trailblazer.tasks.schedule import forget_finished_work

LONG_AGO, LATELY = timedelta(days=8), timedelta(days=6)


@pytest.mark.django_db
@pytest.mark.parametrize(
    "state, by_a_person, ago, is_kept",
    [
        ("done",   False, LONG_AGO, False),
        ("done",   False, LATELY,   True),
        ("done",   True,  LONG_AGO, True),
        ("failed", False, LONG_AGO, True),
    ],
)  # fmt: skip
def test_what_is_forgotten(state, by_a_person, ago, is_kept):
    job = Job.objects.create(
        name="seal the log",
        state=state,
        asked_by=make.member() if by_a_person else None,
        finished_at=timezone.now() - ago,
    )
    forget_finished_work(progress=None)
    assert Job.objects.filter(pk=job.pk).exists() is is_kept
