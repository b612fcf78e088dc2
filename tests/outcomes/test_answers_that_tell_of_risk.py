"""An answer that tells of risk is somebody's to look at in the same moment; the young person is shown where help is."""

import pytest
from django.core import mail

from tests import make
from tests.outcomes.asked import answers, ask, in_help, opened, sends
from trailblazer.access.models import AccountLetter, LogEntry
from trailblazer.access.roles import Role
from trailblazer.alerts.models import Alert
from trailblazer.care.models import Score

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("on_the_day")]


@pytest.fixture
def asked():
    return ask(in_help(), "phq-9")


@pytest.mark.parametrize("value, alerts", [(0, 0), (1, 1), (3, 1), ("rather-not", 0)])
def test_an_alert_is_raised_at_the_mark_and_not_below_it(asked, value, alerts):
    phone = opened(asked)
    answers(phone, 0, *([0] * 7), value)
    sends(phone)
    assert (Alert.objects.count(), Score.objects.count()) == (alerts, 1)


def test_it_has_an_owner_a_due_time_and_the_way_to_the_form(asked):
    phone = opened(asked)
    answers(phone, 2, first=9)
    sends(phone)
    alert = Alert.objects.get()
    assert (alert.kind, alert.owner, alert.young_person) == (
        "risk_answer",
        asked.asked_by,
        asked.young_person,
    )
    assert (alert.due_at - alert.raised_at).days < 3
    assert alert.about_address == f"/measures/{Score.objects.get().ref}"


def test_without_a_practitioner_the_supervisor_looks(asked):
    course = asked.referral.courses.get()
    supervisor = make.member(course.team, Role.SUPERVISOR)
    course.lead.ended_on = make.TODAY
    course.lead.save()
    phone = opened(asked)
    answers(phone, 2, first=9)
    sends(phone)
    assert Alert.objects.get().owner == supervisor


def test_the_next_page_says_where_help_is_and_what_we_see(asked):
    phone = opened(asked)
    assert answers(phone, 1, first=9) == "/form/help"
    page = phone.get("/form/help").content.decode()
    for words in (
        "You are not alone",
        "tel:999",
        "tel:111",
        "Nobody watches this page",
        "when you send them",
    ):
        assert words in page
    sends(phone)
    page = phone.get("/form/sent").content.decode()
    assert "You are not alone" in page
    assert "tel:999" in page


def test_it_is_raised_once_however_often_it_is_sent(asked):
    phone, other = opened(asked), opened(asked)
    answers(phone, 3, first=9)
    for one in (phone, phone, other):
        one.post("/form/check", {"submission_key": "b" * 32})
    assert Alert.objects.count() == 1


def test_no_mail_and_no_log_says_what_was_answered(asked):
    phone = opened(asked)
    answers(phone, 3, first=9)
    sends(phone)
    said = " ".join(one.subject for one in AccountLetter.objects.all())
    said += " ".join(f"{one.what} {one.purpose}" for one in LogEntry.objects.all())
    said += " ".join(f"{one.words} {one.kind_words}" for one in Alert.objects.all())
    said += " ".join(message.body for message in mail.outbox)
    for word in ("death", "harm", "better off dead", "q9", "PHQ", asked.young_person.first_name):
        assert word not in said


def test_a_resolved_alert_says_what_was_done(asked, sign_in):
    phone = opened(asked)
    answers(phone, 1, first=9)
    sends(phone)
    alert, client = Alert.objects.get(), sign_in(asked.asked_by)
    assert "/measures/" in client.get(f"/alerts/{alert.ref}").content.decode()
    values = {"submission_key": "c" * 32, "what_was_done": "Rang and talked; safety plan made"}
    client.post(f"/alerts/{alert.ref}", values | {"version": alert.version})
    alert.refresh_from_db()
    assert alert.closed_by == asked.asked_by
