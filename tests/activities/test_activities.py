"""From the menu to what people said: a school orders, the team plans, it is held and counted once, people answer."""

import re
from datetime import date, time, timedelta
from types import SimpleNamespace

import pytest

from tests import make
from trailblazer.access.records import NotPossible, Visitor
from trailblazer.access.roles import Role
from trailblazer.activities.actions import feedback, holding, offering, ordering, planning
from trailblazer.activities.links import LINKS
from trailblazer.activities.models import Feedback, Material, MenuItem, Order, SchoolActivity
from trailblazer.alerts.models import Alert
from trailblazer.care.models import Activity
from trailblazer.care.planning import Warned
from trailblazer.care.time_by_function import team_between
from trailblazer.domain.terms import add_working_days
from trailblazer.letters.models import Letter
from trailblazer.ui.forms import new_submission_key

TOMORROW = make.TODAY + timedelta(days=1)


@pytest.fixture
def world(db, settings, team, practitioner):
    settings.TODAY = make.TODAY
    school = make.service(team).school
    item = offering.offer(
        by=practitioner,
        title="Anxiety and avoidance",
        kind="staff_training",
        audience="staff",
        minutes=60,
        outcomes="Say what keeps worry going\nPlan a first step",
    )
    return SimpleNamespace(
        team=team,
        practitioner=practitioner,
        supervisor=make.member(team, Role.SUPERVISOR),
        school=school,
        lead=make.member(school),
        item=item,
    )


def key():
    return {"submission_key": new_submission_key()}


def three(name, day):
    return {f"{name}_day": day.day, f"{name}_month": day.month, f"{name}_year": day.year}


def planned(world, **more):
    values = {
        "kind": "staff_training",
        "title": "Anxiety and avoidance",
        "day": TOMORROW,
        "starts": time(15, 30),
        "minutes": 60,
        "staff": [world.practitioner],
        "audience": "staff",
    }
    return planning.plan_activity(by=world.practitioner, school=world.school, **(values | more))


def held(world, **more):
    values = {"held_on": make.TODAY, "minutes": 45, "preparing": 30, "people": 18, "audience": "staff"}
    values |= {"kind": "staff_training", "title": "Anxiety", "staff": [world.practitioner, world.supervisor]}
    return holding.note_held(by=world.practitioner, school=world.school, **(values | more))


def test_a_school_orders_and_the_team_plans_it(world, sign_in):
    lead = sign_in(world.lead)
    assert f"/activities/menu/{world.item.ref}/order" in lead.get("/activities/menu").content.decode()
    page = f"/activities/menu/{world.item.ref}/order"
    empty = lead.post(page, key()).content.decode()
    assert "Choose a term" in empty
    assert "Enter a number from 1 to 5,000" in empty
    typed = {"term": "2027-1", "audience": "staff", "expected": "24", "weeks": "Wednesdays"}
    lead.post(page, typed | key())
    order = Order.objects.get()
    assert (order.owner, order.due_on) == (world.supervisor, add_working_days(make.TODAY, 5))
    assert Alert.objects.get(about=order.ref).owner == world.supervisor
    team = sign_in(world.supervisor)
    assert "Orders to answer" in team.get("/today").content.decode()
    assert "Anxiety and avoidance" in team.get("/activities/").content.decode()
    form = {"kind": "staff_training", "title": "Anxiety", "starts": "3:30pm", "minutes": "60"}
    form |= {"audience": "staff", "expected": "24", "staff": world.practitioner.ref} | three("day", TOMORROW)
    team.post(f"/activities/orders/{order.ref}/plan", form | key() | {"version": order.version})
    order.refresh_from_db()
    assert (order.state, order.activity.menu_item) == ("Planned", world.item)
    assert Alert.objects.get(about=order.ref).closed_at is not None
    assert Letter.objects.get(template="order_answered").address == world.lead.user.email
    assert "Anxiety" in lead.get("/").content.decode()
    day = sign_in(world.practitioner).get(f"/today?on={TOMORROW}").content.decode()
    assert "1 activity. You start at" in day
    with pytest.raises(NotPossible, match="no longer waiting"):
        ordering.decline_order(order, by=world.supervisor, why="Too late")


def test_whoever_is_to_answer_orders_sees_theirs_as_a_list(world, sign_in):
    of = {"by": world.lead, "school": world.school, "term": "2026-3", "audience": "staff"}
    ordering.order(menu_item=world.item, expected=9, **of)
    mine = ordering.take_on(ordering.order(menu_item=world.item, expected=10, **of), by=world.practitioner)
    client = sign_in(world.practitioner)

    def orders_on(address):
        return set(
            re.findall(r"/activities/orders/(\w+)\"", client.get(address, follow=True).content.decode())
        )

    assert "to answer" in client.get("/menu").content.decode()
    assert orders_on("/activities/") == {mine.ref}
    assert len(orders_on("/activities/orders")) == 2
    assert orders_on("/activities/orders?mine=on") == {mine.ref}
    assert orders_on("/activities/orders") == {mine.ref}, "the list remembers it"
    ordering.decline_order(mine, by=world.practitioner, why="In spring")
    shown = client.get("/activities/orders", follow=True).content.decode()
    assert "No order waits for your answer" in shown
    assert "In spring" in shown
    assert len(orders_on("/activities/orders?clear=1")) == 2
    assert "to answer" not in client.get("/menu").content.decode()


def test_an_order_is_declined_with_a_reason_that_the_school_reads(world, sign_in):
    order = ordering.order(
        by=world.lead, school=world.school, menu_item=world.item, term="2026-3", audience="staff", expected=9
    )
    team = sign_in(world.supervisor)
    page = f"/activities/orders/{order.ref}/decline"
    assert "Enter why not now" in team.post(page, key() | {"version": 1}).content.decode()
    team.post(page, key() | {"version": 1, "why": "All twilights are given. Ask again for spring"})
    school = sign_in(world.lead).get(f"/schools/{world.school.urn}/activities").content.decode()
    assert "All twilights are given" in school
    with pytest.raises(NotPossible, match="Choose this term"):
        ordering.order(
            by=world.lead,
            school=world.school,
            menu_item=world.item,
            term="2020-1",
            audience="staff",
            expected=9,
        )


def test_what_was_held_counts_once_for_each_who_did_it_and_follows_its_correction(world, sign_in):
    activity = held(world)
    assert minutes_of_2(world) == (45 + 30, 45)
    assert Activity.objects.filter(is_in_error=False).count() == 2
    holding.correct_held(
        activity, by=world.practitioner, held_on=make.TODAY, minutes=60, preparing=0, people=20,
        audience="staff", staff=[world.practitioner],
    )  # fmt: skip
    assert minutes_of_2(world) == (60, 0)
    week = sign_in(world.practitioner).get("/time").content.decode()
    assert "/time" in week
    holding.take_back(activity, by=world.practitioner)
    activity.refresh_from_db()
    assert (minutes_of_2(world), activity.is_coming) == ((0, 0), True)
    for wrong, words in (
        ({"held_on": TOMORROW}, "not in the future"),
        ({"people": -1}, "from 0 to 5,000"),
        ({"people": 6000}, "from 0 to 5,000"),
        ({"minutes": 900}, "at most 12 hours"),
        ({"preparing": -5}, "preparing from 0"),
        ({"staff": []}, "Choose who"),
    ):
        with pytest.raises(NotPossible, match=words):
            held(world, **wrong)


def minutes_of_2(world):
    """Of the practitioner and of the supervisor."""
    found = dict(team_between(world.team.organisation, make.TODAY, make.TODAY).by_member)
    return tuple(
        found[one].minutes(2) if one in found else 0 for one in (world.practitioner, world.supervisor)
    )


def test_a_closed_day_is_warned_of_and_a_cancelled_activity_is_not_held(world):
    with pytest.raises(Warned):
        planned(world, day=date(2026, 12, 25))
    activity = planned(world, day=date(2026, 12, 25), all_the_same="The hall is hired")
    with pytest.raises(NotPossible, match="from today on"):
        planned(world, day=make.TODAY - timedelta(days=1))
    planning.cancel_activity(activity, by=world.practitioner, why="The hall is flooded")
    with pytest.raises(NotPossible, match="cancelled"):
        holding.write_down(activity, by=world.practitioner)
    assert not SchoolActivity.objects.get().takes_feedback(date(2026, 12, 25))


def test_people_say_how_it_was_without_a_name_and_may_have_a_certificate(world, client, sign_in, settings):
    activity = held(world)
    path = LINKS.address_of(activity).removeprefix(settings.ORIGIN)
    assert activity.secret_hash not in path
    page = client.get(path).content.decode()
    assert "How sure did you feel about this before?" in page
    assert "Answer at least one question" in client.post(path, key()).content.decode()
    assert "Choose a number from 1 to 5" in client.post(path, key() | {"useful": "9"}).content.decode()
    named = client.post(path, key() | {"change": "Ask Maisie Olduvai to speak"}).content.decode()
    assert "looks like somebody’s full name" in named
    once = key() | {"useful": "5", "before": "2", "after": "4", "change": "More time to talk"}
    thanks = client.post(path, once)
    client.post(path, once)
    assert Feedback.objects.count() == 1
    paper = client.post(thanks.url, key() | {"name": "Aoife <b>Brennan"})
    assert (paper["Content-Type"], paper.content[:5]) == ("application/pdf", b"%PDF-")
    team = sign_in(world.practitioner)
    shown = team.get(f"/activities/{activity.ref}").content.decode()
    assert "shown from 10 answers on" in shown
    answered = {"by": Visitor(holds=activity), "marks": {"useful": 4, "before": 2, "after": 4}}
    for _ in range(9):
        feedback.give_feedback(activity, **answered)
    page, file = f"/activities/{activity.ref}", f"/activities/{activity.ref}/figures"
    assert "More time to talk" not in team.get(page).content.decode(), "not while somebody looks who answers"
    assert team.get(file).status_code == 404
    settings.TODAY = make.TODAY + timedelta(days=1)
    feedback.give_feedback(activity, **(answered | {"change": "The eleventh, alone"}))
    settings.TODAY = make.TODAY + timedelta(days=2)
    given = []
    for member in (world.practitioner, world.lead):
        client = sign_in(member)
        shown = client.get(page).content.decode()
        assert "useful 4.0 of 5, sure of it before 2.0 of 5" in shown
        assert "More time to talk" in shown
        assert "The eleventh, alone" not in shown
        given.append([client.get(f"{file}?as={form}").content for form in ("csv", "json")])
        assert client.get(f"{file}?as=xlsx").content[:2] == b"PK"
        term = f"/schools/{world.school.urn}/activities"
        assert "How sure people felt, Autumn 2026. Anxiety, 24 Nov: Before 2.0, Now 4.0." in (
            client.get(term).content.decode()
        )
        given[-1].append(client.get(f"{term}/2026-3/training").content)
    assert b'"Anxiety, 24 Nov",2.0,4.0' in given[0][-1]
    assert given[0] == given[1]
    rows = given[0][0].decode("utf-8-sig").splitlines()
    assert rows[:4] == [
        'Question,Answers,"Average, of 5"',
        "Useful,10,4.0",
        "Sure of it before,10,2.0",
        "Sure of it now,10,4.0",
    ]
    assert "about 20 people came" in "".join(rows)
    assert "More time to talk" not in "".join(rows)
    assert "Point your phone" in team.get(f"/activities/{activity.ref}/poster").content.decode()
    settings.TODAY = make.TODAY + timedelta(days=15)
    assert client.get(path).status_code == 410
    assert client.get("/how-was-it/" + "x" * 43).status_code == 404


def test_the_team_keeps_a_library_of_files_known_by_their_content(world, sign_in, settings, tmp_path):
    from django.core.files.uploadedfile import SimpleUploadedFile

    settings.VAR = tmp_path
    team, lead = sign_in(world.practitioner), sign_in(world.lead)
    page = "/activities/materials/add"
    typed = {"title": "Slides", "audience": "staff"}
    program = SimpleUploadedFile("slides.pdf", b"MZ a program")
    assert "This is a program" in team.post(page, typed | key() | {"file": program}).content.decode()
    assert "Choose a file or enter a link" in team.post(page, typed | key()).content.decode()
    assert "begins with https" in team.post(page, typed | key() | {"link": "http://x"}).content.decode()
    words = SimpleUploadedFile("Notes.txt", b"What to try first")
    team.post(page, typed | key() | {"file": words})
    material = Material.objects.get()
    given = lead.get(f"/activities/materials/{material.ref}")
    assert (b"".join(given.streaming_content), given["X-Content-Type-Options"]) == (
        b"What to try first",
        "nosniff",
    )
    assert lead.get(page).status_code == 403
    offering.withdraw_material(material, by=world.practitioner)
    assert lead.get(f"/activities/materials/{material.ref}").status_code == 404
    other = make.member(make.service(make.team()).school)
    assert sign_in(other).get(f"/activities/menu/{world.item.ref}/order").status_code == 404


def test_a_school_is_offered_what_is_for_year_groups_that_it_has(world, sign_in):
    for title, years in (("Exams and calm", "Years 10 to 13"), ("Moving up", "Year 6 and Year 7")):
        offering.offer(
            by=world.practitioner,
            title=title,
            kind="lesson",
            audience="pupils",
            minutes=50,
            year_groups=years,
        )
    primary = make.service(world.team, make.school(low_age=4, high_age=11)).school
    shown = sign_in(make.member(primary)).get("/activities/menu").content.decode()
    assert [words in shown for words in ("Moving up", "Anxiety and avoidance", "Exams and calm")] == [
        True,
        True,
        False,
    ]
    for member in (world.lead, world.practitioner):
        assert "Exams and calm" in sign_in(member).get("/activities/menu").content.decode()


def test_the_lists_take_as_many_queries_however_many_there_are(world, sign_in):
    team, lead = sign_in(world.practitioner), sign_in(world.lead)
    counts = []
    for _ in range(3):
        held(world)
        planned(world)
        counts.append(
            [queries(team, "/activities/?term="), queries(lead, f"/schools/{world.school.urn}/activities")]
        )
    assert counts[1] == counts[2]
    assert MenuItem.objects.count() == 1
    assert SchoolActivity.objects.count() == 6


def queries(client, path):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as captured:
        assert client.get(path).status_code == 200
    return len(captured)
