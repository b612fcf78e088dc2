"""The wait at a specialist NHS service: a clock of its own, beside the request's clock and never mixed with it.

It is what the four-week pilot areas measured: from the day a hand-over was sent to the day help started there. It
knows nothing of the request's events, and the request's clock knows nothing of its steps. The bands are those of the
request's clock, so that the two can be read side by side. Days are calendar days in London; nothing pauses them.

Source: Green Paper on children and young people's mental health, December 2017 (the four-week pilots); the days of
each step are as the other service told us, and no national return.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from trailblazer.domain import clock
from trailblazer.domain.hand_overs import CAME_BACK, THEY_HAVE_IT, State, Step, standing

SOURCE = "Trailblazer; the four-week pilots, 2018 on"


def _definition(name: str, words: str, stopped: str) -> clock.Definition:
    """Worded like the request's definitions, and met by no event of a request."""
    return clock.Definition(f"specialist_{name}", words, stopped, "1", SOURCE, stop=())


RECEIVED = _definition("received", "Specialist service: what we sent was received", "Received there")
FIRST_CONTACT = _definition("first_contact", "Specialist service: first contact there", "First contact there")
HELP_STARTED = _definition("help_started", "Specialist service: help started there", "Help started there")

# Which steps show that each was reached. Whoever is helped was met; whoever answered has received it.
REACHED_BY = {
    RECEIVED.name: THEY_HAVE_IT,
    FIRST_CONTACT.name: frozenset({State.MET, State.STARTED}),
    HELP_STARTED.name: frozenset({State.STARTED}),
}
DEFINITIONS = (RECEIVED, FIRST_CONTACT, HELP_STARTED)
# A service that lost a hand-over does not begin the wait anew; one that said no, and is asked again, does.
ENDS_A_TRY = frozenset({State.DECLINED, State.HANDED_BACK})


@dataclass(frozen=True)
class SpecialistClock:
    """The waits of one hand-over as they stood at the end of one day."""

    steps: tuple[Step, ...]
    today: date
    settled_on: date | None = None

    @classmethod
    def read(cls, steps: Iterable[Step], today: date, settled_on: date | None = None) -> "SpecialistClock":
        """From the whole list of steps: corrected ones and days to come are left out, and so are earlier tries."""
        known = [step for step in standing(steps) if step.on <= today]
        if not known:
            raise clock.NoRequest(f"Nothing had been sent by {today}")
        return cls(_last_try(known), today, settled_on if settled_on and settled_on <= today else None)

    @property
    def started_on(self) -> date:
        return self.steps[0].on

    def wait(self, definition: clock.Definition) -> clock.Wait:
        """From the day it was sent until it was reached; closed where they came back, or nobody follows it more."""
        reached = self._first(REACHED_BY[definition.name])
        if reached is not None:
            return clock.Wait(self.started_on, reached)
        return clock.Wait(self.started_on, None, self._closed_on())

    def progress(self, definition: clock.Definition = HELP_STARTED) -> clock.Progress:
        """How far a wait has come, in the words of the request's clock, against the same four weeks."""
        wait = self.wait(definition)
        return clock.Progress(
            wait.length_days(self.today),
            wait.is_waiting(self.today),
            wait.stopped_on is not None,
            definition,
        )

    def _first(self, states: frozenset[State]) -> date | None:
        return next((step.on for step in self.steps if step.state in states), None)

    def _closed_on(self) -> date | None:
        last = self.steps[-1]
        if last.state in CAME_BACK:
            return last.on
        return max(self.settled_on, last.on) if self.settled_on else None


def _last_try(steps: Sequence[Step]) -> tuple[Step, ...]:
    """From the last time it was sent after they had said no or handed back; otherwise all of it."""
    begins = 0
    for number, (before, after) in enumerate(pairwise(steps), start=1):
        if before.state in ENDS_A_TRY and after.state is State.SENT:
            begins = number
    return tuple(steps[begins:])
