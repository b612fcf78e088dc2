"""The lowest become actions, each with an owner and a day; a term looks at all; what was planned stays to be read."""

from datetime import date

import pytest
from django.urls import reverse

from tests import make
from tests.whole_school.reviewing import colleague, finished, sends, served_school
from trailblazer.access.records import NotPossible
from trailblazer.whole_school import actions
from trailblazer.whole_school.models import PlannedAction, Policy
from trailblazer.whole_school.plans import open_actions

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("on_the_day")]


@pytest.fixture
def school(team):
    return served_school(team)


@pytest.fixture
def lead(school):
    return make.member(school)


def planned(school, by, **fields):
    ordinary = {"what": "A quiet room at lunch", "by_on": date(2027, 1, 21), "review_term": "2027-1"}
    plan = actions.Plan(**(ordinary | {"owner_name": "Site manager"} | fields))
    actions.plan_actions(school, by=by, plans=[plan])
    return PlannedAction.objects.latest("pk")


def test_the_lowest_become_actions_in_one_save(school, lead, sign_in):
    review = finished(school, lead, 1, make.TODAY)
    member = colleague(school)
    client, path = sign_in(lead), reverse("whole_school:choose", args=[review.ref])
    page = client.get(path).content.decode()
    assert "Someone leads on mental health" in page
    assert "A named lead has time each week" in page  # what the next step looks like is proposed
    refused = sends(client, path).content.decode()
    assert "Choose at least one to plan" in refused
    half = sends(
        client, path, **{"choose_lead-time": "on", "what_lead-time": "Two hours a week"}
    ).content.decode()
    assert "Choose who does it, or enter a name" in half
    day = {"by_on_lead-time_day": "21", "by_on_lead-time_month": "1", "by_on_lead-time_year": "2027"}
    whole = {"choose_lead-time": "on", "what_lead-time": "Two hours a week", "owner_lead-time": member.ref}
    sent = sends(client, path, **whole, **day, **{"review_term_lead-time": "2027-1"})
    assert sent.url == reverse("whole_school:school", args=[school.urn])
    made = PlannedAction.objects.get()
    assert (made.owner, made.area_name, made.year) == (member, "Leadership and management", 2026)
    assert "Two hours a week" not in client.get(path).content.decode()
    assert made.ref in sign_in(member).get(reverse("whole_school:mine")).content.decode()
    assert sign_in(member).get(reverse("whole_school:action", args=[made.ref])).status_code == 200
    assert sign_in(colleague(school)).get(reverse("whole_school:action", args=[made.ref])).status_code == 404


def test_an_action_is_begun_done_or_dropped_with_a_reason_and_its_history_stays(school, lead, sign_in):
    found = planned(school, lead)
    actions.begin_action(found, by=lead, words="Room chosen")
    with pytest.raises(NotPossible, match="why"):
        actions.drop_action(found, by=lead, reason="")
    actions.drop_action(found, by=lead, reason="The room is needed for exams")
    with pytest.raises(NotPossible, match="over"):
        actions.finish_action(found, by=lead)
    page = sign_in(lead).get(reverse("whole_school:action", args=[found.ref])).content.decode()
    for words in ("Dropped", "Room chosen", "The room is needed for exams"):
        assert words in page
    with pytest.raises(NotPossible, match="today or later"):
        planned(school, lead, by_on=date(2026, 11, 23))
    with pytest.raises(NotPossible, match="of the school or of its team"):
        planned(school, lead, owner=make.member(served_school(make.team())))


def test_a_term_gives_each_open_action_a_line_and_a_new_day(school, lead, sign_in):
    late, other = planned(school, lead), planned(school, lead, what="Pupil panel")
    PlannedAction.objects.filter(pk=late.pk).update(by_on=date(2026, 11, 1))
    client, path = sign_in(lead), reverse("whole_school:term", args=[school.urn])
    assert "Late" in client.get(path).content.decode()
    moved = {
        f"by_on_{late.ref}_{part}": value for part, value in (("day", "1"), ("month", "3"), ("year", "2027"))
    }
    refused = sends(client, path, **moved).content.decode()
    assert "Say in a line how it is going: A quiet room at lunch" in refused
    sends(client, path, **moved, **{f"words_{late.ref}": "The key was missing", f"state_{late.ref}": "begun"})
    late.refresh_from_db()
    assert (late.by_on, late.begun_on) == (date(2027, 3, 1), make.TODAY)
    line = late.lines.last()
    assert (line.by_on_was, line.words) == (date(2026, 11, 1), "The key was missing")
    assert not other.lines.exclude(kind="planned").exists()
    assert [row.action.what for row in open_actions(school, lead, make.TODAY)] == [
        "Pupil panel",
        "A quiet room at lunch",
    ]


def test_the_plan_of_last_year_stays_readable_and_what_is_open_is_carried(school, lead, settings, sign_in):
    settings.TODAY = date(2026, 3, 1)
    planned(school, lead, what="Left from last year", by_on=date(2026, 4, 1))
    settings.TODAY = make.TODAY
    planned(school, lead)
    client = sign_in(lead)
    assert (
        "Left from last year"
        in client.get(reverse("whole_school:school", args=[school.urn])).content.decode()
    )
    assert (
        "Left from last year"
        in client.get(reverse("whole_school:plan", args=[school.urn, 2025])).content.decode()
    )


def test_policies_are_flagged_when_due_soon_and_late(school, lead, sign_in):
    client, add = sign_in(lead), reverse("whole_school:add_policy", args=[school.urn])
    assert "Enter what the policy is called" in sends(client, add, kind="own").content.decode()
    for kind, due in (("behaviour", date(2026, 11, 1)), ("pshe", date(2026, 12, 24)), ("safeguarding", None)):
        actions.add_policy(school, by=lead, kind=kind, due_on=due)
    page = client.get(reverse("whole_school:school", args=[school.urn])).content.decode()
    for words in ("Late", "Due soon", "Not reviewed yet"):
        assert words in page
    late = Policy.objects.get(kind="behaviour")
    actions.review_policy(late, by=lead, reviewed_on=make.TODAY, months=12)
    assert Policy.objects.get(kind="behaviour").due_on == date(2027, 11, 24)
    with pytest.raises(NotPossible, match="already"):
        actions.add_policy(school, by=lead, kind="behaviour")
