"""A meeting is planned, gets its agenda and papers, and its minutes are written and agreed."""

from collections.abc import Iterable
from datetime import date, time
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.db.models import Max, Sum

from trailblazer.access import today
from trailblazer.access.doors import action
from trailblazer.access.records import Actor, NotPossible
from trailblazer.access.roles import Permission
from trailblazer.governance import files
from trailblazer.governance.models import AgendaItem, Board, BoardMeeting, BoardMember, BoardPaper
from trailblazer.governance.open import must_be_open, must_run


@action(Permission.KEEP_GOVERNANCE, logged_as="meeting of a board planned")
def plan_meeting(
    board: Board,
    *,
    by: Actor,
    held_on: date,
    starts_at: time | None = None,
    place: str = "",
    chair: str = "",
) -> BoardMeeting:
    must_run(board)
    if BoardMeeting.objects.filter(board=board, held_on=held_on).exists():
        raise NotPossible("This board meets on that day already. Open that meeting, or enter another day")
    return BoardMeeting.objects.create(
        provider=board.provider,
        board=board,
        held_on=held_on,
        starts_at=starts_at,
        place=place.strip(),
        chair=chair.strip(),
    )


@action(Permission.KEEP_GOVERNANCE, logged_as="meeting of a board changed")
def change_meeting(
    board_meeting: BoardMeeting,
    *,
    by: Actor,
    held_on: date,
    starts_at: time | None = None,
    place: str = "",
    chair: str = "",
) -> BoardMeeting:
    must_be_open(board_meeting)
    if board_meeting.board.ended_on is not None and held_on > board_meeting.board.ended_on:
        must_run(board_meeting.board)
    if board_meeting.decisions.exists() and held_on.year != board_meeting.held_on.year:
        raise NotPossible("Its decisions are numbered by their year, so enter a day of the same year")
    board_meeting.held_on, board_meeting.starts_at = held_on, starts_at
    board_meeting.place, board_meeting.chair = place.strip(), chair.strip()
    board_meeting.save()
    return board_meeting


@action(Permission.KEEP_GOVERNANCE, logged_as="minutes of a board written")
def write_minutes(
    board_meeting: BoardMeeting,
    *,
    by: Actor,
    were_there: Iterable[BoardMember],
    others_present: str = "",
    apologies: str = "",
    minutes: str = "",
    agreed_on: date | None = None,
) -> BoardMeeting:
    """Who was there and what was said. With `agreed_on` they stay as they are."""
    must_be_open(board_meeting)
    if board_meeting.held_on > today.today():
        raise NotPossible("This meeting is yet to come. Write its minutes once it was held")
    if agreed_on is not None and not board_meeting.held_on <= agreed_on <= today.today():
        raise NotPossible(
            "Enter the day the minutes were agreed: not before the meeting, and today at the latest"
        )
    board_meeting.others_present, board_meeting.apologies = others_present.strip(), apologies.strip()
    board_meeting.minutes, board_meeting.agreed_on = minutes.strip(), agreed_on
    board_meeting.save()
    board_meeting.present.set(were_there)
    return board_meeting


@action(Permission.KEEP_GOVERNANCE, logged_as="item of an agenda added")
def add_item(
    board_meeting: BoardMeeting,
    *,
    by: Actor,
    title: str,
    whose: str = "",
    length: int | None = None,
    minute: str = "",
) -> AgendaItem:
    must_be_open(board_meeting)
    last = board_meeting.items.aggregate(last=Max("number"))["last"] or 0
    return AgendaItem.objects.create(
        provider=board_meeting.provider,
        board=board_meeting.board,
        board_meeting=board_meeting,
        number=last + 1,
        title=title.strip(),
        whose=whose.strip(),
        length=length,
        minute=minute.strip(),
    )


@action(Permission.KEEP_GOVERNANCE, logged_as="item of an agenda changed")
def change_item(
    agenda_item: AgendaItem,
    *,
    by: Actor,
    title: str,
    whose: str = "",
    length: int | None = None,
    minute: str = "",
) -> AgendaItem:
    must_be_open(agenda_item.board_meeting)
    agenda_item.title, agenda_item.whose, agenda_item.length = title.strip(), whose.strip(), length
    agenda_item.minute = minute.strip()
    agenda_item.save()
    return agenda_item


@action(Permission.KEEP_GOVERNANCE, logged_as="paper of a board added")
def add_paper(
    board_meeting: BoardMeeting,
    *,
    by: Actor,
    file: UploadedFile,
    title: str = "",
    item: AgendaItem | None = None,
) -> BoardPaper:
    """Keeps a file, of a kind known by its content. Raises NotPossible with what is wrong with it."""
    must_be_open(board_meeting)
    _must_have_room(board_meeting.board_id, file.size or 0)

    def made(kept: dict[str, Any]) -> BoardPaper:
        return BoardPaper.objects.create(
            **kept,
            provider=board_meeting.provider,
            board=board_meeting.board,
            board_meeting=board_meeting,
            agenda_item=item,
            title=title.strip(),
            added_by=by.membership,
            added_at=today.now(),
        )

    return files.SHELF.take_in(file, made)


def _must_have_room(board: int, size: int) -> None:
    """The board's row is locked, so that two uploads at once do not pass the limit together."""
    Board.objects.select_for_update().get(pk=board)
    held = BoardPaper.objects.kept().filter(board=board).aggregate(all=Sum("size"))["all"] or 0
    if held + size > files.QUOTA:
        left = max(0, files.QUOTA - held) // files.MB
        raise NotPossible(
            f"A board may keep {files.QUOTA // files.MB} MB of papers, and {left} MB are left. "
            "Delete what is no longer needed, or choose a smaller file"
        )


@action(Permission.KEEP_GOVERNANCE, logged_as="paper of a board deleted")
def delete_paper(board_paper: BoardPaper, *, by: Actor, reason: str) -> BoardPaper:
    """The file is gone; that there was one, and why it was deleted, stays."""
    if board_paper.deleted_at is not None:
        raise NotPossible("This paper was deleted already")
    if not reason.strip():
        raise NotPossible("Enter why it is deleted")
    board_paper.deleted_at, board_paper.deleted_by = today.now(), by.membership
    board_paper.deleted_reason = reason.strip()
    board_paper.save(update_fields=["deleted_at", "deleted_by", "deleted_reason"])
    transaction.on_commit(lambda: files.SHELF.forget(board_paper.ref))
    return board_paper
