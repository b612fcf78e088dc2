"""The reports for governors of the invented schools, counted and protected as any other: two years of terms."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from trailblazer.access.roles import Role
from trailblazer.demo.staff import InventedTeam
from trailblazer.domain.school_terms import term_of
from trailblazer.domain.term_report import version
from trailblazer.insight.contents import made_of
from trailblazer.insight.models import TermReport
from trailblazer.teams.models import SchoolService

TERMS = 6
LATER = timedelta(days=9)  # after the last day of the term
LONDON = ZoneInfo("Europe/London")


def write(made: InventedTeam, today: date) -> None:
    """Every term that is over, for every school that the team served in it."""
    team, lead = made.team.organisation, made.with_role(Role.TEAM_LEAD)[0]
    services = list(SchoolService.objects.filter(team=made.team).select_related("school"))
    term, kept = term_of(today), []
    for _ in range(TERMS):
        term = term.previous
        schools = [one.school for one in services if one.starts_on <= term.last_day]
        on = min(term.last_day + LATER, today)
        for urn, report in made_of(team, schools, term).items():
            kept.append(
                TermReport(
                    provider=made.team.provider,
                    team=team,
                    school_id=urn,
                    term=term.code,
                    published_on=on,
                    published_by=lead,
                    recorded_at=datetime.combine(on, time(16), LONDON),
                    words_version=version(),
                    content=report.content,
                    hidden=report.hidden,
                )
            )
    TermReport.objects.bulk_create(kept)
