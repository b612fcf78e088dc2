"""What every change of a review asks first: that it is open, and what its tool is."""

from trailblazer.access.records import NotPossible
from trailblazer.domain.review_tools import Tool
from trailblazer.whole_school.models import Review
from trailblazer.whole_school.tools import tool_by_id


def common_of_review(review: Review) -> dict[str, object]:
    """The columns of a record that belongs to a review."""
    return {
        "review": review,
        "school_id": review.school_id,
        "team_id": review.team_id,
        "provider_id": review.provider_id,
    }


def tool_of(review: Review) -> Tool:
    tool = tool_by_id(review.tool)
    if tool is None:
        raise NotPossible("The tool of this review is no longer known here. What was agreed stays to be read")
    return tool


def must_be_open(review: Review) -> None:
    if review.is_finished:
        raise NotPossible("This review is agreed, and can only be read. Open it again first, with a reason")
