"""Writing down liaison: a call or a meeting with somebody outside the team, about a young person or about no one."""

from datetime import date

from trailblazer.access.doors import action
from trailblazer.access.models import Membership
from trailblazer.access.records import NotPossible
from trailblazer.access.roles import Permission
from trailblazer.access.today import today
from trailblazer.advice.about import corrected_work, put_on_record
from trailblazer.advice.models import Liaison
from trailblazer.care.actions.activities import record_activity, take_back_activity
from trailblazer.care.naming_nobody import refuse_full_names
from trailblazer.care.team_schools import serves
from trailblazer.domain import codes
from trailblazer.places.models import School
from trailblazer.young_people.models import YoungPerson

KIND = "liaison"


@action(Permission.GIVE_ADVICE, logged_as="liaison noted")
def note_liaison(
    *,
    by: Membership,
    whom: str,
    minutes: int,
    happened_on: date,
    decision: str = "",
    school: School | None = None,
    person: YoungPerson | None = None,
) -> Liaison:
    """With whom, for how long, and what was decided; about somebody, it stands on their record."""
    if school is not None and not serves(by, school, today()):
        raise NotPossible("Choose a school that your team serves")
    school = school or (person.school if person else None)
    work = record_activity(
        by=by, kind=KIND, minutes=minutes, happened_on=happened_on, function=3, school=school
    )
    made = Liaison.objects.create(
        provider_id=work.provider_id,
        team_id=work.team_id,
        activity=work,
        whom=_known(whom),
        school=school,
        decision="" if person else _of_nobody(decision, by),
    )
    if person is not None:
        put_on_record(work, person, decision)
    return made


@action(Permission.GIVE_ADVICE, logged_as="liaison corrected")
def correct_liaison(
    liaison: Liaison, *, by: Membership, whom: str, minutes: int, happened_on: date, decision: str = ""
) -> Liaison:
    """What it should say; the work that time counts is corrected with it."""
    about = liaison.about
    liaison.whom = _known(whom)
    if about is None:
        liaison.decision = _of_nobody(decision, by)
    else:
        about.words = decision.strip()
        about.save()
    liaison.activity = corrected_work(liaison.activity, by, minutes, happened_on)
    liaison.save()
    return liaison


@action(Permission.GIVE_ADVICE, logged_as="liaison taken back")
def take_back_liaison(liaison: Liaison, *, by: Membership) -> Liaison:
    """Entered in error: it counts no more, and leaves the record of whoever it was about."""
    take_back_activity(liaison.activity, by=by)
    return liaison


def _known(whom: str) -> str:
    if whom not in codes.load("liaison_with"):
        raise NotPossible("Choose with whom it was")
    return whom


def _of_nobody(decision: str, by: Membership) -> str:
    refuse_full_names(decision, by.team_id, "decision")
    return decision.strip()
