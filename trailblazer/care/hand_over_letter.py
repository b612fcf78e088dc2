"""What goes to another service about a young person, in the very words, and what may not be in it."""

import re
from dataclasses import dataclass
from datetime import date

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from trailblazer.access.models import Membership, Organisation
from trailblazer.access.records import NotPossible
from trailblazer.access.today import today
from trailblazer.care.models import HandOver
from trailblazer.domain import codes
from trailblazer.domain.hand_overs import Kind, gives_away
from trailblazer.letters.models import Letter
from trailblazer.places.models import School
from trailblazer.teams.models import Team
from trailblazer.ui import plain
from trailblazer.ui.environment import day
from trailblazer.young_people.consents import is_quiet, may_send
from trailblazer.young_people.models import Consent, YoungPerson

ASKS = {
    Kind.SERVICE: "We ask you to help.",
    Kind.SPECIALIST: "We ask you to see them. Help here is not enough for what they need.",
    Kind.TRANSITION: "They come to you next. We ask you to have them before we let go.",
    Kind.SIGNPOST: "",
}


@dataclass(frozen=True)
class ToSend:
    """A hand-over as it is typed, before anything is saved."""

    person: YoungPerson
    kind: str
    to_name: str
    reason: str
    words: str
    follow_up_on: date
    to_contact: str = ""
    to_team: Organisation | None = None
    to_school: School | None = None
    consent: Consent | None = None
    agreed_now_by: str = ""  # who agrees, where it is written down with the hand-over
    without_consent_reason: str = ""
    has_gone_already: bool = False  # by another way: nothing is sent from here
    names_no_family: bool = False  # no parent and no home, such as where it is not safe there

    @property
    def is_told_to_family(self) -> bool:
        """Whoever is shown the way goes there themselves: the words are theirs, and nothing goes to the service."""
        return self.kind == HandOver.Kind.SIGNPOST

    @property
    def channel(self) -> str:
        """How it goes: by email, by post, inside (to a team of ours), printed, told, or gone already."""
        if self.is_told_to_family:
            return "told"
        if self.to_team is not None:
            return "inside"
        if self.has_gone_already:
            return "gone"
        if is_email(self.to_contact):
            return Letter.Channel.EMAIL
        return Letter.Channel.POST if self.to_contact.strip() else "printed"


def is_email(address: str) -> bool:
    try:
        validate_email(address)
    except ValidationError:
        return False
    return True


POSTCODE = re.compile(r"[A-Za-z]{1,2}\d[\dA-Za-z]? ?\d[A-Za-z]{2}")


def secrets_of(person: YoungPerson) -> list[str]:
    """What nobody may learn: where somebody lives whose location is protected, and those of their carers with them."""
    if not person.is_location_protected:
        return []
    homes = [person.address, person.postcode]
    homes += [carer.address for carer in person.carers.all() if carer.lives_with is not False]
    found = [home for home in homes if home.strip()]
    return [*found, *(code for home in found for code in POSTCODE.findall(home))]


def check_words(person: YoungPerson, *texts: str) -> None:
    """Raises NotPossible where words hold a protected address."""
    if any(gives_away(text, secrets_of(person)) for text in texts):
        raise NotPossible(
            "These words hold an address that is protected. Take it out: nobody may learn it from us"
        )


def letter_of(to_send: ToSend, *, by: Membership | None, on: date) -> str:
    """The words that go, exactly as they are sent, printed or shown. Raises NotPossible for a protected address."""
    if to_send.is_told_to_family:
        text = to_send.words.strip() + "\n"
    else:
        text = plain.render("letters/words/hand_over.txt", _words(to_send, by, on))
        text = re.sub(r"\n{3,}", "\n\n", text)
    check_words(to_send.person, text, to_send.to_name, to_send.to_contact)
    return text


def _words(to_send: ToSend, by: Membership | None, on: date) -> dict[str, object]:
    person = to_send.person
    team = Team.objects.filter(pk=person.team_id).first()
    school = person.school.name if person.school else ""
    ring = " or ".join(part for part in (team.telephone, team.email) if part) if team else ""
    return {
        "to_name": to_send.to_name,
        "name": person.name,
        "known_as": person.known_as,
        "born_on": day(person.born_on),
        "nhs_number": person.nhs_number_shown,
        "school": ", ".join(part for part in (school, person.year_on(on)) if part),
        "asks": ASKS[Kind(to_send.kind)],
        "reason": codes.load("hand_over_reasons").words(to_send.reason),
        "words": to_send.words.strip(),
        "agreed": agreed_words(to_send, on),
        "reach": _reach(person, names_family=not to_send.names_no_family),
        "careful": _careful(person),
        "answer_by": day(to_send.follow_up_on),
        "ring": f"{ring}." if ring else "",
        "sender": _sender(by, team),
    }


def agreed_words(to_send: ToSend, on: date) -> str:
    """Who agreed that this is sent, or why it goes without."""
    if to_send.agreed_now_by:
        return f"{to_send.agreed_now_by} agreed on {day(on)} that you are told this."
    if to_send.consent is not None:
        return f"{who_agreed(to_send.consent)} agreed on {day(to_send.consent.happened_on)} that you are told this."
    return f"Sent without agreement: {to_send.without_consent_reason.strip().rstrip('.')}."


def who_agreed(consent: Consent) -> str:
    if consent.given_by == Consent.YOUNG_PERSON:
        return consent.young_person.called
    return consent.carer.name if consent.carer else "A parent or carer"


def _reach(person: YoungPerson, *, names_family: bool) -> list[str]:
    """How the service reaches them: only what was not refused, no parent who may not be told, no protected home."""
    own = [
        value
        for channel, value in (("telephone", person.telephone), ("email", person.email))
        if value and may_send(person, channel, "young_person")
    ]
    lines = [f"{person.called}: {', '.join(own)}"] if own else []
    if not names_family:
        return lines
    if person.printable_home and not is_quiet(person, today()):
        lines.append(f"Home: {person.printable_home}")
    for carer in person.carers.all():
        numbers = [
            value
            for channel, value in (("telephone", carer.telephone), ("email", carer.email))
            if value and may_send(person, channel, "parent", carer=carer)
        ]
        if numbers:
            who = codes.load("relationships").words(carer.relationship).lower()
            lines.append(f"{carer.name}, {who}: {', '.join(numbers)}")
    return lines


def _careful(person: YoungPerson) -> list[str]:
    lines = []
    if is_quiet(person, today()):
        lines.append("do not write or ring home, and tell no parent: they do not know")
    if person.is_location_protected:
        lines.append("ask us before you write to them: where they live is protected")
    if person.interpreter_language:
        lines.append(f"an interpreter is needed: {person.interpreter_language}")
    return lines


def _sender(by: Membership | None, team: Team | None) -> str:
    who = [by.user.name, by.get_role_display()] if by else []
    return "\n".join([*(part for part in who), *([team.name] if team else [])])
