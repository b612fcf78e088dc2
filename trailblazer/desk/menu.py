"""The menu of each role: nouns in the order of the day. A count is what waits for this member, never a total.

A place may hold others: they stand in a second row while one is in it, so that the first row stays one row.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from functools import lru_cache
from typing import Any

from django.db import connection
from django.db.models import F, Func, IntegerField, QuerySet, Subquery
from django.http import HttpRequest
from django.urls import reverse

from trailblazer.access.models import Membership
from trailblazer.access.roles import STAFF_ROLES, Role
from trailblazer.access.today import now, today
from trailblazer.activities.models import Order
from trailblazer.advice.models import AdviceBooking
from trailblazer.alerts.models import Alert
from trailblazer.care.groups import registers_waiting
from trailblazer.care.models import Course, HandOver
from trailblazer.outcomes.models import Ask
from trailblazer.referrals.models import Referral
from trailblazer.whole_school.models import Respondent

Rows = QuerySet[Any]
FIT_ON_A_PHONE = (
    26  # letters of the first places, and of their counts, in one row beside the way to the whole menu
)


def to_decide(member: Membership) -> Rows:
    return Referral.objects.visible_to(member).undecided()


def own_open(member: Membership) -> Rows:
    return Referral.objects.visible_to(member).exclude(state__in=Referral.OVER)


def own_courses(member: Membership) -> Rows:
    return Course.objects.visible_to(member).held_by(member)


def open_alerts(member: Membership) -> Rows:
    return Alert.objects.visible_to(member).open()


def hand_overs_to_see_to(member: Membership) -> Rows:
    """Those of one's own to ask about, and those that another team waits for an answer to."""
    found = HandOver.objects.visible_to(member)
    own = found.to_follow_up(today()).filter(owner=member)
    return own | found.to_answer_by(member.organisation_id)


def forms_overdue(member: Membership) -> Rows:
    """Questionnaires this member asked for that are past their day, and not answered."""
    return Ask.objects.visible_to(member).overdue(today()).filter(asked_by=member)


def advice_to_write_down(member: Membership) -> Rows:
    """Times of one's own that were booked and are past, and nobody has said what came of them."""
    return AdviceBooking.objects.visible_to(member).to_write_down(now()).filter(slot__member=member)


def orders_to_answer(member: Membership) -> Rows:
    """What schools ordered from the training menu and is one's own to answer."""
    return Order.objects.visible_to(member).waiting().filter(owner=member)


def to_rate(member: Membership) -> Rows:
    """Reviews of schools in which this member's own ratings are asked for and not sent."""
    return Respondent.objects.visible_to(member).waiting_for(member)


@dataclass(frozen=True)
class Item:
    """A place of the menu. `count` gives the rows that are counted; all counts of a page are one query."""

    label: str
    name: str
    count: Callable[[Membership], Rows] | None = None
    counted: str = ""
    within: str = ""  # what every address of its pages holds, where they lie below those of another place
    query: str = ""
    also: tuple[str, ...] = ()  # how other addresses of its pages begin
    holds: tuple["Item", ...] = ()  # the places of its second row, itself the first of them


REQUESTS = Item("Requests", "referrals:list", to_decide, "to decide")
OWN_REQUESTS = Item("Requests", "referrals:list", own_open, "open")
TODAY = Item("Today", "care:today")
VISITS = Item("Visits", "care:visits")
CASELOAD = Item("Caseload", "care:caseload", own_courses, "open")
TEAM_CASELOAD = Item("Caseloads", "care:team_caseload")
GROUPS = Item("Groups", "care:groups", registers_waiting, "to record")
HAND_OVERS = Item("Hand-overs", "care:hand_overs", hand_overs_to_see_to, "to see to")
QUESTIONNAIRES = Item("Forms", "outcomes:list", forms_overdue, "late")
ALERTS = Item("Alerts", "alerts:list", open_alerts, "open")
YOUNG_PEOPLE = Item("Children", "young_people:list")
SCHOOLS = Item("Schools", "places:list")
TEAMS = Item("Teams", "teams:list")
AREAS = Item("Areas", "teams:areas")
COVERAGE = Item("Coverage", "teams:coverage")
LETTERS = Item("Letters", "letters:list")
IMPORTS = Item("Imports", "imports:list")
WHOLE_SCHOOL = Item("Whole school", "whole_school:start", to_rate, "to rate")
ACTIVITIES = Item("Activities", "activities:list", orders_to_answer, "to answer", within="/activities")
WHOLE_SCHOOL_PLAN = Item("Whole-school plan", "whole_school:start", to_rate, "to rate")
PEOPLE = Item("People", "access:people")
REPORTS = Item("Reports", "insight:of_team", within="/reports/")
BOARDS = Item("Boards", "governance:list")
TIME_FOR_SCHOOLS = Item("Time for schools", "allocation:start", within="/allocation")
JOINT_WORKING = Item("Joint working", "joint_working:list")
ADVICE = Item(
    "Advice", "advice:team", advice_to_write_down, "to write down", also=("/liaison/", "/meetings/")
)
ASK_FOR_ADVICE = Item("Ask for advice", "advice:ask")
WHO_DOES_WHAT = Item("Who does what", "school_leads:list")
SCHOOL_LEADS = Item("School leads", "school_leads:list")
OF_A_SCHOOL = ("/surveys/", "/own-help/", "/helped/", "/school-help/", "/attendance/")
OUR_SCHOOL = Item(
    "Our school",
    "desk:start",
    also=("/schools/", "/noticing", "/who-could-help", "/thinking-about", *OF_A_SCHOOL),
)
NOTICING = Item("Noticing", "noticing:guide", also=("/who-could-help",))
OUR_SCHOOLS = Item("Our schools", "places:list", query="?team=ours", also=OF_A_SCHOOL)
ALL_TEAMS = Item("All teams", "teams:list")
_SCHOOLS = replace(
    SCHOOLS,
    holds=(OUR_SCHOOLS, SCHOOL_LEADS, WHOLE_SCHOOL, ACTIVITIES, TIME_FOR_SCHOOLS, REPORTS, JOINT_WORKING),
)
_TEAMS = replace(TEAMS, holds=(ALL_TEAMS, BOARDS, LETTERS))
_KEEPS_TEAMS = replace(_TEAMS, holds=(*_TEAMS.holds, PEOPLE))

_HELPS = (
    TODAY,
    CASELOAD,
    REQUESTS,
    GROUPS,
    ADVICE,
    QUESTIONNAIRES,
    HAND_OVERS,
    ALERTS,
    YOUNG_PEOPLE,
    _SCHOOLS,
    _TEAMS,
)
_STAFF = (
    TEAM_CASELOAD,
    REQUESTS,
    replace(TODAY, holds=(TODAY, VISITS)),
    GROUPS,
    ADVICE,
    QUESTIONNAIRES,
    HAND_OVERS,
    ALERTS,
    YOUNG_PEOPLE,
    _SCHOOLS,
)
MENUS: dict[str, tuple[Item, ...]] = {
    **dict.fromkeys(STAFF_ROLES, _HELPS),
    Role.SUPERVISOR: (*_STAFF, _TEAMS),
    **dict.fromkeys((Role.TEAM_LEAD, Role.ADMINISTRATOR), (*_STAFF, _KEEPS_TEAMS)),
    Role.SENIOR_MENTAL_HEALTH_LEAD: (
        OUR_SCHOOL,
        OWN_REQUESTS,
        ASK_FOR_ADVICE,
        WHOLE_SCHOOL_PLAN,
        ACTIVITIES,
        WHO_DOES_WHAT,
        JOINT_WORKING,
        PEOPLE,
    ),
    Role.SCHOOL_STAFF: (ASK_FOR_ADVICE, NOTICING, WHOLE_SCHOOL_PLAN),
    Role.PROGRAMME: (COVERAGE, AREAS, TEAMS, SCHOOLS, JOINT_WORKING, IMPORTS, PEOPLE),
    Role.COMMISSIONER: (COVERAGE, AREAS, TEAMS, SCHOOLS),
}


def context(request: HttpRequest) -> dict[str, Any]:
    member = getattr(request, "member", None)
    if member is None:
        return {"menu": [], "menu_within": []}
    items = MENUS.get(member.role, ())
    counts = _counts(items, member)
    places = [one for item in items for one in (item.holds or (item,))]
    nearer = [one for one in places if one.within and one.within in request.path]
    shown = [_shown(item, counts, request.path, nearer) for item in items]
    keys = 3 if sum(map(_letters, shown[:3])) <= FIT_ON_A_PHONE else 2
    return {
        "menu": [item | {"is_key": place < keys} for place, item in enumerate(shown)],
        "menu_within": next((item["holds"] for item in shown if item["is_current"]), []),
    }


def _letters(shown: dict[str, Any]) -> int:
    """How wide a place is, in letters: a count is a letter wider than its digits."""
    return len(shown["label"]) + (1 + len(str(shown["count"])) if shown["count"] else 0)


def _counted(items: Iterable[Item]) -> list[Item]:
    """Every place with a count, those that lie in another among them."""
    return [one for item in items for one in (item.holds or (item,)) if one.count]


def _counts(items: Iterable[Item], member: Membership) -> dict[str, int]:
    """What waits, by the name of its page: every count in one query, because every page asks for them."""
    names = [item.name for item in _counted(items)]
    if not names:
        return {}
    minute = now().replace(second=0, microsecond=0)
    sql, parameters = _question(
        Asker(member, member.pk, member.role, member.organisation_id, today(), minute)
    )
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        counted = cursor.fetchone() or ()
    return dict(zip(names, counted, strict=True)) if counted else {}


@dataclass(frozen=True)
class Asker:
    """All that the question of the menu depends on. Its answers are always fresh."""

    member: Membership = field(compare=False)
    key: int
    role: str
    organisation: int
    today: date
    minute: datetime


@lru_cache(maxsize=1_000)
def _question(asker: Asker) -> tuple[str, tuple[Any, ...]]:
    """The query as it is sent. To put it together takes ten times as long as to answer it, so it is kept a minute."""
    number = Func(F("pk"), function="COUNT", output_field=IntegerField())
    rows = [item.count(asker.member) for item in _counted(MENUS.get(asker.role, ())) if item.count]
    columns = {
        f"count_{place}": Subquery(found.order_by().annotate(number_of=number).values("number_of"))
        for place, found in enumerate(rows)
    }
    asked = Membership.objects.filter(pk=asker.key).order_by().values_list(*columns.values())
    question: tuple[str, tuple[Any, ...]] = asked.query.sql_with_params()
    return question


def _shown(item: Item, counts: dict[str, int], here: str, nearer: list[Item]) -> dict[str, Any]:
    """A place as it is shown. `nearer` are those of this menu below whose addresses one is, whatever they lie below."""
    address = reverse(item.name)
    is_current = here == address if address == "/" else here.startswith(address)
    is_current = is_current or here.startswith(item.also)
    is_current = item in nearer if nearer else is_current
    holds = [_shown(one, counts, here, nearer) for one in item.holds]
    return {
        "label": item.label,
        "address": holds[0]["address"] if holds else address + item.query,
        "count": sum(one["count"] for one in holds) or counts.get(item.name, 0),
        "counted": item.counted or next((one["counted"] for one in holds if one["count"]), ""),
        "is_current": any(one["is_current"] for one in holds) if holds else is_current,
        "holds": holds,
        "is_key": False,
    }
