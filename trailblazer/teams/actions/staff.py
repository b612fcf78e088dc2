"""The posts of a team: added, filled, changed and ended."""

from datetime import date
from decimal import Decimal

from trailblazer.access.doors import action
from trailblazer.access.models import Membership
from trailblazer.access.records import Actor, NotPossible
from trailblazer.access.roles import Permission
from trailblazer.domain.codes import load
from trailblazer.teams.models import Post, Team
from trailblazer.teams.scope import may_keep, refuse_unless


@action(Permission.KEEP_TEAMS, logged_as="post added")
def add_post(
    team: Team,
    *,
    by: Actor,
    role: str,
    whole_time_equivalent: Decimal,
    starts_on: date,
    holder: Membership | None = None,
) -> Post:
    """A post from a day; without a holder it is vacant. `role` is a code of the list "staff_roles"."""
    refuse_unless(may_keep(team.organisation.provider_id, by))
    load("staff_roles")[role]
    _refuse_an_odd_part(whole_time_equivalent)
    _refuse_a_stranger(team, holder)
    return Post.objects.create(
        team=team, role=role, whole_time_equivalent=whole_time_equivalent, starts_on=starts_on, holder=holder
    )


@action(Permission.KEEP_TEAMS, logged_as="post filled or vacated")
def fill_post(post: Post, *, by: Actor, holder: Membership | None) -> Post:
    refuse_unless(may_keep(post.team.organisation.provider_id, by))
    if post.ends_on is not None:
        raise NotPossible("This post has ended.")
    _refuse_a_stranger(post.team, holder)
    post.holder = holder
    post.save(update_fields=["holder"])
    return post


@action(Permission.KEEP_TEAMS, logged_as="post changed")
def change_post(post: Post, *, by: Actor, whole_time_equivalent: Decimal, on: date) -> Post:
    """From this day the post is of another part of a week, with the same holder. What it was before stays written down.

    Gives the post that begins on this day.
    """
    refuse_unless(may_keep(post.team.organisation.provider_id, by))
    _refuse_an_odd_part(whole_time_equivalent)
    if whole_time_equivalent == post.whole_time_equivalent:
        raise NotPossible(f"This post is {post.whole_time_equivalent} already.")
    _end(post, on)
    return Post.objects.create(
        team=post.team,
        role=post.role,
        whole_time_equivalent=whole_time_equivalent,
        starts_on=on,
        holder=post.holder,
    )


@action(Permission.KEEP_TEAMS, logged_as="post ended")
def end_post(post: Post, *, by: Actor, on: date) -> Post:
    """From this day the post is no longer there."""
    refuse_unless(may_keep(post.team.organisation.provider_id, by))
    _end(post, on)
    return post


def _end(post: Post, on: date) -> None:
    if post.ends_on is not None:
        raise NotPossible("This post has ended.")
    if on < post.starts_on:
        raise NotPossible(
            f"This post starts on {post.starts_on.day} {post.starts_on:%B %Y}. Enter that day or a later one."
        )
    post.ends_on = on
    post.save(update_fields=["ends_on"])


def _refuse_an_odd_part(whole_time_equivalent: Decimal) -> None:
    if not 0 < whole_time_equivalent <= 1:
        raise NotPossible("A post is more than none and at most 1.00 whole time.")


def _refuse_a_stranger(team: Team, holder: Membership | None) -> None:
    if holder is not None and holder.organisation_id != team.pk:
        raise NotPossible("Only a member of the team can hold one of its posts.")
