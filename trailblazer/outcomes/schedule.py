"""What is asked for by the clock."""

from datetime import timedelta
from typing import Any

from trailblazer.access.records import NotPossible, Service
from trailblazer.access.today import today
from trailblazer.care.telling import is_time_to_write
from trailblazer.outcomes.actions import ask_for_form
from trailblazer.outcomes.asking_when_due import to_ask
from trailblazer.outcomes.models import Ask
from trailblazer.tasks.work import work


@work("ask for questionnaires that are due", every=timedelta(hours=1))
def ask_for_what_is_due(progress: Any) -> int:
    """Sends each once, by day, in the teams that chose so. Gives how many were sent."""
    if not is_time_to_write():
        return 0
    sent = 0
    for one in to_ask(today()):
        try:
            ask_for_form(
                one.course.referral,
                by=Service(),
                instrument_id=one.due.instrument.id,
                rater=one.due.rater,
                how=Ask.How.LINK,
                moment=one.due.moment.value,
                carer=one.carer,
                due_on=one.due_on,
                is_told=True,
            )
        except NotPossible:
            continue  # asked for by somebody in the meantime, or no longer agreed to
        sent += 1
        progress(sent)
    return sent
