"""When a lead leaves the account ends that day, whoever follows is invited, and nothing falls between."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied

from tests import make
from tests.school_leads.of_a_school import role
from trailblazer.access import actions as access_actions
from trailblazer.access.models import Invitation, Membership
from trailblazer.access.records import NotPossible
from trailblazer.access.roles import Role
from trailblazer.school_leads import actions
from trailblazer.school_leads.models import LeadHandOver, SchoolRole

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("on_the_day")]
LAST_DAY = make.TODAY + timedelta(days=10)
FOLLOWER = {"follower_name": "Noor Haddad", "follower_email": "noor@school.example"}


@pytest.fixture
def account(school):
    return make.member(school, name="Ruth Abernethy")


@pytest.fixture
def lead(school, practitioner, account):
    return role(school, practitioner, email=account.user.email)


def test_a_team_lead_hands_over_and_the_one_who_follows_is_invited(lead, school, account, team_lead):
    made = actions.hand_over_lead(lead, by=team_lead, last_day=LAST_DAY, words="Ask Ivo", **FOLLOWER)
    account.refresh_from_db()
    current = Membership.objects.filter(pk=account.pk)
    assert current.current(LAST_DAY).exists()
    assert not current.current(LAST_DAY + timedelta(days=1)).exists()
    invitation = Invitation.objects.get()
    assert (invitation.email, invitation.role) == ("noor@school.example", Role.SENIOR_MENTAL_HEALTH_LEAD)
    assert invitation.organisation.urn == school.urn
    assert made.follower.starts_on == LAST_DAY + timedelta(days=1)
    with pytest.raises(NotPossible, match="handed over already"):
        actions.hand_over_lead(lead, by=team_lead, last_day=LAST_DAY)


@pytest.mark.parametrize("is_school", [True, False])
def test_who_may_not_invite_hands_over_and_the_team_is_shown_that_it_is_to_do(
    lead, account, practitioner, team_lead, sign_in, is_school
):
    by = account if is_school else practitioner
    client = sign_in(by)
    day = {"last_day_day": LAST_DAY.day, "last_day_month": LAST_DAY.month, "last_day_year": LAST_DAY.year}
    sent = {"submission_key": "a" * 32, "version": lead.version} | day | FOLLOWER
    made = client.post(f"/school-leads/roles/{lead.ref}/hand-over", sent)
    page = made.headers["Location"]
    assert "To do in the first week" in client.get(page).content.decode()
    assert not Invitation.objects.exists()
    assert client.post(f"{page}/invite", {"submission_key": "b" * 32}).status_code == 403
    leads = sign_in(team_lead)
    assert "1 lead follows and is not invited yet" in leads.get("/school-leads/").content.decode()
    leads.post(f"{page}/invite", {"submission_key": "c" * 32})
    assert Invitation.objects.get().email == "noor@school.example"
    assert "not invited yet" not in leads.get("/school-leads/").content.decode()


def test_what_is_open_goes_over_and_the_first_week_is_ticked(lead, school, account, team, team_lead, sign_in):
    make.referral(team, school=school, asked_by=account, awaits_lead=True)
    made = actions.hand_over_lead(lead, by=team_lead, last_day=make.TODAY, words="Ask Ivo", **FOLLOWER)
    client = sign_in(make.member(school, name="Noor Haddad"))
    page = f"/school-leads/hand-overs/{made.ref}"
    shown = client.get(page).content.decode()
    assert "1 request waits for the lead’s word" in shown
    assert "Ask Ivo" in shown
    made.refresh_from_db()
    client.post(page, {"submission_key": "a" * 32, "version": made.version, "done": ["meet", "team"]})
    made.refresh_from_db()
    assert made.done == {"meet": "2026-11-24", "team": "2026-11-24"}
    wrong = client.post(page, {"submission_key": "b" * 32, "version": made.version, "done": ["nothing"]})
    assert "Choose the steps from the list" in wrong.content.decode()


@pytest.mark.parametrize(
    "typed, says",
    [
        ({"last_day_year": "2024"}, "last day is before the first"),
        ({"follower_name": "Noor Haddad"}, "Enter the email address of whoever follows"),
        ({"follower_email": "noor@school.example"}, "Enter the name of whoever follows"),
        ({"follower_name": "Ruth Abernethy", "follower_email": "x"}, "Enter an email address"),
    ],
)
def test_bad_input_gets_a_sentence_and_nothing_ends(lead, account, practitioner, sign_in, typed, says):
    day = {"last_day_day": "24", "last_day_month": "11", "last_day_year": "2026"}
    sent = {"submission_key": "a" * 32, "version": lead.version} | day | typed
    shown = sign_in(practitioner).post(f"/school-leads/roles/{lead.ref}/hand-over", sent).content.decode()
    assert says in shown
    account.refresh_from_db()
    assert account.ended_on is None
    assert not LeadHandOver.objects.exists()


def test_who_follows_and_has_an_account_already_needs_no_invitation(lead, school, practitioner):
    deputy = make.member(school, name="Noor Haddad")
    follower = {"follower_name": "Noor Haddad", "follower_email": deputy.user.email}
    made = actions.hand_over_lead(lead, by=practitioner, last_day=LAST_DAY, **follower)
    assert made.invited_at is not None
    assert not Invitation.objects.exists()


def test_nobody_yet_leaves_the_school_without_a_lead(lead, school, team_lead, sign_in):
    made = actions.hand_over_lead(lead, by=team_lead, last_day=date(2026, 11, 20))
    client = sign_in(team_lead)
    assert "Nobody follows yet" in client.get(f"/school-leads/hand-overs/{made.ref}").content.decode()
    assert "no senior mental health lead" in client.get(f"/school-leads/{school.urn}").content.decode()
    assert SchoolRole.objects.leads().held_on(make.TODAY).count() == 0


def test_a_lead_invites_colleagues_of_the_own_school_and_gives_no_other_role(school, account, sign_in, team):
    client, own = sign_in(account), make.school_organisation(school)
    other = make.school_organisation(make.service(team).school)
    typed = {"submission_key": "a" * 32, "name": "Ivo Lark", "email": "ivo@school.example"}
    assert "Ivo Lark" not in client.get("/people/").content.decode()
    for_role = {**typed, "role": Role.SENIOR_MENTAL_HEALTH_LEAD}
    assert client.post(f"/people/invite/{own.ref}", for_role).status_code == 200
    assert client.post(f"/people/invite/{other.ref}", {**typed, "role": Role.SCHOOL_STAFF}).status_code == 404
    assert not Invitation.objects.exists()
    assert client.post(f"/people/invite/{own.ref}", {**typed, "role": Role.SCHOOL_STAFF}).status_code == 302
    assert Invitation.objects.get().role == Role.SCHOOL_STAFF
    colleague = make.member(own, Role.SCHOOL_STAFF)
    access_actions.end(colleague, by=account)
    with pytest.raises(PermissionDenied):
        access_actions.end(make.member(school), by=account)
