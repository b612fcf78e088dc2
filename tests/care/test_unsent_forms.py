"""What is written and not sent is kept for seven days, for its writer alone, and is gone in the moment it is sent."""

from datetime import timedelta

import pytest
from django.urls import reverse

from tests import make
from tests.care.test_notes import of
from tests.young_people.pages import fields_of, words_of
from trailblazer.access.models import LogEntry
from trailblazer.access.roles import Role
from trailblazer.access.today import now
from trailblazer.care.models import Note, Unsent
from trailblazer.care.schedule import delete_unsent_forms
from trailblazer.care.unsent import unsent_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("on_the_day")]
SAVE = "/unsent/save"


@pytest.fixture
def practitioner():
    return make.member(make.team(), Role.PRACTITIONER)


@pytest.fixture
def zee(practitioner):
    return of(practitioner, first_name="Zahra", known_as="Zee")


@pytest.fixture
def writing(sign_in, practitioner, zee):
    """Somebody with the form of a note open: the browser, its address, and what the form would send."""
    client = sign_in(practitioner)
    address = reverse("care:add_note", args=[zee.ref])
    return client, address, fields_of(client.get(address))


def test_what_was_written_is_back_when_the_page_opens_again(writing, practitioner):
    client, address, form = writing
    kept = client.post(SAVE, form | {"words": "Half a sent", "about_on_day": "3"})
    assert kept.status_code == 204
    page = client.get(address)
    assert "What you wrote before is back" in words_of(page)
    assert fields_of(page)["words"] == ["Half a sent"]
    assert fields_of(page)["about_on_day"] == ["3"]
    assert [(one.words, one.address) for one in unsent_of(practitioner)] == [
        ("Note about Zahra Fernleigh", address)
    ]


def test_a_second_save_takes_the_place_of_the_first(writing):
    client, _, form = writing
    for words in ("Half", "Half a sentence"):
        client.post(SAVE, form | {"words": words})
    assert [one.answers["words"] for one in Unsent.objects.all()] == [["Half a sentence"]]


def test_it_is_gone_in_the_moment_it_is_sent(writing):
    client, address, form = writing
    client.post(SAVE, form | {"words": "Half"})
    client.post(address, form | {"words": "The whole of it"})
    assert Note.objects.get().words == "The whole of it"
    assert not Unsent.objects.exists()


def test_a_save_that_comes_in_after_the_form_was_sent_keeps_nothing(writing):
    client, address, form = writing
    client.post(address, form | {"words": "The whole of it"})
    late = client.post(SAVE, form | {"words": "The whole of"})
    assert late.status_code == 409
    assert not Unsent.objects.exists()


def test_without_script_a_button_keeps_it(writing):
    client, _, form = writing
    answer = client.post(SAVE, form | {"words": "Half", "later": "1"}, follow=True)
    assert "Kept for 7 days. Nothing was sent" in words_of(answer)
    assert not Note.objects.exists()


def test_it_can_be_thrown_away(writing):
    client, address, form = writing
    client.post(SAVE, form | {"words": "Half"})
    answer = client.post(reverse("care:throw_unsent", args=[Unsent.objects.get().ref]), follow=True)
    assert answer.redirect_chain == [(address, 302)]
    assert fields_of(answer)["words"] == [""]


def test_nobody_else_sees_what_somebody_is_writing(writing, sign_in, practitioner):
    client, address, form = writing
    client.post(SAVE, form | {"words": "Half"})
    colleague = make.member(practitioner.organisation, Role.SUPERVISOR)
    other = sign_in(colleague)
    assert fields_of(other.get(address))["words"] == [""]
    assert other.post(reverse("care:throw_unsent", args=[Unsent.objects.get().ref])).status_code == 404
    assert unsent_of(colleague) == []


def test_it_is_kept_only_about_what_its_writer_may_see(writing):
    client, _, form = writing
    elsewhere = make.young_person()
    for wrong in ({"unsent_about": elsewhere.ref}, {"unsent_about": ""}, {"unsent_form": "nothing"}):
        assert client.post(SAVE, form | wrong).status_code == 404
    assert not Unsent.objects.exists()


def test_the_log_says_that_something_was_kept_and_not_about_whom(writing):
    client, _, form = writing
    client.post(SAVE, form | {"words": "Half"})
    line = LogEntry.objects.get(what="unsent form kept")
    assert (line.young_person, line.record) == ("", "")


def test_it_is_gone_after_seven_days(writing):
    client, _, form = writing
    client.post(SAVE, form | {"words": "Half"})
    Unsent.objects.update(goes_at=now() + timedelta(minutes=1))
    assert delete_unsent_forms(None) == 0
    Unsent.objects.update(goes_at=now())
    assert delete_unsent_forms(None) == 1
