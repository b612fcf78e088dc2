"""A pupil as whoever looks may know of them: who helps, who helped, and whether school goes better since."""

from dataclasses import dataclass, field
from datetime import date

from trailblazer.domain.attendance import before, in_words, since
from trailblazer.domain.helped import Place, place_of
from trailblazer.noticing.models import AttendanceCount, SchoolHelp, Thought
from trailblazer.referrals.models import Referral


@dataclass(frozen=True)
class Helper:
    """Somebody who helps, or helped: in words, since when, until when, and when next."""

    words: str
    more: str = ""
    since: date | None = None
    until: date | None = None
    next_on: date | None = None
    why_ended: str = ""
    kept: SchoolHelp | None = None
    is_team: bool = False


@dataclass
class Pupil:
    """One pupil as whoever looks may know of them."""

    name: str
    year: str
    referral: Referral | None = None
    thought: Thought | None = None
    helpers: list[Helper] = field(default_factory=list)
    past: list[Helper] = field(default_factory=list)
    says: list[str] = field(default_factory=list)
    is_told: bool = True
    is_over: bool = False
    is_quiet: bool = False
    keeps_education: bool = False
    refused_education: bool = False
    took_it_back: bool = False  # with a request: then the record cannot say otherwise
    answered: str = ""  # what the team's answer gave
    counts: list[AttendanceCount] = field(default_factory=list)

    @property
    def place(self) -> Place:
        return place_of(len(self.helpers), is_told=self.is_told, is_over=self.is_over)

    @property
    def began_on(self) -> date | None:
        """Where attendance is parted: when the newest help by the team began, else the first of any that is known."""
        known = [one for one in (*self.helpers, *self.past) if one.since]
        of_team = [one.since for one in known if one.is_team and one.since]
        return max(of_team) if of_team else min((one.since for one in known if one.since), default=None)

    @property
    def next_on(self) -> date | None:
        """The next day on which somebody sees them, as far as it is told."""
        return min((one.next_on for one in self.helpers if one.next_on), default=None)

    @property
    def in_short(self) -> str:
        """61% before, 84% since"""
        counts = [one.count for one in self.counts]
        if self.began_on is None or not counts:
            return self.attendance
        was, now = before(counts, self.began_on), since(counts, self.began_on)
        return ", ".join(
            (
                f"{was.share}% before" if was else "before not known",
                f"{now.share}% since" if now else "no week since yet",
            )
        )

    @property
    def attendance(self) -> str:
        return in_words([one.count for one in self.counts], self.began_on)
