"""Rating: by somebody with an account, or by a secret link without one. One area a page, saved as one goes."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from trailblazer.access.asked import Asked, AskedByAnyone
from trailblazer.access.doors import find
from trailblazer.access.guard import page_for, public
from trailblazer.access.records import Actor, NotPossible, Visitor
from trailblazer.access.roles import Permission
from trailblazer.access.today import now
from trailblazer.domain.review_tools import Area, Tool
from trailblazer.ui.forms import ActionForm
from trailblazer.ui.public import posted
from trailblazer.whole_school import actions, links
from trailblazer.whole_school.forms.reviews import OfArea
from trailblazer.whole_school.models import Respondent
from trailblazer.whole_school.tools import tool_by_id

View = Callable[..., HttpResponse]
NOT_THERE, GONE = 404, 410
LOOKS_AND_SENDS = ["GET", "HEAD", "POST"]


class Road:
    """The addresses of one respondent's pages: with an account by their reference, by link from the session."""

    def __init__(self, respondent: Respondent, by: Actor) -> None:
        self.respondent, self.by = respondent, by
        self.is_public = respondent.member_id is None
        self.layout = "whole_school/link_page.jinja" if self.is_public else "ui/page.jinja"

    def _to(self, name: str, *more: str) -> str:
        own = () if self.is_public else (self.respondent.ref,)
        return reverse(f"whole_school:{'link_' if self.is_public else ''}{name}", args=[*own, *more])

    @property
    def start(self) -> str:
        return self._to("answer")

    @property
    def send(self) -> str:
        return self._to("answer_send")

    def area(self, code: str) -> str:
        return self._to("answer_area", code)

    @property
    def tool(self) -> Tool:
        tool = tool_by_id(self.respondent.review.tool)
        if tool is None:
            raise Http404
        return tool


def _shown(road: Road) -> dict[str, Any]:
    tool, given = road.tool, road.respondent
    rated = {area.id: sum(item.id in given.ratings for item in area.items) for area in tool.areas}
    return {
        "road": road,
        "layout": road.layout,
        "tool": tool,
        "respondent": given,
        "school": given.school,
        "rated": rated,
        "all_rated": sum(rated.values()),
        "first": next((area for area in tool.areas if area.id not in given.seen), tool.areas[0]),
        "is_closed": given.taken_out_at is not None or given.review.is_finished,
    }


def _start(request: AskedByAnyone, road: Road) -> HttpResponse:
    return render(request, "whole_school/answer.jinja", _shown(road))


def _area(request: AskedByAnyone, road: Road, code: str) -> HttpResponse:
    tool, given = road.tool, road.respondent
    area = tool.area(code)
    if area is None:
        raise Http404
    if not given.is_waiting:
        return redirect(road.start)
    initial = OfArea.filled_with(area, given.ratings, given.notes, was_seen=area.id in given.seen)
    form = OfArea(posted(request), tool=tool, area=area, initial=initial)
    if request.method == "POST" and form.is_valid():
        key = form.cleaned_data["submission_key"]
        try:
            actions.keep_area(
                given, by=road.by, area=code, ratings=form.ratings, notes=form.words, submission_key=key
            )
        except NotPossible as reason:
            form.add_error(None, str(reason))
        else:
            return redirect(_after(road, tool, area))
    place = tool.areas.index(area) + 1
    return render(
        request, "whole_school/answer_area.jinja", _shown(road) | {"form": form, "area": area, "place": place}
    )


def _after(road: Road, tool: Tool, area: Area) -> str:
    place = tool.areas.index(area) + 1
    return road.area(tool.areas[place].id) if place < len(tool.areas) else road.send


def _send(request: AskedByAnyone, road: Road) -> HttpResponse:
    if not road.respondent.is_waiting:
        return redirect(road.start)
    form = ActionForm(posted(request))
    if request.method == "POST" and form.is_valid():
        try:
            actions.send_answers(road.respondent, by=road.by, **form.cleaned_data)
        except NotPossible as reason:
            form.add_error(None, str(reason))
        else:
            return redirect(road.start)
    return render(request, "whole_school/answer_send.jinja", _shown(road) | {"form": form})


def _own(request: Asked, ref: str) -> Road:
    """Nobody opens the answers of somebody else, though they may know that they were asked."""
    found = find(Respondent, ref, by=request.member, together_with=("review", "school"))
    if found.member_id != request.member.pk:
        raise Http404
    return Road(found, request.member)


@page_for(Permission.ANSWER_REVIEWS)
def answer(request: Asked, respondent: str) -> HttpResponse:
    return _start(request, _own(request, respondent))  # type: ignore[arg-type]


@page_for(Permission.ANSWER_REVIEWS)
def answer_area(request: Asked, respondent: str, code: str) -> HttpResponse:
    return _area(request, _own(request, respondent), code)  # type: ignore[arg-type]


@page_for(Permission.ANSWER_REVIEWS)
def answer_send(request: Asked, respondent: str) -> HttpResponse:
    return _send(request, _own(request, respondent))  # type: ignore[arg-type]


@public
@require_http_methods(LOOKS_AND_SENDS)
def open_(request: AskedByAnyone, secret: str) -> HttpResponse:
    """The link. To look at it changes nothing; the button puts the review into the session, out of the address."""
    found = links.LINKS.by_secret(secret)
    if found is None:
        return _closed(request, "unknown")
    if not found.can_be_opened(now()) or found.review.is_finished:
        return _closed(request, "answered" if found.answered_at else "over")
    if request.method == "POST":
        links.LINKS.hold(request, found)
        held = links.LINKS.held_by(request, links.WITHOUT_AN_ACCOUNT)
        assert held is not None, "it is held from here on"
        find(Respondent, held.ref, by=Visitor(holds=held), purpose="opened to be answered")
        return redirect("whole_school:link_answer")
    return render(request, "whole_school/link_open.jinja", {"school": found.school, "name": found.name})


def _closed(request: AskedByAnyone, why: str) -> HttpResponse:
    return render(
        request,
        "whole_school/link_closed.jinja",
        {"why": why},
        status=NOT_THERE if why == "unknown" else GONE,
    )


def of_link(view: View) -> View:
    """A page of whoever opened a link in this session."""

    @public
    @wraps(view)
    def guarded(request: AskedByAnyone, **given: Any) -> HttpResponse:
        held = links.LINKS.held_by(request, links.WITHOUT_AN_ACCOUNT)
        if held is None:
            return _closed(request, "unknown")
        return view(request, Road(held, Visitor(holds=held)), **given)

    return guarded


link_answer, link_answer_area, link_answer_send = of_link(_start), of_link(_area), of_link(_send)
