"""Which team receives a request, and in which honest words there is none."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from django.db.models import Q

from trailblazer.domain.routes import is_read_first, may_ask
from trailblazer.places.models import School
from trailblazer.places.successors import became
from trailblazer.referrals.public.told import Told
from trailblazer.teams.models import SchoolService, Team
from trailblazer.teams.questions import service_of
from trailblazer.teams.routes import route_for

MOST_SHOWN = 20
SHORTEST_SEARCH = 3  # letters


class Door(StrEnum):
    """Whether a request can be received."""

    OPEN = "open"
    NOT_CHOSEN = "not_chosen"
    NO_TEAM = "no_team"
    PAUSED = "paused"
    SCHOOL_ASKS = "school_asks"


@dataclass(frozen=True)
class Receiver:
    """Who would receive this request."""

    door: Door
    school: School | None = None
    team: Team | None = None
    route_words: str = ""
    is_read_first: bool = False  # by a person, before anything else happens

    @property
    def is_open(self) -> bool:
        return self.door is Door.OPEN


def receiver_of(told: Told, today: date) -> Receiver:
    """The team of the school that was chosen, or the team chosen near by for someone without a school."""
    if told.has_no_school:
        return _near_by(told, today)
    school = _open_school(told.urn) if told.urn else None
    if school is None:
        return Receiver(Door.NOT_CHOSEN)
    service = service_of(school, today)
    if service is None:
        return Receiver(Door.NO_TEAM, school)
    if service.state not in SchoolService.COUNTED:
        return Receiver(Door.PAUSED, school, service.team)
    return _by_route(told, school, service.team, today)


def _open_school(urn: int) -> School | None:
    """The school of this number; where it has closed, the one that it became, if that is one alone."""
    school = School.objects.filter(pk=urn).first()
    if school is None or school.is_open:
        return school
    later = became([urn])[urn]
    return later[0] if len(later) == 1 else None


def _near_by(told: Told, today: date) -> Receiver:
    place = str(told.of("place", "typed"))
    if not place:
        return Receiver(Door.NOT_CHOSEN)
    teams = {str(team.pk): team for team in teams_near(place, today)}
    if not teams or told.of("place", "team") == "none":
        return Receiver(Door.NO_TEAM)
    team = teams.get(str(told.of("place", "team")))
    return _by_route(told, None, team, today) if team else Receiver(Door.NOT_CHOSEN)


def _by_route(told: Told, school: School | None, team: Team, today: date) -> Receiver:
    route = route_for(team, school, today)
    source, age = told.voice.value, told.age(today)
    door = Door.OPEN if may_ask(route, source, age) else Door.SCHOOL_ASKS
    return Receiver(door, school, team, route.words, is_read_first(route, source, age))


def schools_found(typed: str) -> tuple[list[School], int]:
    """The first open schools with every word typed, those with a team first; and how many there are."""
    if len(typed.strip()) < SHORTEST_SEARCH:
        return [], 0
    found = School.objects.matching(typed).filter(Q(in_england=True) | Q(is_invented=True), is_open=True)
    return list(found.order_by("-is_invented", "name", "urn")[:MOST_SHOWN]), found.count()


def teams_near(typed: str, today: date) -> list[Team]:
    """Working teams of the councils that the schools with these words lie in: the nearest thing to "near you"."""
    if len(typed.strip()) < SHORTEST_SEARCH:
        return []
    near = School.objects.matching(typed).filter(is_open=True).exclude(authority=None)
    councils = set(near.order_by().values_list("authority", flat=True).distinct()[:MOST_SHOWN])
    serving = SchoolService.objects.counted_on(today).filter(school__authority__in=councils)
    teams = Team.objects.working().filter(
        Q(area__authorities__in=councils) | Q(pk__in=serving.values("team")),
    )
    return list(teams.select_related("organisation__provider").distinct()[:MOST_SHOWN])
