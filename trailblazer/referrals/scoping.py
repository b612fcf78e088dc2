"""What the scope rules in force say of one request, for each role of its team."""

from dataclasses import dataclass
from datetime import date

from trailblazer.domain import codes, scope
from trailblazer.domain.identity import age_on
from trailblazer.domain.scope import Advice, Case, Position, Rule
from trailblazer.referrals.models import Referral, ScopeRule
from trailblazer.teams.models import Post

FIRST_ROLE = "emhp"
THERAPIST = "higher_level_therapist"
NOT_HELPING = ("team_lead", "administrator")


def rules_of(team_id: int | None, day: date) -> tuple[Rule, ...]:
    """The rules that hold for a team on a day: its own before the common ones of the same number."""
    own = [rule.as_rule() for rule in ScopeRule.objects.in_force(team_id, day)]
    return scope.in_force(scope.common_rules(), own, day)


def roles_of(team_id: int | None, day: date) -> list[str]:
    """The roles of a team's posts that help children, in the order of the code list; where none, the usual two."""
    held = set(
        Post.objects.on(day).filter(team=team_id).exclude(role__in=NOT_HELPING).values_list("role", flat=True)
    ) or {FIRST_ROLE, THERAPIST}
    return [entry.code for entry in codes.load("staff_roles") if entry.code in held]


def case_of(referral: Referral, day: date) -> Case:
    born_on = referral.young_person.born_on if referral.young_person else referral.born_on
    age = age_on(born_on, day) if born_on and born_on <= day else None
    return Case(frozenset(referral.reasons), frozenset(referral.risks), age)


def advice_for(referral: Referral, role: str, day: date) -> Advice:
    return scope.advise(case_of(referral, day), role, rules_of(referral.team_id, day))


def kept_form(advice: Advice) -> dict[str, object]:
    """The advice as it is kept with the decision: what was said, by which rules."""
    rules = [{"number": rule.number, "words": rule.words, "because": rule.because} for rule in advice.rules]
    return {"role": advice.role, "position": advice.position.name.lower(), "rules": rules}


@dataclass(frozen=True)
class ScopeAdvice:
    """What a page says of scope: the first role's advice with its reasons, and who else could take this."""

    first: Advice
    others: tuple[Advice, ...]

    @property
    def title(self) -> str:
        role = codes.load("staff_roles").words(self.first.role).lower()
        article = "an" if role[0] in "aeiou" else "a"
        return {
            Position.DO: f"within what {article} {role} offers",
            Position.DISCRETION: f"needs discretion for {article} {role}",
            Position.NOT_BRIEF: f"outside what {article} {role} offers",
        }[self.first.position]

    @property
    def colour(self) -> str:
        return "blue" if self.first.position is Position.DO else "amber"

    @property
    def who_can(self) -> list[str]:
        """The roles of the team for which the rules say more than for the first, in words."""
        roles = codes.load("staff_roles")
        return [roles.words(a.role).lower() for a in self.others if a.position < self.first.position]


def scope_advice(referral: Referral, day: date) -> ScopeAdvice:
    """The advice for the role that helps most children in this team, and for each other role."""
    rules, case = rules_of(referral.team_id, day), case_of(referral, day)
    roles = roles_of(referral.team_id, day)
    first = FIRST_ROLE if FIRST_ROLE in roles else roles[0]
    others = scope.advise_all(case, [role for role in roles if role != first], rules)
    return ScopeAdvice(scope.advise(case, first, rules), others)
