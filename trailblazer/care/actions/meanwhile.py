"""Support while somebody waits, here or elsewhere: offered, and whether it was taken."""

from datetime import date

from trailblazer.access.doors import action
from trailblazer.access.models import Membership
from trailblazer.access.records import NotPossible
from trailblazer.access.roles import Permission
from trailblazer.access.today import today
from trailblazer.care.models import HandOver, WhileWaiting
from trailblazer.domain import codes
from trailblazer.referrals.models import Referral
from trailblazer.young_people.models import YoungPerson


@action(Permission.RECORD_CARE, logged_as="support while waiting offered")
def offer_meanwhile(
    person: YoungPerson,
    *,
    by: Membership,
    what: str,
    offered_on: date,
    words: str = "",
    was_taken: bool | None = None,
    hand_over: HandOver | None = None,
    referral: Referral | None = None,
) -> WhileWaiting:
    """What was offered on a day, and whether it was taken if that is known."""
    if what not in codes.load("while_waiting"):
        raise NotPossible("Choose what was offered")
    if offered_on > today():
        raise NotPossible("Enter a day that is not in the future")
    return WhileWaiting.objects.create(
        provider_id=person.provider_id,
        team_id=person.team_id,
        young_person=person,
        hand_over=hand_over,
        referral=referral or (hand_over.referral if hand_over else None),
        offered_on=offered_on,
        what=what,
        words=words.strip()[:300],
        was_taken=was_taken,
        by=by,
    )


@action(Permission.RECORD_CARE, logged_as="support while waiting answered")
def answer_meanwhile(
    offer: WhileWaiting, *, by: Membership, was_taken: bool, words: str = ""
) -> WhileWaiting:
    """Whether what was offered was taken."""
    offer.was_taken = was_taken
    if words.strip():
        offer.words = f"{offer.words}. {words.strip()}".lstrip(". ")[:300]
    offer.save()
    return offer
