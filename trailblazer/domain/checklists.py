"""Checklists of a conversation, as dated data: sections, and questions of a few kinds.

Source: each file of trailblazer/data/checklists names its own.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files

KINDS = ("said", "text", "consent", "who")


@dataclass(frozen=True)
class Question:
    """One thing to ask or to explain. `purpose` is a code of "consent_purposes" where the answer is a consent."""

    code: str
    words: str
    kind: str
    purpose: str = ""


@dataclass(frozen=True)
class Section:
    """A step of the conversation, with what to say first."""

    code: str
    title: str
    say: str
    questions: tuple[Question, ...]


@dataclass(frozen=True)
class Checklist:
    """A whole conversation, and how many minutes it usually takes."""

    code: str
    name: str
    source: str
    as_at: date
    sections: tuple[Section, ...]
    minutes: int

    def section(self, code: str) -> Section | None:
        return next((section for section in self.sections if section.code == code), None)

    def after(self, section: Section) -> Section | None:
        """The next step; None after the last."""
        place = self.sections.index(section)
        return self.sections[place + 1] if place + 1 < len(self.sections) else None

    def to_go_on_with(self, answers: Mapping[str, object]) -> Section:
        """The first step that nothing was kept of, else the last."""
        fresh = (one for one in self.sections if not any(q.code in answers for q in one.questions))
        return next(fresh, self.sections[-1])

    @property
    def questions(self) -> tuple[Question, ...]:
        return tuple(question for section in self.sections for question in section.questions)

    def unanswered(self, answers: dict[str, object]) -> tuple[Question, ...]:
        """What was neither explained nor asked yet. A text may stay empty."""
        return tuple(q for q in self.questions if q.kind != "text" and not answers.get(q.code))


@cache
def checklist(code: str) -> Checklist:
    """Reads a checklist. Raises FileNotFoundError where there is none of this name."""
    path = files("trailblazer") / "data" / "checklists" / f"{code}.toml"
    found = tomllib.loads(path.read_text(encoding="utf-8"))
    sections = tuple(
        Section(
            row["code"],
            row["title"],
            row["say"],
            tuple(Question(q["code"], q["words"], q["kind"], q.get("purpose", "")) for q in row["questions"]),
        )
        for row in found["sections"]
    )
    return Checklist(code, found["name"], found["source"], found["as_at"], sections, found["minutes"])
