"""What *Who could help?* says: the team's scope rules and the school's own help, in the order of the rules."""

from dataclasses import dataclass
from datetime import date

from trailblazer.access.doors import visible
from trailblazer.access.models import Membership
from trailblazer.domain import scope
from trailblazer.domain.scope import Advice, Case, Position
from trailblazer.domain.who_could_help import Asked, Way, order
from trailblazer.noticing.models import SchoolSupport
from trailblazer.places.models import School
from trailblazer.referrals.scoping import roles_of, rules_of
from trailblazer.teams.models import Team
from trailblazer.teams.questions import team_of

MOST_SAID = 3
SAID_OF_TEAM = {
    Position.DO: "This is what the team is for.",
    Position.DISCRETION: "It depends on more than four answers: advice first saves everybody time.",
    Position.NOT_BRIEF: "Brief help is not likely to be enough. Ask all the same: the team finds who can.",
}


@dataclass(frozen=True)
class Found:
    """The answer: the ways in their order, what the rules say, and which of the school's own help fits."""

    ways: tuple[Way, ...]
    team: Team | None
    advice: Advice | None
    own: list[SchoolSupport]

    @property
    def said_to_school(self) -> list[str]:
        """What the rules say in a teacher's words. Their numbers and sources are for the team."""
        rules = self.advice.rules if self.advice else ()
        return [rule.for_school for rule in rules if rule.for_school][:MOST_SAID]

    @property
    def team_words(self) -> str:
        """What the rules say of the team, for somebody who does not know them."""
        return SAID_OF_TEAM[self.advice.position] if self.advice else ""


def who_could_help(asked: Asked, school: School, member: Membership, today: date) -> Found:
    """For one school on one day. Nothing is kept, and nobody is named."""
    team = team_of(school, today)
    advice = _best(asked, team, today) if team else None
    own = _fitting(asked, school, member, today)
    ways = order(asked, advice.position if advice else None, bool(own))
    return Found(ways, team, advice, own)


def _best(asked: Asked, team: Team, today: date) -> Advice:
    """What the rules say for whoever in the team is best placed."""
    case = Case(asked.reasons, asked.risks, asked.age)
    return scope.advise_all(case, roles_of(team.pk, today), rules_of(team.pk, today))[0]


def _fitting(asked: Asked, school: School, member: Membership, today: date) -> list[SchoolSupport]:
    kept = visible(SchoolSupport, member).filter(school=school).open_on(today)  # type: ignore[attr-defined]
    rows = [row for row in kept if row.offer.fits(asked)]
    return sorted(rows, key=lambda row: row.offer.soonest)
