"""A request for support, from the day it is received until it is answered and decided, and its one list of events."""

from datetime import date, timedelta
from typing import Any, ClassVar, NamedTuple

from django.db import models
from django.db.models import OuterRef, Q, Subquery, Value
from django.db.models.functions import Coalesce
from django.db.models.lookups import Exact
from django.utils import timezone

from trailblazer.access.models import Membership, Organisation
from trailblazer.access.records import NotPossible, Versioned, VisibleQuerySet, VisibleRecord
from trailblazer.access.references import unspoken
from trailblazer.access.roles import Permission
from trailblazer.domain import clock
from trailblazer.places.models import School, search_words
from trailblazer.referrals.risk import names_risk
from trailblazer.young_people.models import Consent, YoungPerson


def school_may_know(of: str = "") -> Q:
    """That the family agreed, since then has not told the team otherwise, and nobody is to read it first.

    `of` leads to the request.
    """
    newest = (
        Consent.objects.filter(young_person=OuterRef(f"{of}young_person"), purpose="tell_school")
        .order_by("-happened_on", "-pk")
        .values("answer")[:1]
    )
    still = Coalesce(Subquery(newest), Value(Consent.Answer.GIVEN))
    return Q(**{f"{of}school_may_know": True, f"{of}is_read_first": False}) & Q(
        Exact(still, Value(Consent.Answer.GIVEN))
    )


class ReferralQuerySet(VisibleQuerySet["Referral"]):
    permission = Permission.SEE_REQUESTS

    def scope_of_school(self, member: Membership) -> Q:
        """A school sees what it asked for itself; what others asked only where the family agreed that it may know."""
        own = Q(school=member.organisation.urn)
        return own & (Q(source__in=Referral.SCHOOL_SOURCES) | school_may_know())

    def undecided(self) -> "ReferralQuerySet":
        return self.filter(state__in=Referral.UNDECIDED)

    def unanswered(self) -> "ReferralQuerySet":
        return self.filter(answered_on=None).exclude(state=Referral.State.WITHDRAWN)

    def answer_overdue(self, today: date) -> "ReferralQuerySet":
        return self.unanswered().filter(answer_due_on__lt=today)

    def waiting_for_help(self) -> "ReferralQuerySet":
        """Asked, not closed, and help has not started."""
        return self.filter(state__in=Referral.WAITING, help_started_on=None)

    def to_match(self) -> "ReferralQuerySet":
        return self.open().filter(young_person=None)

    def open(self) -> "ReferralQuerySet":
        """Not ended: someone still waits, is helped, or is followed to another service."""
        return self.filter(state__in=Referral.OPEN)

    def past_standard(self, today: date) -> "ReferralQuerySet":
        """Waiting for help, and four weeks are over."""
        return self.waiting_for_help().filter(received_on__lte=today - timedelta(days=clock.FOUR_WEEKS))

    def searched(self, typed: str) -> "ReferralQuerySet":
        """Requests that hold every word typed: of a name, an NHS number or the reference."""
        if not typed.strip():
            return self
        words = search_words(typed)
        if "".join(words).isdigit():
            words = ["".join(words)]
        holds = Q()
        for word in words:
            holds &= Q(search__contains=word) | Q(young_person__search__contains=word)
        return self.filter((holds if words else Q(pk__in=())) | Q(ref=unspoken(typed)))


class Status(NamedTuple):
    """Where a request is, as a tag shows it."""

    words: str
    colour: str


CONSULT_FIRST = "Talk with the school first"  # the next step where a team's route begins with a consultation

UNANSWERED = Q(answered_on=None) & ~Q(state="withdrawn")
WAITING_FOR_HELP = Q(
    state__in=["received", "needs_information", "accepted", "missing_middle"], help_started_on=None
)
# What a team still has before it: open requests, and those that nobody has answered. Indexes hold these alone, so that
# the list does not slow down as the closed ones grow.
WATCHED = (
    Q(state__in=["received", "needs_information", "accepted", "missing_middle", "handed_over"]) | UNANSWERED
)


class Referral(VisibleRecord, Versioned):
    """A request for support for one child or young person. Until it is matched it holds only what it was told."""

    PATH_TO_YOUNG_PERSON = "young_person"
    SCHOOL_SOURCES = ("school_lead", "teacher")

    class State(models.TextChoices):
        RECEIVED = "received", "New"
        NEEDS_INFORMATION = "needs_information", "Needs information"
        ACCEPTED = "accepted", "Accepted"
        ADVICE_GIVEN = "advice_given", "Advice given"
        SIGNPOSTED = "signposted", "Signposted"
        HANDED_OVER = "handed_over", "Handed over"
        MISSING_MIDDLE = "missing_middle", "Missing middle"
        DUPLICATE = "duplicate", "Duplicate"
        DECLINED = "declined", "Not for this team"
        WITHDRAWN = "withdrawn", "Withdrawn"
        CLOSED = "closed", "Closed"

    UNDECIDED = (State.RECEIVED, State.NEEDS_INFORMATION)
    WAITING = (State.RECEIVED, State.NEEDS_INFORMATION, State.ACCEPTED, State.MISSING_MIDDLE)
    OPEN = (*WAITING, State.HANDED_OVER)
    OVER = (State.DUPLICATE, State.DECLINED, State.WITHDRAWN, State.CLOSED)
    ENDED = (State.ADVICE_GIVEN, State.SIGNPOSTED, *OVER)
    DECIDED = (
        State.ACCEPTED,
        State.ADVICE_GIVEN,
        State.SIGNPOSTED,
        State.HANDED_OVER,
        State.MISSING_MIDDLE,
        State.DUPLICATE,
        State.DECLINED,
    )
    # What may follow what. A decision is changed by a new decision, so decided states may follow one another.
    NEXT: ClassVar[dict[str, frozenset[str]]] = {
        State.RECEIVED: frozenset({State.NEEDS_INFORMATION, *DECIDED, State.WITHDRAWN}),
        State.NEEDS_INFORMATION: frozenset(
            {State.RECEIVED, State.NEEDS_INFORMATION, *DECIDED, State.WITHDRAWN}
        ),
        State.ACCEPTED: frozenset({*DECIDED, State.WITHDRAWN, State.CLOSED}),
        State.MISSING_MIDDLE: frozenset({*DECIDED, State.WITHDRAWN, State.CLOSED}),
        State.ADVICE_GIVEN: frozenset({State.ACCEPTED, State.CLOSED}),
        State.SIGNPOSTED: frozenset({State.ACCEPTED, State.CLOSED}),
        State.HANDED_OVER: frozenset({State.ACCEPTED, State.MISSING_MIDDLE, State.CLOSED}),
        State.DUPLICATE: frozenset({State.RECEIVED}),
        State.DECLINED: frozenset({State.RECEIVED}),
        State.WITHDRAWN: frozenset(),
        State.CLOSED: frozenset(),
    }

    COLOURS: ClassVar[dict[str, str]] = {
        State.RECEIVED: "blue",
        State.NEEDS_INFORMATION: "orange",
        State.ACCEPTED: "blue",
        State.HANDED_OVER: "orange",
        State.MISSING_MIDDLE: "orange",
        **dict.fromkeys(ENDED, "white"),
    }

    team = models.ForeignKey(Organisation, models.PROTECT, null=True, blank=True, related_name="referrals")
    school = models.ForeignKey(School, models.PROTECT, null=True, blank=True, related_name="referrals")
    young_person = models.ForeignKey(
        YoungPerson, models.PROTECT, null=True, blank=True, related_name="referrals"
    )
    state = models.CharField(max_length=20, choices=State.choices, default=State.RECEIVED)

    # Who asked, and how it came.
    source = models.CharField(max_length=32)  # a code of "source_of_request"
    route = models.CharField(max_length=20, default="online")  # a code of "routes_received"
    received_on = models.DateField()
    received_at = models.DateTimeField(default=timezone.now)
    asked_by = models.ForeignKey(Membership, models.PROTECT, null=True, blank=True, related_name="asked")
    entered_by = models.ForeignKey(Membership, models.PROTECT, null=True, blank=True, related_name="+")
    requester_name = models.CharField(max_length=100, blank=True)
    requester_relationship = models.CharField(max_length=60, blank=True)
    requester_email = models.EmailField(blank=True)
    requester_telephone = models.CharField(max_length=20, blank=True)

    # Whom it is about, as we were told.
    first_name = models.CharField(max_length=100, blank=True)
    last_name = models.CharField(max_length=100, blank=True)
    known_as = models.CharField(max_length=100, blank=True)
    born_on = models.DateField(null=True, blank=True)
    nhs_number = models.CharField(max_length=10, blank=True)
    year_group = models.CharField(max_length=20, blank=True)
    postcode = models.CharField(max_length=8, blank=True)
    school_as_told = models.CharField(max_length=200, blank=True)

    # Whom in the family to ring, where someone else asked.
    carer_name = models.CharField(max_length=100, blank=True)
    carer_relationship = models.CharField(max_length=60, blank=True)
    carer_telephone = models.CharField(max_length=20, blank=True)
    carer_email = models.EmailField(blank=True)

    # What we were told.
    reasons = models.JSONField(default=list)  # codes of "reasons", the main one first
    worry = models.TextField(blank=True)
    own_words = models.TextField(blank=True)
    how_long = models.CharField(max_length=20, blank=True)
    tried = models.TextField(blank=True)
    already_helping = models.JSONField(default=list, blank=True)
    school_at_risk = models.JSONField(default=list, blank=True)
    risks = models.JSONField(default=list, blank=True)
    names_risk = models.BooleanField(default=False, editable=False)
    risk_words = models.TextField(blank=True)
    hopes = models.TextField(blank=True)
    wishes = models.JSONField(default=dict, blank=True)  # where, when, how
    consents = models.JSONField(default=dict, blank=True)  # purpose: given, refused or not_asked, as told
    has_send = models.BooleanField(null=True, blank=True)

    # What the family or young person agreed that school may know of a request that school did not make.
    school_may_know = models.BooleanField(default=False)
    # A young child's own request, until a person of the team has talked with the child.
    is_read_first = models.BooleanField(default=False)
    awaits_lead = models.BooleanField(default=False)
    lead_approved_on = models.DateField(null=True, blank=True)
    lead_doubts_on = models.DateField(null=True, blank=True)

    # Where it is. Worked out from the events and the decisions each time one is written, so that lists can sort.
    answer_due_on = models.DateField(null=True, blank=True)
    answered_on = models.DateField(null=True, blank=True)
    decided_on = models.DateField(null=True, blank=True)
    help_started_on = models.DateField(null=True, blank=True)
    closed_on = models.DateField(null=True, blank=True)
    owner = models.ForeignKey(
        Membership, models.PROTECT, null=True, blank=True, related_name="owned_referrals"
    )
    next_step = models.CharField(max_length=200, blank=True)
    next_step_due_on = models.DateField(null=True, blank=True)
    search = models.CharField(max_length=500, blank=True, editable=False)

    objects = ReferralQuerySet.as_manager()

    class Meta:
        verbose_name = "request for support"
        verbose_name_plural = "requests for support"
        ordering: ClassVar = ["received_on", "pk"]
        indexes: ClassVar = [
            models.Index(fields=["team", "state", "received_on"], name="referral_by_team_and_state"),
            models.Index(fields=["provider", "state", "received_on"], name="referral_by_provider_state"),
            models.Index(fields=["school", "received_on"], name="referral_by_school"),
            models.Index(fields=["young_person"], name="referral_by_young_person"),
            models.Index(fields=["provider", "team"], name="referral_watched", condition=WATCHED),
            models.Index(
                fields=["provider", "received_on"], name="referral_waiting", condition=WAITING_FOR_HELP
            ),
        ]
        constraints: ClassVar = [
            models.CheckConstraint(
                name="a_referral_is_decided_on_a_day",
                condition=Q(state__in=["received", "needs_information", "withdrawn", "closed"])
                | Q(decided_on__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"Request {self.ref}"

    def save(self, *args: Any, **options: Any) -> None:
        self.search = self.search_text()
        self.names_risk = names_risk(self.reasons, self.risks, self.risk_words)
        if (fields := options.get("update_fields")) is not None:
            options["update_fields"] = {*fields, "search", "names_risk"}
        super().save(*args, **options)

    def search_text(self) -> str:
        words = f"{self.first_name} {self.last_name} {self.known_as} {self.nhs_number} {self.ref}"
        return " ".join(search_words(words))[:500]

    def become(self, state: "Referral.State") -> None:
        """Takes the next state. Raises NotPossible where it may not follow the present one."""
        if state not in self.NEXT[self.state]:
            now, then = self.get_state_display().lower(), state.label.lower()
            raise NotPossible(f"A request that is {now} cannot become {then}")
        self.state = state

    @property
    def status(self) -> Status:
        if self.state == self.State.ACCEPTED and self.help_started_on is not None:
            return Status("Having support", "green")
        return Status(self.get_state_display(), self.COLOURS[self.state])

    @property
    def consults_first(self) -> bool:
        """Whether the team still talks with the school before it decides."""
        return self.next_step == CONSULT_FIRST and self.decided_on is None

    @property
    def is_open(self) -> bool:
        return self.state in self.OPEN

    @property
    def name(self) -> str:
        """The person's name, as the record has it once matched, or as we were told."""
        if self.young_person is not None:
            return self.young_person.name
        return f"{self.first_name} {self.last_name}".strip() or "Name not given"

    @property
    def is_matched(self) -> bool:
        return self.young_person_id is not None
