"""A device that was handed over opens one form and nothing else, until somebody signs in on it."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from trailblazer.outcomes import holding

Respond = Callable[[HttpRequest], HttpResponse]
FORM, ANYONES_SIGN_IN = "/form", "/demo/"
OPEN = ("/form/", "/accounts/login/", "/accounts/2fa/", "/static/", "/csp")


class OneFormOnly:
    """Leads every other address back to the form. Whoever signs in has their device back."""

    def __init__(self, respond: Respond) -> None:
        self.respond = respond

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if holding.is_handed_over(request):
            if request.user.is_authenticated:
                holding.let_go(request)
            elif settings.DEMO and request.path.startswith(ANYONES_SIGN_IN):
                return redirect("outcomes:staff")  # there anyone becomes anyone: the form ends first
            elif request.path != FORM and not request.path.startswith(OPEN):
                return redirect("outcomes:answer")
        return self.respond(request)
