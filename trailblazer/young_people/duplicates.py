"""Whether this person is known already. Nothing is merged by a rule: a person is shown the look-alikes and decides."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from trailblazer.access.records import NotPossible
from trailblazer.domain.identity import age_finding
from trailblazer.domain.matching import Likeness, Person, candidate_keys, likeness
from trailblazer.young_people.models import MatchKey, YoungPerson

UNUSUAL_AGE = "age"


def possible_duplicates(provider_id: int, candidate: Person) -> list[tuple[YoungPerson, Likeness]]:
    """The young people of a provider who may be this person, the likeliest first, each with the reasons in words.

    Those of the provider's other teams are among them, whoever asks: a page says no more of them than whose they are.
    """
    keys = MatchKey.objects.filter(provider=provider_id, key__in=candidate_keys(candidate))
    people = YoungPerson.objects.filter(provider=provider_id, pk__in=keys.values("young_person"))
    compared = [
        (person, likeness(candidate, person.as_person()))
        for person in people.select_related("team", "school")
    ]
    alike = [(person, found) for person, found in compared if found is not None]
    return sorted(
        alike, key=lambda pair: (-pair[1].strength, pair[0].last_name, pair[0].first_name, pair[0].pk)
    )


@dataclass(frozen=True)
class Doubt:
    """Something a person is to look at before a record is kept. `key` comes back once they have seen it."""

    key: str
    words: tuple[str, ...]
    young_person: YoungPerson | None = None
    may_be_twin: bool = False


class Doubtful(NotPossible):
    """Not kept yet: somebody must look at these first, and say that it is right all the same."""

    def __init__(self, doubts: Iterable[Doubt]) -> None:
        super().__init__("Look at this first, then save again if it is right")
        self.doubts = tuple(doubts)


def doubts_about(
    person: YoungPerson, today: date, *, of_age: bool = True, of_identity: bool = True
) -> list[Doubt]:
    """What speaks against keeping this record as it stands: an unusual age, and who may be the same person."""
    doubts = []
    finding = age_finding(person.born_on, today) if of_age else None
    if finding is not None and not finding.is_refused:
        doubts.append(Doubt(UNUSUAL_AGE, (finding.words,)))
    if of_identity:
        alike = possible_duplicates(person.provider_id, person.as_person())
        doubts += [
            Doubt(other.ref, found.reasons, other, found.may_be_twin)
            for other, found in alike
            if other.pk != person.pk
        ]
    return doubts


def look_first(doubts: Iterable[Doubt], seen: Collection[str]) -> None:
    """Raises Doubtful with every doubt where one of them was not seen yet."""
    doubts = list(doubts)
    if any(doubt.key not in seen for doubt in doubts):
        raise Doubtful(doubts)
