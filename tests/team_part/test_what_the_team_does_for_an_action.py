"""A plan says what the team does for each action: planned or ordered for it, or chosen; and what became of it."""

from datetime import date, time, timedelta
from types import SimpleNamespace

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests import make
from tests.whole_school.reviewing import colleague, sends, served_school
from trailblazer.access.records import NotPossible
from trailblazer.access.roles import Role
from trailblazer.activities.actions import holding, offering, ordering, planning
from trailblazer.activities.models import Order, SchoolActivity
from trailblazer.team_part import actions
from trailblazer.team_part.in_reports import in_words
from trailblazer.team_part.models import TiedWork
from trailblazer.ui.forms import new_submission_key
from trailblazer.whole_school.actions import Plan, drop_action, plan_actions
from trailblazer.whole_school.models import PlannedAction

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("on_the_day")]
SOON = make.TODAY + timedelta(days=3)


@pytest.fixture
def world(team, practitioner):
    school = served_school(team)
    item = offering.offer(
        by=practitioner, title="Worry in class", kind="staff_training", audience="staff", minutes=60
    )
    return SimpleNamespace(school=school, team=practitioner, lead=make.member(school), item=item)


def promised(world, what="All staff notice worry", **more):
    plan = Plan(
        what, date(2027, 1, 21), "2027-1", **({"owner_name": "Head", "team_will": "Two sessions"} | more)
    )
    plan_actions(world.school, by=world.lead, plans=[plan])
    return PlannedAction.objects.latest("pk")


def activity(world, title="Sleep", day=SOON, kind="assembly"):
    said = {"kind": kind, "audience": "pupils", "title": title, "starts": time(9), "minutes": 20}
    return planning.plan_activity(by=world.team, school=world.school, day=day, staff=[world.team], **said)


def page(client, name, *args):
    return client.get(reverse(name, args=args)).content.decode()


def test_the_team_plans_for_an_action_and_both_sides_read_what_became_of_it(world, sign_in):
    staff = colleague(world.school)
    found = promised(world, owner=staff, owner_name="")
    team, lead = sign_in(world.team), sign_in(world.lead)
    assert "no activity yet" in page(lead, "whole_school:school", world.school.urn)
    address = reverse("team_part:plan", args=[found.ref])
    assert address in page(team, "whole_school:action", found.ref)
    assert address not in page(lead, "whole_school:action", found.ref)
    form = team.get(address).content.decode()
    assert 'value="All staff notice worry"' in form
    assert world.school.name in form
    typed = {"kind": "staff_training", "title": "Two sessions", "starts": "3:30pm", "audience": "staff"}
    typed |= {"day_day": SOON.day, "day_month": SOON.month, "day_year": SOON.year, "staff": world.team.ref}
    assert sends(team, address, **typed).url == reverse("whole_school:action", args=[found.ref])
    made = SchoolActivity.objects.get()
    for client in (team, lead):
        for name, of in (("school", world.school.urn), ("term", world.school.urn), ("action", found.ref)):
            shown = page(client, f"whole_school:{name}", of)
            assert reverse("activities:activity", args=[made.ref]) in shown
            assert "Planned</strong>" in shown
            assert "no activity yet" not in shown
        assert reverse("whole_school:action", args=[found.ref]) in page(
            client, "activities:activity", made.ref
        )
    own = page(
        sign_in(staff), "whole_school:mine"
    )  # whoever owns the action reads it, and opens no page of the team
    assert "Two sessions" in own
    assert made.ref not in own
    SchoolActivity.objects.update(day=make.TODAY)
    held = {"held_on": make.TODAY, "minutes": 60, "preparing": 0, "people": 20, "audience": "staff"}
    holding.write_down(SchoolActivity.objects.get(), by=world.team, staff=[world.team], **held)
    assert "Held</strong>" in page(lead, "whole_school:action", found.ref)
    actions.choose_for(found, by=world.team, works=[activity(world, "Lunchtime", kind="drop_in")])
    said = in_words(world.school, make.TODAY)
    assert said == {found.pk: "Two sessions, held on 24 November 2026"}  # of drop-ins figures alone


def test_one_planned_already_is_chosen_and_taken_off_again(world, sign_in):
    found, made, other = promised(world), activity(world), activity(world, "Exams and calm")
    planning.cancel_activity(activity(world, "Rained off"), by=world.team, why="The hall was flooded")
    lead, address = sign_in(world.lead), reverse("team_part:choose", args=[found.ref])
    shown = lead.get(address).content.decode()
    assert "Sleep" in shown
    assert "Rained off" not in shown
    assert "Choose at least one activity or order" in sends(lead, address).content.decode()
    sends(lead, address, works=[made.ref, other.ref])
    assert "is left to choose" in lead.get(address).content.decode()
    planning.cancel_activity(made, by=world.team, why="The school has an exam")
    assert "The school has an exam" in page(lead, "whole_school:school", world.school.urn)
    tied = TiedWork.objects.get(activity=other)
    lead.post(reverse("team_part:untie", args=[tied.ref]), {"submission_key": new_submission_key()})
    assert "Exams and calm" not in page(lead, "whole_school:action", found.ref)
    elsewhere = SimpleNamespace(**vars(world) | {"school": served_school(make.team())})
    elsewhere.lead = make.member(elsewhere.school)
    assert sign_in(elsewhere.lead).get(address).status_code == 404
    with pytest.raises(NotPossible, match="for the school of this action"):
        actions.choose_for(promised(elsewhere), by=elsewhere.lead, works=[made])
    drop_action(found, by=world.lead, reason="No time")
    with pytest.raises(NotPossible, match="dropped"):
        actions.choose_for(found, by=world.lead, works=[made])


def test_what_is_ordered_for_an_action_is_the_activity_that_comes_of_it(world, sign_in):
    found, lead = promised(world), sign_in(world.lead)
    address = reverse("team_part:order", args=[found.ref])
    assert "Choose something of the menu" in sends(lead, address).content.decode()
    sends(lead, address, menu_item=world.item.ref, term="2027-1", audience="staff", expected="20")
    order = Order.objects.get()
    assert "Waiting for an answer" in page(lead, "whole_school:school", world.school.urn)
    assert found.what in page(sign_in(world.team), "activities:order", order.ref)
    said = {
        "kind": "staff_training",
        "title": "Worry",
        "audience": "staff",
        "starts": time(15),
        "minutes": 60,
    }
    ordering.plan_order(order, by=world.team, day=SOON, staff=[world.team], **said)
    made = SchoolActivity.objects.get()
    actions.choose_for(found, by=world.lead, works=[made])  # tied twice, and read once
    assert page(lead, "whole_school:school", world.school.urn).count(made.ref) == 1
    assert found.what in page(lead, "activities:activity", made.ref)
    assert sign_in(make.member(world.team.organisation, Role.ADMINISTRATOR)).get(address).status_code == 404


def test_a_plan_of_many_actions_costs_no_more_than_one(world, sign_in, django_assert_num_queries):
    client, address = sign_in(world.lead), reverse("whole_school:school", args=[world.school.urn])
    actions.choose_for(promised(world), by=world.lead, works=[activity(world)])
    client.get(address)
    with CaptureQueriesContext(connection) as few:
        client.get(address)
    for number in range(4):
        works = [activity(world, f"Calm {number}"), activity(world, f"Sleep {number}")]
        actions.choose_for(promised(world), by=world.lead, works=works)
    with django_assert_num_queries(len(few)):
        client.get(address)
