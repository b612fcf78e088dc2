"""Writing a letter from a young person's record: whom it can go to, and what is put into its fields."""

import re
from dataclasses import dataclass

from trailblazer.access.models import Membership
from trailblazer.access.roles import Role
from trailblazer.access.today import today
from trailblazer.domain import codes
from trailblazer.letters.models import Letter
from trailblazer.letters.recipients import Recipient
from trailblazer.places.models import School
from trailblazer.teams.models import Team
from trailblazer.ui.environment import day
from trailblazer.young_people.models import Carer, YoungPerson

TYPED = {"gp": "GP", "service": "Another service", "school": "Somebody else at the school"}


@dataclass(frozen=True)
class Reach:
    """Somebody a letter can go to. One without a name is typed by whoever writes."""

    key: str  # of the form: a kind, or a kind and a reference
    kind: str
    name: str
    words: str  # who that is
    email: str = ""
    telephone: str = ""
    post: str = ""
    carer: Carer | None = None

    @property
    def is_typed(self) -> bool:
        return not self.name

    def address_for(self, channel: str) -> str:
        ways = {Letter.Channel.EMAIL: self.email, Letter.Channel.TEXT: self.telephone}
        return ways.get(Letter.Channel(channel), self.post)

    def recipient(self, channel: str, name: str = "", address: str = "") -> Recipient:
        """As the outbox takes it. Name and address are used for somebody who is typed, and for nobody else."""
        if self.is_typed:
            return Recipient(self.kind, name.strip(), address.strip())
        return Recipient(self.kind, self.name, self.address_for(channel), self.carer)


def reaches(person: YoungPerson) -> list[Reach]:
    """Whom a letter about this young person can go to, the nearest first. No protected home is among the addresses."""
    return [
        Reach(
            "young_person",
            "young_person",
            person.called,
            "the young person",
            person.email,
            person.telephone,
            person.printable_home,
        ),
        *(_carer(person, carer) for carer in person.carers.all()),
        *_leads(person),
        *(Reach(kind, kind, "", words) for kind, words in TYPED.items()),
    ]


def _carer(person: YoungPerson, carer: Carer) -> Reach:
    relation = codes.load("relationships")
    who = relation.words(carer.relationship).lower() if carer.relationship in relation else "carer"
    post = carer.address or (person.printable_home if carer.lives_with else "")
    if person.is_location_protected and carer.lives_with is not False:
        post = ""
    return Reach(f"parent-{carer.ref}", "parent", carer.name, who, carer.email, carer.telephone, post, carer)


def _leads(person: YoungPerson) -> list[Reach]:
    if person.school is None:
        return []
    school = person.school
    leads = Membership.objects.current(today()).filter(
        organisation__urn=school.urn, role=Role.SENIOR_MENTAL_HEALTH_LEAD
    )
    words = f"senior mental health lead, {school.name}"
    return [
        Reach(f"school-{lead.ref}", "school", lead.user.name, words, lead.user.email, "", post_to(school))
        for lead in leads.select_related("user")
    ]


def post_to(school: School) -> str:
    """What stands on an envelope to a school, as the register has it."""
    return ", ".join(part for part in (school.name, school.street, school.town, school.postcode) if part)


def values_for(person: YoungPerson, recipient_name: str, by: Membership) -> dict[str, str]:
    """What stands in each field of merging.FIELDS for this letter."""
    team = Team.objects.filter(pk=person.team_id).first()
    return {
        "recipient": recipient_name,
        "called": person.called,
        "full_name": person.name,
        "school": person.school.name if person.school else "",
        "team": team.name if team else person.provider.name,
        "team_telephone": team.telephone if team else "",
        "team_email": team.email if team else "",
        "writer": by.user.name,
        "writer_role": Role(by.role).label,
        "today": day(today()),
    }


def names_in(text: str, person: YoungPerson) -> bool:
    """Whether the text names the young person by any of their names."""
    names = (person.first_name, person.last_name, person.known_as)
    words = {word.casefold() for name in names for word in re.findall(r"\w+", name) if len(word) > 1}
    return bool(words & {word.casefold() for word in re.findall(r"\w+", text)})
