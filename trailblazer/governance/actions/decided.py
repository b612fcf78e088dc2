"""What a board decided and who does it; what is escalated, answered and closed."""

from datetime import date

from trailblazer.access import today
from trailblazer.access.doors import action
from trailblazer.access.records import Actor, NotPossible
from trailblazer.access.roles import Permission
from trailblazer.domain import governance as rule
from trailblazer.domain.governance import NotForABoard
from trailblazer.governance.models import AgendaItem, Board, BoardDecision, BoardMeeting, Escalation
from trailblazer.governance.open import must_be_open, must_run


@action(Permission.KEEP_GOVERNANCE, logged_as="decision of a board written down")
def record_decision(
    board_meeting: BoardMeeting,
    *,
    by: Actor,
    text: str,
    owner: str = "",
    due_on: date | None = None,
    item: AgendaItem | None = None,
) -> BoardDecision:
    """Numbered within the year of the meeting. Where somebody is to do something, it has a day."""
    must_be_open(board_meeting)
    if board_meeting.held_on > today.today():
        raise NotPossible("This meeting is yet to come. Write down what it decides once it was held")
    _check(board_meeting, owner, due_on)
    Board.objects.select_for_update().get(pk=board_meeting.board_id)  # so that no number is given twice
    earlier = BoardDecision.objects.filter(board=board_meeting.board_id).values_list("number", flat=True)
    return BoardDecision.objects.create(
        provider=board_meeting.provider,
        board=board_meeting.board,
        board_meeting=board_meeting,
        agenda_item=item,
        number=rule.next_number(board_meeting.held_on, earlier),
        text=text.strip(),
        owner=owner.strip(),
        due_on=due_on,
        by=by.membership,
    )


def _check(meeting: BoardMeeting, owner: str, due_on: date | None) -> None:
    if owner.strip() and due_on is None:
        raise NotPossible("Enter the day by which it is done, so that it is looked at again")
    if due_on is not None and not owner.strip():
        raise NotPossible("Enter who does it by that day")
    if due_on is not None and due_on < meeting.held_on:
        raise NotPossible("Enter a day to be done by that is not before the meeting")


@action(Permission.KEEP_GOVERNANCE, logged_as="decision of a board changed")
def change_decision(
    board_decision: BoardDecision,
    *,
    by: Actor,
    text: str,
    owner: str = "",
    due_on: date | None = None,
    item: AgendaItem | None = None,
) -> BoardDecision:
    """Until the minutes are agreed."""
    must_be_open(board_decision.board_meeting)
    _check(board_decision.board_meeting, owner, due_on)
    board_decision.text, board_decision.owner, board_decision.due_on = text.strip(), owner.strip(), due_on
    board_decision.agenda_item = item
    board_decision.save()
    return board_decision


@action(Permission.KEEP_GOVERNANCE, logged_as="decision of a board done")
def finish_decision(
    board_decision: BoardDecision, *, by: Actor, done_on: date, done_words: str = ""
) -> BoardDecision:
    if not board_decision.is_open:
        raise NotPossible("Nothing of this decision is left to do")
    if not board_decision.board_meeting.held_on <= done_on <= today.today():
        raise NotPossible("Enter the day it was done: not before the meeting, and today at the latest")
    board_decision.done_on, board_decision.done_words = done_on, done_words.strip()
    board_decision.save()
    return board_decision


@action(Permission.KEEP_GOVERNANCE, logged_as="escalated")
def escalate(
    board: Board,
    *,
    by: Actor,
    what: str,
    from_level: str,
    to_level: str,
    raised_on: date,
    due_on: date,
    to_whom: str = "",
    board_meeting: BoardMeeting | None = None,
) -> Escalation:
    must_run(board)
    try:
        rule.check_route(from_level, to_level)
    except NotForABoard as reason:
        raise NotPossible(str(reason)) from None
    if raised_on > today.today():
        raise NotPossible("Enter the day it was raised: today at the latest")
    if due_on < raised_on:
        raise NotPossible("Enter a day to be answered by that is not before it was raised")
    return Escalation.objects.create(
        provider=board.provider,
        board=board,
        board_meeting=board_meeting,
        what=what.strip(),
        from_level=from_level,
        to_level=to_level,
        to_whom=to_whom.strip(),
        raised_on=raised_on,
        due_on=due_on,
        by=by.membership,
    )


@action(Permission.KEEP_GOVERNANCE, logged_as="escalation answered")
def answer_escalation(escalation: Escalation, *, by: Actor, answer: str, answered_on: date) -> Escalation:
    _must_be_open(escalation)
    if not escalation.raised_on <= answered_on <= today.today():
        raise NotPossible("Enter the day of the answer: not before it was raised, and today at the latest")
    escalation.answer, escalation.answered_on = answer.strip(), answered_on
    escalation.save()
    return escalation


@action(Permission.KEEP_GOVERNANCE, logged_as="escalation closed")
def close_escalation(escalation: Escalation, *, by: Actor, closed_words: str) -> Escalation:
    """Nothing more is waited for, answered or not."""
    _must_be_open(escalation)
    escalation.closed_on, escalation.closed_words = today.today(), closed_words.strip()
    escalation.save()
    return escalation


def _must_be_open(escalation: Escalation) -> None:
    if escalation.closed_on is not None:
        raise NotPossible("This was closed. Escalate it again if it has come back")
