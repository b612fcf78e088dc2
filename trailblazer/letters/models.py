"""The outbox: every letter and message, held where consent or quiet mode says so, sent after the change is saved."""

from datetime import date
from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils import timezone

from trailblazer.access.models import Membership, Organisation, Outgoing
from trailblazer.access.records import VisibleQuerySet, VisibleRecord
from trailblazer.access.roles import Permission
from trailblazer.young_people.models import Carer, YoungPerson

SAFEGUARDING = "safeguarding"  # the purpose of a letter that goes whatever was consented to


class LetterQuerySet(VisibleQuerySet["Letter"]):
    permission = Permission.SEE_LETTERS

    def scope(self, member: Membership) -> Q:
        """A letter for somebody's safety is there only for those who may read of safeguarding."""
        reads_all = member.may(Permission.SEE_SAFEGUARDING)
        return super().scope(member) & (Q() if reads_all else ~Q(purpose=SAFEGUARDING))

    def waiting(self) -> "LetterQuerySet":
        """What goes out by itself, longest waiting first. Post waits for a person to print it."""
        return self.filter(state="queued", channel__in=self.model.GO_BY_THEMSELVES).order_by(
            "queued_at", "pk"
        )


OWN_LINK = "[their own link]"  # stands in the words of a letter for an address that only its reader may know


class Letter(VisibleRecord, Outgoing):
    """One message to one person by one channel."""

    PATH_TO_YOUNG_PERSON = "young_person"
    FORGOTTEN_WHEN_SENT: ClassVar = {"own_link": ""}

    class State(models.TextChoices):
        QUEUED = "queued", "Waiting to be sent"
        SENT = "sent", "Sent"
        HELD = "held", "Held back"
        FAILED = "failed", "Could not be sent"

    class Channel(models.TextChoices):
        EMAIL = "email", "Email"
        TEXT = "text", "Text message"
        POST = "post", "Post"

    GO_BY_THEMSELVES = (Channel.EMAIL, Channel.TEXT)

    team = models.ForeignKey(Organisation, models.PROTECT, null=True, blank=True, related_name="+")
    young_person = models.ForeignKey(
        YoungPerson, models.PROTECT, null=True, blank=True, related_name="letters"
    )
    about = models.CharField(max_length=16, blank=True, db_index=True)
    template = models.CharField(max_length=60)
    channel = models.CharField(max_length=8, choices=Channel.choices, default=Channel.EMAIL)
    recipient_kind = models.CharField(max_length=20)  # young_person, parent, school, gp, requester, staff
    carer = models.ForeignKey(Carer, models.SET_NULL, null=True, blank=True, related_name="+")
    recipient_name = models.CharField(max_length=100, blank=True)
    address = models.CharField(max_length=254)
    subject = models.CharField(max_length=200)
    body = models.TextField()
    own_link = models.CharField(
        max_length=300, blank=True
    )  # what OWN_LINK stands for, until the letter is sent
    state = models.CharField(max_length=8, choices=State.choices, default=State.QUEUED)
    hold_reason = models.CharField(max_length=300, blank=True)
    queued_at = models.DateTimeField(default=timezone.now)
    queued_by = models.ForeignKey(Membership, models.PROTECT, null=True, blank=True, related_name="+")
    purpose = models.CharField(max_length=32, blank=True)

    objects = LetterQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["-queued_at", "-pk"]
        indexes: ClassVar = [
            models.Index(fields=["state", "queued_at"], name="letter_by_state"),
            models.Index(fields=["provider", "team", "-queued_at"], name="letter_of_team"),
        ]
        constraints: ClassVar = [
            models.CheckConstraint(
                name="a_letter_held_back_says_why", condition=~Q(state="held") | ~Q(hold_reason="")
            ),
            models.CheckConstraint(
                name="a_sent_letter_has_its_moment", condition=~Q(state="sent") | Q(sent_at__isnull=False)
            ),
            models.CheckConstraint(
                name="a_sent_letter_keeps_no_secret", condition=~Q(state="sent") | Q(own_link="")
            ),
        ]

    @property
    def has_lost_its_link(self) -> bool:
        """It was sent once, so the address that its words speak of is forgotten here."""
        return OWN_LINK in self.body and not self.own_link

    @property
    def words(self) -> str:
        """What whoever it is for reads, their own link included. Nobody else is shown it."""
        return self.body.replace(OWN_LINK, self.own_link or OWN_LINK)


class LetterTemplateQuerySet(VisibleQuerySet["LetterTemplate"]):
    permission = Permission.SEE_LETTERS

    def in_force(self, team_id: int | None, today: date) -> dict[str, "LetterTemplate"]:
        """For each code what the team wrote last of all that is in force; also where that says that it ended."""
        written = self.filter(team=team_id, in_force_from__lte=today).select_related("by__user")
        return {one.code: one for one in written.order_by("in_force_from", "pk")}


class LetterTemplate(VisibleRecord):
    """A letter in a team's own words, in force from a day. Appended: what was in force before stays to be read."""

    PATH_TO_YOUNG_PERSON: ClassVar[str | None] = None

    team = models.ForeignKey(Organisation, models.PROTECT, null=True, blank=True, related_name="+")
    code = models.CharField(
        max_length=60
    )  # one of data/letters.toml, or a reference for one of the team's own
    name = models.CharField(max_length=100)
    recipient_kinds = models.JSONField(default=list)
    channels = models.JSONField(default=list)
    subject = models.CharField(max_length=200, blank=True)
    words = models.TextField(blank=True)
    in_force_from = models.DateField()
    is_ended = models.BooleanField(default=False)  # from that day on the built-in words hold again, or none
    by = models.ForeignKey(Membership, models.PROTECT, null=True, blank=True, related_name="+")
    recorded_at = models.DateTimeField(default=timezone.now)

    objects = LetterTemplateQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["-in_force_from", "-pk"]
        indexes: ClassVar = [
            models.Index(fields=["team", "code", "in_force_from"], name="letter_template_in_force")
        ]
        constraints: ClassVar = [
            models.CheckConstraint(
                name="a_template_in_force_has_words", condition=Q(is_ended=True) | ~Q(words="")
            )
        ]
