"""What happens by the clock: a look that is due, and a concern that nobody has confirmed, are somebody's alert."""

from datetime import timedelta
from typing import Any

from django.db.models import Exists, OuterRef, Subquery

from trailblazer.access.records import Service
from trailblazer.access.today import today
from trailblazer.alerts.actions import raise_alert
from trailblazer.alerts.models import Alert
from trailblazer.domain.risk import CARRY_IT_ON
from trailblazer.safeguarding.models import Concern, RiskAssessment, Told
from trailblazer.safeguarding.reading import page_of
from trailblazer.safeguarding.watching import CONCERN, REVIEW, watch
from trailblazer.tasks.work import work


@work("say which risks are to be looked at", every=timedelta(hours=1))
def say_which_risks_are_to_be_looked_at(progress: Any) -> int:
    """Raises an alert for each young person whose risk is due to be looked at again, while none is open."""
    newest = RiskAssessment.objects.filter(young_person=OuterRef("young_person")).order_by(
        "-recorded_at", "-pk"
    )
    due = RiskAssessment.objects.filter(review_on__lte=today()).filter(pk=Subquery(newest.values("pk")[:1]))
    said = Alert.objects.open().filter(kind=REVIEW).values("about")
    found = list(
        due.exclude(young_person__ref__in=said).select_related("provider", "team", "young_person", "by")
    )
    for one in found:
        raise_alert(
            REVIEW,
            words="A risk is to be looked at again",
            provider=one.provider,
            team=one.young_person.team,
            young_person=one.young_person,
            by=Service(),
            about=one.young_person.ref,
            about_address=page_of(one.young_person),
            owner=one.by,
        )
    return len(found)


@work("say which concerns nobody has confirmed", every=timedelta(hours=1))
def say_which_concerns_nobody_has_confirmed(progress: Any) -> int:
    """Raises the alert of a shared concern again where somebody closed it by hand and no receipt is in."""
    has_it = Told.objects.filter(concern=OuterRef("pk"), receipt_at__isnull=False, whom__in=CARRY_IT_ON)
    said = Alert.objects.open().filter(kind=CONCERN).values("about")
    shared = Concern.objects.open().shared().exclude(ref__in=said)
    found = list(shared.exclude(Exists(has_it)).select_related("provider", "team", "young_person__school"))
    for one in found:
        watch(one, Service())
    return len(found)
