"""What must be true of the facts of a team: its ages, its status and its days."""

from dataclasses import dataclass
from datetime import date
from itertools import pairwise

YOUNGEST = 5
RECEPTION = 4
OLDEST = 25
OPERATIONAL, IN_TRAINING, CLOSED = "operational", "in_training", "closed"

RECEPTION_WARNING = (
    "This team helps from age 4. The programme is for ages 5 to 25, so children of 4 in Reception are helped on the "
    "team’s own decision."
)
_DAY_NEEDED = {
    OPERATIONAL: ("operational_on", "Enter the day the team became operational"),
    IN_TRAINING: ("training_from", "Enter the day training began"),
    CLOSED: ("closed_on", "Enter the day the team closed"),
}
_DAYS_IN_ORDER = (
    ("planned_on", "was planned"),
    ("training_from", "began training"),
    ("operational_on", "became operational"),
    ("closed_on", "closed"),
)


@dataclass(frozen=True)
class TeamFacts:
    """A team's ages in whole years, both included, its status and the days it reached each stage."""

    status: str
    age_from: int
    age_to: int
    planned_on: date | None = None
    training_from: date | None = None
    operational_on: date | None = None
    closed_on: date | None = None

    def faults(self) -> dict[str, str]:
        """What cannot be, by the name of the fact, each in a sentence that says what to enter."""
        return self._faults_of_ages() | self._faults_of_days()

    @property
    def warning(self) -> str:
        """What is allowed but ought to be known, or nothing."""
        return RECEPTION_WARNING if self.age_from == RECEPTION else ""

    def _faults_of_ages(self) -> dict[str, str]:
        if not RECEPTION <= self.age_from <= OLDEST:
            return {
                "age_from": f"Enter a youngest age from {YOUNGEST} to {OLDEST}, or {RECEPTION} for Reception"
            }
        if self.age_to > OLDEST:
            return {"age_to": f"Enter an oldest age of at most {OLDEST}"}
        if self.age_to < self.age_from:
            return {"age_to": "Enter an oldest age that is not below the youngest"}
        return {}

    def _faults_of_days(self) -> dict[str, str]:
        name, sentence = _DAY_NEEDED.get(self.status, ("", ""))
        if name and getattr(self, name) is None:
            return {name: sentence}
        known = [
            (name, words, getattr(self, name))
            for name, words in _DAYS_IN_ORDER
            if getattr(self, name) is not None
        ]
        for (_, earlier_words, earlier), (name, words, day) in pairwise(known):
            if day < earlier:
                return {
                    name: f"The team cannot have {_past(words)} before it {earlier_words}. Enter a later day"
                }
        return {}


def _past(words: str) -> str:
    return {
        "began training": "begun training",
        "became operational": "become operational",
        "closed": "closed",
    }[words]
