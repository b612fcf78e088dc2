"""What a visitor's answers say, whichever question they were given to."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from trailblazer.domain.identity import age_on
from trailblazer.referrals.risk import names_risk

NO_SCHOOL = "none"


class Voice(StrEnum):
    """Who is asking. The value is the code of "source_of_request"."""

    ME = "young_person"
    CHILD = "parent"


@dataclass(frozen=True)
class Told:
    """The answers so far, by question, read by name."""

    answers: Mapping[str, Mapping[str, Any]]

    def of(self, question: str, field: str, default: Any = "") -> Any:
        return self.answers.get(question, {}).get(field, default)

    @property
    def voice(self) -> Voice:
        return Voice(self.of("who", "who", Voice.ME))

    @property
    def urn(self) -> int | None:
        chosen = str(self.of("school", "school"))
        return int(chosen) if chosen.isdecimal() else None

    @property
    def has_no_school(self) -> bool:
        return bool(self.of("school", "school") == NO_SCHOOL)

    @property
    def born_on(self) -> date | None:
        kept = self.of("about", "born_on", None)
        return date.fromisoformat(kept) if kept else None

    def age(self, today: date) -> int | None:
        return age_on(self.born_on, today) if self.born_on else None

    @property
    def reasons(self) -> list[str]:
        return [*self.of("help", "reasons", []), *self.of("help", "more_reasons", [])]

    @property
    def risks(self) -> list[str]:
        return list(self.of("safe", "risks", []))

    @property
    def names_risk(self) -> bool:
        return names_risk(self.reasons, self.risks, self.of("safe", "risk_words"))
