"""Which courses can be counted, what is missing, and rates in which nobody can be found."""

from datetime import timedelta

import pytest

from tests import make
from trailblazer.access.roles import Role
from trailblazer.care import caseloads
from trailblazer.care.endings import unpaired
from trailblazer.care.models import Course
from trailblazer.care.scores import enter_scales, enter_score, keep_form
from trailblazer.domain.disclosure import HIDDEN
from trailblazer.domain.on_track import Track
from trailblazer.domain.owed import Owes
from trailblazer.outcomes import readiness
from trailblazer.teams.actions.register import change_team

pytestmark = pytest.mark.django_db


@pytest.fixture
def lead(team):
    return make.member(team, Role.SUPERVISOR)


@pytest.fixture
def nadia(team):
    return make.member(team, Role.PRACTITIONER, name="Nadia Ferncastle")


def course_of(team, member, *, scores, ended=False):
    """A course with two contacts that count, and so many scores of one questionnaire from the first on."""
    course = make.course(make.matched_referral(team), member)
    for number in range(2):
        make.contact(course, on=make.TODAY - timedelta(days=14 - 7 * number), attendance="5")
    for number in range(scores):
        on = make.TODAY - timedelta(days=14 - 7 * number)
        enter_score(course.referral, "gad-7", 14 - number, by=member, on=on)
    if ended:
        Course.objects.filter(pk=course.pk).update(state=Course.State.ENDED, ended_on=make.TODAY)
    return course


@pytest.mark.parametrize(
    "scores, state, missing",
    [
        (0, readiness.NONE, "No questionnaire was filled in"),
        (1, readiness.FIRST, "GAD-7 was filled in once"),
        (2, readiness.PAIRED, ""),
    ],
)
def test_what_is_missing_for_a_pair(team, nadia, scores, state, missing):
    (found,) = readiness.ready_of([course_of(team, nadia, scores=scores)], nadia)
    assert found.state == state
    assert missing in " ".join(found.missing)
    assert bool(found.missing) is bool(missing)


def test_who_is_not_on_track_stands_in_the_list(team, lead, nadia, sign_in):
    course = make.course(make.matched_referral(team), nadia, sessions_planned=4)
    for number in range(2):
        on = make.TODAY - timedelta(days=14 - 7 * number)
        make.contact(course, on=on, attendance="5")
        enter_score(course.referral, "gad-7", 14 - number, by=nadia, on=on)
    assert "Not on track</strong>" in sign_in(lead).get("/questionnaires/pairs").content.decode()
    enter_score(course.referral, "gad-7", 9, by=nadia, on=make.TODAY)
    assert "Not on track</strong>" not in sign_in(lead).get("/questionnaires/pairs").content.decode()


@pytest.mark.parametrize("last, track", [(2, Track.ON), (10, Track.EARLY), (19, Track.NOT)])
def test_the_rcads_is_read_by_all_of_its_scales_since_its_total_has_no_threshold(team, nadia, last, track):
    girl = make.young_person(team, born_on=make.TODAY.replace(year=make.TODAY.year - 12), gender="2")
    course = make.course(make.matched_referral(team, young_person=girl), nadia, sessions_planned=8)
    for number, depression in enumerate((10, last)):
        on = make.TODAY - timedelta(days=14 - 7 * number)
        make.contact(course, on=on, attendance="5")
        scales = {"sad": 3, "sp": 12, "gad": 7, "pd": 5, "ocd": 5, "mdd": depression}
        enter_scales(course.referral, "rcads-47-child", scales, by=nadia, on=on)
    (found,) = readiness.ready_of([course], nadia)
    assert found.track is track


def test_one_question_left_out_does_not_undo_a_pair(team, nadia):
    course = course_of(team, nadia, scores=0)
    answers = {f"q{number}": 1 for number in range(1, 48)}
    for days, given in ((14, answers), (7, answers | {"q37": None})):
        kept = {code: answer for code, answer in given.items() if answer is not None}
        on = make.TODAY - timedelta(days=days)
        keep_form(course.referral, "rcads-47-child", kept, by=nadia, on=on, how="link")
    (found,) = readiness.ready_of([course], nadia)
    assert (found.state, found.missing) == (readiness.PAIRED, ())
    assert unpaired(course) == ()


def test_a_form_without_its_total_is_seen_in_the_caseload_and_on_the_record(team, nadia, sign_in):
    course = course_of(team, nadia, scores=0)
    Course.objects.filter(pk=course.pk).update(started_on=make.TODAY - timedelta(days=30))

    def owes_a_measure():
        found = caseloads.with_facts(Course.objects.filter(pk=course.pk))
        said = Owes.MEASURE in {one.what for one in caseloads.row_of(found.get(), make.TODAY).owed}
        assert found.filter(caseloads.owing(Owes.MEASURE, make.TODAY)).exists() is said
        return said

    what_was_thought_of_it = {f"q{number}": 3 for number in range(1, 5)}
    keep_form(course.referral, "srs", what_was_thought_of_it, by=nadia, on=make.TODAY, how="link")
    assert owes_a_measure()
    all_but_one = {f"q{number}": 1 for number in range(1, 47)}
    keep_form(course.referral, "rcads-47-child", all_but_one, by=nadia, on=make.TODAY, how="link")
    assert not owes_a_measure()
    record = sign_in(nadia).get(f"/young-people/{course.young_person.ref}").content.decode()
    assert "without its total" in record


def test_each_team_chooses_its_rule_and_it_stands_in_words(team, lead, nadia, sign_in):
    course = course_of(team, nadia, scores=2)
    Course.objects.filter(pk=course.pk).update(sessions_planned=2)
    measures = f"/young-people/{course.young_person.ref}/measures"
    assert (
        "after 1 or more sessions it is not yet reliably better"
        in sign_in(lead).get(measures).content.decode()
    )

    change_team(team, by=make.member(team, Role.TEAM_LEAD), name=team.name, on_track_rule="worse")
    shown = sign_in(lead).get(measures).content.decode()
    assert "Not on track means that the latest score is reliably worse than the first." in shown
    assert "Not on track</strong>" not in sign_in(lead).get("/questionnaires/pairs").content.decode()


def test_the_rate_of_few_is_not_given_and_that_of_many_is(team, lead, nadia):
    other = make.member(team, Role.PRACTITIONER, name="Ruth Abernethy")
    for number in range(12):
        course_of(team, nadia, scores=2 if number < 9 else 1, ended=True)
    for _ in range(3):
        course_of(team, other, scores=2, ended=True)
    ended = readiness.ended_courses(lead, make.TODAY, make.TODAY)
    table = readiness.by_practitioner(readiness.counted(readiness.ready_of(ended, lead)))
    assert table.figure("Ruth Abernethy", readiness.PAIRED).value is HIDDEN
    assert table.figure("Ruth Abernethy", readiness.RATE).value is HIDDEN
    assert table.figure("All", "All").value == 15


def test_the_page_shows_own_courses_and_to_who_leads_those_of_the_team(team, lead, nadia, sign_in):
    course = course_of(team, nadia, scores=1)
    name = course.young_person.name
    page = sign_in(lead).get("/questionnaires/pairs").content.decode()
    assert name in page
    assert "GAD-7 was filled in once" in page
    assert name in sign_in(nadia).get("/questionnaires/pairs").content.decode()
    other = make.member(team, Role.PRACTITIONER)
    assert name not in sign_in(other).get("/questionnaires/pairs").content.decode()


def test_no_count_below_eight_stands_on_the_page(team, lead, nadia, sign_in):
    for _ in range(3):
        course_of(team, nadia, scores=2, ended=True)
    page = sign_in(lead).get("/questionnaires/pairs").content.decode()
    assert "hidden, fewer than 8" in page
    assert ">3<" not in page


@pytest.mark.parametrize("form", ["csv", "xlsx", "json", "pdf"])
def test_the_tables_are_given_out_protected_in_every_form(team, lead, nadia, sign_in, form):
    for _ in range(3):
        course_of(team, nadia, scores=2, ended=True)
    answer = sign_in(lead).get(f"/questionnaires/pairs/2026/by-practitioner?as={form}")
    assert answer.status_code == 200
    if form in ("csv", "json"):
        assert "[c]" in answer.content.decode() or "hidden" in answer.content.decode()


def test_a_picture_of_a_table_without_a_chart_is_refused_in_a_sentence(team, lead, nadia, sign_in):
    course_of(team, nadia, scores=2, ended=True)
    answer = sign_in(lead).get("/questionnaires/pairs/2026/by-practitioner?as=svg", follow=True)
    assert answer.status_code == 200
    assert "This table has no chart" in answer.content.decode()


def test_a_practitioner_gets_no_table_of_practitioners_and_nobody_an_unknown_one(team, nadia, sign_in):
    course_of(team, nadia, scores=2, ended=True)
    browser = sign_in(nadia)
    for path in ("2026/by-practitioner", "2026/by-child", "1900/by-school", "2026/by-school?as=exe"):
        assert browser.get(f"/questionnaires/pairs/{path}").status_code == 404
    assert browser.get("/questionnaires/pairs/2026/by-school").status_code == 200


def test_the_queries_do_not_grow_with_the_courses(team, lead, nadia, sign_in, django_assert_max_num_queries):
    browser = sign_in(lead)
    for number in range(12):
        course_of(team, nadia, scores=2, ended=number % 2 == 0)
    browser.get("/questionnaires/pairs")
    with django_assert_max_num_queries(22):  # the rule of the team is one more for each of the two lists
        browser.get("/questionnaires/pairs")
