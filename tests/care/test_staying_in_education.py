"""How school goes is kept with agreement, at the start, at the end and one term after, and what is due is said."""

from datetime import date, timedelta

import pytest

from tests import make
from tests.care.helped import LAST, agreed, two_sessions
from trailblazer.access.records import NotPossible
from trailblazer.access.roles import Role
from trailblazer.care import caseloads
from trailblazer.care.actions.education import check_education
from trailblazer.care.actions.endings import end_course, reopen_course
from trailblazer.care.models import Course, EducationCheck, Task
from trailblazer.domain.owed import Owes

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("on_the_day")]


@pytest.fixture
def lead(team):
    return make.member(team, Role.PRACTITIONER)


@pytest.fixture
def course(team, lead):
    return two_sessions(team, lead)


SCHOOL = {
    "stage": "start",
    "checked_on": make.TODAY,
    "from_on": date(2026, 9, 7),
    "to_on": date(2026, 11, 20),
    "sessions_missed": 12,
    "sessions_possible": 96,
}


def test_how_school_goes_is_kept_only_where_that_was_agreed(course, lead):
    with pytest.raises(NotPossible, match="Nobody has agreed"):
        check_education(course, by=lead, **SCHOOL)
    agreed(course.young_person, "education")
    assert check_education(course, by=lead, **SCHOOL).sessions_missed == 12
    agreed(course.young_person, "education", "withdrawn")
    with pytest.raises(NotPossible):
        check_education(course, by=lead, **SCHOOL)


@pytest.mark.parametrize(
    "change, says",
    [
        ({"sessions_missed": 97}, "More sessions cannot be missed"),
        ({"from_on": None}, "both days"),
        ({"from_on": None, "to_on": None}, "from which day"),
        ({"to_on": date(2026, 9, 6)}, "not before the first"),
        ({"checked_on": make.TODAY + timedelta(days=1)}, "not in the future"),
    ],
)
def test_what_cannot_be_right_about_school_is_refused(course, lead, change, says):
    agreed(course.young_person, "education")
    with pytest.raises(NotPossible, match=says):
        check_education(course, by=lead, **(SCHOOL | change))


def test_before_after_and_later_stand_beside_each_other_with_a_chart(course, lead, sign_in):
    agreed(course.young_person, "education")
    for stage, missed in (("start", 24), ("end", 12)):
        check_education(course, by=lead, **(SCHOOL | {"stage": stage, "sessions_missed": missed}))
    shown = sign_in(lead).get(f"/courses/{course.ref}/education").content.decode()
    assert "Share of half-day sessions missed: at the start 25%, at the end 12%" in shown
    assert "<svg" in shown
    assert EducationCheck.objects.count() == 2


def test_entering_a_stage_again_corrects_it_and_the_first_stays_to_be_read(course, lead, sign_in):
    agreed(course.young_person, "education")
    check_education(course, by=lead, **(SCHOOL | {"stage": "end", "sessions_missed": 12}))
    for missed in (24, 48):
        check_education(course, by=lead, **(SCHOOL | {"sessions_missed": missed}))
    shown = sign_in(lead).get(f"/courses/{course.ref}/education").content.decode()
    assert "at the start 50%, at the end 12%" in shown
    assert "What was corrected since" in shown
    assert "24 of 96" in shown


def test_what_is_due_is_said_and_one_term_after_is_a_task_of_whoever_had_the_course(
    course, lead, settings, sign_in
):
    page = f"/courses/{course.ref}/education"
    agreed(course.young_person, "education")
    client = sign_in(lead)
    assert "At the start, since" in client.get(page).content.decode()
    check_education(course, by=lead, **SCHOOL)
    assert "At the start, since" not in client.get(page).content.decode()
    end_course(course, by=lead, ended_on=LAST, reason="completed")
    assert "At the end, since" in client.get(page).content.decode()
    asked_late = Task.objects.get(source="education_end")
    assert (asked_late.owner, asked_late.due_on) == (lead, make.TODAY)
    check_education(course, by=lead, **(SCHOOL | {"stage": "end"}))
    asked_late.refresh_from_db()
    assert asked_late.done_on == make.TODAY
    task = Task.objects.get(source="education")
    assert (task.owner, task.due_on, task.about) == (lead, LAST + timedelta(weeks=17), course.ref)
    settings.TODAY = task.due_on
    assert "One term after, since" in sign_in(lead).get(page).content.decode()
    check_education(course, by=lead, stage="term_after", checked_on=task.due_on, school_rating=7)
    task.refresh_from_db()
    assert task.done_on == settings.TODAY


def test_without_agreement_nobody_is_to_ask(course, lead):
    end_course(course, by=lead, ended_on=LAST, reason="completed")
    assert not Task.objects.exists()


def test_a_course_that_is_opened_again_is_not_to_be_asked_about(course, lead):
    agreed(course.young_person, "education")
    end_course(course, by=lead, ended_on=LAST, reason="completed")
    reopen_course(course, by=lead, reason="Came back")
    assert not Task.objects.open().exists()
    course.refresh_from_db()
    with pytest.raises(NotPossible, match="has not ended"):
        check_education(course, by=lead, **(SCHOOL | {"stage": "term_after"}))


def owed_to(course):
    """What a row of the caseload says, after proving that its filter finds the same."""
    courses = caseloads.with_facts(Course.objects.filter(pk=course.pk))
    (row,) = caseloads.rows(courses, make.TODAY)
    found = {one.what for one in row.owed}
    assert courses.filter(caseloads.owing("education", make.TODAY)).exists() is (Owes.EDUCATION in found)
    return found


def test_how_school_goes_at_the_start_is_owed_only_where_it_was_agreed_and_until_it_is_known(course, lead):
    assert Owes.EDUCATION not in owed_to(course)
    agreed(course.young_person, "education")
    assert Owes.EDUCATION in owed_to(course)
    check_education(course, by=lead, **SCHOOL)
    assert Owes.EDUCATION not in owed_to(course)


def test_whoever_withdrew_is_owed_nothing_about_school(course, lead):
    agreed(course.young_person, "education")
    agreed(course.young_person, "education", "withdrawn")
    assert Owes.EDUCATION not in owed_to(course)


def test_it_stands_where_other_owed_things_stand(course, lead, sign_in):
    client, words = sign_in(lead), "Ask how school goes"
    pages = ("/", f"/young-people/{course.young_person.ref}/plan", "/caseload/", "/caseload/?only=education")
    shown = [client.get(page, follow=True).content.decode() for page in pages[:2]]
    assert not [page for page in shown if words in page]
    agreed(course.young_person, "education")
    for page in pages:
        assert words in client.get(page, follow=True).content.decode(), page


def test_the_ending_says_what_of_school_is_not_known_with_the_way_to_it(course, lead, sign_in):
    client, page = sign_in(lead), f"/courses/{course.ref}/end"
    line = "How school goes is not known yet"
    assert line not in client.get(page).content.decode()
    agreed(course.young_person, "education")
    shown = client.get(page).content.decode()
    assert line in shown
    for stage in ("start", "end"):
        assert f"/courses/{course.ref}/education/add?stage={stage}" in shown
        check_education(course, by=lead, **(SCHOOL | {"stage": stage}))
    assert line not in client.get(page).content.decode()
