"""A school begins a review, colleagues answer alone, the lead sees how far they agree, and it is agreed on a day."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from tests import make
from tests.whole_school.reviewing import TOOL, answers, colleague, finished, rated, sends, served_school
from trailblazer.access.records import NotPossible, Visitor
from trailblazer.access.roles import Role
from trailblazer.whole_school import actions, links
from trailblazer.whole_school.comparing import FEWEST, compared
from trailblazer.whole_school.listing import lines_of
from trailblazer.whole_school.models import Respondent
from trailblazer.whole_school.reading import read_all, reviews_of, trend_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("on_the_day")]
AREA = "voice"


@pytest.fixture
def school(team):
    return served_school(team)


@pytest.fixture
def lead(school):
    return make.member(school)


@pytest.fixture
def review(school, lead):
    return actions.begin_review(school, by=lead, tool=TOOL)


def agree_all(review, lead, rating):
    for area, ratings in rated(rating).items():
        actions.agree_area(review, by=lead, area=area, ratings=ratings, why={})


def test_one_a_year_with_a_tool_and_only_of_a_school_that_is_theirs(school, lead, review, sign_in):
    with pytest.raises(NotPossible, match="already"):
        actions.begin_review(school, by=lead, tool=TOOL)
    actions.begin_review(school, by=lead, tool="setting-audit-45")
    other = make.member(served_school(make.team()))
    assert sign_in(other).get(reverse("whole_school:review", args=[review.ref])).status_code == 404
    assert sign_in(other).get(reverse("whole_school:school", args=[school.urn])).status_code == 404


def test_a_rating_outside_the_scale_is_refused_at_its_field_and_by_the_action(review, lead, sign_in):
    respondent = review.respondents.get()
    path = reverse("whole_school:answer_area", args=[respondent.ref, AREA])
    page = sends(sign_in(lead), path, **{"rating_voice-asked": "7"}).content.decode()
    assert "Choose a rating from 0 to 3 for “Pupils are asked about their wellbeing" in page
    assert 'href="#id_rating_voice-asked"' in page
    with pytest.raises(NotPossible, match="from 0 to 3"):
        actions.keep_area(respondent, by=lead, area=AREA, ratings={"voice-asked": 4}, notes={})
    with pytest.raises(NotPossible, match="from 0 to 3"):
        actions.keep_area(respondent, by=lead, area=AREA, ratings={"staff-training": 1}, notes={})


def test_each_area_is_saved_as_one_goes_and_cannot_say_is_left_out(review, lead, sign_in):
    respondent = review.respondents.get()
    client, path = sign_in(lead), reverse("whole_school:answer_area", args=[respondent.ref, AREA])
    gone = sends(
        client, path, **{"rating_voice-asked": "2", "rating_voice-all": "none", "words_voice-all": "New here"}
    )
    assert gone.url == reverse("whole_school:answer_area", args=[respondent.ref, "staff"])
    respondent.refresh_from_db()
    assert respondent.ratings == {"voice-asked": 2}
    assert respondent.notes == {"voice-all": "New here"}
    assert (
        "1 of 3 rated" in client.get(reverse("whole_school:answer", args=[respondent.ref])).content.decode()
    )


def test_each_answers_once(review, lead, school):
    member = colleague(school)
    actions.ask_members(review, by=lead, members=[member])
    with pytest.raises(NotPossible, match="asked already"):
        actions.ask_members(review, by=lead, members=[member])
    asked = review.respondents.get(member=member)
    with pytest.raises(IntegrityError), transaction.atomic():
        Respondent.objects.create(
            review=review, member=member, name="x", school=school, provider=review.provider, team=review.team
        )
    answers(asked, 2)
    for again in (
        lambda: actions.send_answers(asked, by=member),
        lambda: actions.keep_area(asked, by=member, area=AREA, ratings={}, notes={}),
    ):
        with pytest.raises(NotPossible, match="once"):
            again()
    actions.ask_by_link(review, by=lead, name="Chair of governors")
    with pytest.raises(NotPossible, match="under that name"):
        actions.ask_by_link(review, by=lead, name="chair of  governors")


def test_nothing_is_agreed_before_anybody_answered_nor_seen_before_one_has_answered(
    review, lead, school, sign_in
):
    client, path = sign_in(lead), reverse("whole_school:agree", args=[review.ref, AREA])
    with pytest.raises(NotPossible, match="Nobody has answered"):
        actions.agree_area(review, by=lead, area=AREA, ratings=rated(2)[AREA], why={})
    with pytest.raises(NotPossible, match="Nobody has answered"):
        actions.finish_review(review, by=lead, agreed_on=make.TODAY)
    assert "nothing to agree on" in client.get(path).content.decode()
    member = colleague(school)
    actions.ask_members(review, by=lead, members=[member])
    answers(review.respondents.get(member=member), 1)
    page = client.get(path).content.decode()
    assert "Give your own ratings" in page
    assert "Given by" not in page
    with pytest.raises(NotPossible, match="Answer first"):
        actions.agree_area(review, by=lead, area=AREA, ratings=rated(2)[AREA], why={})


def test_where_colleagues_differ_a_line_says_why_and_a_finished_review_is_only_read(
    review, lead, school, sign_in
):
    member = colleague(school)
    actions.ask_members(review, by=lead, members=[member])
    answers(review.respondents.get(member=member), 1)
    answers(review.respondents.get(member=lead), 2)
    client, path = sign_in(lead), reverse("whole_school:agree", args=[review.ref, AREA])
    chosen = {f"rating_{item}": "2" for item in rated(2)[AREA]}
    refused = sends(client, path, **chosen).content.decode()
    assert "Say in a line why 2 was agreed" in refused
    why = {f"words_{item}": "Seen in two lessons" for item in rated(2)[AREA]}
    assert sends(client, path, **chosen, **why).status_code == 302
    finish = reverse("whole_school:finish", args=[review.ref])
    late = sends(client, finish, agreed_on_day="25", agreed_on_month="11", agreed_on_year="2026")
    assert "today at the latest" in late.content.decode()
    sends(
        client, finish, agreed_on_day="24", agreed_on_month="11", agreed_on_year="2026", agreed_with="Leaders"
    )
    review.refresh_from_db()
    assert review.is_finished
    with pytest.raises(NotPossible, match="only be read"):
        actions.agree_area(review, by=lead, area=AREA, ratings={}, why={})
    page = client.get(reverse("whole_school:review", args=[review.ref])).content.decode()
    assert "3 of 24" in page
    assert "Seen in two lessons" in page
    with pytest.raises(NotPossible, match="why"):
        actions.reopen_review(review, by=lead, reason=" ")
    actions.reopen_review(review, by=lead, reason="A governor was away")
    review.refresh_from_db()
    assert not review.is_finished
    assert (
        "A governor was away"
        in client.get(reverse("whole_school:review", args=[review.ref])).content.decode()
    )


def test_somebody_answers_by_a_link_without_an_account_or_script(review, lead):
    asked = actions.ask_by_link(review, by=lead, name="Chair of governors")
    client, link = Client(), reverse("whole_school:open", args=[links.LINKS.secret_of(asked)])
    assert "Chair of governors" in client.get(link).content.decode()
    assert client.post(link).url == reverse("whole_school:link_answer")
    for area, ratings in rated(3).items():
        path = reverse("whole_school:link_answer_area", args=[area])
        sends(client, path, **{f"rating_{item}": str(rating) for item, rating in ratings.items()})
    assert sends(client, reverse("whole_school:link_answer_send")).status_code == 302
    asked.refresh_from_db()
    assert len(asked.ratings) == 24
    assert asked.answered_at is not None
    assert Client().get(link).status_code == 410
    with pytest.raises(NotPossible, match="once"):
        actions.send_answers(asked, by=Visitor(holds=asked))
    unknown = reverse("whole_school:open", args=["x" * 43])
    assert Client().get(unknown).status_code == 404
    assert Client().get(reverse("whole_school:link_answer")).status_code == 404


def test_staff_of_the_school_see_what_they_are_asked_and_nobody_elses_answers(review, lead, school, sign_in):
    one, other = colleague(school), colleague(school)
    actions.ask_members(review, by=lead, members=[one, other])
    client = sign_in(one)
    assert client.get(reverse("whole_school:start")).url == reverse("whole_school:mine")
    own, others = review.respondents.get(member=one), review.respondents.get(member=other)
    assert own.ref in client.get(reverse("whole_school:mine")).content.decode()
    assert client.get(reverse("whole_school:answer", args=[others.ref])).status_code == 404
    assert sign_in(lead).get(reverse("whole_school:answer", args=[others.ref])).status_code == 404
    assert client.get(reverse("whole_school:review", args=[review.ref])).status_code == 403


def test_a_year_is_seen_beside_the_one_before(school, lead, settings, sign_in):
    settings.TODAY = date(2025, 11, 20)
    finished(school, lead, 1, settings.TODAY)
    settings.TODAY = make.TODAY
    finished(school, lead, 2, settings.TODAY)
    trend = trend_of(reviews_of(school, lead))
    assert trend.before.when == "Autumn 2025"
    assert {one.by for one in trend.changes} == {67 - 33}
    page = sign_in(lead).get(reverse("whole_school:school", args=[school.urn])).content.decode()
    assert "Better in 8 of 8 areas since Autumn 2025" in page
    assert page.count("<svg role=") == 2
    assert "Fewer than 10 other schools" in page


def test_similar_schools_are_averaged_only_from_ten_others(team, school, lead):
    own = finished(school, lead, 3, make.TODAY)
    for number in range(FEWEST):
        read = read_all([own], lead)[0]
        assert not compared(read).means
        other = served_school(team)
        finished(other, make.member(other), number % 2 + 1, make.TODAY)
    small = served_school(team, pupils=90)
    finished(small, make.member(small), 0, make.TODAY)
    result = compared(read_all([own], lead)[0])
    assert result.overall.value == 50.0
    assert result.like == "Secondary, 250 to 499 pupils"


def test_the_list_of_a_team_asks_the_same_of_few_schools_and_of_many(
    team, sign_in, django_assert_num_queries
):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    lead = make.member(team, Role.TEAM_LEAD)

    def add_one():
        school = served_school(team)
        of_school = make.member(school)
        finished(school, of_school, 1, make.TODAY)

    add_one()
    with CaptureQueriesContext(
        connection,
    ) as few:
        lines_of(lead, make.TODAY)
    for _ in range(3):
        add_one()
    with django_assert_num_queries(len(few)):
        assert len(lines_of(lead, make.TODAY)) == 4
    page = sign_in(lead).get(reverse("whole_school:start")).content.decode()
    assert "33%" in page
