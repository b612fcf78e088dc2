"""The content of a report: what was counted, protected once and written down as it will be read ever after."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any

from trailblazer.access.models import Membership, Organisation
from trailblazer.access.roles import Role
from trailblazer.domain.action_plans import status_of
from trailblazer.domain.disclosure import Figure, Rule, as_kept, from_kept
from trailblazer.domain.school_terms import Term
from trailblazer.domain.term_report import Counts, Time, Titled, protect, sections
from trailblazer.domain.time_by_function import FUNCTIONS, IN_FULL
from trailblazer.insight.counting import counts_of
from trailblazer.insight.models import TermReport
from trailblazer.insight.sources import agreed_for
from trailblazer.noticing.figures import support_added_and_stopped
from trailblazer.outcomes.models import YouSaid
from trailblazer.places.models import School
from trailblazer.statistics.publications import Publication
from trailblazer.team_part.in_reports import in_words
from trailblazer.ui.environment import day
from trailblazer.whole_school.models import PlannedAction

Path = tuple[str, ...]
NOT_AGREED = "Not agreed yet"


@dataclass(frozen=True)
class Made:
    """A report before it is kept: its content, and the paths of the figures that are hidden in it."""

    content: dict[str, Any]
    hidden: list[list[str]]


def made_of(
    team: Organisation, schools: Iterable[School], term: Term, hidden: Collection[Path] = ()
) -> dict[int, Made]:
    """The reports of a team's schools for a term, by URN. `hidden` is what an earlier edition hid."""
    wanted = list(schools)
    counted = counts_of(team, wanted, term)
    heard = list(_heard(team, term))
    return {school.pk: _made(school, term, counted[school.pk], heard, hidden) for school in wanted}


def _made(
    school: School, term: Term, counts: Counts, heard: list[list[str]], hidden: Collection[Path]
) -> Made:
    protected = protect(counts, hidden=hidden)
    beside = {
        "voice": _table("You said, we did", ("You said", "We did"), heard),
        "time": _time(protected.time, agreed_for(school, term)),
        "plan": _table(
            "Actions of the plan", ("Action", "Area", "By", "Status", "The team"), _plan(school, term)
        ),
        "support": _support(school, term),
    }
    content = {
        "lead": _lead_of(school),
        "rule": Rule.OURS.value,
        "headline": [_headline(label, figure) for label, figure in protected.headline],
        "sections": [
            {
                "key": one.key,
                "title": one.title,
                "counted": one.counted,
                "left_out": one.left_out,
                "said": protected.said[one.key],
                "tables": [_kept(table) for table in protected.tables[one.key]],
                "plain": beside.get(one.key),
            }
            for one in sections()
        ],
    }
    return Made(content, sorted(map(list, {*hidden, *protected.hidden})))


def _headline(label: str, figure: Figure) -> dict[str, Any]:
    return {"label": label, "words": figure.in_words, "is_hidden": figure.is_hidden}


def _kept(one: Titled) -> dict[str, Any]:
    return {
        "key": one.key,
        "title": one.title,
        "rows_are": one.rows_are,
        "chart_of": one.chart_of,
        "table": as_kept(one.table),
    }


def _table(title: str, columns: tuple[str, ...], rows: list[list[str]]) -> dict[str, Any] | None:
    """What is about no pupil and so is given whole."""
    return {"title": title, "columns": list(columns), "rows": rows} if rows else None


def _heard(team: Organisation, term: Term) -> Iterable[list[str]]:
    found = YouSaid.objects.filter(team=team, done_on__range=(term.first_day, term.last_day))
    return ([one.said, one.did] for one in found.order_by("done_on", "pk"))


def _time(given: Time | None, agreed: dict[int, float] | None) -> dict[str, Any] | None:
    """Each function: the share of the time agreed, with its hours, and the share of the time given."""
    total = sum(agreed.values()) if agreed else 0
    rows = []
    for n in FUNCTIONS:
        share = f"{100 * agreed[n] / total:.0f}% ({agreed[n]:.0f} hours)" if agreed and total else NOT_AGREED
        rows.append([IN_FULL[n], share, f"{given.shares[n]}%" if given else "Not given"])
    whole = f"{total:.0f} hours" if agreed and total else NOT_AGREED
    rows.append(["All", whole, f"about {given.hours} hours" if given else "Not given"])
    return _table("Time agreed and given", ("Function", "Agreed", "Given"), rows)


def _plan(school: School, term: Term) -> list[list[str]]:
    """The actions that were open in the term, as they stood on its last day."""
    found = PlannedAction.objects.filter(school=school, planned_on__lte=term.last_day).order_by("by_on", "pk")
    teams, rows = in_words(school, term.last_day), []
    for one in found:
        begun, done, dropped = (
            on if on and on <= term.last_day else None for on in (one.begun_on, one.done_on, one.dropped_on)
        )
        over = done or dropped
        if over is None or over in term:
            status = status_of(by_on=one.by_on, today=term.last_day, begun=begun, done=done, dropped=dropped)
            area = one.area_name or "Not of a review"
            team = teams.get(one.pk) or one.team_will or "Nothing was agreed"
            rows.append([one.what, area, day(one.by_on), str(status), team])
    return rows


def _support(school: School, term: Term) -> dict[str, Any] | None:
    added, stopped = support_added_and_stopped(school, term)
    rows = [*([name, "Began"] for name in added), *([name, "Stopped"] for name in stopped)]
    return _table("What began and what stopped", ("Support", "What happened"), rows)


def _lead_of(school: School) -> str:
    """The senior mental health lead, the one person whom a report names; nobody where there is none now."""
    held = Membership.objects.filter(
        organisation__urn=school.pk, role=Role.SENIOR_MENTAL_HEALTH_LEAD, ended_on=None
    )
    found = held.select_related("user").order_by("started_on", "pk").first()
    return found.user.name if found else ""


@dataclass(frozen=True)
class ShownSection:
    """A section as it is read: its words, its protected tables, and what is given whole."""

    key: str
    title: str
    counted: str
    left_out: str
    said: list[str]
    publications: list[tuple[str, Publication]]
    plain: dict[str, Any] | None

    @property
    def is_empty(self) -> bool:
        return not (self.said or self.publications or self.plain)


def shown(content: dict[str, Any], school: School, term: Term) -> list[ShownSection]:
    """The sections of a kept report, in their order, with each table as statistics give it out."""
    return [
        ShownSection(
            one["key"],
            one["title"],
            one["counted"],
            one["left_out"],
            one["said"],
            [(table["key"], _publication(table, one["counted"], school, term)) for table in one["tables"]],
            one["plain"],
        )
        for one in content.get("sections", [])
    ]


def _publication(table: dict[str, Any], counted: str, school: School, term: Term) -> Publication:
    return Publication(
        table["title"],
        from_kept(table["table"]),
        f"{school.name}, {term}. {counted}",
        table["rows_are"],
        chart_of=table["chart_of"],
    )


def trend(reports: Iterable[TermReport]) -> tuple[list[str], list[tuple[TermReport, list[str]]]]:
    """The headline figures term by term, each as its own report gave it: nothing is counted again."""
    kept = [(one, {row["label"]: row["words"] for row in one.content.get("headline", [])}) for one in reports]
    labels = list(dict.fromkeys(label for _, row in kept for label in row))
    return labels, [(one, [row.get(label, "not given") for label in labels]) for one, row in kept]
