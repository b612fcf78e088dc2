"""Whoever is asked to rate is told by a letter, and it waits where they start until it is sent or not asked for."""

import pytest
from django.urls import reverse

from tests import make
from tests.whole_school.reviewing import TOOL, answers, colleague, rated, served_school
from trailblazer.access.roles import Role
from trailblazer.letters.models import Letter
from trailblazer.whole_school import actions

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("on_the_day")]
WAITS, COUNTED = "You are asked to rate", "to rate"


def test_it_is_told_once_and_waits_until_it_is_answered_taken_out_or_agreed(team, sign_in, settings):
    school = served_school(team, name="Marlpit High School")
    lead, asker = make.member(school), make.member(team, Role.SUPERVISOR)
    first, second, third = (colleague(school, name=name) for name in ("Ada", "Ben", "Cy"))
    review = actions.begin_review(school, by=lead, tool=TOOL)
    assert not Letter.objects.exists(), "who begins it knows of it"
    actions.ask_members(review, by=lead, members=[first, second, third])
    actions.ask_members(review, by=asker, members=[asker])
    asked = review.respondents.get(member=first)
    letters = Letter.objects.filter(template="review_asked")
    assert sorted(letters.values_list("address", flat=True)) == sorted(
        one.user.email for one in (first, second, third)
    )
    page = reverse("whole_school:answer", args=[asked.ref])
    body = letters.get(about=asked.ref).body
    assert f"{settings.ORIGIN}{page}" in body
    assert ("Ben" in body, lead.user.name in body) == (False, False)

    def starts(member):
        return sign_in(member).get("/", follow=True).content.decode()

    for member in (first, second, third, lead):
        shown = starts(member)
        assert (WAITS in shown, COUNTED in shown) == (True, True), member.user.name
    assert page in starts(first)
    assert COUNTED in sign_in(asker).get(reverse("whole_school:start")).content.decode()
    answers(asked, 2)
    actions.take_out(review.respondents.get(member=second), by=lead)
    answers(review.respondents.get(member=lead), 2)
    for member in (first, second, lead):
        shown = starts(member)
        assert (WAITS in shown, COUNTED in shown) == (False, False), member.user.name
    actions.agree_area(review, by=lead, area="voice", ratings=rated(2)["voice"], why={})
    review.refresh_from_db()
    actions.finish_review(review, by=lead, agreed_on=make.TODAY)
    assert WAITS not in starts(third)
    assert letters.count() == 3
