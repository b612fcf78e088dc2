"""Who of a school helps a pupil is written down; and, where that was agreed, how much of school the pupil attended."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet

from trailblazer.access.doors import action
from trailblazer.access.models import Membership
from trailblazer.access.records import NotPossible
from trailblazer.access.roles import Permission
from trailblazer.access.today import today
from trailblazer.domain.attendance import Count, NotACount
from trailblazer.domain.consent import Answer, Told, who_consents
from trailblazer.domain.helped import WholeName, stands_for
from trailblazer.domain.initials import initials
from trailblazer.noticing.models import AttendanceCount, SchoolHelp, education_is_agreed
from trailblazer.noticing.models.helped import EDUCATION
from trailblazer.referrals.models import Addition, Referral
from trailblazer.referrals.telling import school_may_be_told
from trailblazer.teams.models import Team
from trailblazer.teams.of_school import common_of, is_theirs
from trailblazer.teams.routes import route_for
from trailblazer.ui.environment import day
from trailblazer.young_people.consents import who_agrees

NOT_AGREED = "Nobody has agreed yet that attendance is kept. Ask the family, and write down what they said"
SAID_BY = {"parent": "A parent or carer", "young_person": "The young person"}
NOT_TOLD = "The young person or family has said that school and team do not exchange about them"


@action(Permission.KEEP_SCHOOL_WORK, logged_as="help by the school kept")
def keep_help(help_: SchoolHelp, *, by: Membership, **values: Any) -> SchoolHelp:
    """That somebody of the school helps. With a request it is kept under initials, so that it can stand by itself.

    Raises NotPossible for a whole name without a record, and for a day to come.
    """
    for name, value in values.items():
        setattr(help_, name, value)
    if help_.starts_on > today():
        raise NotPossible("Enter a first day that is not in the future")
    if help_.support is not None:
        help_.kind = help_.support.kind
    if help_._state.adding:
        _place(help_, by)
    try:
        help_.who = stands_for(help_.who)
    except WholeName as reason:
        raise NotPossible(str(reason)) from None
    if help_._state.adding:
        _refuse_twice(help_)
    help_.save()
    return help_


def _refuse_twice(help_: SchoolHelp) -> None:
    """The same help by the same person is written down once, while it goes on."""
    same = SchoolHelp.objects.open_on(help_.starts_on).filter(
        school=help_.school, referral=help_.referral, who=help_.who, year_group=help_.year_group
    )
    earlier = same.filter(kind=help_.kind, support=help_.support, given_by=help_.given_by).first()
    if earlier is not None:
        raise NotPossible(
            f"{help_.words} is written down already, since {day(earlier.starts_on)}. Change that row instead"
        )


def _place(help_: SchoolHelp, by: Membership) -> None:
    """Whose a new one is: of the team that was asked, or of the one that serves the school."""
    referral = help_.referral
    if referral is None:
        for name, value in common_of(help_.school, by).items():
            setattr(help_, name, value)
    else:
        if not is_theirs(by, help_.school):
            raise NotPossible("Somebody of the school, or of the team that serves it, keeps this")
        help_.provider_id, help_.team_id = referral.provider_id, referral.team_id
        help_.who = initials(referral.first_name, referral.last_name) or "Name not given"
        help_.year_group = referral.year_group
    help_.by = by


@action(Permission.KEEP_SCHOOL_WORK, logged_as="help by the school ended")
def end_help(help_: SchoolHelp, *, by: Membership, ends_on: date, ended_because: str) -> SchoolHelp:
    if ends_on < help_.starts_on:
        raise NotPossible("Enter a day that is not before its first day")
    help_.ends_on, help_.ended_because = ends_on, ended_because
    help_.save()
    return help_


@action(Permission.KEEP_SCHOOL_WORK, logged_as="agreement to attendance written down")
def say_of_education(referral: Referral, *, by: Membership, answer: str, said_by: str) -> Referral:
    """What was said since the request about looking at attendance and learning together: "given" or "withdrawn".

    A no counts at once, whoever says it. A yes is theirs who may say it at this age, and does not undo a no on the
    record of the young person.
    """
    if answer == Answer.GIVEN:
        _refuse_without_a_say(referral, said_by)
    for one in Referral.objects.filter(_same_pupil(referral), school=referral.school_id).exclude(
        pk=referral.pk
    ):
        if one.consents.get(EDUCATION) == Answer.WITHDRAWN:
            one.consents = one.consents | {EDUCATION: Answer.NOT_ASKED.value}
            one.save()
    referral.consents = referral.consents | {EDUCATION: answer}
    referral.save()
    if answer == Answer.GIVEN and not _is_agreed(referral):
        raise NotPossible("The record of the young person says no. Ask the team to look at it with them")
    said = f"{'Agreed' if answer == Answer.GIVEN else 'Said no'} by {SAID_BY[said_by].lower()}"
    Addition.objects.create(
        provider_id=referral.provider_id,
        referral=referral,
        words=f"Looking at attendance and learning together. {said}.",
        added_by=by,
    )
    return referral


def _refuse_without_a_say(referral: Referral, said_by: str) -> None:
    if school_may_be_told(referral) is Told.RECEIVED_AND_ANSWERED:
        raise NotPossible(NOT_TOLD)
    person = referral.young_person
    if person is not None:
        who = who_agrees(person, today(), EDUCATION)
    else:
        team = Team.objects.get(pk=referral.team_id)
        until = route_for(team, referral.school_id, today()).parent_consents_until
        who = who_consents(referral.born_on, today(), None, until)
    if who != said_by:
        raise NotPossible(
            "At this age a parent or carer says yes. Where the pupil wants to decide alone, ask the team"
            if who == "parent"
            else "At this age the young person says yes or no. Ask them"
        )


@action(Permission.KEEP_SCHOOL_WORK, logged_as="attendance at school kept")
def keep_counts(
    referral: Referral, counts: Iterable[Count], *, by: Membership, **more: Any
) -> list[AttendanceCount]:
    """Attendance of the pupil of a request, and how learning goes where somebody said so. All of it or nothing.

    A count of the very same days takes the place of the earlier one. Raises NotPossible where nobody agreed, and where
    some of the days are counted already in another way.
    """
    _refuse_unless_agreed(referral)
    kept = list(about_the_same_pupil(referral))
    made = [_kept(count, referral, kept, by, more) for count in counts]
    for one in made:
        one.save()
    return made


def about_the_same_pupil(referral: Referral) -> QuerySet[AttendanceCount]:
    """What is counted of the pupil of a request at its school, with whichever request it was entered."""
    about = Referral.objects.filter(_same_pupil(referral))
    return AttendanceCount.objects.filter(referral__in=about, school=referral.school_id)


def _same_pupil(referral: Referral) -> Q:
    same = Q(pk=referral.pk)
    return same | Q(young_person=referral.young_person_id) if referral.young_person_id else same


def _is_agreed(referral: Referral) -> bool:
    return Referral.objects.filter(education_is_agreed(), pk=referral.pk).exists()


def _refuse_unless_agreed(referral: Referral) -> None:
    if referral.school is None:
        raise NotPossible("This request names no school, so attendance cannot be kept with it")
    if school_may_be_told(referral) is Told.RECEIVED_AND_ANSWERED:
        raise NotPossible(NOT_TOLD)
    if not _is_agreed(referral):
        raise NotPossible(NOT_AGREED)


def _kept(
    count: Count, referral: Referral, kept: list[AttendanceCount], by: Membership, more: dict[str, Any]
) -> AttendanceCount:
    try:
        count.check(today())
    except NotACount as reason:
        raise NotPossible(str(reason)) from None
    same = next((one for one in kept if (one.from_on, one.to_on) == (count.from_on, count.to_on)), None)
    other = next((one for one in kept if one is not same and one.count.overlaps(count)), None)
    if other is not None:
        raise NotPossible(
            f"{day(count.from_on)} to {day(count.to_on)}: some of these days are counted already, "
            f"from {day(other.from_on)} to {day(other.to_on)}. Change or remove that row first"
        )
    found = same or AttendanceCount(
        provider_id=referral.provider_id,
        team_id=referral.team_id,
        school=referral.school,
        referral=referral,
        from_on=count.from_on,
        to_on=count.to_on,
    )
    found.possible, found.attended, found.by = count.possible, count.attended, by
    for name, value in more.items():
        setattr(found, name, value)
    return found


@action(Permission.KEEP_SCHOOL_WORK, logged_as="attendance at school changed")
def change_count(kept: AttendanceCount, *, by: Membership, **values: Any) -> AttendanceCount:
    for name, value in values.items():
        setattr(kept, name, value)
    others = about_the_same_pupil(kept.referral).exclude(pk=kept.pk)
    try:
        kept.count.check(today())
    except NotACount as reason:
        raise NotPossible(str(reason)) from None
    if any(one.count.overlaps(kept.count) for one in others):
        raise NotPossible("Some of these days are counted in another row already. Change that row first")
    kept.by = by
    kept.save()
    return kept


@action(Permission.KEEP_SCHOOL_WORK, logged_as="attendance at school removed")
def remove_count(kept: AttendanceCount, *, by: Membership) -> None:
    """It was entered for the wrong pupil or the wrong days: it goes for good."""
    kept.delete()
