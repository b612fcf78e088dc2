"""Work that is no contact: written down once for all who took part, and corrected by writing it anew."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from trailblazer.access.doors import action
from trailblazer.access.models import Membership, Organisation
from trailblazer.access.records import NotPossible
from trailblazer.access.roles import Permission
from trailblazer.access.today import today
from trailblazer.care.models import Activity, AgreedSplit
from trailblazer.care.naming_nobody import refuse_full_names
from trailblazer.domain import codes, contacts
from trailblazer.domain.contacts import NotATime
from trailblazer.domain.time_by_function import FUNCTIONS, check_agreed
from trailblazer.ui.environment import day as in_words

FURTHEST_BACK = timedelta(days=366)


def _usual_function(kind: str) -> int:
    return int(codes.load("activities")[kind].note)


@action(Permission.RECORD_CARE, logged_as="other work recorded")
def record_activity(
    *,
    by: Membership,
    kind: str,
    minutes: int,
    happened_on: date,
    function: int | None = None,
    staff: Iterable[Membership] = (),
    **values: Any,
) -> Activity:
    """One piece of work, for the member themselves and whoever else took part. With no function, that of its kind."""
    return _written(by, kind, minutes, happened_on, function or _usual_function(kind), staff=staff, **values)


@action(Permission.RECORD_CARE, logged_as="other work corrected")
def correct_activity(
    activity: Activity,
    *,
    by: Membership,
    kind: str,
    minutes: int,
    happened_on: date,
    function: int | None = None,
    staff: Iterable[Membership] = (),
    **values: Any,
) -> Activity:
    """What it should say. The one of before stays, marked as entered in error, and counts no more."""
    _refuse_others(activity, by)
    function = function or _usual_function(kind)
    took_part = {*staff, *activity.staff.filter(pk=by.pk)} or {by}
    activity.is_in_error = True
    activity.save()
    return _written(by, kind, minutes, happened_on, function, staff=took_part, with_me=False, **values)


@action(Permission.RECORD_CARE, logged_as="other work taken back")
def take_back_activity(activity: Activity, *, by: Membership) -> Activity:
    """Entered in error: it stays in the log and counts no more."""
    _refuse_others(activity, by)
    activity.is_in_error = True
    activity.save()
    return activity


@action(Permission.KEEP_TEAMS, logged_as="agreed split of time set")
def set_agreed_split(
    team: Organisation, *, by: Membership, from_on: date, one: int, two: int, three: int, agreed_by: str
) -> AgreedSplit:
    """How the team's time is to be split from a day on, and who agreed it. Earlier ones stay."""
    if by.provider_id is None or team.provider_id != by.provider_id:
        raise NotPossible("A split is set by the team's own provider")
    if reason := check_agreed(one, two, three):
        raise NotPossible(reason)
    return AgreedSplit.objects.create(
        team=team, from_on=from_on, one=one, two=two, three=three, agreed_by=agreed_by, by=by
    )


def _refuse_others(activity: Activity, by: Membership) -> None:
    if activity.is_in_error:
        raise NotPossible("This was corrected or taken back already")
    took_part = activity.by_id == by.pk or activity.staff.filter(pk=by.pk).exists()
    if not took_part and not by.may(Permission.ALLOCATE_COURSES):
        raise NotPossible("Only who took part, or who leads, corrects this")


def _written(
    by: Membership,
    kind: str,
    minutes: int,
    happened_on: date,
    function: int,
    *,
    staff: Iterable[Membership],
    with_me: bool = True,
    words: str = "",
    **values: Any,
) -> Activity:
    if by.team_id is None or by.provider_id is None:
        raise NotPossible("Only a team records its work")
    _check(kind, minutes, happened_on, function)
    refuse_full_names(words, by.team_id, "words")
    made = Activity.objects.create(
        provider_id=by.provider_id,
        team_id=by.team_id,
        kind=kind,
        function=function,
        minutes=minutes,
        happened_on=happened_on,
        words=words,
        by=by,
        **values,
    )
    made.staff.set({*staff, *([by] if with_me else [])})
    return made


def _check(kind: str, minutes: int, happened_on: date, function: int) -> None:
    if kind not in codes.load("activities"):
        raise NotPossible("Choose what it was")
    if function not in FUNCTIONS:
        raise NotPossible("Choose function 1, 2 or 3")
    try:
        contacts.check_length(minutes)
    except NotATime:
        raise NotPossible("Enter minutes from 1 to 720: one piece of work lasts at most 12 hours") from None
    if happened_on > today():
        raise NotPossible("Enter a day that is not in the future")
    if happened_on < today() - FURTHEST_BACK:
        raise NotPossible(f"Enter a day since {in_words(today() - FURTHEST_BACK)}")
