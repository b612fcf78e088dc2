"""What is sent by the clock."""

from datetime import timedelta
from typing import Any

from trailblazer.letters import sending
from trailblazer.tasks.work import work


@work(sending.SEND, every=timedelta(seconds=30))
def send_letters(progress: Any) -> dict[str, int]:
    """Sends what waits, and what is to be tried again."""
    return sending.send_waiting(progress)
