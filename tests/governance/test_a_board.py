"""A board from its members to agreed minutes; what is decided and escalated is followed until it is done."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from tests import make
from tests.spec.test_review_tools import PDF
from tests.young_people.pages import send, words_of
from trailblazer.access.roles import Role
from trailblazer.governance import files
from trailblazer.governance.models import (
    AgendaItem,
    Board,
    BoardDecision,
    BoardMeeting,
    BoardMember,
    BoardPaper,
    Escalation,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("on_the_day")]


@pytest.fixture(autouse=True)
def _own_folder(settings, tmp_path):
    settings.VAR = tmp_path


@pytest.fixture
def lead(team):
    return make.member(team, Role.TEAM_LEAD)


def day(name, on):
    return {f"{name}_day": str(on.day), f"{name}_month": str(on.month), f"{name}_year": str(on.year)}


def page(name, *args):
    return reverse(f"governance:{name}", args=[getattr(one, "ref", one) for one in args])


def begun(client, on=date(2026, 11, 10)):
    """A board and a meeting of it that was held."""
    send(client, page("new"), name="Sutton board")
    board = Board.objects.get()
    send(client, page("new_meeting", board), starts_at="2pm", **day("held_on", on))
    return board, BoardMeeting.objects.get()


def test_a_board_its_members_and_a_meeting_until_the_minutes_are_agreed(team, lead, sign_in):
    client = sign_in(lead)
    board, meeting = begun(client)
    assert "young people or parents and carers sit on a board" in words_of(client.get(page("board", board)))
    add = page("new_member", board)
    ends = day("from_on", date(2026, 9, 1)) | day("to_on", date(2026, 8, 1))
    for typed, says in (
        (
            {"name": "Amira Fernleigh", "sector": "young_people", "is_under_18": "on"},
            "first name or role only",
        ),
        ({"name": "Robin", "sector": "nhs"} | ends, "last day that is not before the first"),
        ({"sector": "nhs"}, "Enter a name, or what they are"),
        ({"name": "Robin"}, "Choose the sector"),
    ):
        assert says in words_of(send(client, add, **typed)), typed
    since = day("from_on", date(2026, 9, 1))
    for typed in (
        {"name": "Amira", "job": "Young adviser", "sector": "young_people", "is_under_18": "on"},
        {"name": "Joan Ashgrove", "job": "Parent", "sector": "parents"},
    ):
        assert send(client, add, **typed, **since).status_code == 302
    assert "young people or parents and carers sit" not in words_of(client.get(page("board", board)))
    again = send(client, page("new_meeting", board), **day("held_on", date(2026, 11, 10)))
    assert "meets on that day already" in words_of(again)

    send(client, page("new_item", meeting), title="Time for schools", whose="Team lead", length="15")
    item = AgendaItem.objects.get()
    decide = page("new_decision", meeting)
    for typed, says in (
        ({"text": " "}, "Enter what was decided"),
        ({"text": "Ask again", "owner": "Team lead"}, "Enter the day by which"),
        ({"text": "Ask", "owner": "Lead"} | day("due_on", date(2026, 11, 1)), "not before the meeting"),
    ):
        assert says in words_of(send(client, decide, **typed)), typed
    send(client, decide, text="Agree the time of spring", item=item.ref)
    send(client, decide, text="Find a second parent", owner="Chair", **day("due_on", date(2026, 11, 20)))
    assert list(BoardDecision.objects.order_by("number").values_list("number", flat=True)) == [
        "2026/01",
        "2026/02",
    ]
    assert "4 days late" in words_of(client.get(page("board", board)))

    amira = BoardMember.objects.get(name="Amira")
    agreed = day("agreed_on", date(2026, 11, 24))
    assert send(client, page("minutes", meeting), were_there=[amira.ref], **agreed).status_code == 302
    printed = words_of(client.get(page("print_minutes", meeting)))
    assert "Present: Amira , Young adviser" in printed
    assert "Decision 2026/01. Agree the time of spring" in printed
    assert "stay as they are" in words_of(send(client, page("item", item), minute="Other words"))
    finished = page("done", BoardDecision.objects.get(number="2026/02"))
    assert send(client, finished, **day("done_on", date(2026, 11, 24))).status_code == 302
    assert "days late" not in words_of(client.get(page("board", board)))


def test_papers_are_checked_by_their_content_and_given_out_only_to_be_saved(lead, sign_in):
    client = sign_in(lead)
    _, meeting = begun(client)
    add = page("add_paper", meeting)

    def sends(content, name="paper.pdf"):
        return send(client, add, file=SimpleUploadedFile(name, content), title="Spring")

    assert "This is a program, whatever it is called" in words_of(sends(b"MZ" + bytes(100)))
    assert "at most 10 MB can be kept" in words_of(sends(b"%PDF-" + bytes(files.MB * 11)))
    assert sends(PDF).status_code == 302
    kept = BoardPaper.objects.get()
    response = client.get(page("paper", kept))
    assert b"".join(response.streaming_content) == PDF
    assert response["Content-Disposition"].startswith("attachment")
    assert "sandbox" in response["Content-Security-Policy"]
    send(client, page("delete_paper", kept), reason="Wrong version")
    assert client.get(page("paper", kept)).status_code == 404


def test_what_is_escalated_is_late_until_it_is_answered_and_open_until_it_is_closed(team, lead, sign_in):
    client = sign_in(lead)
    board, _ = begun(client)
    raised = {"what": "No specialist answers within four weeks", "from_level": "board"}
    days = day("raised_on", date(2026, 10, 1)) | day("due_on", date(2026, 11, 1))
    same = send(client, page("escalate", board), **raised, to_level="board", **days)
    assert "not the one it comes from" in words_of(same)
    assert send(client, page("escalate", board), **raised, to_level="icb", **days).status_code == 302
    assert "23 days late" in words_of(client.get(page("board", board)))
    assert "1 late" in words_of(client.get(page("list")))
    found = Escalation.objects.get()
    send(client, page("answer", found), answer="A duty line from January")
    assert "23 days late" not in words_of(client.get(page("board", board)))
    send(client, page("close", found), closed_words="The line is open")
    assert "Nothing waits for an answer" in words_of(client.get(page("board", board)))

    practitioner = sign_in(make.member(team, Role.PRACTITIONER))
    assert practitioner.get(page("board", board)).status_code == 200
    assert practitioner.get(page("escalate", board)).status_code == 403
    other = sign_in(make.member(make.team(team.organisation.provider), Role.TEAM_LEAD))
    assert other.get(page("board", board)).status_code == 404


def test_a_board_is_ended_with_a_reason_listed_apart_and_meets_no_more(team, lead, sign_in):
    client = sign_in(lead)
    board, meeting = begun(client)
    send(client, page("new_meeting", board), **day("held_on", date(2026, 12, 8)))
    days = day("raised_on", date(2026, 10, 1)) | day("due_on", date(2026, 11, 1))
    levels = {"from_level": "board", "to_level": "icb"}
    send(client, page("escalate", board), what="No specialist answers", **levels, **days)
    end = page("end", board)
    before = words_of(client.get(end))
    for said in (
        "1 escalation is still open",
        "No specialist answers",
        "1 planned meeting does not take place",
    ):
        assert said in before
    why = {"ended_because": "The provider’s board goes on with its work"}
    for typed, says in (
        (day("ended_on", date(2026, 11, 24)), "Enter why the board ends"),
        (why | day("ended_on", date(2026, 11, 9)), "not before its last meeting, 10 November 2026"),
        (why | day("ended_on", date(2026, 11, 25)), "today at the latest"),
    ):
        assert says in words_of(send(client, end, **typed)), typed
    ended = why | day("ended_on", date(2026, 11, 20))
    assert sign_in(make.member(team, Role.PRACTITIONER)).post(end, ended).status_code == 403
    client = sign_in(lead)
    assert send(client, end, **ended).status_code == 302
    boards = words_of(client.get(page("list")))
    assert boards.index("No board meets now") < boards.index("20 November 2026")
    shown = words_of(client.get(page("board", board)))
    assert ("goes on with its work" in shown, "Plan a meeting" in shown, "Cancelled" in shown) == (
        True,
        False,
        True,
    )
    for refused in (
        send(client, page("new_meeting", board), **day("held_on", date(2026, 12, 9))),
        send(client, page("escalate", board), what="Another", **levels, **days),
    ):
        assert "This board ended on 20 November 2026" in words_of(refused)
    agreed = send(client, page("minutes", meeting), **day("agreed_on", date(2026, 11, 24)))
    assert agreed.status_code == 302, "what was held is still minuted"
    assert send(client, page("close", Escalation.objects.get()), closed_words="Taken over").status_code == 302
    assert send(client, page("go_on", board)).status_code == 302
    assert send(client, page("new_meeting", board), **day("held_on", date(2026, 12, 9))).status_code == 302
