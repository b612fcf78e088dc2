"""What a school keeps about itself as a whole: reviews with their answers and evidence, the plan, and its policies."""

from trailblazer.whole_school.models.plans import PlanLine, PlannedAction, Policy
from trailblazer.whole_school.models.reviews import Agreed, Evidence, Reopening, Respondent, Review

__all__ = ["Agreed", "Evidence", "PlanLine", "PlannedAction", "Policy", "Reopening", "Respondent", "Review"]
