"""A secret link in a letter: who it is for reads it, the team does not, and once it is sent it is kept nowhere here."""

import pytest
from allauth.mfa.models import Authenticator

from tests.letters.test_sending_letters import queue, read, send
from tests.referrals_public.journey import words_of
from trailblazer.access.records import NotPossible
from trailblazer.letters import sending
from trailblazer.letters.actions import try_again
from trailblazer.letters.models import OWN_LINK, Letter
from trailblazer.letters.paper import html_of

pytestmark = pytest.mark.django_db
LINK = "https://trailblazer.example/form/s3cret"


def letter_with_a_link(**more):
    return queue(
        **({"template": "form_asked", "words": {"telephone": "", "from_whom": ""}, "own_link": LINK} | more)
    )


def test_the_reader_gets_it_and_then_it_is_forgotten(mail):
    letter = letter_with_a_link()
    assert LINK not in letter.body
    send()
    assert LINK in read(mail.messages[0]).get_content()
    letter.refresh_from_db()
    assert (letter.state, letter.own_link) == (Letter.State.SENT, "")
    assert LINK not in str(Letter.objects.values().get())


def test_nobody_of_the_team_is_shown_it(mail, sign_in):
    letter = letter_with_a_link()
    Authenticator.objects.create(user=letter.queued_by.user, type="totp", data={})
    page = sign_in(letter.queued_by).get(f"/letters/{letter.ref}").content.decode()
    assert "s3cret" not in page
    assert "Nobody of the team is shown their own link" in " ".join(words_of(page))
    assert "s3cret" not in html_of(letter)


def test_in_a_demonstration_it_is_shown_for_nothing_is_sent(mail, settings, sign_in):
    settings.DEMO = True
    letter = letter_with_a_link()
    assert LINK in sign_in(letter.queued_by).get(f"/letters/{letter.ref}").content.decode()


def test_one_that_was_taken_and_came_back_is_not_sent_without_its_link(mail):
    letter = letter_with_a_link()
    send()
    sending.fail(letter, "The address does not exist")
    with pytest.raises(NotPossible, match="Send them a new link"):
        try_again(letter, by=letter.queued_by)


def test_a_letter_without_a_link_is_as_it_is_written(mail):
    letter = queue(text=f"We say {OWN_LINK} in words.")
    send()
    assert OWN_LINK in read(mail.messages[0]).get_content()
    letter.refresh_from_db()
    assert letter.state == Letter.State.SENT
