"""What leaves a request: the receipt, word to the school's lead, the answer, and the alert of a risk."""

from typing import Any

from django.conf import settings
from django.urls import reverse

from trailblazer.access.models import Membership
from trailblazer.access.records import Actor
from trailblazer.access.references import spoken
from trailblazer.access.roles import Role
from trailblazer.access.today import today
from trailblazer.alerts.actions import close, raise_alert
from trailblazer.alerts.models import Alert
from trailblazer.domain import codes
from trailblazer.domain.clock import Kind
from trailblazer.domain.consent import Answer as Said
from trailblazer.letters.actions import queue
from trailblazer.letters.recipients import Recipient
from trailblazer.referrals.answering import requester_of
from trailblazer.referrals.events import append
from trailblazer.referrals.models import Answer, Referral
from trailblazer.ui.environment import long_day
from trailblazer.ui.words import gettext

NO = (Said.REFUSED, Said.WITHDRAWN)


def address_of(referral: Referral) -> str:
    """The whole address of the request's page, for someone who signs in."""
    return f"{settings.ORIGIN}{reverse('referrals:record', args=[referral.ref])}"


def email_of(referral: Referral) -> str:
    """Where whoever asked can be written to by email; nothing where there is no address or they said no to email."""
    if referral.asked_by_id is None and referral.consents.get("email") in NO:
        return ""
    return requester_of(referral).email


def send_receipt(referral: Referral, *, by: Actor, link: str = "") -> None:
    """Says to whoever asked that the request is here. A receipt is not an answer."""
    if not (email := email_of(referral)) or referral.answer_due_on is None or referral.team is None:
        return
    requester = requester_of(referral)
    words = {
        "name": gettext("there") if link else requester.name or gettext("there"),
        "team": referral.team.name,
        "reference": spoken(referral.ref),
        "answer_by": long_day(referral.answer_due_on),
        "link": address_of(referral) if referral.asked_by_id else "",
    }
    # Nothing in the message that carries the key says who holds it.
    to = Recipient("requester", "" if link else requester.name, email)
    subject = gettext("We have received your request")
    _queue(referral, "request_received", to, subject=subject, words=words, by=by, own_link=link)
    append(referral, Kind.RECEIPT_SENT, by=by, on=today())
    referral.save()


def tell_the_lead(referral: Referral, *, by: Actor) -> None:
    """Says to the school's leads that somebody else asked. It names nobody: they sign in to read it."""
    leads = Membership.objects.current(today()).filter(
        organisation__urn=referral.school_id, role=Role.SENIOR_MENTAL_HEALTH_LEAD
    )
    for lead in leads.select_related("user"):
        words = {
            "name": lead.user.name,
            "approves": referral.awaits_lead,
            "link": address_of(referral),
        }
        to = Recipient("staff", lead.user.name, lead.user.email)
        subject = gettext("A request for support at your school")
        _queue(referral, "lead_is_told", to, subject=subject, words=words, by=by)


def send_answer(referral: Referral, answer: Answer, *, by: Membership) -> None:
    """Puts the answer in the outbox, word for word. For someone without an address it waits on the status page."""
    for late in Alert.objects.open().filter(kind="answer_overdue", about=referral.ref):
        close(late, by=by, what_was_done="Answered")
    if not (email := email_of(referral)):
        return
    to = Recipient("requester", requester_of(referral).name, email)
    subject = gettext("An answer to your request for support")
    answer.letter = _queue(referral, "as_written", to, subject=subject, words={"text": answer.words}, by=by)
    answer.save(update_fields=["letter"])


def raise_risk(referral: Referral, *, by: Actor) -> None:
    """Someone looks at the risk that was named: an alert with an owner and a due time. Its words name nobody."""
    named = [codes.load("risks").words(code).lower() for code in referral.risks]
    raise_alert(
        "risk_named",
        words="A new request names risk" + (f": {', '.join(named)}" if named else ", in words"),
        provider=referral.provider,
        team=referral.team,
        school=referral.school,
        by=by,
        about=referral.ref,
        about_address=reverse("referrals:record", args=[referral.ref]),
    )


def _queue(
    referral: Referral, template: str, to: Recipient, *, words: dict[str, Any], by: Actor, **more: str
) -> Any:
    return queue(
        template,
        to=to,
        words=words,
        provider=referral.provider,
        team=referral.team,
        by=by,
        young_person=referral.young_person,
        about=referral.ref,
        **more,
    )
