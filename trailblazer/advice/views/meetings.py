"""The record's page of liaison and meetings; a meeting round a young person and its actions."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from trailblazer.access.asked import Asked
from trailblazer.access.doors import find, visible
from trailblazer.access.guard import page_for
from trailblazer.access.log import looked_at_all
from trailblazer.access.roles import Permission
from trailblazer.advice.actions import meetings as actions
from trailblazer.advice.forms.giving import RecordMeeting
from trailblazer.advice.forms.meetings import ActionDone, AddAction
from trailblazer.advice.models import IndirectActivity, MeetingRound, OutsideAction
from trailblazer.advice.words import in_words, outcome
from trailblazer.care.models import Task
from trailblazer.care.team_schools import members_of_team
from trailblazer.young_people.models import YoungPerson
from trailblazer.young_people.record_pages import opened, shown
from trailblazer.young_people.views.road import Page, answer

USUAL_MEETING = 45
A_PAGE = 50


@page_for(Permission.SEE_NOTES)
def of_person(request: Asked, young_person: str) -> HttpResponse:
    """Everything that was done about somebody without them, and what others still owe."""
    record = opened(request, young_person)
    work: Any = visible(IndirectActivity, request.member).filter(young_person=record.person)
    beside = ("activity__by__user", "activity__advice", "activity__liaison", "activity__meeting_round")
    rows = list(work.standing().select_related(*beside)[:A_PAGE])
    looked_at_all(rows, by=request.member, where="liaison and meetings shown")
    page = shown(request, record, "advice:of_person") | {
        "rows": rows,
        "others": list(_open_of_others(request, record.person)),
        "tasks": list(_open_tasks(request, record.person)),
        "whom": lambda code: in_words("liaison_with", code),
        "came": lambda code: in_words("meeting_roles", code),
        "outcome": outcome,
        "may_give": request.member.may(Permission.GIVE_ADVICE),
    }
    return render(request, "advice/of_person.jinja", page)


def _open_of_others(request: Asked, person: YoungPerson) -> Any:
    found: Any = visible(OutsideAction, request.member)
    return found.open().filter(young_person=person)


def _open_tasks(request: Asked, person: YoungPerson) -> Any:
    found: Any = visible(Task, request.member)
    return found.open().filter(young_person=person, source=actions.SOURCE).select_related("owner__user")


@page_for(Permission.GIVE_ADVICE)
def record(request: Asked, young_person: str) -> HttpResponse:
    person = find(YoungPerson, young_person, by=request.member)
    initial = {"happened_on": request.today, "minutes": USUAL_MEETING, "came": ["team"]}
    form = RecordMeeting(request.POST or None, initial=initial)

    def act(**values: Any) -> MeetingRound:
        return actions.record_meeting(person, by=request.member, **values)

    page = Page(
        "A meeting round them",
        "Save, and add actions",
        reverse("advice:of_person", args=[person.ref]),
        "Liaison and meetings",
        "Saved. Add what each will do",
    )
    return answer(request, form, act, page, to=_page_of, person=person)


def _page_of(meeting: MeetingRound) -> str:
    return reverse("advice:meeting", args=[meeting.ref])


@page_for(Permission.SEE_NOTES)
def meeting(request: Asked, meeting_round: str) -> HttpResponse:
    """What was decided, and who does what by when; actions are added here one by one."""
    found = find(
        MeetingRound, meeting_round, by=request.member, together_with=("young_person", "activity__by__user")
    )
    person = found.young_person
    members = members_of_team(request.member, request.today)
    form = AddAction(request.POST or None, members=members)

    def act(**values: Any) -> Any:
        return actions.add_action(found, by=request.member, **values)

    page = Page(
        "Meeting",
        "Add this action",
        reverse("advice:of_person", args=[person.ref]),
        "Liaison and meetings",
        "Added",
    )
    tasks: Any = visible(Task, request.member).filter(source=actions.SOURCE, about=found.ref)
    more = {
        "person": person,
        "meeting": found,
        "came": [in_words("meeting_roles", code) for code in found.came],
        "tasks": list(tasks.select_related("owner__user")),
        "others": list(visible(OutsideAction, request.member).filter(meeting=found)),
        "may_give": request.member.may(Permission.GIVE_ADVICE),
    }
    return answer(
        request, form, act, page, to=lambda _: _page_of(found), template="advice/meeting.jinja", **more
    )


@page_for(Permission.GIVE_ADVICE)
def correct(request: Asked, meeting_round: str) -> HttpResponse:
    found = find(MeetingRound, meeting_round, by=request.member, together_with=("young_person", "activity"))
    initial = {"happened_on": found.activity.happened_on, "minutes": found.activity.minutes}
    initial |= {"came": found.came, "decisions": found.decisions}
    form = RecordMeeting(request.POST or None, record=found, initial=initial)

    def act(**values: Any) -> MeetingRound:
        return actions.correct_meeting(found, by=request.member, **values)

    page = Page("Correct this meeting", "Save the correction", _page_of(found), "The meeting", "Corrected")
    return answer(request, form, act, page, person=found.young_person)


@page_for(Permission.GIVE_ADVICE)
def done(request: Asked, outside_action: str) -> HttpResponse:
    found = find(OutsideAction, outside_action, by=request.member, together_with=("young_person", "meeting"))
    form = ActionDone(request.POST or None, record=found)

    def act(**values: Any) -> OutsideAction:
        return actions.finish_action(found, by=request.member, **values)

    back = reverse("advice:of_person", args=[found.young_person.ref])
    lede = f"{found.owner_name}: {found.words}."
    page = Page("Done", "Save", back, "Liaison and meetings", "Noted as done", lede)
    return answer(request, form, act, page, person=found.young_person)
