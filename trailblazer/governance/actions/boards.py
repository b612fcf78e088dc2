"""A board is begun, changed and ended; members come and go."""

from datetime import date
from typing import Any

from trailblazer.access import today
from trailblazer.access.doors import action
from trailblazer.access.models import Organisation
from trailblazer.access.records import Actor, NotPossible
from trailblazer.access.roles import Permission
from trailblazer.domain import governance as rule
from trailblazer.domain.governance import NotForABoard
from trailblazer.governance.models import Board, BoardMeeting, BoardMember
from trailblazer.governance.open import must_run


@action(Permission.KEEP_GOVERNANCE, logged_as="board begun")
def begin_board(*, by: Actor, name: str, about: str = "", is_of_team: bool = True) -> Board:
    """A board of the member's own team, or of their whole provider."""
    member = by.membership
    if member is None or member.provider_id is None:
        raise NotPossible("Only a team or a provider keeps a board")
    is_of_team = is_of_team and member.organisation.kind == Organisation.Kind.TEAM
    return Board.objects.create(
        provider_id=member.provider_id,
        team=member.organisation if is_of_team else None,
        name=name.strip(),
        about=about.strip(),
    )


@action(Permission.KEEP_GOVERNANCE, logged_as="board changed")
def change_board(board: Board, *, by: Actor, name: str, about: str = "") -> Board:
    board.name, board.about = name.strip(), about.strip()
    board.save()
    return board


@action(Permission.KEEP_GOVERNANCE, logged_as="board ended")
def end_board(board: Board, *, by: Actor, ended_on: date, ended_because: str) -> Board:
    """It takes no more meetings. What it left open is still answered, carried out and minuted."""
    must_run(board)
    if not ended_because.strip():
        raise NotPossible("Enter why the board ends")
    met_on = BoardMeeting.objects.filter(board=board).values_list("held_on", flat=True)
    try:
        rule.check_end(ended_on, met_on, today.today())
    except NotForABoard as reason:
        raise NotPossible(str(reason)) from None
    board.ended_on, board.ended_because = ended_on, ended_because.strip()
    board.save()
    return board


@action(Permission.KEEP_GOVERNANCE, logged_as="end of a board taken back")
def take_back_end(board: Board, *, by: Actor) -> Board:
    """It goes on, with the meetings that were planned."""
    if not board.is_ended:
        raise NotPossible("This board goes on already")
    board.ended_on, board.ended_because = None, ""
    board.save()
    return board


@action(Permission.KEEP_GOVERNANCE, logged_as="member of a board added")
def add_member(board: Board, *, by: Actor, **values: Any) -> BoardMember:
    must_run(board)
    made = BoardMember(provider=board.provider, board=board)
    return _kept(made, **values)


@action(Permission.KEEP_GOVERNANCE, logged_as="member of a board changed")
def change_member(board_member: BoardMember, *, by: Actor, **values: Any) -> BoardMember:
    return _kept(board_member, **values)


def _kept(
    member: BoardMember,
    *,
    sector: str,
    from_on: date,
    to_on: date | None = None,
    name: str = "",
    job: str = "",
    organisation: str = "",
    is_chair: bool = False,
    is_under_18: bool = False,
) -> BoardMember:
    if sector not in rule.sectors():
        raise NotPossible("Choose the sector they come from")
    try:
        member.name = rule.kept_name(name, job, is_under_18=is_under_18)
        rule.check_spell(from_on, to_on)
    except NotForABoard as reason:
        raise NotPossible(str(reason)) from None
    member.job, member.organisation, member.sector = job.strip(), organisation.strip(), sector
    member.is_chair, member.is_under_18 = is_chair, is_under_18
    member.from_on, member.to_on = from_on, to_on
    member.save()
    return member
