"""Pages of words. They set no cookie and keep nothing: nobody knows that they were read."""

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from trailblazer.access.asked import AskedByAnyone
from trailblazer.access.guard import public
from trailblazer.referrals.public import receiving
from trailblazer.referrals.public.told import Told


@public
def ask(request: AskedByAnyone, urn: int | None = None) -> HttpResponse:
    """The start: what it is, what happens next, who can see it. With a URN, for one school."""
    start = reverse("referrals:ask_question", args=["who"])
    if urn is None:
        return render(request, "referrals/public/ask.jinja", {"start": start, "receiver": None})
    receiver = receiving.receiver_of(Told({"school": {"school": str(urn)}}), request.today)
    if receiver.school is None:
        return render(request, "referrals/public/ask.jinja", {"start": start, "receiver": None})
    return render(
        request, "referrals/public/ask.jinja", {"start": f"{start}?school={urn}", "receiver": receiver}
    )


@public
def words(request: AskedByAnyone, page: str) -> HttpResponse:
    return render(request, f"referrals/public/{page}.jinja")
