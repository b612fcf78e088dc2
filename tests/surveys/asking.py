"""A school that asks without names, as tests begin it."""

import re
from typing import Any

from django.test import Client

from tests import make
from trailblazer.access.models import Membership
from trailblazer.access.records import Visitor
from trailblazer.surveys import actions, codes
from trailblazer.surveys.models import Survey, WayIn

PLAN = {
    "purpose": "To know what makes weeks hard, and to change one thing this term",
    "told": "In the staff meeting of 9 November",
    "telephone": "020 7946 0100",
    "hours": "8am to 4pm on school days",
    "help_here": "Our employee assistance line, day and night",
    "opens_on": make.TODAY,
    "closes_on": make.TODAY.replace(day=30),
}
PULSE = {"question_set": "staff-pulse", "asked": {"Staff": 40}, "how": "link", **PLAN}
PUPILS = {"question_set": "how-is-school", "asked": {"Year 7": 30, "Year 9": 30}, "how": "slips", **PLAN}


def lead() -> Membership:
    """Of a school that a team serves."""
    return make.member(make.service(make.team()).school)


def drafted(by: Membership, **more: Any) -> Survey:
    from trailblazer.places.models import School

    values = PULSE | {"for_whom": "staff", "responder": by} | more
    return actions.draft(School.objects.get(pk=by.school_id), by=by, **values)


def opened(by: Membership, **more: Any) -> Survey:
    return actions.open_survey(drafted(by, **more), by=by, confirms=True)


def ways(survey: Survey, group: str = "") -> list[WayIn]:
    found = survey.ways_in.all()
    return list(found.filter(group=group) if group else found)


def answers(survey: Survey, way: WayIn, value: int | None = 3, **more: Any) -> None:
    from trailblazer.surveys.sets import set_of

    given = {question.code: value for question in set_of(survey).questions} | more
    actions.answer(survey, by=Visitor(holds=survey), code=way.secret_hash, answers=given)


def carried(page: Any) -> dict[str, str]:
    """What a page sends on without being typed."""
    found = re.findall(r'<input type="hidden" name="([^"]*)" value="([^"]*)"', page.content.decode())
    return {name: value for name, value in found if name != "csrfmiddlewaretoken"}


def walks(client: Client, way: WayIn, value: str = "3") -> Any:
    """Somebody with a code answers every question alike, by the buttons of the pages, up to sending."""
    address = f"/answer-survey/{codes.code_of(way)}"
    first = re.search(r'name="go" value="([^"]*)"', client.get(address).content.decode())
    page = client.post(address, {"go": first[1]})
    while "submission_key" not in (form := carried(page)):
        page = client.post(address, form | {"answer": value})
    return client.post(address, form | {"at": "check"})
