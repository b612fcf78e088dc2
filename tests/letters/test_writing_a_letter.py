"""A letter from the record: chosen, worded, looked at exactly as it goes, then sent or held with the reason."""

import pytest
from django.core.exceptions import PermissionDenied

from tests import make
from tests.letters.test_what_may_go import agreed, quiet
from trailblazer.access.records import NotPossible
from trailblazer.access.roles import Role
from trailblazer.letters import actions
from trailblazer.letters.models import Letter
from trailblazer.letters.recipients import Recipient
from trailblazer.young_people.models import Carer

pytestmark = pytest.mark.django_db
KEY = "a" * 32


@pytest.fixture
def team():
    return make.team(telephone="020 7946 0018")


@pytest.fixture
def person(team):
    home = {"address": "12 Mill Lane", "postcode": "SM1 1AA", "email": "zee@example.org"}
    return make.young_person(
        team, first_name="Zahra", known_as="Zee", school=make.service(team).school, **home
    )


@pytest.fixture
def father(person):
    return Carer.objects.create(
        provider=person.provider,
        young_person=person,
        name="Daniel Thornbury",
        relationship="father",
        email="daniel@example.org",
        telephone="07700 900164",
        lives_with=True,
    )


@pytest.fixture
def browser(team, sign_in):
    return sign_in(make.member(team, Role.PRACTITIONER))


def address(person, letter="first_talk", to="young_person", channel="email"):
    return f"/young-people/{person.ref}/letters/write?letter={letter}&to={to}&channel={channel}"


def words_of(page):
    return page.content.decode()


def test_the_record_leads_to_writing_a_letter(person, browser):
    assert f"/young-people/{person.ref}/letters/write" in words_of(browser.get(f"/young-people/{person.ref}"))
    page = words_of(browser.get(f"/young-people/{person.ref}/letters/write"))
    for offered in ("Invitation to a first talk", "Zee, the young person", "GP", "Another service"):
        assert offered in page


def test_a_letter_that_is_not_for_them_or_does_not_go_that_way_is_refused(person, browser):
    assert "is not for them" in words_of(browser.get(address(person, letter="gp_help_starts")))
    assert "does not go by text message" in words_of(browser.get(address(person, channel="text")))
    assert "Choose to whom" in words_of(browser.get(address(person, to="parent-0000000000000000")))


def test_its_fields_are_filled_in_and_what_is_shown_is_what_goes(person, father, browser):
    where = address(person, to=f"parent-{father.ref}")
    assert "Hello Daniel Thornbury," in words_of(browser.get(where))
    typed = {
        "submission_key": KEY,
        "subject": "A first talk",
        "words": "Hello,\r\n\r\ncome & see us.\r\n“Friday”",
    }
    look = words_of(browser.post(where, typed | {"look": "1"}))
    for shown in ("Hello,", "come &amp; see us.", "“Friday”", "Daniel Thornbury", "daniel@example.org"):
        assert shown in look
    assert not Letter.objects.exists()
    browser.post(where, typed)
    letter = Letter.objects.get()
    assert letter.body == "Hello,\n\ncome & see us.\n“Friday”\n"
    assert (letter.address, letter.state, letter.carer) == ("daniel@example.org", "queued", father)
    browser.post(where, typed)
    assert Letter.objects.count() == 1, "the same form sent again is one letter"


def test_changing_the_words_after_looking_loses_none(person, browser):
    typed = {"submission_key": KEY, "subject": "A first talk", "words": "Hello there", "change": "1"}
    page = words_of(browser.post(address(person), typed))
    assert "Hello there</textarea>" in page
    assert not Letter.objects.exists()


def test_what_may_not_go_says_so_beforehand_and_is_held_with_the_reason(person, father, browser):
    quiet(person)
    where = address(person, to=f"parent-{father.ref}")
    typed = {"submission_key": KEY, "subject": "A first talk", "words": "Hello"}
    look = words_of(browser.post(where, typed | {"look": "1"}))
    assert "It will be held back" in look
    assert "Quiet mode is on" in look
    browser.post(where, typed)
    letter = Letter.objects.get()
    assert (letter.state, letter.hold_reason) == ("held", "Quiet mode is on: parents are not told")
    page = browser.get(f"/letters/{letter.ref}/pdf", follow=True)
    assert "This letter is not printed" in words_of(page)


def test_to_somebody_who_is_not_on_the_record_name_and_address_are_asked(person, browser):
    where = address(person, letter="gp_help_starts", to="gp", channel="post")
    typed = {"submission_key": KEY, "subject": "A message", "words": "Dear colleague"}
    page = words_of(browser.post(where, typed | {"look": "1"}))
    assert "Enter who it goes to" in page
    agreed(person, "tell_gp")
    named = {"recipient_name": "Dr Hale", "address": "The Surgery\nSM1 2BB"}
    browser.post(where, typed | named)
    letter = Letter.objects.get()
    assert (letter.recipient_name, letter.address, letter.state) == (
        "Dr Hale",
        "The Surgery\nSM1 2BB",
        "queued",
    )


@pytest.mark.parametrize(
    "fields, says",
    [
        ({"subject": "About Zee"}, "out of the subject"),
        ({"channel": "text", "words": "Ring us about Zahra"}, "out of a text"),
        ({"channel": "text", "words": "x" * 919}, "at most 918"),
        ({"words": "  "}, "Write what the letter says"),
    ],
)
def test_what_shows_on_a_locked_phone_names_nobody(person, father, team, fields, says):
    to = Recipient("parent", father.name, father.email, father)
    ordinary = {"channel": "email", "subject": "A message", "words": "Hello"}
    with pytest.raises(NotPossible, match=says):
        actions.write_letter(person, by=make.member(team), to=to, **(ordinary | fields))


def test_a_school_may_not_write_letters_and_another_team_finds_nothing(person, team, sign_in):
    lead = make.member(person.school)
    with pytest.raises(PermissionDenied):
        actions.write_letter(
            person, by=lead, to=Recipient("gp", "x", "x@example.org"), channel="email", subject="", words="x"
        )
    assert sign_in(lead).get(address(person)).status_code == 403
    other = sign_in(make.member(make.team(team.organisation.provider)))
    assert other.get(address(person)).status_code == 404
    assert other.get(f"/young-people/{person.ref}/letters").status_code == 404


@pytest.mark.parametrize(
    "words", ["You live at 12 Mill Lane", "12, MILL LANE", "near SM11AA", "near sm1  1aa", "12 mill-lane"]
)
def test_words_that_say_where_somebody_protected_lives_are_held(person, father, team, words):
    person.is_location_protected = True
    person.save()
    letter = actions.write_letter(
        person,
        by=make.member(team),
        to=Recipient("parent", father.name, father.email, father),
        channel="email",
        subject="A message",
        words=words,
    )
    assert letter.state == "held"
    assert "Their location is protected" in letter.hold_reason
    assert "Mill" not in letter.hold_reason


@pytest.mark.parametrize(
    "words", ["Ring her on 07700900999", "on +44 7700 900 999", "MAYA@example.org", "9 Elm Row"]
)
def test_a_letter_to_one_parent_never_gives_the_details_of_the_other(person, father, team, words):
    Carer.objects.create(
        provider=person.provider,
        young_person=person,
        name="Maya Sorrel",
        relationship="mother",
        email="maya@example.org",
        telephone="07700 900999",
        address="9 Elm Row, Cheam",
    )
    to = Recipient("parent", father.name, father.email, father)
    ordinary = {"by": make.member(team), "to": to, "channel": "email", "subject": "A message"}
    held = actions.write_letter(person, words=words, **ordinary)
    assert (held.state, held.hold_reason) == ("held", "The words give another parent’s or carer’s details")
    goes = actions.write_letter(person, words="Ring us, or write to daniel@example.org", **ordinary)
    assert goes.state == "queued"


def test_the_letters_of_a_young_person_ask_the_same_number_of_questions(person, browser, team):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    member, counts = make.member(team), []
    browser.get(f"/young-people/{person.ref}/letters")
    for more in (3, 27):
        for _ in range(more):
            to = Recipient("young_person", "Zee", "zee@example.org")
            actions.write_letter(
                person, by=member, to=to, channel="email", subject="A message", words="Hello"
            )
        with CaptureQueriesContext(connection) as asked:
            browser.get(f"/young-people/{person.ref}/letters")
        counts.append(len(asked))
    assert counts[0] == counts[1]
