"""Everything the pages of one young person show, read once."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Prefetch, prefetch_related_objects

from trailblazer.access.doors import visible
from trailblazer.access.models import Membership
from trailblazer.domain import codes
from trailblazer.domain.consent import DECIDES_ALONE_FROM, Answer, Quiet
from trailblazer.young_people.consents import CHANNELS, newest_by_purpose, newest_competence, quiet_of
from trailblazer.young_people.models import Carer, Competence, Consent, QuietMode, YoungPerson

NOT_ASKED = ("Not asked", "grey")
TAGS = {
    Answer.GIVEN: ("Agreed", "green"),
    Answer.REFUSED: ("Said no", "white"),
    Answer.WITHDRAWN: ("Withdrawn", "white"),
}


@dataclass(frozen=True)
class ConsentRow:
    """One purpose, what was last said about it, and by whom."""

    purpose: str
    words: str
    tag: str
    colour: str
    said_by: str = ""
    on: date | None = None
    note: str = ""


@dataclass(frozen=True)
class Record:
    """A young person with what belongs to them, as on a day."""

    person: YoungPerson
    carers: list[Carer]
    consents: list[Consent]
    quiet: Quiet
    quiet_steps: list[QuietMode]
    decisions: list[Competence]
    today: date

    @property
    def decisions_now(self) -> list[Competence]:
        """The newest decision about each purpose that somebody decided about, in the order of the list."""
        newest = newest_competence(self.person)
        order = [code.code for code in codes.load("competence_purposes")]
        return sorted(
            newest.values(), key=lambda one: order.index(one.purpose) if one.purpose in order else -1
        )

    @property
    def may_not_be_quiet(self) -> bool:
        """Under 16, and the newest decision says that they cannot decide whether parents are told."""
        newest = newest_competence(self.person).get(Competence.PARENTS_TOLD)
        return newest is not None and not newest.is_competent and not self.decides_alone

    @property
    def age(self) -> int:
        return self.person.age_on(self.today)

    @property
    def year(self) -> str:
        return self.person.year_on(self.today)

    @property
    def decides_alone(self) -> bool:
        return self.age >= DECIDES_ALONE_FROM

    @property
    def consent_rows(self) -> list[ConsentRow]:
        """Every purpose, with the newest answer of each who may answer it."""
        words = codes.load("consent_purposes")
        rows = []
        for purpose, answers in newest_by_purpose(self.consents).items():
            label = words.words(purpose) if purpose in words else purpose
            if not answers:
                rows.append(ConsentRow(purpose, label, *NOT_ASKED))
            rows += [self.row_of(one) for one in answers]
        return rows

    def row_of(self, consent: Consent) -> ConsentRow:
        words = codes.load("consent_purposes")
        known = consent.purpose in words
        return ConsentRow(
            consent.purpose,
            words.words(consent.purpose) if known else consent.purpose,
            *TAGS[Answer(consent.answer)],
            self.said_by(consent),
            consent.happened_on,
            consent.note,
        )

    @property
    def not_asked(self) -> list[ConsentRow]:
        return [row for row in self.consent_rows if row.on is None]

    @property
    def answered(self) -> list[ConsentRow]:
        return [row for row in self.consent_rows if row.on is not None]

    @property
    def refused_channels(self) -> list[ConsentRow]:
        """Ways of reaching somebody that they said no to."""
        return [row for row in self.answered if row.purpose in CHANNELS and row.tag != "Agreed"]

    @property
    def is_help_agreed(self) -> bool:
        answers = newest_by_purpose(self.consents)[Consent.HELP]
        return bool(answers) and answers[0].answer == Answer.GIVEN

    def said_by(self, consent: Consent) -> str:
        """Who answered, in words: the name they like, or which carer."""
        if consent.given_by == Consent.YOUNG_PERSON:
            return self.person.called
        if consent.carer is None:
            return "A parent or carer"
        return f"{consent.carer.name}, {relation(consent.carer).lower()}"


def relation(carer: Carer) -> str:
    """Who a carer is to the child, in words."""
    relationships = codes.load("relationships")
    known = carer.relationship in relationships
    return relationships.words(carer.relationship) if known else carer.relationship


def record_of(person: YoungPerson, today: date) -> Record:
    """Reads what belongs to a young person that a door has opened, in a fixed number of queries."""
    prefetch_related_objects(
        [person],
        "carers",
        Prefetch("consents", Consent.objects.select_related("carer", "recorded_by__user")),
        Prefetch("competence_decisions", Competence.objects.select_related("decided_by__user")),
        Prefetch("quiet_mode_steps", QuietMode.objects.select_related("by__user")),
    )
    return Record(
        person=person,
        carers=list(person.carers.all()),
        consents=list(person.consents.all()),
        quiet=quiet_of(person, today),
        quiet_steps=list(person.quiet_mode_steps.all()),
        decisions=list(person.competence_decisions.all()),
        today=today,
    )


def requests_of(person: YoungPerson, member: Membership) -> list[Any]:
    """The requests for support about this young person that the member may see, newest first."""
    requests: Any = YoungPerson._meta.get_field("referrals").related_model
    found = visible(requests, member).filter(young_person=person).select_related("school")
    return list(found.order_by("-received_on", "-pk"))


def with_requests(member: Membership) -> Prefetch:
    """For lists: the requests of each that the member may see, newest first, as `seen_requests`."""
    requests: Any = YoungPerson._meta.get_field("referrals").related_model
    return Prefetch(
        "referrals", visible(requests, member).order_by("-received_on", "-pk"), to_attr="seen_requests"
    )
