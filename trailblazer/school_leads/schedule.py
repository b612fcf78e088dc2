"""What is asked of schools by the clock: to confirm their contacts, once each autumn term, with two reminders."""

from datetime import timedelta
from typing import Any

from trailblazer.access.records import NotPossible, Service
from trailblazer.access.today import now, today
from trailblazer.care.telling import is_time_to_write
from trailblazer.domain.school_roles import Contacts, is_time_to_ask
from trailblazer.domain.terms import is_working_day, london_day, school_year_of
from trailblazer.places.models import School
from trailblazer.school_leads.actions import ask_to_confirm, remind
from trailblazer.school_leads.models import Confirmation
from trailblazer.tasks.work import work
from trailblazer.teams.models import SchoolService, Team


@work("ask schools to confirm their contacts", every=timedelta(hours=1))
def ask_schools(progress: Any) -> int:
    """Asks each school that a working team serves and that was not asked this school year. Gives how many."""
    if not is_time_to_write() or not is_working_day(today()) or not is_time_to_ask(today()):
        return 0
    year = school_year_of(today()).starts_in
    served = SchoolService.objects.counted_on(today()).filter(team__in=Team.objects.working())
    asked = Confirmation.objects.filter(school_year=year).values("school")
    sent = 0
    for school in School.objects.filter(pk__in=served.values("school")).exclude(pk__in=asked).order_by("pk"):
        try:
            ask_to_confirm(school, by=Service())
        except NotPossible:
            continue  # nobody who can be written to: the team's list says so
        sent += 1
        progress(sent)
    return sent


@work("remind schools to confirm their contacts", every=timedelta(hours=1))
def remind_schools(progress: Any) -> int:
    """Reminds of each open link whose day for it has come. Gives how many."""
    if not is_time_to_write() or not is_working_day(today()):
        return 0
    due = [one for one in Confirmation.objects.open_at(now()) if _is_due(one)]
    for number, one in enumerate(due, start=1):
        remind(one, by=Service())
        progress(number, len(due))
    return len(due)


def _is_due(one: Confirmation) -> bool:
    until = london_day(one.expires_at)
    return Contacts(None, london_day(one.asked_at), until, one.reminders).reminder_is_due(today())
