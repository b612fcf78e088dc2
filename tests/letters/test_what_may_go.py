"""A letter is held back where consent or quiet mode says so, with the reason; it never names a child outside."""

import pytest
from django.core.exceptions import PermissionDenied
from hypothesis import given
from hypothesis import strategies as st

from tests import make
from trailblazer.access.models import LogEntry
from trailblazer.access.records import NotPossible, Service, Visitor
from trailblazer.access.roles import Role
from trailblazer.letters import actions
from trailblazer.letters.actions import outbox
from trailblazer.letters.models import Letter
from trailblazer.letters.recipients import Recipient
from trailblazer.young_people.models import Competence, Consent, QuietMode, YoungPerson

pytestmark = pytest.mark.django_db


def queue(kind, person=None, *, channel="email", address="someone@example.org", by=None, team=None, **fields):
    team = team or make.team()
    ordinary = {"subject": "A message from the team", "words": {"text": "Hello"}, "purpose": ""}
    return actions.queue(
        "as_written",
        to=Recipient(kind, "Someone", address),
        channel=channel,
        provider=person.provider if person else team.organisation.provider,
        team=person.team if person else team.organisation,
        young_person=person,
        by=by or Service(),
        **(ordinary | fields),
    )


def agreed(person, purpose, answer="given", by="young_person", on="2026-11-02"):
    return Consent.objects.create(
        provider=person.provider,
        young_person=person,
        purpose=purpose,
        answer=answer,
        given_by=by,
        happened_on=on,
    )


def quiet(person, step="on", on="2026-11-02"):
    member = make.member()
    competence = Competence.objects.create(
        provider=person.provider,
        young_person=person,
        is_competent=True,
        purpose="tell_parent",
        reason="Understands",
        decided_on=on,
        decided_by=member,
    )
    return QuietMode.objects.create(
        provider=person.provider,
        young_person=person,
        step=step,
        competence=competence,
        reason="Asked",
        happened_on=on,
        by=member,
    )


@pytest.mark.parametrize(
    "kind, consents, state",
    [
        #  to whom        what was said                                         goes?
        ("requester",     [],                                                   "queued"),
        ("staff",         [],                                                   "queued"),
        ("school",        [],                                                   "held"),
        ("school",        [("tell_school", "given")],                           "queued"),
        ("school",        [("tell_school", "given"), ("tell_school", "withdrawn")], "held"),
        ("gp",            [("tell_gp", "refused")],                             "held"),
        ("gp",            [("tell_gp", "given")],                               "queued"),
        ("young_person",  [],                                                   "queued"),
        ("young_person",  [("email", "refused")],                               "held"),
    ],
)  # fmt: skip
def test_whether_it_goes_depends_on_what_was_agreed(kind, consents, state):
    person = make.young_person()
    for purpose, answer in consents:
        agreed(person, purpose, answer)
    letter = queue(kind, person)
    assert letter.state == state
    assert bool(letter.hold_reason) is (state == "held")


def test_in_quiet_mode_nothing_goes_to_a_parent_by_any_channel():
    person = make.young_person()
    assert queue("parent", person).state == "queued"
    quiet(person)
    for channel in ("email", "text", "post"):
        letter = queue("parent", person, channel=channel)
        assert letter.state == "held"
        assert "Quiet mode" in letter.hold_reason


def test_quiet_mode_never_blocks_safeguarding():
    person = make.young_person()
    quiet(person)
    assert queue("parent", person, purpose="safeguarding").state == "queued"
    assert queue("gp", person, purpose="safeguarding").state == "queued"


def test_when_quiet_mode_has_ended_parents_are_told_again():
    person = make.young_person()
    quiet(person)
    quiet(person, step="off", on="2026-11-03")
    assert queue("parent", person).state == "queued"


def test_without_an_address_it_is_held_and_says_so():
    letter = queue("requester", address=" ")
    assert (letter.state, letter.hold_reason) == ("held", "No address for email is known")


def test_what_is_no_email_address_is_held_and_says_so():
    assert "is not a whole email address" in queue("requester", address="Priya at school").hold_reason


def test_a_text_message_is_held_while_none_can_be_sent():
    assert "Ring instead" in queue("requester", channel="text", address="07700 900123").hold_reason


@given(
    st.sampled_from(["Zee", "alder", "ZEE", "Ziggy", "alder's"]),
    st.sampled_from(["About {}", "{}: an answer"]),
)
def test_no_subject_names_the_child(name, subject):
    person = YoungPerson(first_name="Zee", last_name="Alder", known_as="Ziggy")
    with pytest.raises(ValueError, match="may not name the child"):
        outbox._names_nobody(subject.format(name), person)


def test_an_ordinary_subject_is_allowed_even_where_a_name_is_part_of_a_word():
    person = make.young_person(first_name="Art", last_name="Ray")
    assert queue("requester", person, subject="Your request has started its way").subject
    with pytest.raises(ValueError, match="may not name the child"):
        queue("requester", person, subject="A message about Art")


def test_a_subject_cannot_carry_a_second_line():
    assert (
        queue("requester", subject="Hello\nBcc: everyone@example.org").subject
        == "Hello Bcc: everyone@example.org"
    )


def test_a_word_that_the_template_needs_and_nobody_gives_stops_the_change():
    from jinja2 import UndefinedError

    with pytest.raises(UndefinedError):
        queue("requester", words={})
    assert not Letter.objects.exists()


def test_who_had_it_sent_is_in_the_log():
    team = make.team()
    member = make.member(team)
    letter = queue("requester", team=team, by=member)
    line = LogEntry.objects.get(what="letter queued")
    assert (line.member, line.record) == (member, letter.ref)


def test_a_visitors_request_causes_a_receipt_and_a_commissioner_causes_nothing():
    assert queue("requester", by=Visitor()).pk
    with pytest.raises(PermissionDenied):
        queue("requester", by=make.member(role=Role.COMMISSIONER))


def test_what_was_held_goes_when_the_reason_has_gone():
    person = make.young_person()
    letter = queue("school", person)
    member = make.member(person.team.team)
    with pytest.raises(NotPossible):
        actions.try_again(letter, by=member)
    agreed(person, "tell_school")
    actions.try_again(letter, by=member)
    letter.refresh_from_db()
    assert (letter.state, letter.hold_reason) == ("queued", "")


def test_a_letter_by_post_waits_for_a_person_who_says_that_it_is_posted():
    team = make.team()
    letter = queue("requester", channel="post", address="1 Mill Lane", team=team)
    assert list(Letter.objects.waiting()) == []
    actions.posted(letter, by=make.member(team))
    letter.refresh_from_db()
    assert letter.state == "sent"
    with pytest.raises(NotPossible):
        actions.posted(letter, by=make.member(team))
