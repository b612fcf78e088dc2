"""Liaison in two taps, and a meeting round a young person whose actions stay in view until they are done."""

from datetime import timedelta

import pytest

from tests import make
from trailblazer.access.records import NotPossible
from trailblazer.advice.actions import liaison, meetings
from trailblazer.advice.models import IndirectActivity, Liaison, OutsideAction
from trailblazer.care.models import Activity, Task
from trailblazer.ui.forms import new_submission_key

DAY = {"happened_on_day": "24", "happened_on_month": "11", "happened_on_year": "2026", "minutes": "10"}


def test_liaison_about_no_one_names_nobody(world):
    make.young_person(world.team, first_name="Maisie", last_name="Olduvai")
    values = {"whom": "gp", "minutes": 10, "happened_on": make.TODAY}
    made = liaison.note_liaison(by=world.practitioner, decision="Sends by the form", **values)
    assert (made.decision, made.about, made.activity.function) == ("Sends by the form", None, 3)
    with pytest.raises(NotPossible, match="names nobody"):
        liaison.note_liaison(by=world.practitioner, decision="GP rings Maisie Olduvai", **values)


def test_liaison_about_somebody_is_looked_for_by_name_and_kept_on_their_record(world, sign_in):
    people = [
        make.young_person(world.team, first_name=name, last_name="Olduvai") for name in ("Maisie", "Milo")
    ]
    client = sign_in(world.practitioner)
    typed = DAY | {"whom": "gp", "decision": "GP sees her on Friday", "submission_key": new_submission_key()}
    page = client.post("/liaison/new", typed | {"about": "olduvai"}).content.decode()
    assert "Choose whom you mean" in page
    client.post("/liaison/new", typed | {"about": "olduvai", "person": people[0].ref})
    made = Liaison.objects.get()
    assert (made.decision, made.about.words, made.about.young_person) == (
        "",
        "GP sees her on Friday",
        people[0],
    )
    assert (
        "Nobody of your team is found"
        in client.post("/liaison/new", typed | {"about": "zz"}).content.decode()
    )
    corrected = liaison.correct_liaison(
        made, by=world.practitioner, whom="senco", minutes=20, happened_on=make.TODAY, decision="SENCO asks"
    )
    about = IndirectActivity.objects.get()
    assert (about.words, about.activity, about.activity.minutes) == ("SENCO asks", corrected.activity, 20)
    liaison.take_back_liaison(corrected, by=world.practitioner)
    assert not IndirectActivity.objects.standing().exists()


def meeting_of(world, person):
    return meetings.record_meeting(
        person,
        by=world.practitioner,
        happened_on=make.TODAY - timedelta(days=7),
        minutes=45,
        came=["team", "parent", "senco"],
        decisions="Quiet start stays.",
    )


def test_a_meeting_gives_tasks_to_the_team_and_named_actions_to_others(world, sign_in):
    person = make.matched_referral(world.team, school=world.school).young_person
    meeting = meeting_of(world, person)
    assert Activity.objects.get().minutes == 45
    ours = meetings.add_action(
        meeting, by=world.practitioner, words="Send the sheet", due_on=make.TODAY, owner=world.practitioner
    )
    theirs = meetings.add_action(
        meeting,
        by=world.practitioner,
        words="Adds it to the plan",
        due_on=make.TODAY - timedelta(days=1),
        owner_name="SENCO",
    )
    assert (type(ours), type(theirs)) == (Task, OutsideAction)
    client = sign_in(world.practitioner)
    assert "Ask others" in client.get("/today").content.decode()
    page = client.get(f"/meetings/{meeting.ref}").content.decode()
    assert "Send the sheet" in page
    assert "SENCO" in page
    client.post(f"/meetings/actions/{theirs.ref}/done", {"submission_key": new_submission_key()})
    assert "Ask others" not in client.get("/today").content.decode()


def test_an_action_has_one_owner_and_a_day_after_the_meeting(world, sign_in):
    meeting = meeting_of(world, make.young_person(world.team))
    with pytest.raises(NotPossible, match="not before the meeting"):
        meetings.add_action(
            meeting, by=world.practitioner, words="x", due_on=make.TODAY - timedelta(days=9), owner_name="GP"
        )
    typed = {"words": "Ring", "due_on_day": "1", "due_on_month": "12", "due_on_year": "2026"}
    page = sign_in(world.practitioner).post(
        f"/meetings/{meeting.ref}", typed | {"submission_key": new_submission_key()}
    )
    assert "Choose who of your team does it, or enter who else does" in page.content.decode()


def test_no_one_outside_the_team_opens_a_meeting(world, sign_in):
    meeting = meeting_of(world, make.young_person(world.team, school=world.school))
    for member in (world.lead, world.teacher, make.member(make.team())):
        assert sign_in(member).get(f"/meetings/{meeting.ref}").status_code in (403, 404)
