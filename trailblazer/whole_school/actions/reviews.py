"""What can be done about a review that is open: answer, agree, finish; and open it again."""

from collections.abc import Mapping
from datetime import date

from django.core.exceptions import PermissionDenied

from trailblazer.access import today
from trailblazer.access.doors import action
from trailblazer.access.records import Actor, NotPossible, Visitor
from trailblazer.access.roles import Permission
from trailblazer.domain.review_tools import Tool, may_see_answers, needs_reason
from trailblazer.whole_school.models import Agreed, Reopening, Respondent, Review
from trailblazer.whole_school.open_reviews import common_of_review, must_be_open, tool_of


@action(Permission.ANSWER_REVIEWS, logged_as="ratings of an area kept")
def keep_area(
    respondent: Respondent, *, by: Actor, area: str, ratings: Mapping[str, int], notes: Mapping[str, str]
) -> Respondent:
    """Keeps the ratings of one area as far as they are given; an item that is left out is not rated."""
    _must_be_theirs(respondent, by)
    tool = tool_of(respondent.review)
    of_area = tool.area(area)
    if of_area is None:
        raise NotPossible("There is no such area")
    items = {item.id for item in of_area.items}
    _must_hold(tool, ratings, items)
    others = {item: rating for item, rating in respondent.ratings.items() if item not in items}
    said = {item: words for item, words in respondent.notes.items() if item not in items}
    respondent.ratings = others | dict(ratings)
    respondent.notes = said | {item: words.strip() for item, words in notes.items() if words.strip()}
    respondent.seen = sorted({*respondent.seen, area})
    respondent.save(update_fields=["ratings", "notes", "seen"])
    return respondent


def _must_be_theirs(respondent: Respondent, by: Actor) -> None:
    """Nobody answers for somebody else, and nobody twice."""
    is_visitor = isinstance(by, Visitor) and respondent.member_id is None
    if not is_visitor and (by.membership is None or respondent.member_id != by.membership.pk):
        raise PermissionDenied
    if respondent.answered_at is not None:
        raise NotPossible("You have answered already. Each answers once")
    if respondent.taken_out_at is not None or respondent.review.is_finished:
        raise NotPossible("This review takes no more answers")
    if is_visitor and not respondent.can_be_opened(today.now()):
        raise NotPossible("This link has run out. Ask for a new one")


def _must_hold(tool: Tool, ratings: Mapping[str, int], items: set[str]) -> None:
    if not set(ratings) <= items or not all(tool.holds(rating) for rating in ratings.values()):
        raise NotPossible(f"Choose a rating from {tool.lowest} to {tool.highest}")


@action(Permission.ANSWER_REVIEWS, logged_as="review answered")
def send_answers(respondent: Respondent, *, by: Actor) -> Respondent:
    """From here on these answers count, and stay as they are."""
    _must_be_theirs(respondent, by)
    if not respondent.ratings:
        raise NotPossible("Rate at least one thing before you send")
    respondent.answered_at = today.now()
    respondent.save(update_fields=["answered_at"])
    return respondent


@action(Permission.KEEP_SCHOOL_WORK, logged_as="ratings of an area agreed")
def agree_area(
    review: Review, *, by: Actor, area: str, ratings: Mapping[str, int], why: Mapping[str, str]
) -> Review:
    """Keeps what colleagues agreed for the items of one area. An item that is left out has no agreed rating."""
    must_be_open(review)
    _must_have_answers(review, by)
    tool = tool_of(review)
    of_area = tool.area(area)
    if of_area is None:
        raise NotPossible("There is no such area")
    _must_hold(tool, ratings, {item.id for item in of_area.items})
    given = [one.ratings for one in review.respondents.answered()]
    for item in of_area.items:
        if item.id not in ratings:
            review.agreed.filter(item=item.id).delete()
            continue
        rating, words = ratings[item.id], why.get(item.id, "").strip()
        said = [one[item.id] for one in given if item.id in one]
        if needs_reason(said, rating) and not words:
            raise NotPossible(f"Say in a line why {rating} was agreed for “{item.text}”: colleagues differed")
        Agreed.objects.update_or_create(
            review=review,
            item=item.id,
            defaults={
                **common_of_review(review),
                "rating": rating,
                "why": words,
                "by": by.membership,
                "agreed_at": today.now(),
            },
        )
    return review


def _must_have_answers(review: Review, by: Actor) -> None:
    """There is something to agree on, and whoever agrees may see it."""
    found = review.respondents.filter(taken_out_at=None)
    if not found.answered().exists():
        raise NotPossible("Nobody has answered yet, so there is nothing to agree on")
    own = found.filter(member=by.membership).first()
    if not may_see_answers(
        is_asked=own is not None,
        has_answered=own is not None and own.answered_at is not None,
        still_waiting=found.filter(answered_at=None).count(),
    ):
        words = "Answer first" if own is not None else "Wait until everyone who is asked has answered"
        raise NotPossible(f"{words}. Then you see what others said")


@action(Permission.KEEP_SCHOOL_WORK, logged_as="review agreed")
def finish_review(review: Review, *, by: Actor, agreed_on: date, agreed_with: str = "") -> Review:
    """The review is agreed on a day, and read-only from then on."""
    must_be_open(review)
    _must_have_answers(review, by)
    if not review.agreed.exists():
        raise NotPossible("Agree on the rating of at least one item first")
    if not review.begun_on <= agreed_on <= today.today():
        raise NotPossible("Enter the day it was agreed: not before it was begun, and today at the latest")
    review.agreed_on, review.agreed_with, review.agreed_by = agreed_on, agreed_with.strip(), by.membership
    review.save()
    return review


@action(Permission.KEEP_SCHOOL_WORK, logged_as="review opened again")
def reopen_review(review: Review, *, by: Actor, reason: str) -> Review:
    """A finished review can be changed again. That it was, and why, stays to be read."""
    if review.agreed_on is None:
        raise NotPossible("This review is open")
    if not reason.strip():
        raise NotPossible("Enter why it is opened again")
    Reopening.objects.create(
        **common_of_review(review),
        reason=reason.strip(),
        was_agreed_on=review.agreed_on,
        by=by.membership,
        reopened_at=today.now(),
    )
    review.agreed_on, review.agreed_by = None, None
    review.save()
    return review
