"""Texts and emails by GOV.UK Notify: once each, asked for before they are sent again, and never lost."""

from datetime import timedelta

import pytest
from django.utils import timezone

from tests import make
from tests.letters import notify_server
from trailblazer.access.records import Service
from trailblazer.alerts.models import Alert
from trailblazer.letters import actions, sending
from trailblazer.letters import notify as published
from trailblazer.letters.models import Letter
from trailblazer.letters.recipients import Recipient
from trailblazer.letters.schedule import hear_what_arrived

pytestmark = pytest.mark.django_db


def queue(to="07700 900 118", channel="text", text="Your appointment is on Friday at 9am.", **fields):
    team = fields.pop("of", None) or make.team()
    return actions.queue(
        "as_written",
        to=Recipient(fields.pop("kind", "requester"), "Priya Holt", to),
        channel=channel,
        subject="Your appointment",
        words={"text": text},
        provider=team.organisation.provider,
        team=team.organisation,
        by=Service(),
        **fields,
    )


def send():
    return sending.send_waiting(lambda done, total=None, doing="": None)


def later():
    Letter.objects.update(not_before=timezone.now() - timedelta(seconds=1))


def state_of(letter):
    letter.refresh_from_db()
    return letter.state


def test_a_text_goes_in_its_exact_words_with_our_reference(notify):
    letter = queue()
    assert letter.state == "queued"
    assert send() == {"tried": 1, "sent": 1}
    assert notify.texts() == [("+447700900118", "Your appointment is on Friday at 9am.")]
    assert notify.taken[0]["reference"] == letter.ref
    assert state_of(letter) == "sent"
    assert send() == {"tried": 0, "sent": 0}


def test_an_email_goes_by_it_where_its_template_is_set(notify, settings):
    settings.NOTIFY_EMAIL_TEMPLATE = notify_server.EMAIL
    queue("priya@example.org", "email")
    send()
    (taken,) = notify.taken
    assert (taken["email_address"], taken["subject"]) == ("priya@example.org", "Your appointment")


def test_without_that_template_an_email_goes_by_the_mail_server(notify, mail):
    queue("priya@example.org", "email")
    send()
    assert (len(mail.messages), notify.taken) == (1, [])


@pytest.mark.parametrize(
    "address, why", [("020 7946 0101", "not a mobile"), ("", "No address for text message")]
)
def test_what_takes_no_text_is_held_and_says_why(notify, address, why):
    letter = queue(address)
    assert (letter.state, why in letter.hold_reason) == ("held", True)


@pytest.mark.parametrize(
    "answer",
    [
        (403, "AuthError", "Invalid token: API key not found"),
        (401, "AuthError", "Unauthorized"),
        (429, "RateLimitError", "Exceeded rate limit for key type LIVE of 3000 requests per 60 seconds"),
        (429, "TooManyRequestsError", "Exceeded send limits (250,000) for today"),
    ],
)
def test_what_is_no_letters_fault_charges_none_and_stops_the_carrier_alone(notify, mail, answer):
    notify.answers += [answer]
    letters = [queue(), queue()]
    email = queue("priya@example.org", "email")
    assert send() == {"tried": 2, "sent": 1}
    assert len(notify.asked) == 1, "the second waits with the first"
    assert state_of(email) == "sent"
    for letter in letters:
        assert (state_of(letter), letter.attempts) == ("queued", 0)
    assert answer[2] in Letter.objects.get(pk=letters[0].pk).failure
    later()
    assert send()["sent"] == 2
    assert len(notify.taken) == 2


def test_a_refusal_for_good_fails_at_once_and_somebody_hears_of_it(notify):
    notify.answers += [(400, "BadRequestError", "Can't send to this recipient using a team-only API key")]
    letter = queue()
    send()
    assert state_of(letter) == "failed"
    assert "team-only" in letter.failure
    assert Alert.objects.get().about == letter.ref


@pytest.mark.parametrize("answer", [(500, "Exception", "Internal server error"), "nonsense", "drop after"])
def test_where_nobody_knows_whether_it_was_taken_it_is_asked_before_it_goes_again(notify, answer):
    notify.answers += [answer]
    letter = queue()
    send()
    assert (state_of(letter), letter.attempts) == ("queued", 1)
    later()
    send()
    assert state_of(letter) == "sent"
    assert len(notify.taken) == 1


def test_silence_after_it_was_taken_makes_no_second(notify, monkeypatch):
    monkeypatch.setattr(published, "PATIENCE", 0.3)
    notify.answers += ["silence after"]
    letter = queue()
    send()
    assert state_of(letter) == "queued"
    later()
    send()
    assert (state_of(letter), len(notify.taken)) == ("sent", 1)


def test_while_it_cannot_say_what_it_has_nothing_goes_again(notify):
    notify.answers += [(500, "Exception", "Internal server error")]
    notify.lookups += [(500, "Exception", "Internal server error"), "nonsense"]
    letter = queue()
    send()
    for _ in range(2):
        later()
        send()
    assert notify.taken == []
    later()
    send()
    assert (state_of(letter), len(notify.taken)) == ("sent", 1)


def test_while_nobody_is_there_nothing_is_lost_and_no_letter_is_blamed(notify, settings):
    there, settings.NOTIFY_BASE_URL = settings.NOTIFY_BASE_URL, "http://127.0.0.1:1"
    letters = [queue() for _ in range(3)]
    for _ in range(40):
        send()
        later()
    assert {(state_of(letter), letter.attempts) for letter in letters} == {("queued", 0)}
    settings.NOTIFY_BASE_URL = there
    assert send()["sent"] == 3
    assert len(notify.taken) == 3


def test_a_clock_that_is_wrong_is_said_and_loses_nothing(notify, monkeypatch):
    letter, token = queue(), published.token
    monkeypatch.setattr(published, "token", lambda service, key, moment: token(service, key, moment - 60))
    send()
    assert "clock" in Letter.objects.get().failure
    monkeypatch.undo()
    assert state_of(letter) == "queued"


def test_what_did_not_arrive_after_all_fails_and_may_be_tried_again(notify):
    letter, other = queue(), queue()
    send()
    notify.taken[0]["status"] = "permanent-failure"
    assert hear_what_arrived(progress=None) == 1
    assert hear_what_arrived(progress=None) == 0
    assert (state_of(letter), state_of(other)) == ("failed", "sent")
    assert Alert.objects.open().get().about == letter.ref
    actions.try_again(letter, by=Service())
    send()
    assert len(notify.taken) == 3
    assert state_of(letter) == "sent"


def test_what_may_not_go_any_more_when_its_turn_comes_is_held(notify, mail):
    from tests.letters.test_what_may_go import agreed

    person = make.young_person()
    text = queue(kind="young_person", of=person.team.team, young_person=person)
    agreed(person, "text", "refused")
    send()
    assert (state_of(text), notify.taken) == ("held", [])
    assert "refused" in text.hold_reason


@pytest.mark.parametrize("key", ["", "nonsense", "name-26785a09-ab16-4eb0-8407-a37497a57506"])
def test_what_is_no_key_is_known_as_such(key):
    with pytest.raises(published.NotAKey):
        published.parts_of(key)


def test_the_name_of_a_key_may_hold_hyphens():
    assert published.parts_of(notify_server.KEY) == (notify_server.SERVICE, notify_server.SECRET)
