"""Letters leave by a real mail server: once each, tried again when it is away, never lost."""

import email
from datetime import timedelta
from email.policy import default

import pytest
from django.db import transaction
from django.utils import timezone

from tests import make
from trailblazer.access import account_letters
from trailblazer.access.models import AccountLetter
from trailblazer.access.records import Service
from trailblazer.letters import actions, sending
from trailblazer.letters.models import Letter
from trailblazer.letters.recipients import Recipient
from trailblazer.tasks.models import Job
from trailblazer.tasks.work import perform

pytestmark = pytest.mark.django_db


def queue(to="priya@example.org", text="We can help.", **fields):
    team = fields.pop("of", None) or make.team()
    ordinary = {
        "template": "as_written",
        "to": Recipient("requester", "Priya Holt", to),
        "subject": "An answer to your request for support",
        "words": {"text": text},
        "provider": team.organisation.provider,
        "team": team.organisation,
        "by": make.member(team),
    }
    return actions.queue(**(ordinary | fields))


def send():
    return sending.send_waiting(lambda done, total=None, doing="": None)


def later(letter):
    """The time of the next try has come."""
    type(letter).objects.filter(pk=letter.pk).update(not_before=timezone.now() - timedelta(seconds=1))


def read(message):
    return email.message_from_bytes(message, policy=default)


def test_a_letter_arrives_in_its_exact_words_and_is_marked_with_its_moment(mail):
    words = "Dear Priya’s family,\n\nWe can help: “Friday” at 9am.\n\n<b>Not</b> & not escaped.\nŻółć"
    letter = queue(text=words)
    assert send() == {"tried": 1, "sent": 1}
    letter.refresh_from_db()
    assert (letter.state, letter.attempts) == (Letter.State.SENT, 1)
    assert timezone.now() - letter.sent_at < timedelta(minutes=1)
    message = read(mail.messages[0])
    assert message.get_content().strip().replace("\r\n", "\n") == words
    assert (message["To"], message["Subject"]) == (
        "priya@example.org",
        "An answer to your request for support",
    )
    assert letter.ref in message["Message-ID"]


def test_letters_go_one_by_one_the_oldest_first_and_to_nobody_else(mail):
    letters = [queue(to=f"person{number}@example.org") for number in range(5)]
    send()
    assert mail.letterbox.recipients == [[letter.address] for letter in letters]


def test_what_was_sent_is_not_sent_again(mail):
    queue()
    send()
    assert send() == {"tried": 0, "sent": 0}
    assert len(mail.messages) == 1


def test_while_the_server_is_away_nothing_is_lost_and_no_letter_is_blamed(mail):
    letters = [queue() for _ in range(3)]
    mail.stop()
    for _ in range(50):
        assert send()["sent"] == 0
        for letter in letters:
            later(letter)
    for letter in letters:
        letter.refresh_from_db()
        assert (letter.state, letter.attempts) == (Letter.State.QUEUED, 0)
    mail.start()
    assert send()["sent"] == 3
    assert len(mail.messages) == 3


def test_a_letter_is_not_tried_before_its_turn(mail):
    letter = queue()
    mail.letterbox.answer = "451 try later"
    assert send() == {"tried": 1, "sent": 0}
    assert send() == {"tried": 0, "sent": 0}
    later(letter)
    mail.letterbox.answer = "250 OK"
    assert send()["sent"] == 1


def test_the_waits_grow_and_after_many_tries_it_has_failed(mail):
    letter = queue()
    mail.letterbox.answer = "451 try later"
    waits = []
    for _ in range(sending.MOST_ATTEMPTS):
        send()
        letter.refresh_from_db()
        waits.append(round((letter.not_before - timezone.now()).total_seconds() / 10) * 10)
        later(letter)
    assert waits[:-1] == sorted(waits[:-1])
    assert (waits[0], max(waits)) == (30, 3600)
    assert sum(waits) > 20 * 3600
    assert (letter.state, letter.attempts) == (Letter.State.FAILED, sending.MOST_ATTEMPTS)
    assert "try later" in letter.failure


def test_an_address_refused_for_good_fails_at_once_and_the_others_still_go(mail):
    bad, good = queue(to="gone@example.org"), queue()
    mail.letterbox.refuses["gone@example.org"] = "550 no such person"
    send()
    bad.refresh_from_db()
    good.refresh_from_db()
    assert (bad.state, good.state) == (Letter.State.FAILED, Letter.State.SENT)
    assert "no such person" in bad.failure


def test_an_address_that_cannot_be_written_to_fails_and_holds_up_nobody(mail):
    bad, good = queue(), queue()
    Letter.objects.filter(pk=bad.pk).update(address="priya@@example.org\nBcc: everyone@example.org")
    send()
    bad.refresh_from_db()
    good.refresh_from_db()
    assert (bad.state, good.state) == (Letter.State.FAILED, Letter.State.SENT)
    assert bad.failure


def test_a_crash_between_sending_and_marking_repeats_and_never_loses(mail, monkeypatch):
    letter = queue()
    mark = sending._mark

    def crash(row, **values):
        raise KeyboardInterrupt

    monkeypatch.setattr(sending, "_mark", crash)
    with pytest.raises(KeyboardInterrupt):
        send()
    monkeypatch.setattr(sending, "_mark", mark)
    assert send()["tried"] == 0, "another worker may still be at it"
    Letter.objects.update(not_before=timezone.now() - timedelta(seconds=1))
    send()
    letter.refresh_from_db()
    assert letter.state == Letter.State.SENT
    marks = [read(message)["Message-ID"] for message in mail.messages]
    assert len(marks) == 2
    assert len(set(marks)) == 1, "the second is known as the same by its mark"


def test_two_workers_at_once_send_it_once(mail):
    letter = queue()
    outbox = sending._OUTBOXES[1]
    assert sending._take(outbox, letter)
    assert not sending._take(outbox, letter)


def test_a_letter_of_a_change_that_was_not_saved_does_not_exist(mail):
    with transaction.atomic():
        queue(text="never")
        transaction.set_rollback(True)
    assert not Letter.objects.exists()
    assert not Job.objects.filter(name=sending.SEND).exists()


def test_queuing_asks_the_worker_once_and_the_work_sends(mail):
    for _ in range(3):
        queue()
    job = Job.objects.get(name=sending.SEND)
    perform(job)
    job.refresh_from_db()
    assert (job.state, job.result) == ("done", {"tried": 3, "sent": 3})
    assert len(mail.messages) == 3


def test_in_a_demonstration_nothing_is_sent_and_letters_stay(mail, settings):
    settings.DEMO = True
    letter = queue()
    account_letters.queue_notice(make.member().user, "Your password was changed")
    assert send() == {"tried": 0, "sent": 0}
    letter.refresh_from_db()
    assert letter.state == Letter.State.QUEUED
    assert mail.messages == []
    assert not Job.objects.exists()


def test_a_new_password_goes_to_who_has_an_account_and_to_nobody_else(mail):
    member = make.account()
    account_letters.queue_new_password(member.user.email.upper())
    account_letters.queue_new_password("person0@example.org")
    send()
    assert [read(message)["To"] for message in mail.messages] == [member.user.email.upper()]
    assert "/accounts/password/reset/key/" in read(mail.messages[0]).get_content()
    assert set(AccountLetter.objects.values_list("state", flat=True)) == {"sent", "dropped"}


def test_an_invitation_goes_with_a_link_that_opens_and_not_when_it_was_taken_back(mail, client):
    from trailblazer.access.actions import invite, take_back

    team = make.team()
    for address in ("kept@example.org", "back@example.org"):
        made = invite(team.organisation, by=Service(), email=address, name="New Person", role="practitioner")
    take_back(made, by=Service())
    send()
    (message,) = mail.messages
    link = next(line for line in read(message).get_content().splitlines() if line.startswith("http"))
    assert client.get(link.removeprefix("http://localhost:8000"), follow=True).status_code == 200
