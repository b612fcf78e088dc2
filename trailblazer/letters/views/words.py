"""Letters in the team's own words: what there is, from when on, and how it reads."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from trailblazer.access.asked import Asked
from trailblazer.access.doors import visible
from trailblazer.access.guard import page_for
from trailblazer.access.log import looked
from trailblazer.access.roles import Permission
from trailblazer.domain import merging
from trailblazer.letters import actions, catalogue
from trailblazer.letters.catalogue import Kind
from trailblazer.letters.forms import EndTemplate, TemplateForm
from trailblazer.letters.forms.templates import TO
from trailblazer.letters.models import Letter, LetterTemplate
from trailblazer.letters.writing import values_for
from trailblazer.young_people.models import YoungPerson
from trailblazer.young_people.views.road import Page, answer

KEEP = Permission.KEEP_LETTER_WORDS


@page_for(Permission.SEE_LETTERS)
def words(request: Asked) -> HttpResponse:
    """Every letter as it is in force, and what is to come."""
    team = request.member.team_id
    written = visible(LetterTemplate, request.member).filter(team=team, in_force_from__gt=request.today)
    shown = {
        "kinds": list(catalogue.of_team(team, request.today).values()),
        "to_come": list(written.order_by("in_force_from", "pk")),
        "to_words": dict(TO) | {"requester": "Whoever asked"},
        "channel_words": dict(Letter.Channel.choices),
        "may_keep": request.member.may(KEEP) and team is not None,
    }
    return render(request, "letters/words.jinja", shown)


@page_for(KEEP)
def new(request: Asked) -> HttpResponse:
    """A letter of the team's own."""
    return _form(request, None, "A letter of your own")


@page_for(KEEP)
def change(request: Asked, code: str) -> HttpResponse:
    """A letter in other words, from a day on."""
    kind = _kind_or_404(request, code)
    return _form(request, kind, kind.name)


def _kind_or_404(request: Asked, code: str) -> Kind:
    kind = catalogue.of_team(request.member.team_id, request.today).get(code)
    if kind is None:
        raise Http404
    return kind


def _form(request: Asked, kind: Kind | None, title: str) -> HttpResponse:
    form = TemplateForm(request.POST or None, kind=kind, today=request.today)

    def act(**values: Any) -> LetterTemplate:
        return actions.keep_template(by=request.member, code=kind.code if kind else "", **values)

    page = Page(
        title=title,
        button="Keep these words",
        back=reverse("letters:words"),
        back_words="Words of letters",
        done="Kept. Letters of before stay as they were",
    )
    is_looked_at = request.method == "POST" and "change" in request.POST and form.is_valid()
    preview = _preview(request, form) if is_looked_at else None
    return answer(request, form, act, page, template="letters/words_form.jinja", preview=preview)


def _preview(request: Asked, form: TemplateForm) -> dict[str, Any]:
    """How the words read: with an invented example, or with somebody of theirs."""
    values = catalogue.samples(form.kind) if form.kind else {f.code: f.sample for f in merging.FIELDS}
    whom, is_unknown = "an invented example", False
    if form.person_typed:
        person = _person(request, form.person_typed)
        is_unknown = person is None
        if person is not None:
            looked(person, by=request.member, purpose="preview of a letter")
            values, whom = values_for(person, "Name of whoever gets it", request.member), person.name
    text = merging.without_empty_lines(merging.merge(form.cleaned_data["words"], values))
    return {"subject": form.cleaned_data["subject"], "text": text, "whom": whom, "is_unknown": is_unknown}


def _person(request: Asked, typed: str) -> YoungPerson | None:
    people = visible(YoungPerson, request.member)
    plain = "".join(typed.split()).replace("-", "").casefold()
    return people.filter(ref=plain).first() or people.filter(nhs_number=plain).exclude(nhs_number="").first()


@page_for(KEEP)
def end(request: Asked, code: str) -> HttpResponse:
    """The team's own words are used no more."""
    kind = _kind_or_404(request, code)
    own = kind.own
    if own is None:
        raise Http404
    form = EndTemplate(request.POST or None, today=request.today)

    def act(**values: Any) -> LetterTemplate:
        return actions.end_template(own, by=request.member, **values)

    after = "The built-in words hold again." if kind.is_built_in else "It is offered no more."
    page = Page(
        f"End “{kind.name}”",
        "End it",
        reverse("letters:words"),
        "Words of letters",
        "Ended. Letters of before stay as they were",
        after,
    )
    return answer(request, form, act, page)
