"""A review is begun, and colleagues are asked to rate: by account, who are told by a letter, or by a secret link."""

from collections.abc import Sequence
from datetime import timedelta

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from trailblazer.access import today
from trailblazer.access.doors import action
from trailblazer.access.models import Membership
from trailblazer.access.records import Actor, NotPossible
from trailblazer.access.references import new_ref
from trailblazer.access.roles import Permission
from trailblazer.domain.review_tools import MOST_RESPONDENTS
from trailblazer.domain.terms import school_year_of
from trailblazer.letters.actions import queue
from trailblazer.letters.catalogue import kind_of
from trailblazer.letters.recipients import Recipient
from trailblazer.places.models import School
from trailblazer.teams.of_school import common_of
from trailblazer.whole_school import links
from trailblazer.whole_school.colleagues import people_of
from trailblazer.whole_school.models import Respondent, Review
from trailblazer.whole_school.open_reviews import common_of_review, must_be_open, tool_of
from trailblazer.whole_school.tools import tool_by_id

LINK_OPEN_FOR = timedelta(days=28)


@action(Permission.KEEP_SCHOOL_WORK, logged_as="school review begun")
def begin_review(school: School, *, by: Actor, tool: str, will_answer: bool = True) -> Review:
    """Begins this school year's review with a tool; whoever begins it is asked first, unless they say no."""
    common, on = common_of(school, by), today.today()
    found = tool_by_id(tool)
    if found is None or not found.is_in_force(on):
        raise NotPossible("Choose one of the tools")
    year = school_year_of(on)
    if Review.objects.filter(school=school, tool=tool, year=year.starts_in).exists():
        raise NotPossible(f"There is a review with this tool for {year} already. Go on with that one")
    review = Review.objects.create(
        **common, tool=tool, year=year.starts_in, begun_on=on, begun_by=by.membership
    )
    if will_answer and by.membership is not None:
        _ask_member(review, by.membership, by)
    return review


@action(Permission.KEEP_SCHOOL_WORK, logged_as="colleagues asked to rate")
def ask_members(review: Review, *, by: Actor, members: Sequence[Membership]) -> Review:
    """Asks people with an account of the school, or of its team. Each is told by a letter."""
    must_be_open(review)
    for member in members:
        _ask_member(review, member, by)
    return review


def _ask_member(review: Review, member: Membership, by: Actor) -> None:
    if not people_of(review.school, review.team).filter(pk=member.pk).exists():
        raise PermissionDenied
    asked = review.respondents.filter(taken_out_at=None)
    if asked.filter(member__user=member.user_id).exists():
        raise NotPossible(f"{member.user.name} is asked already. Each answers once")
    _must_have_room(review)
    made = Respondent.objects.create(
        **common_of_review(review),
        member=member,
        name=member.user.name,
        asked_by=by.membership,
        asked_at=today.now(),
    )
    if by.membership is None or by.membership.user_id != member.user_id:
        _tell(made, by)


def _tell(asked: Respondent, by: Actor) -> None:
    """A message with the way to the page. Whoever begins a review and rates it too knows already."""
    member, review = asked.member, asked.review
    assert member is not None, "who has no account is told by whoever sends them the link"
    queue(
        "review_asked",
        to=Recipient("staff", member.user.name, member.user.email),
        subject=kind_of("review_asked").subject,
        words={
            "name": member.user.name,
            "school": review.school.name,
            "review": tool_of(review).name,
            "link": f"{settings.ORIGIN}{reverse('whole_school:answer', args=[asked.ref])}",
        },
        provider=review.provider,
        team=review.team,
        by=by,
        about=asked.ref,
    )


def _must_have_room(review: Review) -> None:
    if review.respondents.filter(taken_out_at=None).count() >= MOST_RESPONDENTS:
        raise NotPossible(
            f"{MOST_RESPONDENTS} are asked, and more cannot be. Take out somebody who does not answer"
        )


@action(Permission.KEEP_SCHOOL_WORK, logged_as="somebody asked to rate by link")
def ask_by_link(review: Review, *, by: Actor, name: str) -> Respondent:
    """Makes a secret link for somebody without an account. It opens this review for 28 days, until it is answered."""
    must_be_open(review)
    name = " ".join(name.split())
    if review.respondents.filter(taken_out_at=None, name__iexact=name).exists():
        raise NotPossible("Somebody is asked under that name already. Each answers once: give another name")
    _must_have_room(review)
    now, ref = today.now(), new_ref()
    made = Respondent(
        **common_of_review(review),
        ref=ref,
        name=name,
        asked_by=by.membership,
        asked_at=now,
        expires_at=now + LINK_OPEN_FOR,
    )
    made.secret_hash = links.LINKS.hash_of(made)
    made.save()
    return made


@action(Permission.KEEP_SCHOOL_WORK, logged_as="somebody taken out of a review")
def take_out(respondent: Respondent, *, by: Actor) -> Respondent:
    """Somebody who was asked does not answer. Their link opens nothing any more."""
    must_be_open(respondent.review)
    if not respondent.is_waiting:
        raise NotPossible("They have answered, so what they said stays")
    respondent.taken_out_at = today.now()
    respondent.ratings, respondent.notes, respondent.seen = {}, {}, []
    respondent.save(update_fields=["taken_out_at", "ratings", "notes", "seen"])
    return respondent
