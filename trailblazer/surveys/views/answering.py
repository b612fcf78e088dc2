"""A survey is answered without account, session or name: one short page at a time, and nothing kept on the way."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from trailblazer.access.asked import AskedByAnyone
from trailblazer.access.guard import public
from trailblazer.access.records import NotPossible, Visitor
from trailblazer.access.references import unspoken
from trailblazer.access.today import today
from trailblazer.domain.languages import direction
from trailblazer.domain.question_sets import Asked
from trailblazer.surveys import actions
from trailblazer.surveys.answer_forms import CHECK, WORDS, Code, InWords, Send, Sheet, read_answer
from trailblazer.surveys.codes import by_code
from trailblazer.surveys.models import WayIn
from trailblazer.surveys.sets import set_of
from trailblazer.ui.public import posted
from trailblazer.ui.words import gettext

NOT_THERE, GONE = 404, 410
LOOKS_AND_SENDS = ["GET", "HEAD", "POST"]


@public
@require_http_methods(LOOKS_AND_SENDS)
def enter(request: AskedByAnyone) -> HttpResponse:
    """The code of a slip is typed."""
    form = Code(posted(request))
    if request.method == "POST" and form.is_valid():
        if by_code(form.cleaned_data["code"]) is not None:
            return redirect("surveys:answer", unspoken(form.cleaned_data["code"]))
        form.add_error(
            "code", gettext("We do not know this code. Check each letter and number on your slip.")
        )
    return render(request, "surveys/enter.jinja", {"form": form})


@public
def thanks(request: AskedByAnyone) -> HttpResponse:
    return render(request, "surveys/thanks.jinja", {})


@public
@require_http_methods(LOOKS_AND_SENDS)
def answer(request: AskedByAnyone, secret: str) -> HttpResponse:
    """To look at it changes nothing. Each page sends what was answered so far on to the next."""
    way = by_code(secret)
    if way is None:
        return _closed(request, "unknown")
    survey, asked = way.survey, set_of(way.survey)
    if asked is None or not survey.takes_answers(today()):
        return _closed(request, "to_come" if survey.opened_on and survey.is_to_come(today()) else "over")
    if way.is_slip and way.is_used:
        return _closed(request, "used")
    page = _Page(request, way, Sheet.of(asked, request.POST, may_write=survey.may_write))
    return page.answered() if request.method == "POST" else page.start()


def _closed(request: AskedByAnyone, why: str) -> HttpResponse:
    status = NOT_THERE if why == "unknown" else GONE
    return render(request, "surveys/closed.jinja", {"why": why}, status=status)


class _Page:
    """One page on the way. `at` says which was sent: a question, the words, or the last look before it is sent."""

    def __init__(self, request: AskedByAnyone, way: WayIn, sheet: Sheet) -> None:
        self.request, self.way, self.sheet = request, way, sheet
        self.asked = sheet.asked

    def answered(self) -> HttpResponse:
        """What was sent, and then the next page. `go` asks for another page instead."""
        sent = self.request.POST
        at, go = sent.get("at", ""), sent.get("go", "")
        question = self.asked.question(at)
        if go:
            return self._to(go)
        if at == CHECK:
            return self._send()
        if at == WORDS:
            return self._words(sent)
        if question is None:
            return self._to(self.asked.questions[0].code)
        fits, value = read_answer(question, sent.get("answer", ""))
        if not fits:
            fault = gettext("Choose one of these answers, or say that you would rather not say.")
            return self._question(question, fault)
        self.sheet.given[question.code] = value
        if self.sheet.is_of_concern(question):
            return self._render("help_now", question=question, next=self._after(question))
        return self._to(self._after(question))

    def _after(self, question: Asked) -> str:
        following = self.sheet.after(question)
        if following is not None:
            return following.code
        return WORDS if self.sheet.may_write else CHECK

    def _to(self, where: str) -> HttpResponse:
        if where == CHECK:
            return self._render("check", form=Send())
        if where == WORDS and self.sheet.may_write:
            return self._render("words", form=InWords(initial={"words": self.sheet.words}))
        question = self.asked.question(where)
        if question is None:
            raise Http404
        return self._question(question)

    def start(self) -> HttpResponse:
        return self._render("start")

    def _question(self, question: Asked, fault: str = "") -> HttpResponse:
        place = self.sheet.place(question)
        before = self.asked.questions[place - 2].code if place > 1 else ""
        return self._render("question", question=question, place=place, before=before, fault=fault)

    def _words(self, sent: Any) -> HttpResponse:
        form = InWords(sent)
        if not form.is_valid():
            return self._render("words", form=form)
        self.sheet.words = form.cleaned_data["words"]
        return self._to(CHECK)

    def _send(self) -> HttpResponse:
        form = Send(self.request.POST)
        if form.is_valid():
            try:
                actions.answer(
                    self.way.survey,
                    by=Visitor(holds=self.way.survey),
                    code=self.way.secret_hash,
                    answers=self.sheet.given,
                    words=self.sheet.words,
                    **form.cleaned_data,
                )
            except NotPossible as reason:
                form.add_error(None, gettext(str(reason)))
            else:
                return redirect("surveys:thanks")
        return self._render("check", form=form)

    def _render(self, name: str, **shown: Any) -> HttpResponse:
        """The words of the questions are in the language of their set; the page in that of its reader."""
        shown |= {
            "survey": self.way.survey,
            "school": self.way.survey.school,
            "asked": self.asked,
            "sheet": self.sheet,
            "language": self.asked.language,
            "direction": direction(self.asked.language),
            "count": len(self.asked.questions),
            "is_staff": self.way.survey.for_whom == "staff",
        }
        return render(self.request, f"surveys/answer_{name}.jinja", {"form": None} | shown)
