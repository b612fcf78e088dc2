"""Whether a meeting may still be changed."""

from trailblazer.access.records import NotPossible
from trailblazer.governance.models import BoardMeeting


def must_be_open(meeting: BoardMeeting) -> None:
    """Raises NotPossible once its minutes are agreed."""
    if meeting.agreed_on is not None:
        raise NotPossible(
            "The minutes of this meeting are agreed, and stay as they are. Put a correction in the next minutes"
        )
