"""What is kept of the help itself."""

from trailblazer.care.models.contacts import Contact, Note, Task, Unsent
from trailblazer.care.models.courses import Allocation, Course, EducationCheck, Ending, Transfer
from trailblazer.care.models.groups import Activity, AgreedSplit, Group, GroupMember, GroupSession
from trailblazer.care.models.hand_overs import HandOver, HandOverStep, Transition, WhileWaiting
from trailblazer.care.models.plans import FIVE_AREAS, Assessment, Goal, GoalRating, Plan, PlanPart, Score
from trailblazer.care.models.visits import AwayDay, CalendarFeed, SavedView, Visit

__all__ = [
    "FIVE_AREAS",
    "Activity",
    "AgreedSplit",
    "Allocation",
    "Assessment",
    "AwayDay",
    "CalendarFeed",
    "Contact",
    "Course",
    "EducationCheck",
    "Ending",
    "Goal",
    "GoalRating",
    "Group",
    "GroupMember",
    "GroupSession",
    "HandOver",
    "HandOverStep",
    "Note",
    "Plan",
    "PlanPart",
    "SavedView",
    "Score",
    "Task",
    "Transfer",
    "Transition",
    "Unsent",
    "Visit",
    "WhileWaiting",
]
