"""A cohort of schools and their partners: who is in it, what they rate, what they agreed to do, the map they made."""

from trailblazer.joint_working.models.agreed import ActionLook, ActionOwner, JointAction, MapNote
from trailblazer.joint_working.models.cohorts import Cohort, Participant
from trailblazer.joint_working.models.ratings import Rating, Reminder

__all__ = [
    "ActionLook",
    "ActionOwner",
    "Cohort",
    "JointAction",
    "MapNote",
    "Participant",
    "Rating",
    "Reminder",
]
