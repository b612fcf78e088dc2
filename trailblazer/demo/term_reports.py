"""The reports for governors of the invented schools, counted and protected as any other: last term's of every school,
and of some the terms of two years.
"""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from trailblazer.access.roles import Role
from trailblazer.demo.busy_schools import largest
from trailblazer.demo.staff import InventedTeam
from trailblazer.domain.school_terms import Term, term_of
from trailblazer.domain.term_report import version
from trailblazer.insight.contents import made_of
from trailblazer.insight.models import TermReport
from trailblazer.places.models import School
from trailblazer.teams.models import SchoolService

TERMS = 6
LATER = timedelta(days=9)  # after the last day of the term
LONDON = ZoneInfo("Europe/London")


def write(made: InventedTeam, today: date) -> None:
    """What is over, for schools that the team served then."""
    services = list(SchoolService.objects.filter(team=made.team).select_related("school"))
    by_name = sorted((one.school for one in services), key=lambda school: school.name)
    through = {by_name[0].urn, by_name[1].urn, largest(made.schools[:-1]).urn, *list(made.leads)[:1]}
    term, kept = term_of(today), []
    for back in range(TERMS):
        term = term.previous
        served = [one.school for one in services if one.starts_on <= term.last_day]
        # One that went through them all still has its first term to be published.
        is_first = back == TERMS - 1
        schools = [
            one for one in served if not back or (one.urn in through and not (is_first and one == by_name[0]))
        ]
        kept += _of_term(made, schools, term, today)
    TermReport.objects.bulk_create(kept)


def _of_term(made: InventedTeam, schools: list[School], term: Term, today: date) -> list[TermReport]:
    team, on = made.team.organisation, min(term.last_day + LATER, today)
    return [
        TermReport(
            provider=made.team.provider,
            team=team,
            school_id=urn,
            term=term.code,
            published_on=on,
            published_by=made.with_role(Role.TEAM_LEAD)[0],
            recorded_at=datetime.combine(on, time(16), LONDON),
            words_version=version(),
            content=report.content,
            hidden=report.hidden,
        )
        for urn, report in made_of(team, schools, term).items()
    ]
