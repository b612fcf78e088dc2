"""What ties an action of a school's plan to what the team does for it."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from trailblazer.access.models import Membership
from trailblazer.activities.models import Order, SchoolActivity
from trailblazer.teams.of_school import OfSchool
from trailblazer.whole_school.models import PlannedAction
from trailblazer.whole_school.models.own import OwnTooQuerySet


class TiedWorkQuerySet(OwnTooQuerySet["TiedWork"]):
    own = "action__owner"

    def standing(self) -> "TiedWorkQuerySet":
        return self.filter(untied_on=None)


class TiedWork(OfSchool):
    """An activity, or an order from the training menu, with which the team does its part of a planned action.

    What became of it is read from the activity, and of an order from the activity that came of it.
    """

    action = models.ForeignKey(PlannedAction, models.PROTECT, related_name="tied_works")
    activity = models.ForeignKey(
        SchoolActivity, models.PROTECT, null=True, blank=True, related_name="tied_works"
    )
    order = models.ForeignKey(Order, models.PROTECT, null=True, blank=True, related_name="tied_works")
    tied_on = models.DateField()
    tied_by = models.ForeignKey(Membership, models.PROTECT, null=True, blank=True, related_name="+")
    untied_on = models.DateField(null=True, blank=True)

    objects = TiedWorkQuerySet.as_manager()

    class Meta:
        verbose_name = "work tied to an action"
        verbose_name_plural = "work tied to actions"
        ordering: ClassVar = ["tied_on", "pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                name="an_action_is_tied_to_an_activity_or_an_order",
                condition=Q(activity=None, order__isnull=False) | Q(activity__isnull=False, order=None),
            ),
            models.UniqueConstraint(
                fields=["action", "activity"],
                condition=Q(untied_on=None, activity__isnull=False),
                name="an_activity_is_tied_to_an_action_once",
            ),
            models.UniqueConstraint(
                fields=["action", "order"],
                condition=Q(untied_on=None, order__isnull=False),
                name="an_order_is_tied_to_an_action_once",
            ),
        ]

    @property
    def done_as(self) -> SchoolActivity | None:
        """The activity itself, or the one that came of the order; None while an order has come to none."""
        return self.order.activity if self.order is not None else self.activity
