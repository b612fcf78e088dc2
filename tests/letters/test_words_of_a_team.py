"""Letters in a team's own words: from a day on, previewed, refused at the field, and for nobody else's team."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, transaction

from tests import make
from trailblazer.access.records import NotPossible, Service
from trailblazer.access.roles import Role
from trailblazer.letters import actions, catalogue
from trailblazer.letters.models import Letter, LetterTemplate
from trailblazer.letters.recipients import Recipient

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("on_the_day")]
WORDS = "Hello ((recipient)),\n\nCome and see us.\n\n((writer))"
KEY = "a" * 32


@pytest.fixture
def team():
    return make.team(telephone="020 7946 0018", email="team@example.org")


@pytest.fixture
def lead(team):
    return make.member(team, Role.TEAM_LEAD)


def day_of(day):
    parts = {"day": day.day, "month": day.month, "year": day.year}
    return {f"in_force_from_{name}": str(value) for name, value in parts.items()}


def typed(**more):
    return {"submission_key": KEY, "subject": "A first talk", "words": WORDS, **day_of(make.TODAY), **more}


def words_in_force(team, code="first_talk", day=make.TODAY):
    return catalogue.of_team(team.organisation_id, day)[code].words


def test_the_built_in_letters_hold_until_the_team_has_its_own(team, lead):
    assert "((recipient))" in words_in_force(team)
    actions.keep_template(
        by=lead, code="first_talk", words=WORDS, in_force_from=make.TODAY + timedelta(days=7)
    )
    assert words_in_force(team) != WORDS
    assert words_in_force(team, day=make.TODAY + timedelta(days=7)) == WORDS


def test_what_was_in_force_stays_to_be_read_and_ends_on_a_day(team, lead):
    kept = actions.keep_template(by=lead, code="first_talk", words=WORDS, in_force_from=make.TODAY)
    actions.keep_template(by=lead, code="first_talk", words="Come.", in_force_from=make.TODAY)
    assert words_in_force(team) == "Come."
    actions.end_template(kept, by=lead, in_force_from=make.TODAY + timedelta(days=1))
    assert words_in_force(team) == "Come."
    assert "first talk" not in words_in_force(team, day=make.TODAY)
    assert (
        words_in_force(team, day=make.TODAY + timedelta(days=1)) == catalogue.built_in()["first_talk"].words
    )
    assert LetterTemplate.objects.count() == 3
    for change in (kept.save, kept.delete):
        with pytest.raises(DatabaseError, match="never changed"), transaction.atomic():
            change()


@pytest.mark.parametrize(
    "change, says",
    [
        ({"words": "Hello ((recipiant))"}, "no field"),
        ({"subject": "About ((called))"}, "no field"),
        ({"in_force_from": make.TODAY - timedelta(days=1)}, "today or a later day"),
        ({"code": "request_received", "words": "Thank you"}, "These words need"),
        ({"code": "request_received", "words": "((reference)) ((link)) ((writer))"}, "no field"),
    ],
)
def test_what_cannot_be_used_is_refused(lead, change, says):
    with pytest.raises(NotPossible, match=says):
        actions.keep_template(
            by=lead, **({"code": "first_talk", "words": WORDS, "in_force_from": make.TODAY} | change)
        )
    assert not LetterTemplate.objects.exists()


def test_only_those_who_keep_the_words_may(team):
    with pytest.raises(PermissionDenied):
        actions.keep_template(
            by=make.member(team, Role.PRACTITIONER), code="missed", words=WORDS, in_force_from=make.TODAY
        )


def test_a_misspelt_field_is_an_error_at_the_field_and_every_word_is_kept(lead, sign_in):
    page = sign_in(lead).post("/letters/words/first_talk", typed(words="Hello ((recipiant)), come"))
    shown = page.content.decode()
    assert "There is no field ((recipiant))" in shown
    assert 'id="id_words-error"' in shown
    assert "Hello ((recipiant)), come" in shown


def test_the_preview_reads_as_the_letter_with_an_example_and_with_somebody_real(team, lead, sign_in):
    client, person = sign_in(lead), make.young_person(team, known_as="Ziggy", nhs_number="9990000018")
    preview = client.post("/letters/words/first_talk", typed(change="1")).content.decode()
    assert "with an invented example" in preview
    assert "Hello Daniel Thornbury," in preview
    mine = typed(change="1", words="About ((called)) ((team))", with_person=person.ref)
    assert (
        f"About Ziggy {team.organisation.name}"
        in client.post("/letters/words/first_talk", mine).content.decode()
    )
    by_number = client.post("/letters/words/first_talk", mine | {"with_person": "999 000 0018"})
    assert "About Ziggy" in by_number.content.decode()
    assert not LetterTemplate.objects.exists(), "a preview keeps nothing"


def test_nobody_of_another_team_can_be_looked_at_in_a_preview(lead, sign_in):
    other = make.young_person(known_as="Xylophone")
    page = sign_in(lead).post(
        "/letters/words/first_talk", typed(change="1", words="About ((called))", with_person=other.ref)
    )
    assert "Xylophone" not in page.content.decode()
    assert "Nobody of yours" in page.content.decode()


def test_a_letter_of_the_teams_own_is_offered_where_it_is_for(team, lead, sign_in):
    client, person = sign_in(lead), make.young_person(team)
    own = typed(name="Summer club", recipient_kinds=["young_person"], channels=["email"])
    client.post("/letters/words/new", own)
    kept = LetterTemplate.objects.get()
    assert "Summer club" in client.get("/letters/words").content.decode()
    assert "Summer club" in client.get(f"/young-people/{person.ref}/letters/write").content.decode()
    other = sign_in(make.member(make.team(team.organisation.provider), Role.TEAM_LEAD))
    assert "Summer club" not in other.get("/letters/words").content.decode()
    assert other.get(f"/letters/words/{kept.code}").status_code == 404


def receipt(team):
    return actions.queue(
        "request_received",
        to=Recipient("requester", "Priya Holt", "priya@example.org"),
        subject="We have received your request",
        words={
            "name": "Priya",
            "team": "Us",
            "reference": "abcd",
            "answer_by": "Friday",
            "link": "https://x",
        },
        provider=team.organisation.provider,
        team=team.organisation,
        by=Service(),
    )


def test_what_is_caused_goes_in_the_teams_words_too(team, lead):
    assert "has received the request" in receipt(team).body
    actions.keep_template(
        by=lead,
        code="request_received",
        subject="Thank you",
        words="Dear ((name)), we have it. ((reference)) ((link))",
        in_force_from=make.TODAY,
    )
    mine = receipt(team)
    assert (mine.subject, mine.body) == ("Thank you", "Dear Priya, we have it. abcd https://x\n")
    assert "has received the request" in receipt(make.team(team.organisation.provider)).body


@pytest.mark.parametrize("code", sorted(catalogue.built_in()))
def test_every_built_in_letter_holds_only_its_own_fields_and_reads_whole(code):
    from trailblazer.domain import merging

    kind = catalogue.built_in()[code]
    merging.check(kind.words, kind.may_hold)
    assert set(kind.must) <= set(merging.fields_in(kind.words))
    text = merging.merge(kind.words, catalogue.samples(kind))
    assert "((" not in text
    assert set(kind.channels) <= set(Letter.Channel.values)
