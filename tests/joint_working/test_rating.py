"""Rating by link, what the pages show of it, and what they never show."""

from datetime import timedelta

import pytest
from django.urls import reverse

from tests import make
from tests.joint_working import cohorts
from trailblazer.access.records import NotPossible, Visitor
from trailblazer.domain.joint_working import Point, framework
from trailblazer.joint_working import actions, links, schedule
from trailblazer.joint_working.models import Rating, Reminder

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("on_the_day")]
KEY = "b" * 32


@pytest.fixture
def cohort(team):
    return cohorts.cohort(team)  # day 1 is today


def rate(person, **answers):
    return actions.rate(person, by=Visitor(holds=person), answers=answers or {"roles": "2"})


def test_somebody_rates_by_their_link_in_one_page(cohort, client):
    person = cohorts.person(cohort)
    address = reverse("joint_working:own_rate", args=[links.LINKS.secret_of(person)])
    page = client.get(address).content.decode()
    assert all(area.question in page for area in framework().areas)
    response = client.post(address, {"submission_key": KEY, "roles": "3", "access": "", "routes": "2"})
    assert response.status_code == 302
    assert Rating.objects.get().answers == {"roles": 3, "routes": 2}


def test_a_rating_outside_the_scale_is_refused_with_the_scale(cohort, client):
    person = cohorts.person(cohort)
    address = reverse("joint_working:own_rate", args=[links.LINKS.secret_of(person)])
    page = client.post(address, {"submission_key": KEY, "roles": "5"}).content.decode()
    assert "Choose an answer from 1 to 4 to “Clear roles”" in page
    with pytest.raises(NotPossible, match="from 1 to 4"):
        rate(person, roles="5")
    assert not Rating.objects.exists()


def test_the_same_person_twice_is_refused_and_may_correct_until_the_day_closes(cohort, settings):
    person = cohorts.person(cohort)
    rate(person)
    with pytest.raises(NotPossible, match="once at each point"):
        rate(person)
    actions.correct_rating(person, by=Visitor(holds=person), answers={"roles": "4"})
    assert Rating.objects.get().answers == {"roles": 4}
    Rating.objects.update(rated_on=make.TODAY - timedelta(days=1))
    with pytest.raises(NotPossible, match="on that day only"):
        actions.correct_rating(person, by=Visitor(holds=person), answers={"roles": "1"})


def test_the_form_sent_from_two_tabs_keeps_one_rating(cohort, client):
    person = cohorts.person(cohort)
    address = reverse("joint_working:own_rate", args=[links.LINKS.secret_of(person)])
    for key in ("c" * 32, "d" * 32):
        page = client.post(address, {"submission_key": key, "roles": "2"})
    assert "Each person rates once at each point" in page.content.decode()
    assert Rating.objects.count() == 1


def test_nobody_rates_who_is_not_coming_or_while_ratings_are_closed(cohort):
    with pytest.raises(NotPossible, match="Say first that you are coming"):
        rate(cohorts.person(cohort, state="invited"))
    cohort.day_1 += timedelta(days=60)
    cohort.day_2 += timedelta(days=60)
    cohort.save()
    with pytest.raises(NotPossible, match="closed"):
        rate(cohorts.person(cohort))


def test_whoever_has_not_rated_hears_again_and_whoever_has_does_not(cohort, monkeypatch):
    monkeypatch.setattr(schedule, "is_time_to_write", lambda: True)
    rated, new, told, today = (cohorts.person(cohort) for _ in range(4))
    cohorts.rating(rated)
    for one, on in ((told, make.TODAY - timedelta(days=20)), (today, make.TODAY)):
        Reminder.objects.create(
            provider=cohort.provider, cohort=cohort, participant=one, what="before", is_first=True, sent_on=on
        )
    schedule.keep_going(progress=lambda *_: None)
    sent = Reminder.objects.filter(sent_on=make.TODAY).exclude(participant=today)
    assert {(one.participant_id, one.is_first) for one in sent} == {(new.pk, True), (told.pk, False)}


def both_times(cohort, kind, count, before=1, after=3):
    for _ in range(count):
        person = cohorts.person(cohort, kind=kind)
        cohorts.rating(person, Point.BEFORE, before)
        cohorts.rating(person, Point.DAY_2, after)


def test_the_page_shows_pairs_by_sector_and_hides_a_group_of_four(cohort, sign_in):
    both_times(cohort, "school", 6)
    both_times(cohort, "nhs", 5, before=2)
    both_times(cohort, "council", 4, before=4, after=4)
    cohorts.rating(cohorts.person(cohort), Point.BEFORE, 4)  # once only
    client = sign_in(cohort.organiser)
    page = client.get(reverse("joint_working:cohort", args=[cohort.ref])).content.decode()
    assert "education 6, health 5, other partners 4" in page
    assert "too few" in page
    assert ">4.0<" not in page
    assert "Other partners: clear roles" not in page
    table = client.get(reverse("joint_working:table", args=[cohort.ref])).content.decode("utf-8-sig")
    assert "Before day 1,After day 2,Clear roles,Education,6,1.0,3.0,2,6,0,0" in table
    assert "Before day 1,After day 2,Clear roles,Other partners,fewer than 5,too few,too few" in table
    assert ",4.0," not in table


def test_the_page_in_the_room_grows_by_fives(cohort, sign_in):
    for value in (1, 1, 1, 1, 1, 4):
        cohorts.rating(cohorts.person(cohort), Point.BEFORE, value)
    client, address = sign_in(cohort.organiser), reverse("joint_working:room", args=[cohort.ref])
    response = client.get(address)
    assert response["Refresh"] == "30"
    assert "Refresh" not in client.get(f"{address}?still=1")
    page = response.content.decode()
    assert "6 <small>of 6</small>" in page
    assert "clear roles 1.0" in page  # of the first five; the sixth shows with the tenth


def test_the_report_is_a_pdf_that_says_its_limits(cohort, sign_in):
    from io import BytesIO

    from pypdf import PdfReader

    both_times(cohort, "school", 6)
    client = sign_in(cohort.organiser)
    page = client.get(reverse("joint_working:report", args=[cohort.ref])).content.decode()
    assert "How this was counted, and what it cannot say" in page
    pdf = client.get(reverse("joint_working:report_pdf", args=[cohort.ref]))
    assert pdf["Content-Type"] == "application/pdf"
    words = " ".join(" ".join(one.extract_text() for one in PdfReader(BytesIO(pdf.content)).pages).split())
    assert "Clear roles 1.0 3.0" in words
    assert "one answer moves a mean" in words


def test_the_pages_ask_as_often_however_many_people_there_are(cohort, sign_in, django_assert_max_num_queries):
    both_times(cohort, "school", 12)
    both_times(cohort, "nhs", 6)
    client = sign_in(cohort.organiser)
    for name in ("cohort", "attendance", "actions", "report"):
        client.get(reverse(f"joint_working:{name}", args=[cohort.ref]))
        with django_assert_max_num_queries(32):
            client.get(reverse(f"joint_working:{name}", args=[cohort.ref]))
