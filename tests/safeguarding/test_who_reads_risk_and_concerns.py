"""Who may not read risk and concerns is not told that there is a concern: no alert, letter or line of the log says it.

The sentence on the pages is worked out from the same table of roles as the rule.
"""

import pytest

from tests import make
from tests.safeguarding.test_risk_and_concerns import CONCERN, RISK, routed
from trailblazer.access.models import AccountLetter
from trailblazer.access.roles import ROLES, STAFF_ROLES, Permission, Role
from trailblazer.alerts.models import Alert
from trailblazer.alerts.owners import who_hears
from trailblazer.alerts.schedule import send_alerts_up
from trailblazer.letters.models import Letter
from trailblazer.safeguarding import actions
from trailblazer.young_people.who_sees import readers_of_safety

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("on_the_day")]
BARRED = {role for role in STAFF_ROLES if Permission.SEE_SAFEGUARDING not in ROLES[role]}


@pytest.fixture
def person(team, practitioner):
    """Somebody about whom a concern was told, and the school's safeguarding lead asked to ring."""
    person = make.young_person(team, school=make.service(team).school)
    actions.assess_risk(person, by=practitioner, **RISK)
    routed(person, practitioner)
    concern = actions.record_concern(person, by=practitioner, **CONCERN, tell_lead=True)
    actions.note_receipt(concern.told.get(), by=practitioner, words="Has it")
    actions.record_concern(person, by=practitioner, **CONCERN)
    return person


def test_the_sentence_names_exactly_the_roles_that_may_not_read_it(person):
    said = readers_of_safety(person)
    for role in STAFF_ROLES:
        assert (f"{role.label}s read" in said.more or f"{role.label}s and" in said.more) is (role in BARRED)


@pytest.mark.parametrize("role", sorted(STAFF_ROLES - BARRED))
def test_everyone_of_the_team_who_helps_reads_it_and_the_look_is_logged(person, team, role, sign_in):
    page = f"/young-people/{person.ref}"
    client = sign_in(make.member(team, role))
    shown = client.get(f"{page}/risk").content.decode()
    said = readers_of_safety(person)
    assert CONCERN["seen_and_said"] in shown
    assert f"{said.sees}. {said.more}" in shown
    assert said.sees in client.get(f"{page}/who-can-see").content.decode()
    assert "Risk and concerns read" in client.get(f"{page}/log").content.decode()


PAGES = ["/", "/alerts/", "/alerts/?list=closed", "/letters/"]
OF_RECORD = ["", "/log", "/log?page=2", "/letters", "/details"]


@pytest.mark.parametrize("role", sorted(BARRED))
def test_who_may_not_read_it_learns_nothing_of_a_concern(person, team, role, sign_in):
    client = sign_in(make.member(team, role))
    pages = [*PAGES, *(f"/young-people/{person.ref}{tail}" for tail in OF_RECORD)]
    words = ("afeguarding: ", "oncern recorded", "oncern told", "oncern is to be told", "oncerns read")
    for page in pages:
        shown = client.get(page, follow=True).content.decode()
        assert not [word for word in (*words, "Please ring us today", "Safeguarding</") if word in shown], (
            page
        )
    assert (
        "But for lines about risk and safety, whether or not there are any"
        in client.get(f"/young-people/{make.young_person(team).ref}/log").content.decode()
    )
    for hidden in (
        *Alert.objects.filter(kind="safeguarding"),
        *Letter.objects.filter(purpose="safeguarding"),
    ):
        address = "alerts" if isinstance(hidden, Alert) else "letters"
        assert client.get(f"/{address}/{hidden.ref}").status_code == 404


def test_a_letter_to_the_safeguarding_lead_that_fails_is_theirs_who_may_read_it(person, team, practitioner):
    from trailblazer.referrals.failed_letters import say_so

    say_so(Letter.objects.get(purpose="safeguarding"))
    made = Alert.objects.get(kind="safeguarding_letter_failed")
    assert not Alert.objects.visible_to(make.member(team, Role.ADMINISTRATOR)).exists()
    assert Alert.objects.visible_to(practitioner).filter(pk=made.pk).exists()


def test_an_alert_that_goes_up_is_told_to_those_who_may_read_it(person, team, settings):
    provider = team.organisation.provider
    make.member(team, Role.ADMINISTRATOR)
    lead_of_all = make.member(provider, Role.TEAM_LEAD)
    AccountLetter.objects.all().delete()
    send_alerts_up(progress=None)
    assert set(AccountLetter.objects.values_list("address", flat=True)) == {lead_of_all.user.email}


def test_where_nobody_leads_an_alert_goes_up_to_whoever_may_read_it(team):
    make.member(team, Role.ADMINISTRATOR)
    supervisor = make.member(team, Role.SUPERVISOR)
    found = who_hears(team.organisation, team.organisation.provider, may=Permission.SEE_SAFEGUARDING)
    assert found == [supervisor]
