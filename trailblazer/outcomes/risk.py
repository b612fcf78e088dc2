"""Who is told of an answer that tells of risk: once for each form, as soon as that answer is kept, sent or not.

Everything here is called in the transaction that keeps the answer, with the form's row locked: both are there, or
neither.
"""

from django.urls import reverse

from trailblazer.access.models import Membership
from trailblazer.access.records import Service
from trailblazer.access.today import now, today
from trailblazer.alerts.actions import raise_alert, say_more
from trailblazer.care.models import Course, Score
from trailblazer.domain.instruments.catalogue import instrument
from trailblazer.domain.instruments.unsent import Mark, Said, heard, in_words, is_news
from trailblazer.outcomes.content import mark_of
from trailblazer.outcomes.models import Ask

KEPT = ["risk_said", "risk_alert"]
TO_LOOK_AT = "A questionnaire has an answer to look at today"


def hear(ask: Ask, code: str, answer: float | None) -> None:
    """One answer of a form that is not sent was kept. The caller saves the form."""
    mark = mark_of(instrument(ask.instrument))
    if mark is not None and code == mark.code:
        _hear(ask, Said(now(), answer), mark)


def hear_deleted(ask: Ask) -> None:
    """Whoever answered stopped and deleted: what was told stays, and the alert says so."""
    mark = mark_of(instrument(ask.instrument))
    if mark is not None and ask.risk_said:
        _hear(ask, Said(now(), None, is_deleted=True), mark)


def hear_taken_back(ask: Ask) -> None:
    _add(ask, is_taken_back=True)


def hear_sent(ask: Ask, score: Score) -> None:
    """The whole form is here: a first answer that tells of risk raises the alert, a known one is added to."""
    mark = mark_of(instrument(ask.instrument))
    if mark is None:
        return
    before, answer = ask.said_of_risk, score.answers.get(mark.code)
    if before and score.answers:
        ask.said_of_risk = heard(before, Said(now(), answer), mark)
    _tell(ask, score, is_new=is_news(before, answer, mark))


def _hear(ask: Ask, said: Said, mark: Mark) -> None:
    before = ask.said_of_risk
    kept = heard(before, said, mark)
    if kept != before:
        ask.said_of_risk = kept
        _tell(ask, is_new=is_news(before, said.answer, mark))


def _tell(ask: Ask, score: Score | None = None, *, is_new: bool) -> None:
    """Adds to the alert of the form while that is open; else news raises one. It is read locked: not closed between."""
    if _add(ask, score) or not is_new:
        return
    ask.risk_alert = raise_alert(
        "risk_answer",
        words=_words(ask, is_sent=score is not None),
        provider=ask.provider,
        by=Service(),
        about=score.ref if score is not None else ask.ref,
        about_address=_page_of(ask, score),
        team=ask.young_person.team or ask.team,  # whoever has them now
        young_person=ask.young_person,
        owner=_practitioner(ask),
    )


def _add(ask: Ask, score: Score | None = None, *, is_taken_back: bool = False) -> bool:
    """Whether there was an open one to add to."""
    if ask.risk_alert is None or ask.risk_alert.closed_at is not None:
        return False
    words = _words(ask, is_sent=score is not None, is_taken_back=is_taken_back)
    alert = say_more(ask.risk_alert, by=Service(), words=words, about_address=_page_of(ask, score))
    return alert.closed_at is None


def _words(ask: Ask, *, is_sent: bool = False, is_taken_back: bool = False) -> str:
    """Like the mail that tells its owner, they say nothing of the answer and name nobody."""
    mark = mark_of(instrument(ask.instrument))
    where = in_words(ask.said_of_risk, mark, is_sent=is_sent, is_taken_back=is_taken_back) if mark else ""
    return ". ".join(part for part in (TO_LOOK_AT, where, "Talk with them") if part)


def _page_of(ask: Ask, score: Score | None) -> str:
    if score is not None:
        return reverse("outcomes:form", args=[score.ref])
    return reverse("outcomes:ask", args=[ask.ref])


def _practitioner(ask: Ask) -> Membership | None:
    """Who holds the newest open course and still works here; without one the team's supervisor is told."""
    held = Course.objects.filter(referral=ask.referral).open().order_by("-opened_on", "-pk")
    leads = Membership.objects.current(today()).select_related("user", "organisation")
    for course in held:
        if course.lead_id is not None and (lead := leads.filter(pk=course.lead_id).first()) is not None:
            return lead
    return None
