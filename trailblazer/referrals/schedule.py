"""What happens to requests by the clock."""

from datetime import timedelta
from typing import Any

from django.urls import reverse

from trailblazer.access.limits import forget_counted_before
from trailblazer.access.records import Service
from trailblazer.access.today import now, today
from trailblazer.alerts.actions import raise_alert
from trailblazer.alerts.models import Alert
from trailblazer.referrals.models import Draft, Referral
from trailblazer.referrals.public.links import WRONG_MONTHS
from trailblazer.tasks.work import work


@work("delete old drafts", every=timedelta(hours=1))
def delete_old_drafts(progress: Any) -> int:
    """Deletes requests that nobody sent and nobody went on with for seven days."""
    deleted, _ = Draft.objects.filter(goes_at__lte=now()).delete()
    return deleted


@work("say which answers are overdue", every=timedelta(hours=1))
def say_which_answers_are_overdue(progress: Any) -> int:
    """Raises an alert for each request whose answer is late, once."""
    said = Alert.objects.filter(kind="answer_overdue").values("about")
    overdue = Referral.objects.answer_overdue(today()).exclude(ref__in=said)
    late = list(overdue.select_related("provider", "team", "school", "young_person"))
    for referral in late:
        raise_alert(
            "answer_overdue",
            words="Whoever asked has no answer yet, and it is late",
            provider=referral.provider,
            team=referral.team,
            school=referral.school,
            young_person=referral.young_person,
            by=Service(),
            about=referral.ref,
            about_address=reverse("referrals:record", args=[referral.ref]),
        )
    return len(late)


@work("forget old counts", every=timedelta(days=1))
def forget_old_counts(progress: Any) -> int:
    """Takes away yesterday's counts of who did what how often; a reference that was closed stays closed."""
    return forget_counted_before(timedelta(days=1), but=WRONG_MONTHS)
