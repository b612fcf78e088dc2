"""What advice, liaison and meetings leave on the record of one young person. No page of a school shows any of it."""

from typing import ClassVar

from django.db import models
from simple_history.models import HistoricalRecords

from trailblazer.access.models import Membership
from trailblazer.access.records import Versioned
from trailblazer.access.roles import Permission
from trailblazer.care.models import Activity
from trailblazer.care.models.of_care import OfPerson, OfPersonQuerySet
from trailblazer.referrals.models import Referral


class IndirectActivityQuerySet(OfPersonQuerySet["IndirectActivity"]):
    permission = Permission.SEE_NOTES

    def standing(self) -> "IndirectActivityQuerySet":
        return self.filter(activity__is_in_error=False)


class IndirectActivity(OfPerson):
    """That a piece of work was about this young person without them: nationally, indirect activity of their request."""

    activity = models.OneToOneField(Activity, models.PROTECT, related_name="indirect")
    referral = models.ForeignKey(Referral, models.PROTECT, null=True, blank=True, related_name="+")
    words = models.CharField(max_length=300, blank=True)  # what was decided about them

    objects = IndirectActivityQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "indirect activities"
        ordering: ClassVar = ["-activity__happened_on", "-pk"]


class MeetingRoundQuerySet(OfPersonQuerySet["MeetingRound"]):
    permission = Permission.SEE_NOTES


class MeetingRound(OfPerson, Versioned):
    """A meeting round one young person: who came, by role, and what was decided. Its actions are tasks or others'."""

    activity = models.OneToOneField(Activity, models.PROTECT, related_name="meeting_round")
    came = models.JSONField(default=list)  # codes of "meeting_roles"
    decisions = models.TextField()
    history = HistoricalRecords()

    objects = MeetingRoundQuerySet.as_manager()

    class Meta:
        verbose_name = "meeting round a young person"
        ordering: ClassVar = ["-activity__happened_on", "-pk"]


class OutsideActionQuerySet(OfPersonQuerySet["OutsideAction"]):
    permission = Permission.SEE_NOTES

    def open(self) -> "OutsideActionQuerySet":
        return self.filter(done_on=None)


class OutsideAction(OfPerson, Versioned):
    """What somebody outside the team said they would do, by a day. In view until it is done."""

    meeting = models.ForeignKey(MeetingRound, models.PROTECT, related_name="outside_actions")
    owner_name = models.CharField(max_length=80)  # "SENCO", "Ms Adeyemi, social worker"
    words = models.CharField(max_length=200)
    due_on = models.DateField()
    asked_by = models.ForeignKey(Membership, models.PROTECT, null=True, blank=True, related_name="+")
    done_on = models.DateField(null=True, blank=True)
    done_words = models.CharField(max_length=200, blank=True)

    objects = OutsideActionQuerySet.as_manager()

    class Meta:
        verbose_name = "action of somebody outside"
        ordering: ClassVar = ["due_on", "pk"]
