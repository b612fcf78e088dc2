"""Papers of a meeting: added, taken out as a file, deleted with a reason."""

from typing import Any

from django.http import Http404, HttpResponse

from trailblazer.access import log
from trailblazer.access.asked import Asked
from trailblazer.access.doors import find
from trailblazer.access.guard import page_for
from trailblazer.access.kept_files import given_out
from trailblazer.access.models import LogEntry
from trailblazer.domain.evidence_files import LARGEST
from trailblazer.governance import actions, files, forms
from trailblazer.governance.models import BoardPaper
from trailblazer.governance.views.boards import KEEP, SEE
from trailblazer.governance.views.meetings import opened, page_of
from trailblazer.ui.uploads import largest_upload, too_large
from trailblazer.young_people.views.road import answer


@largest_upload(LARGEST)
@page_for(KEEP)
def add(request: Asked, board_meeting: str) -> HttpResponse:
    found = opened(request, board_meeting)
    refused = too_large(request)
    items = list(found.items.all())
    form = forms.PaperForm(request.POST or None, request.FILES or None, items=items, refused=refused)

    def act(**values: Any) -> BoardPaper:
        return actions.add_paper(found, by=request.member, **values)

    page = page_of(found, "Add a paper", "Add the paper", "The paper is kept.")
    return answer(request, form, act, page, template="governance/add_paper.jinja")


@page_for(SEE)
def download(request: Asked, board_paper: str) -> Any:
    """The file, to be saved and never shown in the browser: nothing in it can run as a page of ours."""
    found = find(BoardPaper, board_paper, by=request.member, purpose="taken out")
    if found.deleted_at is not None:
        raise Http404
    response = given_out(files.SHELF.where(found.ref), found.name, found.kind)
    log.write(LogEntry.Kind.EXPORT, "paper of a board taken out", by=request.member, about=found)
    return response


@page_for(KEEP)
def delete(request: Asked, board_paper: str) -> HttpResponse:
    found = find(BoardPaper, board_paper, by=request.member, together_with=("board_meeting",))
    form = forms.Reason(request.POST or None)

    def act(**values: Any) -> BoardPaper:
        return actions.delete_paper(found, by=request.member, **values)

    lede = f"{found.name}. The file is gone for good; that there was one, and why it was deleted, stays."
    page = page_of(found.board_meeting, "Delete a paper", "Delete the file", "The paper is deleted.", lede)
    return answer(request, form, act, page)
