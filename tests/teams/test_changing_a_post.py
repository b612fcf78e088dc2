"""A post is of another part of a week from a day on, and what it was before stays written down."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from tests import make
from trailblazer.access.models import LogEntry
from trailblazer.access.records import NotPossible
from trailblazer.access.roles import Role
from trailblazer.teams import actions
from trailblazer.teams.models import Post, Team
from trailblazer.teams.questions import staffing, staffing_total

pytestmark = pytest.mark.django_db
DAY, FROM = date(2026, 9, 1), date(2026, 11, 2)


@pytest.fixture
def lead():
    return make.member(role=Role.TEAM_LEAD)


@pytest.fixture
def team(lead):
    return Team.objects.get(pk=lead.organisation_id)


@pytest.fixture
def post(team, lead):
    return Post.objects.create(team=team, role="emhp", starts_on=DAY, holder=lead)


@pytest.fixture
def page(lead, sign_in):
    return sign_in(lead)


def posts_on(team, day):
    return staffing_total(staffing(list(team.posts.on(day)))).posts


def change(post, lead, part="0.60", on=FROM, **more):
    return actions.change_post(post, by=lead, whole_time_equivalent=Decimal(part), on=on, **more)


def test_from_the_day_on_it_is_the_new_part_and_before_it_the_old_one(team, post, lead):
    made = change(post, lead)
    assert (made.role, made.holder, made.starts_on, made.ends_on) == ("emhp", lead, FROM, None)
    for day, part in (
        (DAY, "1.00"),
        (FROM - timedelta(days=1), "1.00"),
        (FROM, "0.60"),
        (make.TODAY, "0.60"),
    ):
        assert posts_on(team, day) == Decimal(part), day
    line = LogEntry.objects.get(what="post changed")
    assert line.before_hash != line.after_hash


def test_it_may_begin_later_and_neither_counts_twice(team, post, lead):
    later = make.TODAY + timedelta(days=30)
    change(post, lead, on=later)
    assert [posts_on(team, day) for day in (make.TODAY, later)] == [Decimal("1.00"), Decimal("0.60")]


def test_the_same_form_sent_twice_changes_it_once(team, post, lead):
    first = change(post, lead, submission_key="a" * 32)
    assert change(post, lead, submission_key="a" * 32) == first
    assert Post.objects.count() == 2


@pytest.mark.parametrize("part", ["0", "1.01", "-0.5"])
def test_a_part_that_cannot_be_is_refused(post, lead, part):
    with pytest.raises(NotPossible, match="more than none"):
        change(post, lead, part)
    assert Post.objects.get().ends_on is None


def test_no_change_a_day_before_it_began_and_a_post_that_ended_are_refused(post, lead):
    with pytest.raises(NotPossible, match="already"):
        change(post, lead, "1.00")
    with pytest.raises(NotPossible, match="starts on 1 September 2026"):
        change(post, lead, on=DAY - timedelta(days=1))
    change(post, lead)
    with pytest.raises(NotPossible, match="has ended"):
        change(post, lead, "0.40")
    assert Post.objects.count() == 2


def test_a_post_of_another_provider_is_not_changed(lead, sign_in):
    theirs = Post.objects.create(team=make.team(), role="emhp", starts_on=DAY)
    with pytest.raises(PermissionDenied):
        change(theirs, lead)
    address = reverse("teams:change_post", args=[theirs.team.ref, theirs.ref])
    assert sign_in(lead).get(address).status_code == 404
    assert Post.objects.get().ends_on is None


def test_the_page_of_the_team_leads_to_the_form_and_shows_what_is_to_come(page, team, post, send):
    address = reverse("teams:change_post", args=[team.ref, post.ref])
    of_team = reverse("teams:team", args=[team.ref])
    assert address in page.get(of_team).content.decode()
    day = {"on_day": 1, "on_month": 12, "on_year": 2026}
    wrong = send(page, address, whole_time_equivalent="none", **day).content.decode()
    assert "Enter a number above 0 and at most 1.00" in wrong
    assert send(page, address, whole_time_equivalent="0.4", **day)["Location"] == of_team
    shown = page.get(of_team).content.decode()
    assert "since 1 September 2026, until 1 December 2026" in shown
    assert "from 1 December 2026" in shown
    assert "0.40" in shown
    assert address not in shown, "what has its end is changed no more"
    assert shown.count(reverse("teams:change_post", args=[team.ref, Post.objects.last().ref])) == 1
