"""The letters of one young person, and writing one: choose, word it, look at exactly what goes where, send."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from trailblazer.access.asked import Asked
from trailblazer.access.doors import find, visible
from trailblazer.access.guard import page_for
from trailblazer.access.log import looked_at_list
from trailblazer.access.roles import Permission
from trailblazer.domain import merging
from trailblazer.letters import actions, catalogue
from trailblazer.letters.forms import TAGS, ChooseLetter, LetterForm
from trailblazer.letters.models import Letter
from trailblazer.letters.recipients import Recipient, may_go, may_say
from trailblazer.letters.writing import reaches, values_for
from trailblazer.young_people.models import YoungPerson
from trailblazer.young_people.record_pages import opened, shown
from trailblazer.young_people.views.road import Page, answer

MOST_SHOWN = 100


@page_for(Permission.SEE_LETTERS)
def letters_of(request: Asked, young_person: str) -> HttpResponse:
    """What was written to and about one young person, newest first."""
    record = opened(request, young_person)
    found = list(visible(Letter, request.member).filter(young_person=record.person)[:MOST_SHOWN])
    looked_at_list(found, by=request.member, where="letters of a young person listed")
    more = {"letters": found, "tags": TAGS, "may_write": request.member.may(Permission.WRITE_LETTERS)}
    return render(request, "letters/of_record.jinja", shown(request, record, "letters:of_record", **more))


@page_for(Permission.WRITE_LETTERS)
def write(request: Asked, young_person: str) -> HttpResponse:
    """First which letter, to whom and how; then its words; then what goes where, before it goes."""
    person = find(YoungPerson, young_person, by=request.member)
    there = [k for k in catalogue.of_team(person.team_id, request.today).values() if not k.is_caused]
    choice = ChooseLetter(request.GET or None, kinds=there, reaches=reaches(person))
    if not (request.GET and choice.is_valid()):
        context = {
            "form": choice,
            "person": person,
            "back_to": reverse("letters:of_record", args=[person.ref]),
        }
        return render(request, "letters/choose.jinja", context)
    return _word_it(request, person, choice)


def _word_it(request: Asked, person: YoungPerson, choice: ChooseLetter) -> HttpResponse:
    kind, reach = choice.kinds[choice.cleaned_data["letter"]], choice.reaches[choice.cleaned_data["to"]]
    channel = choice.cleaned_data["channel"]
    values = values_for(person, reach.name or "colleague", request.member)
    proposed = merging.without_empty_lines(merging.merge(kind.words, values)).strip()
    form = LetterForm(
        request.POST or None,
        reach=reach,
        channel=channel,
        initial={"subject": kind.subject, "words": proposed},
    )

    def to() -> Recipient:
        typed = form.cleaned_data
        return reach.recipient(channel, typed.get("recipient_name", ""), typed.get("address", ""))

    def act(words: str, subject: str = kind.subject, **values: Any) -> Letter:
        keys = {name: values[name] for name in ("submission_key", "version") if name in values}
        return actions.write_letter(
            person, by=request.member, to=to(), channel=channel, subject=subject, words=words, **keys
        )

    if request.method == "POST" and "look" in request.POST and form.is_valid():
        return _look(request, person, form, to(), channel)
    page = Page(
        title=kind.name,
        button="Send it",
        back=reverse("letters:of_record", args=[person.ref]),
        back_words="Letters",
        done="The letter is in the outbox",
        lede=f"{Letter.Channel(channel).label} to {reach.name or reach.words}.",
    )
    return answer(
        request,
        form,
        act,
        page,
        to=lambda letter: reverse("letters:letter", args=[letter.ref]),
        template="letters/word_it.jinja",
        person=person,
    )


def _look(request: Asked, person: YoungPerson, form: LetterForm, to: Recipient, channel: str) -> HttpResponse:
    """Exactly what goes where, and whether it may: the page before it goes."""
    subject = form.cleaned_data.get("subject", "")
    words = form.cleaned_data["words"]
    allowed = may_go(to, channel, person, "") and may_say(to, person, "", f"{subject}\n{words}")
    context = {
        "person": person,
        "form": form,
        "to": to,
        "channel": Letter.Channel(channel),
        "subject": subject,
        "words": words,
        "allowed": allowed,
        "back_to": reverse("letters:of_record", args=[person.ref]),
    }
    return render(request, "letters/look.jinja", context)
