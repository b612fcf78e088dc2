"""Evidence: added to a review, taken out as a file, deleted with a reason."""

from typing import Any

from django.http import Http404, HttpResponse

from trailblazer.access import log
from trailblazer.access.asked import Asked
from trailblazer.access.doors import find
from trailblazer.access.guard import page_for
from trailblazer.access.kept_files import given_out
from trailblazer.access.models import LogEntry
from trailblazer.access.roles import Permission
from trailblazer.domain.evidence_files import LARGEST
from trailblazer.ui.uploads import largest_upload, too_large
from trailblazer.whole_school import actions, files
from trailblazer.whole_school.forms import reviews as forms
from trailblazer.whole_school.models import Evidence
from trailblazer.whole_school.tools import tool_by_id
from trailblazer.whole_school.views.reviews import _page, opened
from trailblazer.young_people.views.road import answer


@largest_upload(LARGEST)
@page_for(Permission.KEEP_SCHOOL_WORK)
def add(request: Asked, review: str) -> HttpResponse:
    found = opened(request, review)
    refused = too_large(request)
    form = forms.AddEvidence(
        request.POST or None,
        request.FILES or None,
        tool=tool_by_id(found.tool),
        refused=refused,
        initial={"item": request.GET.get("item", "")},
    )

    def act(**values: Any) -> Evidence:
        return actions.add_evidence(found, by=request.member, **values)

    page = _page(found, "Add evidence", "Add the file", "The file is kept")
    return answer(request, form, act, page, template="whole_school/add_evidence.jinja")


@page_for(Permission.SEE_SCHOOL_WORK)
def download(request: Asked, evidence: str) -> Any:
    """The file, to be saved and never shown in the browser: nothing in it can run as a page of ours."""
    found = find(Evidence, evidence, by=request.member, purpose="taken out")
    if found.deleted_at is not None:
        raise Http404
    response = given_out(files.where(found.ref), found.name, found.kind)
    log.write(LogEntry.Kind.EXPORT, "evidence taken out", by=request.member, about=found)
    return response


@page_for(Permission.KEEP_SCHOOL_WORK)
def delete(request: Asked, evidence: str) -> HttpResponse:
    found = find(Evidence, evidence, by=request.member, together_with=("review",))
    form = forms.Reason(request.POST or None)

    def act(**values: Any) -> Evidence:
        return actions.delete_evidence(found, by=request.member, **values)

    lede = f"{found.name}. The file is gone for good; that there was one, and why it was deleted, stays."
    return answer(
        request, form, act, _page(found.review, "Delete evidence", "Delete the file", "Deleted", lede)
    )
