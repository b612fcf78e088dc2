from collections.abc import Callable

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from trailblazer.access import log
from trailblazer.access.asked import Asked
from trailblazer.access.doors import find
from trailblazer.access.guard import page_for
from trailblazer.access.records import NotPossible
from trailblazer.access.roles import Permission
from trailblazer.letters import actions
from trailblazer.letters.forms import TAGS, FindLetters
from trailblazer.letters.models import OWN_LINK, Letter, LetterQuerySet
from trailblazer.letters.paper import NoPaper, pdf_of
from trailblazer.ui.filters import remembered

ON_ONE_PAGE = 50


@page_for(Permission.SEE_LETTERS)
def letters(request: Asked) -> HttpResponse:
    """The outbox: newest first, with what was held back and why."""
    if (elsewhere := remembered(request, "letters")) is not None:
        return elsewhere
    filters = FindLetters(request.GET)
    found = _narrowed(Letter.objects.visible_to(request.member), filters.chosen)
    page = Paginator(found.select_related("young_person"), ON_ONE_PAGE).get_page(request.GET.get("page"))
    log.looked_at_list(list(page), by=request.member, where="letters listed")
    shown = {"page": page, "filters": filters, "is_narrowed": bool(filters.chosen), "tags": TAGS}
    return render(request, "letters/list.jinja", shown)


def _narrowed(found: LetterQuerySet, chosen: dict[str, str]) -> LetterQuerySet:
    for word in chosen.get("q", "").split():
        found = found.filter(
            Q(recipient_name__icontains=word)
            | Q(address__icontains=word)
            | Q(subject__icontains=word)
            | Q(about__iexact=word.replace("-", ""))
        )
    exactly = {name: chosen[name] for name in ("state", "channel") if name in chosen}
    return found.filter(**exactly)


@page_for(Permission.SEE_LETTERS)
def letter(request: Asked, ref: str) -> HttpResponse:
    """One letter, in its exact words."""
    found = find(Letter, ref, by=request.member)
    shown = {"letter": found, "tag_of_state": TAGS[Letter.State(found.state)], "own_link": OWN_LINK}
    return render(request, "letters/letter.jinja", shown)


@page_for(Permission.SEE_LETTERS)
def pdf(request: Asked, ref: str) -> HttpResponse:
    """The letter on paper, to print or to keep. What is held back is not printed."""
    found = find(Letter, ref, by=request.member, purpose="letter on paper")
    try:
        made = pdf_of(found)
    except NoPaper as reason:
        messages.error(request, str(reason))
        return redirect("letters:letter", ref)
    headers = {"Content-Disposition": f'attachment; filename="letter-{found.ref}.pdf"'}
    return HttpResponse(made, content_type="application/pdf", headers=headers)


@page_for(Permission.SEE_LETTERS)
@require_POST
def try_again(request: Asked, ref: str) -> HttpResponse:
    """Try again what could not be sent."""
    return _done(request, ref, actions.try_again, "The letter waits to be sent again")


@page_for(Permission.SEE_LETTERS)
@require_POST
def posted(request: Asked, ref: str) -> HttpResponse:
    """Note that a letter was given to the post."""
    return _done(request, ref, actions.posted, "Noted: it is posted")


def _done(request: Asked, ref: str, act: Callable[..., Letter], words: str) -> HttpResponse:
    try:
        act(find(Letter, ref, by=request.member), by=request.member)
        messages.success(request, words)
    except NotPossible as reason:
        messages.error(request, str(reason))
    return redirect("letters:letter", ref)
