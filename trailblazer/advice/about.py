"""What advice, liaison and meetings put on the record of a known young person."""

from datetime import date

from trailblazer.access.models import Membership
from trailblazer.advice.models import IndirectActivity
from trailblazer.care.actions.activities import correct_activity
from trailblazer.care.models import Activity
from trailblazer.referrals.models import Referral
from trailblazer.young_people.models import YoungPerson


def open_request_of(person: YoungPerson) -> Referral | None:
    """The newest request of somebody that is still open: nationally, indirect activity belongs to one."""
    return person.referrals.filter(state__in=Referral.OPEN).order_by("-received_on", "-pk").first()


def put_on_record(work: Activity, person: YoungPerson, words: str = "") -> IndirectActivity:
    """That this work was about them. Called inside an action."""
    return IndirectActivity.objects.create(
        provider_id=person.provider_id,
        team_id=work.team_id,
        young_person=person,
        referral=open_request_of(person),
        activity=work,
        words=words.strip(),
    )


def corrected_work(work: Activity, by: Membership, minutes: int, happened_on: date) -> Activity:
    """The work as it should count: the same row where nothing of it changed, else one written anew, and what stands on
    the record follows it. Called inside an action.
    """
    if (work.minutes, work.happened_on) == (minutes, happened_on):
        return work
    anew: Activity = correct_activity(
        work,
        by=by,
        kind=work.kind,
        minutes=minutes,
        happened_on=happened_on,
        function=3,
        staff=list(work.staff.all()),
        school=work.school,
    )
    _carry_over(work, anew)
    return anew


def _carry_over(before: Activity, after: Activity) -> None:
    """The work was written anew: what stands on the record follows it."""
    if (about := getattr(before, "indirect", None)) is not None:
        about.activity = after
        about.save()
