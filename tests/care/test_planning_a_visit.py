"""A day in a school as one thing: planned once or weekly, warned of, its room asked for, changed and cancelled."""

from datetime import date, time, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from tests import make
from tests.care.days import TODAY, Days
from tests.young_people.pages import send, words_of
from trailblazer.access.records import NotPossible
from trailblazer.access.roles import Role
from trailblazer.care.actions import visits as actions
from trailblazer.care.models import AwayDay, Visit
from trailblazer.care.planning import Warned
from trailblazer.domain.contacts import LONDON
from trailblazer.letters.models import Letter

pytestmark = pytest.mark.django_db
NEXT_TUESDAY = TODAY + timedelta(weeks=1)


@pytest.fixture(autouse=True)
def _today(settings):
    settings.TODAY = TODAY


@pytest.fixture
def days():
    return Days()


def plan(days, **fields):
    ordinary = {
        "by": days.member,
        "member": days.member,
        "place": "school_room",
        "school": days.school,
        "day": NEXT_TUESDAY,
        "starts": time(9),
        "ends": time(12, 30),
        "room": "Room 4",
    }
    return actions.plan_visit(**(ordinary | fields))


def test_a_visit_is_planned(days):
    visit = plan(days)
    assert (visit.day, visit.room_state, visit.team) == (
        NEXT_TUESDAY,
        "not_confirmed",
        days.team.organisation,
    )
    assert visit.starts_at.astimezone(LONDON).time() == time(9)


def test_nobody_is_in_two_places_at_once(days):
    plan(days)
    with pytest.raises(NotPossible, match=r"Nadia Ferncastle is already at .* from 9am to 12:30pm"):
        plan(days, starts=time(12), ends=time(14), all_the_same="Never mind")
    assert plan(days, starts=time(12, 30), ends=time(14)).pk  # one that begins when the other ends


@pytest.mark.parametrize(
    "day, why",
    [
        (date(2026, 12, 21), "holiday until 3 January"),
        (date(2026, 12, 25), "Christmas Day"),
        (date(2026, 11, 28), "Saturday"),
    ],
)
def test_a_closed_school_is_warned_of_and_a_reason_lets_it_go_ahead(days, day, why):
    with pytest.raises(Warned) as refused:
        plan(days, day=day)
    assert why in refused.value.warnings[0]
    visit = plan(days, day=day, all_the_same="A training day for staff")
    assert visit.all_the_same == "A training day for staff"


def test_two_in_one_room_are_warned_of(days):
    plan(days)
    other = make.member(days.team, Role.PRACTITIONER)
    with pytest.raises(Warned) as refused:
        plan(days, by=other, member=other, room="ROOM 4", starts=time(12), ends=time(13))
    assert refused.value.warnings == ("ROOM 4 is down for Nadia Ferncastle from 9am to 12:30pm",)


def test_a_day_away_is_warned_of(days):
    AwayDay.objects.create(
        provider=days.person.provider,
        member=days.member,
        kind="university",
        starts_on=TODAY,
        ends_on=date(2027, 1, 31),
        weekday=1,
    )
    with pytest.raises(Warned, match="Say why"):
        plan(days)


def test_every_week_of_a_term_but_for_closed_days_and_days_that_are_taken(days):
    plan(days, day=date(2026, 12, 8), room="Hall")
    plan(
        days,
        day=NEXT_TUESDAY,
        starts=time(13),
        ends=time(15),
        repeat_until=date(2027, 1, 19),
        room_state="confirmed",
    )
    found = Visit.objects.filter(room="Room 4").order_by("day")
    assert [visit.day for visit in found] == [
        date(2026, 12, 1),
        date(2026, 12, 8),
        date(2026, 12, 15),
        date(2027, 1, 5),
        date(2027, 1, 12),
        date(2027, 1, 19),
    ]
    assert [visit.room_state for visit in found] == ["confirmed", *["not_confirmed"] * 5]


def test_the_page_says_which_weeks_were_left_out(days, sign_in):
    client = sign_in(days.member)
    typed = {"school": str(days.school.pk), "place": "school_room", "starts": "9am", "ends": "12"}
    typed |= {"day_day": "8", "day_month": "12", "day_year": "2026"}
    typed |= {"repeat_until_day": "5", "repeat_until_month": "1", "repeat_until_year": "2027"}
    done = send(client, reverse("care:plan_visit"), **typed)
    shown = words_of(client.get(done.url))
    assert "And every week: 2 more visits." in shown
    assert "Left out, because closed, away or taken: 22 December, 29 December." in shown


def test_a_weekly_visit_stays_at_nine_over_the_change_of_the_clocks(days, settings):
    settings.TODAY = date(2027, 3, 1)
    plan(days, day=date(2027, 3, 2), repeat_until=date(2027, 4, 13))
    starts = [visit.starts_at for visit in Visit.objects.order_by("day")]
    assert {one.astimezone(LONDON).time() for one in starts} == {time(9)}
    assert {one.hour for one in starts} == {8, 9}


def test_a_time_that_does_not_exist_is_refused(days):
    with pytest.raises(NotPossible, match="clocks go forward"):
        plan(days, place="telephone", school=None, day=date(2027, 3, 28), starts=time(1, 30), ends=time(4))


@pytest.mark.parametrize(
    "bad, match",
    [
        ({"starts": time(12), "ends": time(9)}, "end after the start"),
        ({"starts": time(0), "ends": time(23)}, "at most 12 hours"),
        ({"day": date(2036, 1, 8)}, "18 months"),
        ({"day": date(1999, 1, 8)}, "a year ago"),
        ({"school": None}, "Choose the school"),
        ({"place": "clinic"}, "Choose School or College"),
        ({"place": "clinic", "school": None}, "name of the place"),
        ({"repeat_until": TODAY}, "last day after the first"),
    ],
)
def test_what_cannot_be_is_refused(days, bad, match):
    with pytest.raises(NotPossible, match=match):
        plan(days, **bad)


def test_a_school_that_the_team_does_not_serve_is_refused(days):
    with pytest.raises(NotPossible, match="does not serve"):
        plan(days, school=make.school())


def test_a_practitioner_plans_their_own_days_and_an_administrator_everyones(days):
    other = make.member(days.team, Role.PRACTITIONER)
    with pytest.raises(PermissionDenied):
        plan(days, by=other)
    assert plan(days, by=make.member(days.team, Role.ADMINISTRATOR)).member == days.member


def test_a_visit_with_somebody_in_it_keeps_its_day(days):
    visit = days.visit(NEXT_TUESDAY)
    days.contact(visit)
    with pytest.raises(NotPossible, match="calls or new dates first"):
        actions.change_visit(
            visit, by=days.member, day=NEXT_TUESDAY + timedelta(days=1), starts=time(9), ends=time(12)
        )
    with pytest.raises(NotPossible, match="calls or new dates first"):
        actions.cancel_visit(visit, by=days.member, reason="Ill")
    with pytest.raises(Warned) as refused:
        actions.change_visit(visit, by=days.member, day=NEXT_TUESDAY, starts=time(10), ends=time(12))
    assert refused.value.warnings == ("1 booked in it is outside these times",)


def test_another_room_is_not_confirmed_yet(days):
    visit = days.visit(NEXT_TUESDAY, room_state="confirmed")
    values = {"by": days.member, "day": NEXT_TUESDAY, "starts": time(9), "ends": time(12), "way_in": ""}
    assert actions.change_visit(visit, room="Room 4", **values).room_state == "confirmed"
    visit.refresh_from_db()
    assert actions.change_visit(visit, room="Room 9", **values).room_state == "not_confirmed"


def test_the_school_is_asked_for_a_room_in_a_letter_that_names_nobody(days):
    visit = days.visit(NEXT_TUESDAY)
    days.contact(visit)
    actions.ask_for_room(visit, by=days.member)
    letter = Letter.objects.get()
    assert letter.address == days.lead.user.email
    assert "Tuesday 1 December from 9am to 12:30pm" in letter.body
    assert days.person.first_name not in letter.body + letter.subject
    assert Visit.objects.get(pk=visit.pk).room_state == "asked"


def test_only_who_may_plan_the_visit_is_led_to_asking_for_its_room(days, sign_in):
    visit = plan(days, room="")
    colleague = make.member(days.team, Role.PRACTITIONER)
    for member, may in (
        (days.member, True),
        (colleague, False),
        (make.member(days.team, Role.TEAM_LEAD), True),
    ):
        page = sign_in(member).get(f"/visits/?on={visit.day}").content.decode()
        assert (f"/visits/{visit.ref}/ask-for-room" in page) is may


def test_a_school_without_a_lead_is_to_be_rung(days):
    days.lead.ended_on = TODAY
    days.lead.save()
    with pytest.raises(NotPossible, match="Ring the school"):
        actions.ask_for_room(days.visit(NEXT_TUESDAY), by=days.member)


def test_planning_by_the_page_with_a_warning_and_a_reason(days, sign_in):
    client = sign_in(days.member)
    typed = {
        "school": str(days.school.pk),
        "place": "school_room",
        "day_day": "26",
        "day_month": "12",
        "day_year": "2026",
        "starts": "9am",
        "ends": "12.30",
    }
    page = send(client, reverse("care:plan_visit"), **typed)
    assert "Why does it go ahead all the same?" in words_of(page)
    assert "is closed on Saturday 26 December" in words_of(page)
    assert Visit.objects.count() == 0
    done = send(client, reverse("care:plan_visit"), **typed, all_the_same="Open day")
    assert done.status_code == 302
    shown = words_of(client.get(done.url))
    assert "Saturday 26 December, 9am to 12:30pm" in shown
    assert "Planned all the same: Open day" in shown


def test_what_was_there_last_time_is_filled_in(days, sign_in):
    days.visit(TODAY, start=time(13, 30), end=time(15), room="Small hall", way_in="Ask for Ruth")
    page = sign_in(days.member).get(reverse("care:plan_visit"), {"school": days.school.pk}).content.decode()
    for value in ('value="Small hall"', 'value="1:30pm"', 'value="3pm"', 'value="Ask for Ruth"'):
        assert value in page


def test_bad_times_stay_on_the_form_with_what_to_type(days, sign_in):
    page = send(
        sign_in(days.member),
        reverse("care:plan_visit"),
        starts="25:00",
        ends="soon",
        day_day="31",
        day_month="2",
        day_year="2026",
        school=str(days.school.pk),
        place="school_room",
    )
    words = words_of(page)
    assert "hours to 23, minutes to 59" in words
    assert "Enter a time, for example 9:30am" in words
    assert "Enter a real date" in words
    assert 'value="25:00"' in page.content.decode()


def test_the_sheet_has_initials_and_names_only_where_asked_for(days, sign_in):
    days.person.first_name, days.person.last_name = "Mary-Ann", "O’Neil"
    days.person.address, days.person.telephone = "1 Secret Row", "07700 900118"
    days.person.is_location_protected = True
    days.person.save()
    visit = days.visit()
    days.contact(visit)
    client = sign_in(days.member)
    sheet = words_of(client.get(reverse("care:visit_sheet", args=[visit.ref])))
    assert "M-A O" in sheet
    assert "Mary" not in sheet
    named = words_of(client.get(reverse("care:visit_sheet", args=[visit.ref]), {"names": "yes"}))
    assert "Mary-Ann O’Neil" in named
    for shown in (sheet, named):
        assert "Secret Row" not in shown
        assert "900118" not in shown


def test_the_list_of_a_week_asks_the_same_however_many(days, sign_in, django_assert_max_num_queries):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    client = sign_in(days.member)
    address = reverse("care:visits")

    def queries():
        with CaptureQueriesContext(
            connection,
        ) as caught:
            assert client.get(address).status_code == 200
        return len(caught)

    for number in range(3):
        visit = days.visit(TODAY + timedelta(days=number % 3), start=time(8 + number), end=time(9 + number))
        days.contact(visit, at=time(8 + number), course=days.another_course())
    queries()
    few = min(queries(), queries())  # a session is renewed now and then
    for number in range(9):
        visit = days.visit(TODAY + timedelta(days=number % 3), start=time(11 + number), end=time(12 + number))
        days.contact(visit, at=time(11 + number), course=days.another_course())
    assert min(queries(), queries()) == few
