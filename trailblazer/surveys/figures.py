"""What may be seen of a survey: while it runs only how many answered, after it protected figures."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from trailblazer.access.models import Membership, Organisation
from trailblazer.access.roles import Permission
from trailblazer.domain import surveys as rules
from trailblazer.domain.disclosure import Figure, Level, Place, Table, protect_count
from trailblazer.domain.question_sets import Asked, QuestionSet
from trailblazer.domain.school_terms import term_of
from trailblazer.domain.surveys import FEWEST_ANSWERS, TOTAL
from trailblazer.surveys.models import Survey, SurveyAnswer
from trailblazer.surveys.sets import set_of

TREND, FINDINGS = 5, 3
FEWEST_WORDS = FEWEST_ANSWERS


def may_see_figures(survey: Survey, member: Membership) -> bool:
    """The school itself; the team where the school shares them."""
    if not member.may(Permission.SEE_SCHOOL_WORK):
        return False
    is_own = member.organisation.kind == Organisation.Kind.SCHOOL and member.school_id == survey.school_id
    return is_own or survey.is_shared


def answered(survey: Survey) -> Figure:
    """How many answered so far, as it may be seen: one figure for all year groups together."""
    return protect_count(survey.answers.count(), level=Level.SCHOOL)


@dataclass(frozen=True)
class Finding:
    """A question whose figure is among the lowest, and what a plan may begin with."""

    question: Asked
    figure: Figure


@dataclass(frozen=True)
class Read:
    """The figures of one survey that is over. `shown` is None where fewer than ten answered."""

    survey: Survey
    asked: QuestionSet
    shown: rules.Shown | None
    words: tuple[str, ...]

    @property
    def when(self) -> str:
        return str(term_of(self.survey.opens_on or date.min))

    def in_100(self, question: Asked) -> Figure | None:
        return self.shown.overall.figure(question.short, self.asked.in_100) if self.shown else None

    @cached_property
    def answered(self) -> Figure | None:
        return self.shown.overall.figure(self.asked.questions[0].short, TOTAL) if self.shown else None

    @property
    def by_row(self) -> list[tuple[Asked, Table]]:
        """The table of each question, where there is more than one row to compare."""
        if self.shown is None or len(self.shown.rows) < 2:
            return []
        tables = [(one, self.shown.by_question[one.short]) for one in self.asked.questions]
        return [(one, table) for one, table in tables if _says_something(table)]

    @property
    def too_full_of_hidden(self) -> list[str]:
        """Questions that are shown for all together only, as far as their table itself tells."""
        shown = [one for one, _ in self.by_row]
        return [one.short for one in self.asked.questions if one not in shown]

    @property
    def findings(self) -> list[Finding]:
        """The lowest of the figures that are shown; none where they are all alike."""
        known = [(one, figure) for one in self.asked.questions if (figure := self.in_100(one)) is not None]
        shown = [Finding(one, figure) for one, figure in known if isinstance(figure.value, int)]
        return sorted(shown, key=lambda found: found.figure.value)[:FINDINGS]


def read(survey: Survey) -> Read | None:
    """None where the words of its questions are not known here any more."""
    return next(iter(read_all([survey])), None)


def read_all(surveys: Sequence[Survey]) -> list[Read]:
    """In one query however many they are."""
    found: dict[int, dict[str, list[rules.Answers]]] = defaultdict(lambda: defaultdict(list))
    words: dict[int, list[str]] = defaultdict(list)
    # Ordered by its random number: the order tells nothing.
    rows = SurveyAnswer.objects.filter(survey__in=[one.pk for one in surveys]).order_by("pk")
    for survey, group, answers, said in rows.values_list("survey", "group", "answers", "words"):
        found[survey][group].append(answers)
        if said:
            words[survey].append(said)
    made = []
    for one in surveys:
        if (asked := set_of(one)) is not None:
            given = {group: found[one.pk][group] for group in one.groups}
            shown = rules.shown(asked, given)
            made.append(Read(one, asked, shown, tuple(_words(words[one.pk])) if shown else ()))
    return made


def _says_something(table: Table) -> bool:
    """At least one year group has its figure in 100."""
    return any(not row.figures[-1].is_hidden for row in table.rows if row.place is Place.ROW)


def _words(said: list[str]) -> list[str]:
    """None below ten: of few lines each is somebody's. In the order of their letters."""
    return sorted(said) if len(said) >= FEWEST_WORDS else []


def trend_of(survey: Survey, earlier: Sequence[Survey]) -> list[Read]:
    """This asking and those before with the same questions, oldest first, each by its own protected figures."""
    alike = [one for one in earlier if one.question_set == survey.question_set and one.pk != survey.pk]
    alike = [one for one in alike if (one.opens_on or date.min) < (survey.opens_on or date.min)]
    newest = sorted(alike, key=lambda one: one.opens_on or date.min)[-(TREND - 1) :]
    return [one for one in read_all([*newest, survey]) if one.shown is not None]


def headings(times: Sequence[Read]) -> list[str]:
    """The term of each time; where two were in one term, with the day on which it opened."""
    terms = Counter(one.when for one in times)
    return [
        one.when if terms[one.when] == 1 else f"{one.when}, {one.survey.opens_on:%-d %b}" for one in times
    ]


def places_to_tell(survey: Survey) -> list[str]:
    """Where there is a worrying answer that nobody was told of: see the rule in `domain.surveys`."""
    asked = set_of(survey)
    if asked is None or asked.mark is None:
        return []
    count: Counter[str] = Counter(dict.fromkeys(survey.groups, 0))
    concerned: Counter[str] = Counter()
    for group, answers in survey.answers.values_list("group", "answers"):
        count[group] += 1
        concerned[group] += asked.is_of_concern(answers)
    return rules.to_tell(count, concerned, survey.places_told)
