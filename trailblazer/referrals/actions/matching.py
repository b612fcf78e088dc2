"""Whose request it is: linked to a young person that the team knows, or to a new record."""

from collections.abc import Collection
from typing import Any

from trailblazer.access.doors import action, visible
from trailblazer.access.models import Membership
from trailblazer.access.records import NotPossible
from trailblazer.access.roles import Permission
from trailblazer.access.today import today
from trailblazer.domain import codes
from trailblazer.referrals.models import Referral
from trailblazer.young_people import actions as young_people
from trailblazer.young_people.models import YoungPerson


@action(Permission.MATCH_REQUESTS, logged_as="request matched")
def match(referral: Referral, *, by: Membership, young_person: YoungPerson) -> Referral:
    """Links the request to a young person the member may see. Two different NHS numbers are two people."""
    person = visible(YoungPerson, by).filter(pk=young_person.pk).first()
    if person is None or person.provider_id != referral.provider_id:
        raise NotPossible("Choose someone your team may see")
    if referral.nhs_number and person.nhs_number and referral.nhs_number != person.nhs_number:
        raise NotPossible("Their NHS numbers differ: this is somebody else")
    referral.young_person = person
    referral.save()
    return referral


@action(Permission.KEEP_YOUNG_PEOPLE, logged_as="request matched to a new record")
def match_new(referral: Referral, *, by: Membership, seen: Collection[str] = (), **person: Any) -> Referral:
    """Makes a record of the young person and links the request to it, with the parent or carer we were told of.

    `person` are fields of YoungPerson; `seen` the keys of the look-alikes that somebody found to be somebody else.
    Raises young_people.duplicates.Doubtful with those not seen yet.
    """
    if referral.young_person_id is not None:
        raise NotPossible("This request belongs to a record already")
    made = young_people.create(by=by, today=today(), seen=seen, team=referral.team, **person)
    if carer := _carer_told_of(referral):
        young_people.add_carer(made, by=by, **carer)
    referral.young_person = made
    referral.save()
    return referral


@action(Permission.MATCH_REQUESTS, logged_as="match taken back")
def unmatch(referral: Referral, *, by: Membership) -> Referral:
    """Takes a wrong link back. What was told stays with the request."""
    referral.young_person = None
    referral.save()
    return referral


def _carer_told_of(referral: Referral) -> dict[str, str]:
    """The parent or carer, if the request names one: who asked, or whom the school said to ring."""
    asked = "requester" if referral.source == "parent" else "carer"
    if not (name := getattr(referral, f"{asked}_name")):
        return {}
    relationship = getattr(referral, f"{asked}_relationship")
    return {
        "name": name,
        "relationship": relationship if relationship in codes.load("relationships") else "other",
        "email": getattr(referral, f"{asked}_email"),
        "telephone": getattr(referral, f"{asked}_telephone"),
    }
