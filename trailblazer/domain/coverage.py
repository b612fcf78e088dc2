"""How far the schools a team serves fill what a team is planned for."""

from collections.abc import Iterable
from dataclasses import dataclass

# A team is planned for up to 8,000 children and young people in about 20 schools and colleges.
SETTINGS_EXPECTED = 20
PUPILS_EXPECTED = 8_000
SOURCE = "CYP Now, “School mental health pilots”, February 2019; Department for Education, 16 July 2019"


@dataclass(frozen=True)
class Coverage:
    """Settings counted, and the pupils of those whose number is known; `not_known` counts the other settings."""

    settings: int
    known_pupils: int
    not_known: int = 0
    largest: int = 0

    @property
    def pupils(self) -> int | None:
        """The pupils known, or None where there are settings and the number of none of them is known."""
        return None if self.settings and self.settings == self.not_known else self.known_pupils

    @property
    def share_of_settings(self) -> float:
        return self.settings / SETTINGS_EXPECTED

    @property
    def share_of_pupils(self) -> float | None:
        return None if self.pupils is None else self.pupils / PUPILS_EXPECTED

    @property
    def is_above_by_one_setting(self) -> bool:
        """Whether one setting, such as a large college, alone holds more than a team is planned for."""
        return self.largest > PUPILS_EXPECTED


def coverage(pupils_of_settings: Iterable[int | None]) -> Coverage:
    """The coverage of settings, given the pupils of each; None where the number is not known.

    Raises ValueError where a number is below nought.
    """
    numbers = list(pupils_of_settings)
    known = [number for number in numbers if number is not None]
    if any(number < 0 for number in known):
        raise ValueError("A setting cannot have fewer than no pupils")
    return Coverage(len(numbers), sum(known), len(numbers) - len(known), max(known, default=0))


# Where the classes of a map begin, as shares; the first class is for none at all.
CLASSES_FROM = (0.0, 0.0001, 0.25, 0.5, 0.75)
CLASSES = ("None", "Under 25%", "25 to 49%", "50 to 74%", "75% or more")


def map_class(share: float) -> int:
    """Which of the five classes a share from 0 to 1 belongs to, counted from 0."""
    return max(number for number, begins in enumerate(CLASSES_FROM) if share >= begins)
