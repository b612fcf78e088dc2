"""Counting a term of a team's schools for their reports, in as many queries for forty schools as for one.

What is counted here is protected before anybody sees it, and is never kept: see `domain.term_report`.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import F, Q, Sum
from django.db.models.functions import Coalesce

from trailblazer.access.models import Organisation
from trailblazer.advice.models import Advice, Liaison
from trailblazer.care.models import Contact, GroupSession
from trailblazer.care.time_by_function import works_between
from trailblazer.domain import codes, time_by_function
from trailblazer.domain import term_report as rule
from trailblazer.domain.contacts import NOT_BROUGHT, is_attended, moment
from trailblazer.domain.identity import school_year_group
from trailblazer.domain.school_terms import Term
from trailblazer.insight.outcomes_counted import ended_by_school, forms_by_school
from trailblazer.insight.sources import work_of
from trailblazer.places.models import School
from trailblazer.referrals.models import Referral

State = Referral.State
BECAME = {
    State.ACCEPTED: rule.OF_REQUESTS[0],
    State.MISSING_MIDDLE: rule.OF_REQUESTS[0],
    State.ADVICE_GIVEN: rule.OF_REQUESTS[1],
    State.SIGNPOSTED: rule.OF_REQUESTS[1],
    State.HANDED_OVER: rule.OF_REQUESTS[1],
    State.DECLINED: rule.OF_REQUESTS[2],
    State.WITHDRAWN: rule.OF_REQUESTS[2],
    State.RECEIVED: rule.OF_REQUESTS[3],
    State.NEEDS_INFORMATION: rule.OF_REQUESTS[3],
}
SEX = {"1": rule.SEXES[1], "2": rule.SEXES[0]}
YEAR_OF_AGE = 4  # whoever is 11 when the school year begins is in year 7
OF_PUPIL = Coalesce("referral__school", "young_person__school")


@dataclass
class _Tally:
    """What is counted of one school."""

    requests: Counter[str] = field(default_factory=Counter)
    sessions: Counter[str] = field(default_factory=Counter)
    pupils: dict[int, rule.Pupil] = field(default_factory=dict)
    work: list[rule.Held] = field(default_factory=list)
    advice: Counter[str] = field(default_factory=Counter)
    liaison: Counter[str] = field(default_factory=Counter)
    minutes: Counter[int] = field(default_factory=Counter)


def counts_of(team: Organisation, schools: Iterable[School], term: Term) -> dict[int, rule.Counts]:
    """What was counted of each school in one term, by its URN: the work of this team."""
    found = {school.pk: school for school in schools}
    tallies = {urn: _Tally() for urn in found}
    _requests(team, tallies, term)
    _sessions(team, tallies, term)
    _groups(team, tallies, term)
    _advice(team, tallies, term)
    _minutes(team, tallies, term)
    ended = ended_by_school(team, list(found), term)
    forms = forms_by_school(team, list(found), term)
    return {
        urn: rule.Counts(
            requests=tally.requests,
            sessions=tally.sessions,
            pupils=tuple(tally.pupils.values()),
            years=years_of(found[urn]),
            ended=ended[urn],
            forms=tuple(forms[urn]),
            work=tuple(_joined([*tally.work, *work_of(found[urn], term)])),
            advice=_every("advice_topics", tally.advice),
            liaison=_every("liaison_with", tally.liaison),
            minutes=tally.minutes,
        )
        for urn, tally in tallies.items()
    }


def years_of(school: School) -> tuple[str, ...]:
    """The year groups of a school by the ages it is registered for: all from Reception to year 13 where none are."""
    low = YEAR_OF_AGE if school.low_age is None else max(school.low_age, YEAR_OF_AGE)
    high = 18 if school.high_age is None else min(school.high_age, 18)
    numbers = range(low - YEAR_OF_AGE, max(high - YEAR_OF_AGE, low - YEAR_OF_AGE + 1))
    return tuple(f"Year {number}" if number else "Reception" for number in numbers)


def moments_of(term: Term) -> tuple[datetime, datetime]:
    """The moment in which a term begins, and the first after it."""
    first, after = term.first_day, term.last_day + timedelta(days=1)
    return moment(first, time()), moment(after, time())


def _requests(team: Organisation, tallies: dict[int, _Tally], term: Term) -> None:
    found = Referral.objects.filter(
        team=team, school__in=tallies, received_on__range=(term.first_day, term.last_day)
    ).exclude(state=State.DUPLICATE)
    for urn, state, began in found.order_by().values_list("school", "state", "help_started_on"):
        closed = rule.OF_REQUESTS[0 if began else 1]
        tallies[urn].requests[BECAME.get(State(state), closed)] += 1


def _sessions(team: Organisation, tallies: dict[int, _Tally], term: Term) -> None:
    """Sessions by who came, and each pupil who came to one."""
    first, after = moments_of(term)
    found: Any = (
        Contact.objects.filter(team=team, starts_at__gte=first, starts_at__lt=after, is_in_error=False)
        .exclude(attendance="")
        .annotate(urn=OF_PUPIL)
        .filter(urn__in=tallies)
        .order_by("starts_at", "pk")
    )
    for row in found.values(
        "urn",
        "attendance",
        "young_person",
        born_on=F("young_person__born_on"),
        gender=F("young_person__gender"),
        reasons=F("referral__reasons"),
        asked=F("referral__received_on"),
        began=F("referral__help_started_on"),
    ):
        tally = tallies[row["urn"]]
        tally.sessions[_came(row["attendance"])] += 1
        if is_attended(row["attendance"]):
            tally.pupils.setdefault(row["young_person"], _pupil(row, term))


def _came(attendance: str) -> str:
    if is_attended(attendance):
        return rule.ATTENDED
    if attendance in NOT_BROUGHT:
        return rule.OF_SESSIONS[1]
    return rule.OF_SESSIONS[3 if attendance == "4" else 2]


def _pupil(row: dict[str, Any], term: Term) -> rule.Pupil:
    reasons: Sequence[str] = row["reasons"] or ()
    began: date | None = row["began"]
    waited = (began - row["asked"]).days if began and began in term and row["asked"] else None
    return rule.Pupil(
        year=school_year_group(row["born_on"], term.last_day) or rule.YEAR_NOT_KNOWN,
        sex=SEX.get(row["gender"], rule.SEXES[2]),
        need=rule.need_of(reasons[0] if reasons else ""),
        waited=waited,
    )


def _groups(team: Organisation, tallies: dict[int, _Tally], term: Term) -> None:
    """The registers of classes, assemblies, parents and staff, whose people are counted and not named."""
    first, after = moments_of(term)
    counted = [kind for kind in _of_groups() if kind != "group"]
    found = GroupSession.objects.filter(
        Q(group__function=2) | Q(group__kind__in=counted),
        team=team,
        group__school__in=tallies,
        state=GroupSession.State.HELD,
        starts_at__gte=first,
        starts_at__lt=after,
    )
    people = Coalesce(F("pupils"), 0) + Coalesce(F("parents"), 0) + Coalesce(F("school_staff"), 0)
    rows = (
        found.order_by().values_list("group__school", "group__kind", "minutes").annotate(people=Sum(people))
    )
    for urn, kind, minutes, reached in rows:
        tallies[urn].work.append(rule.Held(_of_groups()[kind], 1, reached or 0, minutes or 0))


def _of_groups() -> dict[str, str]:
    from trailblazer.care.models import Group

    return {str(value): str(label) for value, label in Group.Kind.choices}


def _joined(work: Iterable[rule.Held]) -> list[rule.Held]:
    """Work of one kind together, in the order of first mention."""
    found: dict[str, rule.Held] = {}
    for one in work:
        before = found.get(one.label, rule.Held(one.label, 0, 0))
        found[one.label] = rule.Held(
            one.label, before.held + one.held, before.reached + one.reached, before.minutes + one.minutes
        )
    return list(found.values())


def _advice(team: Organisation, tallies: dict[int, _Tally], term: Term) -> None:
    days = (term.first_day, term.last_day)
    given = Advice.objects.standing().filter(team=team, school__in=tallies, activity__happened_on__range=days)
    for urn, topic in given.order_by().values_list("school", "topic"):
        tallies[urn].advice[topic] += 1
    met = Liaison.objects.standing().filter(team=team, school__in=tallies, activity__happened_on__range=days)
    for urn, whom in met.order_by().values_list("school", "whom"):
        tallies[urn].liaison[whom] += 1


def _every(name: str, counted: Counter[str]) -> dict[str, int]:
    """Every code of a list by its words, those that nobody needed too; nothing where there was nothing at all."""
    if not counted:
        return {}
    return {entry.words: counted[entry.code] for entry in codes.load(name)}


def _minutes(team: Organisation, tallies: dict[int, _Tally], term: Term) -> None:
    works = works_between(term.first_day, term.last_day, team=team, by_urn=True)
    by_place: dict[Any, list[Any]] = defaultdict(list)
    for work in works:
        if work.place in tallies and not work.is_planned:
            by_place[work.place].append(work)
    for urn, of_school in by_place.items():
        split = time_by_function.split(of_school)
        for function in time_by_function.FUNCTIONS:
            tallies[urn].minutes[function] = split.minutes(function)
