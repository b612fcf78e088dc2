"""Which letters GOV.UK Notify carries, and how one is handed to it.

Its templates hold one field, ((message)), and for an email also ((subject)): the words are the team's, made here.
"""

from django.conf import settings

from trailblazer.domain import telephone
from trailblazer.domain.identity import NotValid
from trailblazer.letters.faults import Refused
from trailblazer.letters.models import Letter
from trailblazer.letters.notify import Client

LONGEST_TEXT = 918  # characters, six parts: what Notify takes


def template_for(channel: str) -> str:
    """The template of Notify for a channel; nothing where it does not carry that channel."""
    if not settings.NOTIFY_API_KEY:
        return ""
    templates = {Letter.Channel.TEXT: settings.NOTIFY_TEXT_TEMPLATE}
    templates[Letter.Channel.EMAIL] = settings.NOTIFY_EMAIL_TEMPLATE
    return templates.get(Letter.Channel(channel), "")


def carries(letter: Letter) -> bool:
    return bool(template_for(letter.channel))


def client() -> Client:
    return Client(settings.NOTIFY_API_KEY, settings.NOTIFY_BASE_URL)


def hand_over(letter: Letter, is_repeat: bool) -> None:
    """Gives one letter to Notify, unless it has it already. Raises Refused, ServerAway or NotNow."""
    notify = client()
    if is_repeat and notify.has(letter.ref):
        return
    template = template_for(letter.channel)
    words = {"message": letter.words.strip()}
    if letter.channel == Letter.Channel.TEXT:
        notify.send_text(_mobile(letter.address), template, words, letter.ref)
    else:
        words["subject"] = letter.subject
        notify.send_email(letter.address, template, words, letter.ref)


def _mobile(address: str) -> str:
    try:
        return telephone.for_texts(address)
    except NotValid as reason:
        raise Refused(str(reason)) from None
