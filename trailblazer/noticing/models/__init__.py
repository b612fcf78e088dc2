"""What is kept of a school's own help: what there is, whom a lead thinks about, who helps whom, and attendance."""

from trailblazer.noticing.models.helped import AttendanceCount, SchoolHelp, education_is_agreed
from trailblazer.noticing.models.own import SchoolSupport, Thought

__all__ = ["AttendanceCount", "SchoolHelp", "SchoolSupport", "Thought", "education_is_agreed"]
