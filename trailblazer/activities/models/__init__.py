"""What a team does for whole schools, what it offers, what a school orders, and what people said of it."""

from trailblazer.activities.models.feedback import Feedback
from trailblazer.activities.models.held import SchoolActivity
from trailblazer.activities.models.menu import Material, MenuItem, Order

__all__ = ["Feedback", "Material", "MenuItem", "Order", "SchoolActivity"]
