"""Adding and changing young people and those who care for them."""

from collections.abc import Callable, Collection
from datetime import date
from typing import Any

from django.db import IntegrityError, transaction

from trailblazer.access.doors import action
from trailblazer.access.models import Membership, Organisation
from trailblazer.access.records import NotPossible
from trailblazer.access.roles import Permission
from trailblazer.domain import identity
from trailblazer.domain.identity import NotValid
from trailblazer.young_people.duplicates import doubts_about, look_first
from trailblazer.young_people.models import Carer, YoungPerson

WHO_THEY_ARE = frozenset({"first_name", "last_name", "known_as", "born_on", "nhs_number", "postcode"})
# Each check gives the value as it is kept, or a sentence that says what is wrong.
_CHECKS: dict[str, Callable[[Any], Any]] = {
    "first_name": lambda typed: identity.person_name(typed, "first name"),
    "last_name": lambda typed: identity.person_name(typed, "last name"),
    "known_as": lambda typed: identity.person_name(typed, "name they like"),
    "name": lambda typed: identity.person_name(typed, "name"),
    "nhs_number": identity.nhs_number,
    "postcode": identity.postcode,
}


@action(Permission.KEEP_YOUNG_PEOPLE, logged_as="young person added")
def create(
    *,
    by: Membership,
    today: date,
    seen: Collection[str] = (),
    team: Organisation | None = None,
    **values: Any,
) -> YoungPerson:
    """A new record of a young person, in the team of whoever adds it or, for a provider's own staff, in `team`.

    `values` are fields of YoungPerson; `seen` the keys of the doubts that somebody looked at and found right.
    Raises Doubtful with the look-alikes not seen yet, and NotPossible where something cannot be kept at all.
    """
    provider_id, team_id = _home_of(by, team)
    person = YoungPerson(provider_id=provider_id, team_id=team_id, **_checked(values))
    _refuse_age(person.born_on, today)
    look_first(doubts_about(person, today), seen)
    return _kept(person)


@action(Permission.KEEP_YOUNG_PEOPLE, logged_as="young person changed")
def change(
    person: YoungPerson, *, by: Membership, today: date, seen: Collection[str] = (), **values: Any
) -> YoungPerson:
    """Other values for some fields. A new name, birth date, number or postcode is compared with others again."""
    checked = _checked(values)
    changed = {name for name, value in checked.items() if getattr(person, name) != value}
    for name in changed:
        setattr(person, name, checked[name])
    if "born_on" in changed:
        _refuse_age(person.born_on, today)
    doubts = doubts_about(
        person, today, of_age="born_on" in changed, of_identity=bool(changed & WHO_THEY_ARE)
    )
    look_first(doubts, seen)
    return _kept(person) if changed else person


@action(Permission.KEEP_YOUNG_PEOPLE, logged_as="parent or carer added")
def add_carer(person: YoungPerson, *, by: Membership, **values: Any) -> Carer:
    return Carer.objects.create(provider_id=person.provider_id, young_person=person, **_checked(values))


@action(Permission.KEEP_YOUNG_PEOPLE, logged_as="parent or carer changed")
def change_carer(carer: Carer, *, by: Membership, **values: Any) -> Carer:
    for name, value in _checked(values).items():
        setattr(carer, name, value)
    carer.save()
    return carer


def _home_of(by: Membership, team: Organisation | None) -> tuple[int, int | None]:
    """The provider and team that a new record belongs to."""
    if by.provider_id is None:
        raise NotPossible("Only a provider and its teams keep records of children and young people")
    if by.team_id is not None:
        return by.provider_id, by.team_id
    if team is not None and team.provider_id != by.provider_id:
        raise NotPossible("Choose a team of your own provider")
    return by.provider_id, team.pk if team is not None else None


def _checked(values: dict[str, Any]) -> dict[str, Any]:
    """The values as they are kept. Raises NotPossible with the sentence of the first that is not right."""
    try:
        return {
            name: _CHECKS[name](value) if name in _CHECKS and value else value
            for name, value in values.items()
        }
    except NotValid as reason:
        raise NotPossible(str(reason)) from None


def _refuse_age(born_on: date, today: date) -> None:
    try:
        identity.birth_date(born_on, today)
    except NotValid as reason:
        raise NotPossible(str(reason)) from None
    finding = identity.age_finding(born_on, today)
    if finding is not None and finding.is_refused:
        raise NotPossible(finding.words)


def _kept(person: YoungPerson) -> YoungPerson:
    """Saved, unless another record of the provider has the same NHS number, also one saved at this very moment."""
    try:
        with transaction.atomic():
            person.save()
    except IntegrityError:
        twice = YoungPerson.objects.filter(provider=person.provider_id, nhs_number=person.nhs_number)
        if person.nhs_number and twice.exclude(pk=person.pk).exists():
            raise NotPossible(
                "Another record has this NHS number. Check the number, or open that record"
            ) from None
        raise
    return person
