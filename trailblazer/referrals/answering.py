"""The answer to whoever asked: to whom it goes, how much they may be told, and the words proposed for it.

Words are templates, one for each outcome: pages/referrals/answers/*.txt. A person reads and changes them, and sends.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from trailblazer.access.models import Membership
from trailblazer.domain import codes
from trailblazer.domain.consent import Told, recipient_of, what_may_be_told
from trailblazer.domain.terms import add_working_days
from trailblazer.referrals.models import Referral
from trailblazer.referrals.telling import standing_of
from trailblazer.teams.models import Team
from trailblazer.ui import plain
from trailblazer.ui.environment import day, long_day

NOWHERE = "nowhere"
ONLY_THAT_WE_ANSWERED = "only_answered"


@dataclass(frozen=True)
class Requester:
    """Who asked: their name and address, and whether they ask for themselves."""

    kind: str
    name: str
    email: str
    is_the_young_person: bool

    @property
    def first_name(self) -> str:
        return self.name.split()[0] if self.name else ""


def requester_of(referral: Referral) -> Requester:
    """Whoever asked, as we can reach them. Someone who asked on paper may have no address."""
    of_self = referral.source == "young_person"
    if referral.asked_by is not None:
        user = referral.asked_by.user
        return Requester("school", user.name, user.email, is_the_young_person=False)
    name = referral.requester_name or (referral.known_as or referral.first_name if of_self else "")
    kind = "school" if referral.source in Referral.SCHOOL_SOURCES else "requester"
    return Requester(kind, name, referral.requester_email, of_self)


def requester_may_be_told(referral: Referral) -> Told:
    """Whoever asked reads the answer, unless quiet mode or a no bars them from being told."""
    return what_may_be_told(recipient_of(referral.source), standing_of(referral), asked_themselves=True)


def is_fixed(referral: Referral) -> bool:
    """Whether the answer may say only that there is one, in words that are not changed."""
    return requester_may_be_told(referral) is Told.RECEIVED_AND_ANSWERED


def proposed(referral: Referral, outcome: str, values: Mapping[str, Any], *, by: Membership) -> str:
    """The words proposed for this outcome, with who and by when filled in."""
    template = ONLY_THAT_WE_ANSWERED if is_fixed(referral) else outcome
    text = plain.render(f"referrals/answers/{template}.txt", _words(referral, values, by))
    return re.sub(r"\n{3,}", "\n\n", text).strip()


def _words(referral: Referral, values: Mapping[str, Any], by: Membership) -> dict[str, Any]:
    requester, owner = requester_of(referral), values.get("owner")
    person = referral.young_person
    known_as = person.known_as or person.first_name if person else referral.known_as or referral.first_name
    due = values.get("next_step_due_on")
    again = values.get("look_again_on")
    return {
        "to": requester.first_name,
        "you": requester.is_the_young_person,
        "carer": referral.source == "parent",
        "same_requester": _asked_before(referral, values.get("duplicate_of")),
        "name": known_as,
        "who": owner.user.name if owner else "",
        "role": _role(values.get("role", "")),
        "due": long_day(due) if due else "",
        "again": day(again) if again else "",
        "advice": values.get("advice_given", "").strip(),
        "service": values.get("service", "").strip(),
        "destination": _destination(values.get("destination", "")),
        "question": values.get("question", "").strip(),
        "declined": values.get("declined_reason", ""),
        "signed": by.user.name,
        "signed_role": by.get_role_display().lower(),
        "team": _team(referral),
    }


def _role(code: str) -> str:
    return codes.load("staff_roles").words(code).lower() if code else ""


def _asked_before(referral: Referral, other: Referral | None) -> bool:
    """Whether the same requester made the other request, so that it gives nobody away to say that there is one."""
    if other is None:
        return False
    if referral.asked_by_id is not None:
        return referral.asked_by_id == other.asked_by_id
    return bool(referral.requester_email) and referral.requester_email == other.requester_email


def _destination(code: str) -> str:
    """Where they are helped meanwhile, in words; nothing where that is nowhere yet."""
    return "" if code == NOWHERE else codes.load("destinations").words_or_code(code)


def _team(referral: Referral) -> dict[str, str]:
    team = Team.objects.filter(pk=referral.team_id).select_related("organisation").first()
    if team is None:
        return {"name": "", "telephone": "", "email": ""}
    return {"name": team.name, "telephone": team.telephone, "email": team.email}


def default_due(today: date) -> date:
    """When somebody gets in touch, unless another day is chosen: in five working days."""
    return add_working_days(today, 5)
