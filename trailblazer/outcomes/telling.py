"""A message with the link to a form: to whom it goes, and why not where it may not. Its words name no questionnaire."""

from datetime import datetime, timedelta

from trailblazer.access.records import Actor, NotPossible
from trailblazer.care.telling import Way, way_to
from trailblazer.domain.consent import Answer
from trailblazer.letters.actions import queue
from trailblazer.letters.models import Letter
from trailblazer.letters.recipients import Recipient
from trailblazer.outcomes import links
from trailblazer.outcomes.models import Ask
from trailblazer.teams.models import Team
from trailblazer.ui.words import gettext
from trailblazer.young_people.consents import standing_of
from trailblazer.young_people.models import Carer, YoungPerson

ASKED, REMINDER = "form_asked", "form_reminder"
NOT_SO_SOON = timedelta(hours=20)


def way_of(person: YoungPerson, rater: str, carer: Carer | None) -> Way:
    """How whoever answers can be told; without a channel, why not."""
    if rater == Ask.Rater.SELF:
        return way_to(Recipient("young_person", person.called, ""), person)
    if rater == Ask.Rater.PARENT and carer is not None:
        return way_to(Recipient("parent", carer.name, "", carer), person)
    nobody = Recipient("parent" if rater == Ask.Rater.PARENT else "school", "", "")
    if rater == Ask.Rater.PARENT:
        return Way(nobody, "", "Choose which parent or carer answers")
    return Way(nobody, "", "Messages go to the family only. Show the code, or hand over this device")


def why_not_reminded(ask: Ask, now: datetime) -> str:
    """Why no reminder may go now; nothing where it may."""
    if not ask.is_waiting:
        return "It is answered, or was taken back"
    if ask.how != Ask.How.LINK:
        return "It is not answered by link"
    if ask.is_locked:
        return "Locked after 5 wrong birth months. Take it back and ask again"
    if ask.is_expired(now):
        return "The link has run out. Ask again"
    if ask.reminded_at is not None and ask.reminded_at > now - NOT_SO_SOON:
        return "A reminder went today"
    return way_of(ask.young_person, ask.rater, ask.carer).why_not


def tell(ask: Ask, template: str, *, by: Actor) -> Letter:
    """Puts the message in the outbox. Called inside an action. Raises NotPossible where nobody agreed to it."""
    way = way_of(ask.young_person, ask.rater, ask.carer)
    if not way.channel:
        raise NotPossible(f"No message may go. {way.why_not}")
    team = Team.objects.filter(pk=ask.team_id).first()
    words = {
        "telephone": team.telephone if team else "",
        "from_whom": team.name if team and _may_name_us(ask, way) else "",
    }
    return queue(
        template,
        to=way.recipient,
        subject=gettext("A few questions"),
        words=words,
        provider=ask.provider,
        team=ask.team,
        by=by,
        channel=way.channel,
        young_person=ask.young_person,
        about=ask.ref,
        own_link=links.LINKS.address_of(ask),
    )


def _may_name_us(ask: Ask, way: Way) -> bool:
    """By email only, and to whom it was agreed that they know of the help: a text shows on a locked telephone."""
    if way.channel != "email":
        return False
    purpose = "tell_parent" if way.recipient.kind == "parent" else "help"
    return standing_of(ask.young_person, carer=way.recipient.carer).of(purpose) is Answer.GIVEN
