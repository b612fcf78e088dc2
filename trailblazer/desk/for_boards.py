"""Decisions of a board that the sharing of a team's time may name, brought here because neither knows of the other."""

from django.urls import reverse

from trailblazer.access.doors import visible
from trailblazer.access.models import Membership, Organisation
from trailblazer.allocation.boards import Minuted, add_offer
from trailblazer.governance.models import BoardDecision

MOST = 40


def decisions_for(member: Membership, team: Organisation) -> list[Minuted]:
    """The newest decisions of the team's own board and of its provider's."""
    found = visible(BoardDecision, member).filter(board__provider=team.provider_id)
    of_team = found.filter(board__team=team) | found.filter(board__team=None)
    return [
        Minuted(
            one.ref,
            one.number,
            one.text,
            one.board_meeting.held_on,
            reverse("governance:meeting", args=[one.board_meeting.ref]),
        )
        for one in of_team.select_related("board_meeting")[:MOST]
    ]


add_offer(decisions_for)
