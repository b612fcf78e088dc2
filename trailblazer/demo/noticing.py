"""What invented schools have besides the team, and whom their leads are thinking about."""

import tomllib
from datetime import timedelta
from random import Random
from typing import Any

from trailblazer.demo import helped
from trailblazer.demo.names import DATA, first_name
from trailblazer.demo.staff import InventedTeam
from trailblazer.domain.school_terms import Term, term_of
from trailblazer.noticing.models import SchoolSupport, Thought
from trailblazer.places.models import School

SECONDARY_FROM = 10  # years: the lowest age of a school that is no primary
OF_EACH_LEAD = (2, 4)  # pupils in a term
OF_A_LEAD = "counsellor"  # whoever signs in as a lead finds one among those who could help
ENDED = "The funding ended in July"


def write(made: InventedTeam) -> None:
    random = Random(f"noticing {made.team.name}")  # noqa: S311 - the same every time
    words = tomllib.loads((DATA / "noticing.toml").read_text(encoding="utf-8"))
    support, thoughts = [], []
    for school in made.schools:
        support += _of_school(words["support"], school, made, random)
        if school.urn in made.leads:
            thoughts += _of_lead(words["thoughts"], school, made, random)
    SchoolSupport.objects.bulk_create(support)
    Thought.objects.bulk_create(thoughts)
    helped.write(made, support)


def _of_school(kinds: list[dict[str, Any]], school: School, made: InventedTeam, random: Random) -> list[Any]:
    share = _share(school)
    has_a_lead = school.urn in made.leads
    chosen = [
        kind for kind in kinds if random.random() < kind[share] or (has_a_lead and kind["kind"] == OF_A_LEAD)
    ]
    return [_support(kind, school, made, random) for kind in chosen]


def _share(school: School) -> str:
    return "secondary" if (school.low_age or 4) >= SECONDARY_FROM else "primary"


def _support(kind: dict[str, Any], school: School, made: InventedTeam, random: Random) -> SchoolSupport:
    places = random.randint(*kind["places"]) if "places" in kind else None
    ends = kind["kind"] == "voluntary" and random.random() < 0.3
    return SchoolSupport(
        provider=made.team.organisation.provider,
        team=made.team.organisation,
        school=school,
        **{name: kind[name] for name in ("kind", "name", "given_by", "days", "helps_with", "how_to_ask")},
        age_from=school.low_age or 4,
        age_to=max(school.high_age or 18, school.low_age or 4),
        places=places,
        taken=None if places is None else random.randint(places // 2, places),
        wait_weeks=random.randint(*kind["wait"]) if "wait" in kind else None,
        starts_on=made.today - timedelta(days=random.randint(250, 700)),
        ends_on=made.today - timedelta(days=126) if ends else None,
        ends_because=ENDED if ends else "",
        checked_on=made.today - timedelta(days=random.randint(3, 190)),
    )


def _of_lead(rows: list[dict[str, Any]], school: School, made: InventedTeam, random: Random) -> list[Thought]:
    this, share = term_of(made.today), _share(school)
    fitting = [row for row in rows if row.get("at", share) == share]
    terms = (this.previous.previous, this.previous, this)
    of_terms = [term for term in terms for _ in range(random.randint(*OF_EACH_LEAD))]
    chosen = random.sample(fitting, len(of_terms))  # nothing is noticed twice
    return [_thought(row, term, school, made, random) for row, term in zip(chosen, of_terms, strict=True)]


def _thought(row: dict[str, Any], term: Term, school: School, made: InventedTeam, random: Random) -> Thought:
    is_now = made.today in term
    to_do = row["ends_in"] != "nothing"
    by_when = made.today + timedelta(days=random.randint(-3, 14)) if is_now else term.last_day
    return Thought(
        provider=made.team.organisation.provider,
        team=made.team.organisation,
        school=school,
        who=f"{first_name(random)} {random.choice('ABCDEFGHKLMNOPRSTW')}.",
        year_group=f"Year {random.randint(7, 11) if _share(school) == 'secondary' else random.randint(2, 6)}",
        term=term.code,
        noticed=row["noticed"],
        ends_in=row["ends_in"],
        by_when=by_when if to_do else None,
        done_on=term.last_day if to_do and not is_now and random.random() < 0.9 else None,
        by=made.leads[school.urn],
    )
