"""What happens by the clock: once a day somebody is told of worrying answers, and old codes are forgotten.

Once a day and not at once, so that the hour of a message does not tell which lesson an answer came from.
"""

from datetime import timedelta
from typing import Any

from trailblazer.access.records import Service
from trailblazer.access.today import today
from trailblazer.surveys.actions import forget_codes, tell
from trailblazer.surveys.figures import places_to_tell
from trailblazer.surveys.models import Survey
from trailblazer.tasks.work import work

AFTER = timedelta(days=1)  # answers of the last day are told on the next


@work("tell of worrying answers in surveys", every=timedelta(days=1))
def tell_of_worrying_answers(progress: Any) -> int:
    """Gives how many surveys there was something to tell of."""
    opened = Survey.objects.opened().filter(closes_on__gte=today() - AFTER)
    told = 0
    for survey in opened.select_related("provider", "team", "school", "responder__user"):
        if places := places_to_tell(survey):
            tell(survey, by=Service(), places=places)
            told += 1
    for survey in Survey.objects.over(today()).filter(ways_in__isnull=False).distinct():
        forget_codes(survey, by=Service())
    return told
