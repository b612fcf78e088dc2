"""Finding changes of school, age and rights to come for everyone who is helped now, or was until lately."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from django.db.models import Exists, OuterRef, Q, QuerySet

from trailblazer.access.models import Membership
from trailblazer.alerts.owners import owner_for
from trailblazer.care.models import Course, HandOver, Task, Transition
from trailblazer.domain import codes, transitions
from trailblazer.domain.consent import Answer
from trailblazer.domain.terms import london_day
from trailblazer.domain.transitions import Change, Due, Given, Person, rules
from trailblazer.referrals.models import Referral
from trailblazer.young_people.consents import newest_by_purpose
from trailblazer.young_people.models import Consent, YoungPerson

TASK_OF, TASK_ON_THE_DAY = "transition", "transition_day"
DAYS_TO_PLAN = 14
AT_ONCE = 200


def looked_at(today: date) -> "QuerySet[YoungPerson]":
    """Everyone whose request, course or hand-over is open, or ended at most a term ago."""
    of = OuterRef("pk")
    since = today - rules().lately_ended
    lately = Q(ended_on__gte=since)
    referrals = Referral.objects.filter(young_person=of)
    return YoungPerson.objects.filter(
        Exists(referrals.filter(Q(state__in=Referral.OPEN) | Q(closed_on__gte=since)))
        | Exists(Course.objects.filter(Q(state__in=Course.OPEN) | lately, young_person=of))
        | Exists(HandOver.objects.open().filter(young_person=of))
    )


def find(today: date, people: Iterable[int] | None = None) -> int:
    """Writes down every change not known yet, with its owner and tasks. Gives how many; run again, it adds none.

    `people` are the keys of those to look at; without it everyone who is helped now, or was until lately.
    """
    chosen = looked_at(today) if people is None else YoungPerson.objects.filter(pk__in=list(people))
    keys = list(chosen.order_by("pk").values_list("pk", flat=True))
    stretches = (keys[start : start + AT_ONCE] for start in range(0, len(keys), AT_ONCE))
    return sum(_find_among(stretch, today) for stretch in stretches)


def _find_among(keys: list[int], today: date) -> int:
    people = YoungPerson.objects.filter(pk__in=keys).select_related("school", "team", "provider")
    moves = _moves_of(keys, today)
    known = set(
        Transition.objects.filter(young_person__in=keys).values_list("young_person", "kind", "due_on")
    )
    found = 0
    for person in people.prefetch_related("consents", "consents__carer", "quiet_mode_steps"):
        for due in transitions.found(as_rule(person, moves.get(person.pk)), today):
            if (person.pk, due.code, due.on) not in known:
                write_down(person, due, today)
                found += 1
    return found


def as_rule(person: YoungPerson, moved_on: date | None = None) -> Person:
    school = person.school
    return Person(
        born_on=person.born_on,
        year_group=person.year_group,
        school_goes_to=school.high_age if school else None,
        school_closes_on=school.closed_on if school else None,
        moved_on=moved_on,
    )


def _moves_of(keys: list[int], today: date) -> dict[int, date]:
    """The last day in the last term on which the record of each got another school, where we did not plan it."""
    since = today - rules().ahead
    lately = YoungPerson.history.filter(id__in=keys, history_date__date__gte=since).values("id")
    rows = YoungPerson.history.filter(id__in=lately).order_by("id", "history_date", "history_id")
    schools: dict[int, list[tuple[date, int | None]]] = defaultdict(list)
    for key, at, school in rows.values_list("id", "history_date", "school_id"):
        schools[key].append((london_day(at), school))
    planned = set(
        Transition.objects.filter(young_person__in=list(schools))
        .exclude(next_school=None)
        .values_list("young_person", "next_school")
    )
    return {
        key: max(days)
        for key, kept in schools.items()
        if (
            days := [
                on
                for (_, before), (on, after) in pairwise(kept)
                if before is not None and after != before and on >= since and (key, after) not in planned
            ]
        )
    }


def write_down(person: YoungPerson, due: Due, today: date) -> Transition:
    """A change to come, with whoever plans it and what is to be done for it by the day."""
    owner = owner_of(person)
    made, is_new = Transition.objects.get_or_create(
        young_person=person,
        kind=due.code,
        due_on=due.on,
        defaults={
            "provider_id": person.provider_id,
            "team_id": person.team_id,
            "found_on": today,
            "owner": owner,
        },
    )
    if is_new:
        by = min(max(today, due.on), date.fromordinal(today.toordinal() + DAYS_TO_PLAN))
        words = f"Plan what comes next: {codes.load('transitions').words(due.code)}"
        Task.objects.ask(made, words, owner=owner, due_on=by, source=TASK_OF)
        for change in _to_do(person, due):
            words, on = change.task.format(name=person.called), max(today, due.on)
            Task.objects.ask(made, words, owner=owner, due_on=on, source=TASK_ON_THE_DAY)
    return made


def _to_do(person: YoungPerson, due: Due) -> Iterator[Change]:
    """What somebody has to do about a change, left out where it is done already."""
    for change in rules().changes_at(due.code, due.on):
        if not change.task:
            continue
        if change.what == "consent" and not own_word_needed(person, due.on):
            continue
        if change.what == "parents" and _has_said_about_parents(person):
            continue
        yield change


def own_word_needed(person: YoungPerson, on: date) -> tuple[str, ...]:
    """The purposes for which only a parent's word is there, and their own is needed on that day."""
    newest = newest_by_purpose(person.consents.all())
    given = [
        Given(purpose, Answer(answers[0].answer), answers[0].given_by == Consent.CARER)
        for purpose, answers in newest.items()
        if answers
    ]
    return transitions.own_word_needed(given, person.born_on, on)


def _has_said_about_parents(person: YoungPerson) -> bool:
    return any(
        one.purpose == "tell_parent" and one.given_by == Consent.YOUNG_PERSON for one in person.consents.all()
    )


def owner_of(person: YoungPerson) -> Membership | None:
    """Whoever helps them, else whoever has their request, else the team's supervisor on duty."""
    course = (
        Course.objects.open().filter(young_person=person).exclude(lead=None).select_related("lead").first()
    )
    if course is not None:
        return course.lead
    referral = (
        Referral.objects.filter(young_person=person, state__in=Referral.OPEN).exclude(owner=None).first()
    )
    return referral.owner if referral is not None else owner_for(person.team)


@dataclass(frozen=True)
class Shown:
    """A transition as pages show it."""

    transition: Transition
    words: str
    changes: tuple[Change, ...]
    is_late: bool
    days: int


def shown(transition: Transition, today: date) -> Shown:
    return Shown(
        transition,
        words_of(transition.kind),
        rules().changes_at(transition.kind, transition.due_on),
        transition.state in Transition.OPEN and transition.due_on < today,
        (transition.due_on - today).days,
    )


def words_of(kind: str) -> str:
    known = codes.load("transitions")
    return known.words(kind) if kind in known else kind
