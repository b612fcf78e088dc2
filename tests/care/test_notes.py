"""Notes are appended: a correction stands instead, says why, and what it said before stays to be read."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests import make
from tests.young_people.pages import send, words_of
from trailblazer.access.records import NotPossible
from trailblazer.access.roles import Role
from trailblazer.care.actions.notes import correct_note, write_note
from trailblazer.care.models import Note

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("on_the_day")]


@pytest.fixture
def practitioner():
    return make.member(make.team(), Role.PRACTITIONER)


def of(member, **fields):
    from trailblazer.teams.models import Team

    return make.young_person(Team.objects.get(organisation=member.organisation), **fields)


@pytest.fixture
def zee(practitioner):
    return of(practitioner, first_name="Zahra", known_as="Zee")


def note(person, by, words="Slept better on four nights.", on=make.TODAY):
    return write_note(person, by=by, words=words, kind="contact", about_on=on)


def page_of(person):
    return reverse("care:notes", args=[person.ref])


def test_a_note_is_added_by_itself_and_read(sign_in, practitioner, zee):
    client = sign_in(practitioner)
    typed = {"words": "Father rang: exams next week 🌱", "kind": "telephone"}
    send(client, reverse("care:add_note", args=[zee.ref]), **typed)
    words = words_of(client.get(page_of(zee)))
    assert "Father rang: exams next week 🌱" in words
    assert f"24 November 2026 Telephone call, {practitioner.user.name}" in words


def test_a_corrected_note_shows_what_it_said_before_and_why(sign_in, practitioner, zee):
    client = sign_in(practitioner)
    first = note(zee, practitioner, "Spoke with mother.")
    send(
        client,
        reverse("care:correct_note", args=[first.ref]),
        words="Spoke with father.",
        reason="I mixed them up",
    )
    words = words_of(client.get(page_of(zee)))
    assert f"Corrected on 24 November 2026 by {practitioner.user.name}: see what it said before" in words
    assert (
        words.index("Spoke with father.") < words.index("I mixed them up") < words.index("Spoke with mother.")
    )
    assert "1 to 1 of 1 notes" in words


def test_a_note_can_be_corrected_again_but_each_version_once(practitioner, zee):
    first = note(zee, practitioner, "One.")
    second = correct_note(first, by=practitioner, words="Two.", reason="Wrong")
    third = correct_note(second, by=practitioner, words="Three.", reason="Still wrong")
    with pytest.raises(NotPossible, match="corrected in the meantime"):
        correct_note(first, by=practitioner, words="Other.", reason="From an old screen")
    assert list(Note.objects.standing()) == [third]


def test_the_database_itself_keeps_a_note_as_it_was_written(practitioner, zee):
    first = note(zee, practitioner)
    for change in (lambda: Note.objects.filter(pk=first.pk).update(words="Other"), first.delete):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()


def test_notes_are_searched_within_one_person(sign_in, practitioner, zee):
    other = of(practitioner)
    note(zee, practitioner, "Worry time at 7pm.")
    note(zee, practitioner, "Maths test on Monday.")
    note(other, practitioner, "Worry about the dog.")
    words = words_of(sign_in(practitioner).get(page_of(zee), {"q": "WORRY time"}))
    assert "Worry time at 7pm." in words
    assert "Maths test" not in words
    assert "dog" not in words
    assert "No note holds these words" in words_of(sign_in(practitioner).get(page_of(zee), {"q": "dog"}))


def test_an_administrator_reads_no_notes(sign_in, practitioner, zee):
    note(zee, practitioner)
    administrator = make.member(practitioner.organisation, Role.ADMINISTRATOR)
    client = sign_in(administrator)
    assert client.get(page_of(zee)).status_code == 403
    assert (
        "Notes"
        not in words_of(client.get(reverse("young_people:record", args=[zee.ref]))).split("Summary")[1]
    )
    with pytest.raises(PermissionDenied):
        note(zee, administrator)


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ({"words": ""}, "Enter the note"),
        ({"words": "x" * 100_000}, "Enter at most 20,000 characters. This has 100000"),
        ({"about_on_year": "2031"}, "Enter a day that is not in the future"),
    ],
)
def test_what_cannot_be_is_said_and_what_was_typed_stays(sign_in, practitioner, zee, typed, says):
    address = reverse("care:add_note", args=[zee.ref])
    answer = send(sign_in(practitioner), address, **({"words": "Something long"} | typed))
    assert says in words_of(answer)
    assert typed.get("words", "Something long") in answer.content.decode()
    assert not Note.objects.exists()


def test_reading_thirty_notes_costs_no_more_than_three(sign_in, practitioner, zee):
    client, counts = sign_in(practitioner), []
    client.get(page_of(zee))
    for number in range(15):
        first = note(zee, practitioner, f"Note {number}", on=date(2026, 11, 1) + timedelta(days=number))
        correct_note(first, by=practitioner, words=f"Note {number} again", reason="Wrong")
        with CaptureQueriesContext(connection) as read:
            client.get(page_of(zee))
        counts.append(len(read))
    assert counts[-1] == counts[1]
