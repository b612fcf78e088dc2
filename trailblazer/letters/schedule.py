"""What is sent by the clock."""

from datetime import timedelta
from typing import Any

from trailblazer.letters import arriving, sending
from trailblazer.tasks.work import work


@work(sending.SEND, every=timedelta(seconds=30))
def send_letters(progress: Any) -> dict[str, int]:
    """Sends what waits, and what is to be tried again."""
    return sending.send_waiting(progress)


@work("hear what arrived", every=timedelta(minutes=15))
def hear_what_arrived(progress: Any) -> int:
    """Learns from GOV.UK Notify which messages did not arrive after all."""
    return arriving.mark_what_did_not_arrive()
