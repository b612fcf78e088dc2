"""How was it? Pages of whoever has the link, without an account and without script."""

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from trailblazer.access.asked import AskedByAnyone
from trailblazer.access.records import NotPossible, Visitor
from trailblazer.activities.actions.feedback import give_feedback
from trailblazer.activities.certificate import certificate_of
from trailblazer.activities.forms.feedback import CertificateForm, FeedbackForm
from trailblazer.activities.links import of_activity, said_before
from trailblazer.activities.models import SchoolActivity
from trailblazer.statistics.files import NoFile
from trailblazer.ui.public import posted

LOOKS_AND_SENDS = ["GET", "HEAD", "POST"]


@of_activity
def _feedback(request: AskedByAnyone, activity: SchoolActivity, secret: str) -> HttpResponse:
    """The questions. To look at them changes nothing."""
    form = FeedbackForm(posted(request), kind=activity.kind)
    if request.method == "POST" and form.is_valid():
        try:
            given = give_feedback(activity, by=Visitor(holds=activity), **form.cleaned_data)
        except NotPossible as reason:
            form.add_error(None, str(reason))
        else:
            return redirect("activities:thanks", secret=secret, feedback=given.ref)
    return render(request, "activities/feedback.jinja", {"activity": activity, "form": form})


@of_activity
def _thanks(request: AskedByAnyone, activity: SchoolActivity, secret: str, feedback: str) -> HttpResponse:
    """Thanks; after training of staff, a certificate to print for whoever types their name."""
    if not said_before(activity, feedback):
        raise Http404
    gives = activity.of_kind is not None and activity.of_kind.has_certificate
    form = CertificateForm(posted(request)) if gives else None
    if form is not None and request.method == "POST" and form.is_valid():
        try:
            paper = certificate_of(activity, form.cleaned_data["name"])
        except NoFile as reason:
            form.add_error(None, str(reason))
        else:
            response = HttpResponse(paper, content_type="application/pdf")
            response["Content-Disposition"] = 'attachment; filename="certificate.pdf"'
            return response
    return render(request, "activities/thanks.jinja", {"activity": activity, "form": form})


feedback = require_http_methods(LOOKS_AND_SENDS)(_feedback)
thanks = require_http_methods(LOOKS_AND_SENDS)(_thanks)
