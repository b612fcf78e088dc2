from datetime import date

import pytest
from django.core.exceptions import PermissionDenied

from tests import make
from trailblazer.access.records import NotPossible, Visitor
from trailblazer.access.roles import Role
from trailblazer.alerts.models import Alert
from trailblazer.letters.models import Letter
from trailblazer.referrals import actions
from trailblazer.referrals.models import Referral
from trailblazer.teams.models import RouteSetting
from trailblazer.young_people.models import YoungPerson

TOLD = {"first_name": "Hana", "last_name": "Whitlocke", "born_on": date(2015, 5, 3), "reasons": ["panic"]}


def set_route(team, **settings):
    everyone = {"who_may_ask": ["school_lead", "teacher", "parent", "young_person"]}
    RouteSetting.objects.create(team=team, in_force_from=date(2026, 1, 1), settings=everyone | settings)


def test_a_lead_asks_and_the_team_of_the_school_receives_it(place):
    referral = actions.receive(by=place.lead, source="school_lead", **TOLD)
    assert (referral.team, referral.school) == (place.team.organisation, place.school)
    assert referral.asked_by == place.lead
    assert [event.kind for event in referral.events.all()] == ["received", "receipt_sent"]


def test_an_answer_is_due_in_the_working_days_that_the_team_promises(place):
    place.team.answer_days = 3
    place.team.save()
    assert actions.receive(by=place.lead, source="school_lead", **TOLD).answer_due_on == date(2026, 11, 27)


def test_a_receipt_is_not_an_answer(place):
    referral = actions.receive(by=place.lead, source="school_lead", **TOLD)
    assert Letter.objects.get(about=referral.ref).template == "request_received"
    assert referral.answered_on is None


def test_it_never_makes_a_young_person(place):
    actions.receive(by=place.lead, source="school_lead", **TOLD)
    assert not YoungPerson.objects.exists()


@pytest.mark.parametrize(
    "told",
    [{"risks": ["self_harm"]}, {"risk_words": "Says nobody would miss her"}, {"reasons": ["self_harm"]}],
)
def test_a_request_that_names_risk_raises_an_alert_with_an_owner_and_a_due_time(place, told):
    referral = actions.receive(by=place.lead, source="school_lead", **(TOLD | told))
    alert = Alert.objects.get(about=referral.ref)
    assert alert.owner is not None
    assert alert.due_at > alert.raised_at
    assert "Hana" not in alert.words


def test_a_request_without_risk_raises_none(place):
    actions.receive(by=place.lead, source="school_lead", **TOLD)
    assert not Alert.objects.exists()


def test_a_visitor_asks_without_an_account(place):
    referral = actions.receive(by=Visitor(), source="young_person", school=place.school, **TOLD)
    assert (referral.asked_by, referral.entered_by) == (None, None)


def test_the_same_form_sent_twice_makes_one_request(place):
    first, second = (
        actions.receive(by=place.lead, source="school_lead", submission_key="a" * 32, **TOLD)
        for _ in range(2)
    )
    assert first == second
    assert Referral.objects.count() == 1


def test_a_school_without_a_team_is_told_so(db):
    with pytest.raises(NotPossible, match="No team"):
        actions.receive(by=make.member(make.school()), source="school_lead", **TOLD)


def test_who_may_not_ask_by_the_route_is_told_what_to_do_instead(place):
    set_route(place.team, who_may_ask=["school_lead"])
    with pytest.raises(NotPossible, match="senior mental health lead"):
        actions.receive(by=Visitor(), source="parent", school=place.school, **TOLD)


@pytest.mark.parametrize("agreed, waits", [("given", True), ("refused", False), ("not_asked", False)])
def test_the_lead_approves_only_what_the_family_lets_school_know(place, agreed, waits):
    set_route(place.team, leads_part="approves")
    consents = {"tell_school": agreed}
    referral = actions.receive(by=Visitor(), source="parent", school=place.school, consents=consents, **TOLD)
    assert referral.awaits_lead is waits
    assert Letter.objects.filter(template="lead_is_told").exists() is waits


def test_the_lead_approves_their_own_schools_request(place):
    set_route(place.team, leads_part="approves")
    referral = actions.receive(
        by=Visitor(), source="parent", school=place.school, consents={"tell_school": "given"}, **TOLD
    )
    approved = actions.lead_approves(referral, by=place.lead)
    assert not approved.awaits_lead
    assert approved.lead_approved_on == make.TODAY


def test_the_lead_says_what_speaks_against_it_and_the_team_reads_it(place, sign_in):
    set_route(place.team, leads_part="approves")
    referral = actions.receive(
        by=Visitor(), source="parent", school=place.school, consents={"tell_school": "given"}, **TOLD
    )
    page = f"/requests/{referral.ref}"
    lead, key = sign_in(place.lead), {"submission_key": "a" * 32, "version": referral.version}
    assert "before it decides" in lead.post(f"{page}/doubts", key).content.decode()
    lead.post(f"{page}/doubts", key | {"words": "She sees our counsellor already."})
    referral.refresh_from_db()
    assert (referral.awaits_lead, referral.lead_approved_on, referral.lead_doubts_on) == (
        False,
        None,
        make.TODAY,
    )
    shown = sign_in(make.member(place.team, Role.SUPERVISOR)).get(page).content.decode()
    assert "School has something to say first" in shown
    assert "She sees our counsellor already." in shown


def test_the_team_sees_that_somebody_is_outside_its_ages(place, sign_in):
    place.team.age_from, place.team.age_to = 4, 11
    place.team.save()
    referral = actions.receive(by=place.lead, source="school_lead", **(TOLD | {"born_on": date(2010, 5, 3)}))
    shown = (
        sign_in(make.member(place.team, Role.SUPERVISOR)).get(f"/requests/{referral.ref}").content.decode()
    )
    assert "They are 16. This team helps ages 4 to 11." in shown


def test_a_consultation_first_is_said_to_the_lead_and_to_the_team(place, sign_in):
    set_route(place.team, is_consultation_first=True, words="Ring on Mondays.")
    asking = sign_in(place.lead).get("/requests/ask/who").content.decode()
    assert "Talk with the team first" in asking
    assert "Ring on Mondays." in asking
    referral = actions.receive(by=place.lead, source="school_lead", **TOLD)
    supervisor = sign_in(make.member(place.team, Role.SUPERVISOR))
    assert "Begins with a consultation" in supervisor.get(f"/requests/{referral.ref}").content.decode()
    assert "Talk with the school first. Answer due" in supervisor.get("/requests/").content.decode()


@pytest.mark.parametrize(
    "wrong, says",
    [
        ({"nhs_number": "999 000 0019"}, "not an NHS number"),
        ({"first_name": "H" * 10_000}, "at most 100"),
        ({"born_on": date(2027, 1, 1)}, "still to come"),
        ({"worry": "😀" * 5_001}, "at most 5,000"),
        ({"reasons": ["no_such_reason"]}, "Choose from the list"),
        ({"consents": {"help": "perhaps"}}, "agreed to"),
    ],
)
def test_what_cannot_be_kept_is_refused_with_a_sentence(place, wrong, says):
    with pytest.raises(NotPossible, match=says):
        actions.receive(by=place.lead, source="school_lead", **(TOLD | wrong))
    assert not Referral.objects.exists()


def test_staff_enter_a_request_with_the_day_it_came(place):
    referral = actions.enter(
        by=place.practitioner,
        source="gp",
        route="gp_letter",
        received_on=date(2026, 11, 3),
        school=place.school,
        **TOLD,
    )
    assert (referral.received_on, referral.entered_by) == (date(2026, 11, 3), place.practitioner)
    assert referral.answer_due_on == date(2026, 11, 10)


@pytest.mark.parametrize("day", [date(2026, 11, 25), date(2017, 1, 1)])
def test_a_request_cannot_have_come_tomorrow_nor_before_there_were_teams(place, day):
    with pytest.raises(NotPossible, match="the day it came"):
        actions.enter(by=place.practitioner, source="gp", route="telephone", received_on=day, **TOLD)


def test_a_school_may_not_enter_requests_of_others(place):
    with pytest.raises(PermissionDenied):
        actions.enter(by=place.lead, source="gp", received_on=make.TODAY, **TOLD)
