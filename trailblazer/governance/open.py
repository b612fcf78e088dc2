"""Whether a board still meets, and whether a meeting may still be changed."""

from trailblazer.access.records import NotPossible
from trailblazer.governance.models import Board, BoardMeeting
from trailblazer.ui.environment import day


def must_run(board: Board) -> None:
    """Raises NotPossible once it is ended: it takes no more meetings, members or escalations."""
    if board.is_ended:
        raise NotPossible(
            f"This board ended on {day(board.ended_on)}. Take its end back first, or begin a new board"
        )


def must_be_open(meeting: BoardMeeting) -> None:
    """Raises NotPossible once its minutes are agreed, and where its board ended before it."""
    if meeting.is_off:
        raise NotPossible("The board ended before this meeting, so it does not take place")
    if meeting.agreed_on is not None:
        raise NotPossible(
            "The minutes of this meeting are agreed, and stay as they are. Put a correction in the next minutes"
        )
