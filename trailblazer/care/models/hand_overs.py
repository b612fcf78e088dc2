"""Hand-overs to other services, followed until somebody has the young person; and changes of age or school to come."""

from datetime import date
from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils import timezone

from trailblazer.access.models import Membership, Organisation
from trailblazer.access.records import Versioned, with_nobody
from trailblazer.care.models.courses import Course
from trailblazer.care.models.of_care import OfPerson, OfPersonQuerySet
from trailblazer.domain import hand_overs as rules
from trailblazer.domain.hand_overs import Step
from trailblazer.places.models import School
from trailblazer.referrals.models import Referral
from trailblazer.young_people.models import Consent


class HandOverQuerySet(OfPersonQuerySet["HandOver"]):
    def scope_of_team(self, member: Membership) -> Q:
        """A team that is to receive a young person sees the hand-over, and no more until it accepts."""
        return super().scope_of_team(member) | Q(to_team=member.organisation_id)

    def open(self) -> "HandOverQuerySet":
        """Something is still owed: an answer, a day to ask again, or what happens instead."""
        return self.filter(settled_on=None, state__in=HandOver.OPEN)

    def unanswered(self) -> "HandOverQuerySet":
        """Sent, and nobody there has said yes or no. Whoever is shown the way is not sent."""
        return self.open().filter(state__in=HandOver.UNANSWERED).exclude(kind=HandOver.Kind.SIGNPOST)

    def came_back(self) -> "HandOverQuerySet":
        """Declined, handed back or lost, and nobody has said what happens instead."""
        return self.open().filter(state__in=HandOver.CAME_BACK)

    def in_the_way(self) -> "HandOverQuerySet":
        """What keeps somebody from being closed: nobody there has answered, or they have come back."""
        return self.unanswered() | self.came_back()

    def to_follow_up(self, today: date) -> "HandOverQuerySet":
        """The day to ask again has come."""
        return self.open().filter(Q(follow_up_on=None) | Q(follow_up_on__lte=today))

    def nobodys(self, today: date) -> "HandOverQuerySet":
        """Open, and nobody follows it, or whoever did has left."""
        return self.open().filter(with_nobody(today))

    def to_answer_by(self, organisation_id: int) -> "HandOverQuerySet":
        """Those that a team is to accept or decline."""
        return self.open().filter(to_team=organisation_id, state__in=HandOver.UNANSWERED)


class HandOver(OfPerson, Versioned):
    """A young person is passed, or shown the way, to another service: a closed loop."""

    class State(models.TextChoices):
        SENT = "sent", "Sent"
        RECEIVED = "received", "Received"
        ACCEPTED = "accepted", "Accepted"
        WAITING = "waiting", "Waiting there"
        MET = "met", "First contact there"
        STARTED = "started", "Help started there"
        DECLINED = "declined", "Said no"
        HANDED_BACK = "handed_back", "Handed back"
        LOST = "lost", "Lost from sight"

    UNANSWERED = (State.SENT, State.RECEIVED)
    CAME_BACK = (State.DECLINED, State.HANDED_BACK, State.LOST)
    OPEN = (*UNANSWERED, State.ACCEPTED, State.WAITING, State.MET, *CAME_BACK)
    # The colour of each tag. The words say the same.
    COLOURS: ClassVar[dict[str, str]] = {
        State.SENT: "blue",
        State.RECEIVED: "green",
        State.ACCEPTED: "blue",
        State.WAITING: "blue",
        State.MET: "blue",
        State.STARTED: "white",
        State.DECLINED: "orange",
        State.HANDED_BACK: "orange",
        State.LOST: "red",
    }

    class Kind(models.TextChoices):
        SIGNPOST = "signpost", "Signposted"
        SERVICE = "service", "Another service"
        SPECIALIST = "specialist", "Specialist NHS service"
        TRANSITION = "transition", "Next school, team or adult service"

    referral = models.ForeignKey(Referral, models.PROTECT, null=True, blank=True, related_name="hand_overs")
    course = models.ForeignKey(Course, models.PROTECT, null=True, blank=True, related_name="hand_overs")
    kind = models.CharField(max_length=12, choices=Kind.choices)
    to_name = models.CharField(max_length=120)
    to_contact = models.CharField(max_length=200, blank=True)
    to_team = models.ForeignKey(Organisation, models.PROTECT, null=True, blank=True, related_name="+")
    to_school = models.ForeignKey(School, models.PROTECT, null=True, blank=True, related_name="+")
    reason = models.CharField(max_length=32)  # a code of "hand_over_reasons"
    summary = models.TextField(blank=True)  # what was sent, in the very words
    consent = models.ForeignKey(Consent, models.PROTECT, null=True, blank=True, related_name="+")
    without_consent_reason = models.CharField(max_length=300, blank=True)
    state = models.CharField(max_length=12, choices=State.choices, default=State.SENT)
    sent_on = models.DateField()
    follow_up_on = models.DateField(null=True, blank=True)
    owner = models.ForeignKey(Membership, models.PROTECT, null=True, blank=True, related_name="hand_overs")
    settled_on = models.DateField(null=True, blank=True)  # nothing more is owed
    settled_why = models.CharField(max_length=300, blank=True)
    help_ended_on = models.DateField(null=True, blank=True)  # our own help, while this was followed on
    help_ended_why = models.CharField(max_length=300, blank=True)

    objects = HandOverQuerySet.as_manager()

    class Meta:
        verbose_name = "hand-over"
        ordering: ClassVar = ["-sent_on", "-pk"]
        indexes: ClassVar = [models.Index(fields=["team", "state"], name="hand_over_by_team_and_state")]

    @property
    def is_open(self) -> bool:
        return self.settled_on is None and self.state in self.OPEN

    @property
    def has_come_back(self) -> bool:
        return self.is_open and self.state in self.CAME_BACK

    @property
    def is_to_answer(self) -> bool:
        """Whether a team of ours is to accept or decline it."""
        return self.is_open and self.to_team_id is not None and self.state in self.UNANSWERED

    @property
    def colour(self) -> str:
        return self.COLOURS[self.state] if self.is_open else "white"


class HandOverStepQuerySet(OfPersonQuerySet["HandOverStep"]):
    def scope_of_team(self, member: Membership) -> Q:
        return super().scope_of_team(member) | Q(hand_over__to_team=member.organisation_id)


class HandOverStep(OfPerson):
    """What happened to a hand-over, on a day. Appended; a correction supersedes the one it names."""

    hand_over = models.ForeignKey(HandOver, models.PROTECT, related_name="steps")
    state = models.CharField(max_length=12, choices=HandOver.State.choices)
    happened_on = models.DateField()
    words = models.CharField(max_length=300, blank=True)
    by = models.ForeignKey(Membership, models.PROTECT, null=True, blank=True, related_name="+")
    recorded_at = models.DateTimeField(default=timezone.now)
    supersedes = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, related_name="superseded_by"
    )

    objects = HandOverStepQuerySet.as_manager()

    class Meta:
        verbose_name = "step of a hand-over"
        verbose_name_plural = "steps of hand-overs"
        ordering: ClassVar = ["happened_on", "pk"]

    def as_rule(self) -> Step:
        """The step as the rules read it."""
        return Step(rules.State(self.state), self.happened_on, self.pk, self.supersedes_id)


class WhileWaitingQuerySet(OfPersonQuerySet["WhileWaiting"]):
    pass


class WhileWaiting(OfPerson):
    """Support offered while somebody waits, here or elsewhere, and whether it was taken."""

    referral = models.ForeignKey(Referral, models.PROTECT, null=True, blank=True, related_name="+")
    hand_over = models.ForeignKey(
        HandOver, models.PROTECT, null=True, blank=True, related_name="support_meanwhile"
    )
    offered_on = models.DateField()
    what = models.CharField(max_length=32)  # a code of "while_waiting"
    words = models.CharField(max_length=300, blank=True)
    was_taken = models.BooleanField(null=True, blank=True)
    by = models.ForeignKey(Membership, models.PROTECT, null=True, blank=True, related_name="+")

    objects = WhileWaitingQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["-offered_on", "-pk"]


class TransitionQuerySet(OfPersonQuerySet["Transition"]):
    def open(self) -> "TransitionQuerySet":
        return self.filter(state__in=Transition.OPEN)

    def nobodys(self, today: date) -> "TransitionQuerySet":
        """Open, and nobody sees to it, or whoever did has left."""
        return self.open().filter(with_nobody(today))


class Transition(OfPerson, Versioned):
    """A change of school, service or rights to come, found a term ahead, followed until somebody has received it."""

    class State(models.TextChoices):
        FOUND = "found", "To plan"
        PLANNED = "planned", "Planned"
        HANDED_OVER = "handed_over", "Handed over"
        RECEIVED = "received", "Received"
        NOT_NEEDED = "not_needed", "Not needed"

    OPEN = (State.FOUND, State.PLANNED, State.HANDED_OVER)

    kind = models.CharField(max_length=20)  # a code of "transitions"
    due_on = models.DateField()
    found_on = models.DateField()
    state = models.CharField(max_length=12, choices=State.choices, default=State.FOUND)
    owner = models.ForeignKey(Membership, models.PROTECT, null=True, blank=True, related_name="+")
    next_school = models.ForeignKey(School, models.PROTECT, null=True, blank=True, related_name="+")
    hand_over = models.ForeignKey(HandOver, models.PROTECT, null=True, blank=True, related_name="transitions")
    words = models.CharField(max_length=300, blank=True)  # what is planned, or why none is needed

    objects = TransitionQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["due_on", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["young_person", "kind", "due_on"], name="each_transition_of_a_person_once"
            )
        ]
