"""An alert has an owner and a time, and goes up when nobody looks."""

import re
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from tests import make
from trailblazer.access.models import AccountLetter, LogEntry
from trailblazer.access.records import NotPossible, Service, StaleSave, Visitor
from trailblazer.access.roles import Role
from trailblazer.alerts import actions, kinds
from trailblazer.alerts.models import Alert
from trailblazer.alerts.owners import owner_for
from trailblazer.alerts.schedule import send_alerts_up
from trailblazer.tasks.work import WORK

pytestmark = pytest.mark.django_db
LONDON = ZoneInfo("Europe/London")


def alert_of(team, kind="risk_named", by=None, **fields):
    ordinary = {
        "words": "A risk was named",
        "provider": team.organisation.provider,
        "team": team.organisation,
    }
    return actions.raise_alert(kind, by=by or Service(), **(ordinary | fields))


def send_up():
    return send_alerts_up(progress=None)


def told():
    return sorted(AccountLetter.objects.filter(kind="alert").values_list("address", flat=True))


def test_it_goes_to_the_supervisor_of_the_team_who_is_told_and_nothing_else_is_said():
    team = make.team()
    make.member(team, Role.TEAM_LEAD)
    supervisor = make.member(team, Role.SUPERVISOR)
    alert = alert_of(team, words="Zee Alder said that …")
    assert alert.owner == supervisor
    letter = AccountLetter.objects.get()
    assert letter.address == supervisor.user.email
    assert "Zee" not in letter.subject


@pytest.mark.parametrize(
    "roles, owner",
    [
        ([Role.PRACTITIONER, Role.TEAM_LEAD, Role.SUPERVISOR], Role.SUPERVISOR),
        ([Role.PRACTITIONER, Role.TEAM_LEAD], Role.TEAM_LEAD),
        ([Role.PRACTITIONER, Role.THERAPIST], Role.THERAPIST),
        ([Role.PRACTITIONER, Role.ADMINISTRATOR], None),
        ([], None),
    ],
)
def test_who_owns_it_first(roles, owner):
    team = make.team()
    for role in roles:
        make.member(team, role)
    found = owner_for(team.organisation)
    assert (found.role if found else None) == owner


def test_someone_who_has_left_owns_nothing_new():
    team = make.team()
    make.member(team, Role.SUPERVISOR, ended_on=make.STARTED)
    assert owner_for(team.organisation) is None


@pytest.mark.parametrize(
    "kind, raised, due",
    [
        ("risk_named", "2026-11-24T09:30", "2026-11-24T13:30"),
        ("risk_named", "2026-11-27T16:00", "2026-11-30T12:00"),
        ("safeguarding", "2026-11-24T09:30", "2026-11-24T17:00"),
        ("answer_overdue", "2026-11-24T09:30", "2026-11-25T17:00"),
    ],
)
def test_when_it_is_due_depends_on_its_kind(kind, raised, due):
    moment = datetime.fromisoformat(raised).replace(tzinfo=LONDON)
    assert kinds.kind_of(kind).due_at(moment) == datetime.fromisoformat(due).replace(tzinfo=LONDON)


def test_every_kind_has_words_and_a_time():
    assert {"risk_named", "safeguarding"} <= set(kinds.kinds())
    for kind in kinds.kinds().values():
        assert kind.words
        assert kind.due_at(timezone.now()) > timezone.now()


def test_an_unknown_kind_and_an_address_elsewhere_are_refused():
    team = make.team()
    with pytest.raises(KeyError):
        alert_of(team, "no_such_kind")
    with pytest.raises(ValueError, match="page of ours"):
        alert_of(team, about_address="https://elsewhere.example.org")
    assert not Alert.objects.exists()


def test_someone_without_an_account_raises_one_and_a_commissioner_does_not():
    team = make.team()
    assert alert_of(team, by=Visitor()).pk
    with pytest.raises(PermissionDenied):
        alert_of(team, by=make.member(team, Role.COMMISSIONER))


def test_without_an_owner_the_leads_of_the_provider_hear_at_the_next_minute():
    team = make.team()
    lead = make.member(team.organisation.provider, Role.TEAM_LEAD)
    alert = alert_of(team)
    assert alert.owner is None
    assert send_up() == 1
    alert.refresh_from_db()
    assert alert.escalated_at is not None
    assert told() == [lead.user.email]


def test_one_that_is_late_goes_up_once_to_the_lead_of_the_team():
    team = make.team()
    supervisor, lead = make.member(team, Role.SUPERVISOR), make.member(team, Role.TEAM_LEAD)
    alert = alert_of(team)
    assert send_up() == 0
    Alert.objects.filter(pk=alert.pk).update(due_at=timezone.now() - timedelta(minutes=1))
    assert send_up() == 1
    assert send_up() == 0
    assert told() == sorted([supervisor.user.email, lead.user.email])
    assert LogEntry.objects.filter(what="alert went up", record=alert.ref).count() == 1


def test_one_that_is_closed_does_not_go_up():
    team = make.team()
    supervisor = make.member(team, Role.SUPERVISOR)
    alert = alert_of(team)
    actions.close(alert, by=supervisor, what_was_done="Rang the parent")
    Alert.objects.update(due_at=timezone.now() - timedelta(days=1))
    assert send_up() == 0


def test_it_is_looked_at_every_minute():
    assert WORK["send alerts up"].every == timedelta(minutes=1)


def test_taking_on_makes_it_mine_and_closing_says_what_was_done():
    team = make.team()
    make.member(team, Role.SUPERVISOR)
    other = make.member(team, Role.PRACTITIONER)
    alert = alert_of(team)
    assert actions.take_on(alert, by=other).owner == other
    closed = actions.close(alert, by=other, what_was_done="Saw them with the safeguarding lead")
    assert (closed.closed_by, closed.what_was_done) == (other, "Saw them with the safeguarding lead")
    for change in (actions.take_on, lambda alert, by: actions.close(alert, by=by, what_was_done="Again")):
        with pytest.raises(NotPossible):
            change(alert, by=other)


def test_nothing_said_is_nothing_closed():
    team = make.team()
    alert = alert_of(team)
    with pytest.raises(NotPossible):
        actions.close(alert, by=make.member(team), what_was_done="   ")


def test_a_member_of_another_team_can_neither_see_nor_close_it(sign_in):
    team = make.team()
    alert = alert_of(team)
    for stranger in (make.member(make.team(team.organisation.provider)), make.member()):
        with pytest.raises(PermissionDenied):
            actions.close(alert, by=stranger, what_was_done="Mine now")
        browser = sign_in(stranger)
        assert browser.get(f"/alerts/{alert.ref}").status_code == 404
        assert browser.post(f"/alerts/{alert.ref}/take-on").status_code == 404
        assert "Nothing needs a look" in browser.get("/alerts/").content.decode()


def test_who_may_not_read_about_safeguarding_is_led_to_the_record_instead(sign_in):
    team = make.team()
    person = make.young_person(team)
    page = f"/young-people/{person.ref}/risk"
    alert = alert_of(team, "risk_answer", young_person=person, about_address=page)
    reader = sign_in(make.member(team, Role.SUPERVISOR)).get(f"/alerts/{alert.ref}").content.decode()
    assert f'href="{page}"' in reader
    office = sign_in(make.member(team, Role.ADMINISTRATOR)).get(f"/alerts/{alert.ref}").content.decode()
    assert f'href="{page}"' not in office
    assert f'href="/young-people/{person.ref}"' in office


def test_a_save_from_an_old_screen_is_refused_and_both_are_shown(sign_in):
    team = make.team()
    first, second = make.member(team, Role.SUPERVISOR), make.member(team, Role.TEAM_LEAD)
    alert = alert_of(team)
    browser = sign_in(first)
    page = browser.get(f"/alerts/{alert.ref}").content.decode()
    fields = dict(re.findall(r'name="(submission_key|version)" value="(\w+)"', page))
    actions.close(alert, by=second, what_was_done="I rang the school")
    answer = browser.post(
        f"/alerts/{alert.ref}", fields | {"what_was_done": "I saw the child"}
    ).content.decode()
    assert "I rang the school" in answer
    assert "I saw the child" in answer
    alert.refresh_from_db()
    assert alert.what_was_done == "I rang the school"
    with pytest.raises(StaleSave):
        actions.close(alert, by=first, version=1, what_was_done="I saw the child")


def test_the_same_form_sent_twice_closes_once(sign_in):
    team = make.team()
    alert = alert_of(team)
    browser = sign_in(make.member(team))
    page = browser.get(f"/alerts/{alert.ref}").content.decode()
    fields = dict(re.findall(r'name="(submission_key|version)" value="(\w+)"', page))
    for _ in range(2):
        answer = browser.post(f"/alerts/{alert.ref}", fields | {"what_was_done": "Rang the parent"})
        assert answer["Location"] == "/alerts/"
    assert LogEntry.objects.filter(what="alert closed").count() == 1


def test_the_list_shows_what_is_due_first_and_says_what_is_late(sign_in):
    team = make.team()
    member = make.member(team)
    later = alert_of(team, words="Comes second")
    sooner = alert_of(team, words="Comes first", due_at=timezone.now() - timedelta(hours=1))
    page = sign_in(member).get("/alerts/").content.decode()
    assert page.index(sooner.words) < page.index(later.words)
    assert page.count(">Late<") == 1
    assert "1 is late." in page


def test_the_lists_are_open_mine_and_closed(sign_in):
    team = make.team()
    owner, other = make.member(team, Role.SUPERVISOR), make.member(team, Role.PRACTITIONER)
    alert_of(team, words="Still open")
    actions.close(alert_of(team, words="Over and done"), by=other, what_was_done="Rang the parent")
    pages = {
        name: sign_in(other).get(f"/alerts/?list={name}").content.decode()
        for name in ("open", "mine", "closed")
    }
    assert "Still open" in pages["open"]
    assert "Over and done" not in pages["open"]
    assert "No alert is yours" in pages["mine"]
    assert "Still open" in sign_in(owner).get("/alerts/?list=mine").content.decode()
    assert "Over and done" in pages["closed"]


def test_a_list_of_many_asks_no_more_questions_than_one_of_few(sign_in):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    team = make.team()
    browser = sign_in(make.member(team))
    browser.get("/alerts/")
    counts = []
    for more in (3, 37):
        for _ in range(more):
            alert_of(team, young_person=make.young_person(team), school=make.school())
        with CaptureQueriesContext(connection) as asked:
            browser.get("/alerts/")
        counts.append(len(asked))
    assert counts[0] == counts[1]
