"""For the team: a new link for someone who lost theirs, shown once, to be given to them and to nobody else."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from trailblazer.access.asked import Asked
from trailblazer.access.doors import find
from trailblazer.access.guard import page_for
from trailblazer.access.records import NotPossible
from trailblazer.access.references import spoken
from trailblazer.access.roles import Permission
from trailblazer.referrals.actions.linking import give_new_link
from trailblazer.referrals.models import Referral
from trailblazer.referrals.public import links
from trailblazer.ui.forms import ActionForm


@page_for(Permission.MATCH_REQUESTS)
@require_http_methods(["GET", "POST"])
def new_link(request: Asked, ref: str) -> HttpResponse:
    """The same form sent again shows the same link, so that a second press closes nothing."""
    referral = find(Referral, ref, by=request.member)
    form, link = ActionForm(request.POST if request.method == "POST" else None), ""
    if form.is_bound and form.is_valid():
        secret = links.secret_after(form.cleaned_data["submission_key"])
        try:
            give_new_link(referral, by=request.member, secret=secret, **form.cleaned_data)
            link = links.address_of(secret)
        except NotPossible as reason:
            form.add_error(None, str(reason))
    page = {"form": form, "referral": referral, "link": link, "reference": spoken(referral.ref)}
    return render(request, "referrals/public/new_link.jinja", page)
