"""What changed for those whose help ended in a term, and what young people said of the help: counts by school."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from django.db.models.functions import Coalesce

from trailblazer.access.models import Organisation
from trailblazer.care.models import Contact, Course, Score
from trailblazer.care.scores import by_scale
from trailblazer.domain import term_report as rule
from trailblazer.domain.contacts import counts
from trailblazer.domain.entered_scores import is_outcome, pairs
from trailblazer.domain.instruments.change import Verdict, joined
from trailblazer.domain.instruments.facts import Instrument
from trailblazer.domain.school_terms import Term
from trailblazer.domain.terms import london_day
from trailblazer.outcomes.experience import FORMS
from trailblazer.outcomes.reading import as_sheets
from trailblazer.outcomes.settings import shows_t_scores

CHANGE = {
    Verdict.IMPROVED: rule.OF_CHANGE[0],
    Verdict.NO_CHANGE: rule.OF_CHANGE[1],
    Verdict.DETERIORATED: rule.OF_CHANGE[2],
}
NO_PAIR = rule.OF_CHANGE[3]
OF_PUPIL = Coalesce("referral__school", "young_person__school")


def ended_by_school(team: Organisation, urns: Sequence[int], term: Term) -> dict[int, Counter[str]]:
    """Courses with two contacts or more that ended in the term, by what changed between the first and last form."""
    days = (term.first_day, term.last_day)
    ended = Course.objects.filter(team=team, ended_on__range=days).annotate(urn=OF_PUPIL).filter(urn__in=urns)
    courses: list[Any] = list(ended.select_related("young_person").order_by("pk"))
    referrals = [one.referral_id for one in courses]
    scores, contacts = _scores(referrals), _contacts(referrals)
    found: dict[int, Counter[str]] = {urn: Counter() for urn in urns}
    for course in courses:
        if len(contacts[course.referral_id]) > 1:
            change = _change(course, scores[course.referral_id], contacts[course.referral_id])
            found[course.urn][change] += 1
    return found


def _scores(referrals: list[int]) -> dict[int, list[Score]]:
    found: dict[int, list[Score]] = defaultdict(list)
    kept = Score.objects.filter(superseded_by=None, referral__in=referrals).order_by("scored_on", "pk")
    for score in kept:
        if is_outcome(score.measure):
            found[score.referral_id].append(score)
    return found


def _contacts(referrals: list[int]) -> dict[int, list[Any]]:
    """The days of the contacts that count nationally, in order."""
    found: dict[int, list[Any]] = defaultdict(list)
    kept = Contact.objects.filter(referral__in=referrals, is_in_error=False).exclude(attendance="")
    rows = kept.order_by("starts_at").values_list("referral", "starts_at", "attendance", "medium")
    for referral, starts_at, attendance, medium in rows:
        if counts(attendance, medium):
            found[referral].append(london_day(starts_at))
    return found


def _change(course: Course, scores: list[Score], contacts: list[Any]) -> str:
    """By every questionnaire with a pair together: worse on any scale is worse."""
    paired = pairs(by_scale(scores), contacts)
    of_pairs = [one for one in scores if (one.measure, one.rater) in paired]
    if not of_pairs:
        return NO_PAIR
    sheets = as_sheets(of_pairs, course.young_person, with_t=shows_t_scores())
    return CHANGE.get(joined(line.changed.verdict for one in sheets for line in one.lines), NO_PAIR)


def forms_by_school(team: Organisation, urns: Sequence[int], term: Term) -> dict[int, list[rule.Forms]]:
    """Forms about the help that pupils filled in during the term, question by question."""
    kept = Score.objects.filter(
        team=team,
        measure__in=FORMS,
        rater="self",
        superseded_by=None,
        scored_on__range=(term.first_day, term.last_day),
    )
    by_form: dict[tuple[int, str], list[dict[str, float]]] = defaultdict(list)
    rows = kept.annotate(urn=OF_PUPIL).filter(urn__in=urns).order_by("pk")
    for urn, measure, answers in rows.values_list("urn", "measure", "answers"):
        by_form[urn, measure].append(answers)
    found: dict[int, list[rule.Forms]] = {urn: [] for urn in urns}
    for urn, measure in sorted(by_form):
        if _labels(FORMS[measure], FORMS[measure].items[0].code):
            found[urn].append(_form(FORMS[measure], by_form[urn, measure]))
    return found


def _form(one: Instrument, filled_in: list[dict[str, float]]) -> rule.Forms:
    """Its questions that have the answers of the first one, so that they stand in one table."""
    labels = _labels(one, one.items[0].code)
    items = [item for item in one.items if _labels(one, item.code) == labels]
    asked = [
        rule.Asked(item.text or item.topic.capitalize(), _given(one, item.code, filled_in)) for item in items
    ]
    return rule.Forms(one.title, len(filled_in), tuple(asked))


def _labels(one: Instrument, code: str) -> list[str]:
    return [option.label or f"{option.value:g}" for option in one.options_of(code) or ()]


def _given(one: Instrument, code: str, filled_in: Iterable[dict[str, float]]) -> dict[str, int]:
    given = Counter(answers[code] for answers in filled_in if code in answers)
    return {option.label or f"{option.value:g}": given[option.value] for option in one.options_of(code) or ()}
