"""A letter that could not be sent raises an alert for its team, with its marking or not at all."""

import pytest

from tests import make
from trailblazer.access import account_letters
from trailblazer.access.models import AccountLetter
from trailblazer.access.records import Service
from trailblazer.access.roles import Role
from trailblazer.alerts import actions as alerts
from trailblazer.alerts.models import Alert
from trailblazer.letters import actions, sending
from trailblazer.letters.models import Letter
from trailblazer.letters.recipients import Recipient
from trailblazer.referrals import failed_letters

pytestmark = pytest.mark.django_db
GONE = "gone@example.org"


@pytest.fixture
def team(mail):
    mail.letterbox.refuses[GONE] = "550 no such person"
    return make.team()


def letter_of(team, to=GONE, **fields):
    return actions.queue(
        "as_written",
        to=Recipient("requester", "Priya Holt", to),
        subject="An answer to your request for support",
        words={"text": "We can help."},
        provider=team.organisation.provider,
        team=team.organisation,
        by=Service(),
        **fields,
    )


def send():
    return sending.send_waiting(lambda done, total=None, doing="": None)


def test_the_team_hears_of_it_and_the_alert_leads_to_the_letter(team):
    supervisor = make.member(team, Role.SUPERVISOR)
    letter = letter_of(team)
    send()
    alert = Alert.objects.get()
    assert (alert.kind, alert.about, alert.owner) == ("letter_failed", letter.ref, supervisor)
    assert (alert.team, alert.provider) == (letter.team, letter.provider)
    assert alert.about_address == f"/letters/{letter.ref}"
    assert alert.due_at > alert.raised_at


def test_its_words_name_nobody_and_give_no_address(team):
    child = make.young_person(team)
    letter_of(team, young_person=child)
    send()
    alert = Alert.objects.get()
    assert alert.young_person == child
    told = alert.words + alert.kind_words
    for name in ("Priya", "Holt", GONE, child.first_name, child.last_name):
        assert name.casefold() not in told.casefold()


def test_there_is_one_alert_for_a_letter_until_somebody_closed_it(team):
    letter = letter_of(team)
    send()
    actions.try_again(letter, by=Service())
    send()
    alerts.close(Alert.objects.get(), by=Service(), what_was_done="Asked for another address")
    assert Alert.objects.count() == 1
    actions.try_again(letter, by=Service())
    send()
    assert Alert.objects.open().count() == 1
    assert Alert.objects.count() == 2


def test_each_letter_has_its_own_and_those_that_go_have_none(team):
    failed = {letter_of(team).ref, letter_of(team).ref}
    letter_of(team, to="there@example.org")
    send()
    assert set(Alert.objects.values_list("about", flat=True)) == failed


def test_a_letter_that_failed_after_many_tries_says_so_too(team, mail):
    mail.letterbox.answer = "451 try later"
    letter = letter_of(team, to="there@example.org")
    Letter.objects.filter(pk=letter.pk).update(attempts=sending.MOST_ATTEMPTS - 1)
    send()
    assert Alert.objects.get().about == letter.ref


def test_a_server_that_is_away_is_no_letters_failure(team, mail):
    letter_of(team)
    mail.stop()
    send()
    assert not Alert.objects.exists()


def test_without_its_alert_a_letter_is_not_marked_as_failed(team, monkeypatch):
    letter = letter_of(team)

    def crash(*_, **__):
        raise RuntimeError

    monkeypatch.setattr(failed_letters, "raise_alert", crash)
    with pytest.raises(RuntimeError):
        send()
    letter.refresh_from_db()
    assert (letter.state, Alert.objects.count()) == (Letter.State.QUEUED, 0)


def test_a_message_about_an_account_is_of_no_team_and_raises_none(team):
    user = make.account().user
    user.email = GONE
    user.save()
    account_letters.queue_notice(user, "Your password was changed")
    send()
    assert AccountLetter.objects.get().state == AccountLetter.State.FAILED
    assert not Alert.objects.exists()
