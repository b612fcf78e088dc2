"""A questionnaire is asked of whom it is made for, goes out only as was agreed, and is reminded of or taken back."""

from datetime import timedelta

import pytest
from django.test import Client

from tests import make
from tests.outcomes.asked import address, agreed, answers, ask, in_help, opened
from trailblazer.access import safety
from trailblazer.access.records import NotPossible
from trailblazer.access.roles import Role
from trailblazer.access.today import now
from trailblazer.letters.models import Letter
from trailblazer.outcomes import links
from trailblazer.outcomes.actions import remind, withdraw_ask
from trailblazer.outcomes.models import Ask
from trailblazer.young_people.models import Carer, QuietMode

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("on_the_day")]


@pytest.fixture
def course():
    return in_help()


def carer_of(person, **more):
    ordinary = {"name": "Alex Fernleigh", "relationship": "mother", "email": "alex@example.org"}
    return Carer.objects.create(provider=person.provider, young_person=person, **(ordinary | more))


@pytest.mark.parametrize(
    "instrument_id, more, says",
    [
        ("gad-7",            {"rater": "parent"},                 "not filled in by them"),
        ("gad-99",           {},                                  "Choose one of the questionnaires"),
        ("sdq-2-4",          {"rater": "parent", "how": "paper"}, "not made for this age"),
        ("gbo",              {"how": "paper"},                    "Goals are rated"),
        ("sdq-self-11-17",   {},                                  "may not be shown on a screen"),
        ("rcads-47-child",   {"how": "device"},                   "may not be shown on a screen"),
        ("gad-7",            {"language": "ur"},                  "not here in that language. Choose English"),
        ("gad-7",            {"due_on": make.TODAY - timedelta(days=1)},  "from today on"),
        ("gad-7",            {"due_on": make.TODAY + timedelta(days=29)}, "at most 28 days"),
    ],
)  # fmt: skip
def test_what_cannot_be_asked_is_refused_with_a_sentence(course, instrument_id, more, says):
    with pytest.raises(NotPossible, match=says):
        ask(course, instrument_id, **more)
    assert not Ask.objects.exists()


def test_the_same_is_not_asked_twice_while_it_is_open(course):
    first = ask(course)
    with pytest.raises(NotPossible, match="asked of them already"):
        ask(course)
    withdraw_ask(first, by=course.lead)
    ask(course)


def test_on_paper_every_questionnaire_can_be_asked(course):
    assert ask(course, "rcads-47-child", how="paper").secret_hash is None


def test_the_link_goes_by_the_channel_they_agreed_to_in_words_that_name_nobody(course):
    agreed(course.young_person)
    made = ask(course, is_told=True)
    letter = Letter.objects.get()
    assert (letter.channel, letter.state, letter.address) == ("email", "queued", "robin@example.org")
    assert links.LINKS.address_of(made) in letter.words
    assert links.LINKS.secret_of(made) not in letter.body
    said = f"{letter.subject} {letter.body}"
    for word in (
        "GAD",
        "worry",
        "anxi",
        "mental",
        "questionnaire",
        course.young_person.first_name,
        "Fernleigh",
    ):
        assert word.lower() not in said.lower()


@pytest.mark.parametrize(
    "answer, says", [(None, "Nobody has asked yet"), ("refused", "Nobody has asked yet")]
)
def test_no_link_goes_where_nobody_agreed_to_a_channel_and_nothing_is_asked(course, answer, says):
    if answer:
        agreed(course.young_person, answer=answer)
    with pytest.raises(NotPossible, match=f"No message may go. {says}"):
        ask(course, is_told=True)
    assert not Ask.objects.exists()
    assert not Letter.objects.exists()


def test_in_quiet_mode_a_parent_is_not_written_to(course):
    person = course.young_person
    carer = carer_of(person)
    agreed(person, by="carer", carer=carer)
    made = ask(course, "how-was-it", rater="parent", carer=carer, is_told=True)
    QuietMode.objects.create(
        provider=person.provider,
        young_person=person,
        step="on",
        reason="They asked",
        happened_on=make.TODAY,
        by=course.lead,
    )
    with pytest.raises(NotPossible, match="Quiet mode is on"):
        remind(made, by=course.lead)
    assert Letter.objects.count() == 1


def test_another_childs_parent_is_not_asked(course):
    stranger = carer_of(make.young_person())
    with pytest.raises(NotPossible, match="parents or carers of this young person"):
        ask(course, "how-was-it", rater="parent", carer=stranger)


def test_a_reminder_says_the_same_link_again_and_not_twice_a_day(course):
    agreed(course.young_person)
    made = ask(course, is_told=True)
    answers(opened(made), 3)
    remind(made, by=course.lead)
    second = Letter.objects.order_by("pk").last()
    assert (second.template, links.LINKS.address_of(made) in second.words) == ("form_reminder", True)
    with pytest.raises(NotPossible, match="A reminder went today"):
        remind(made, by=course.lead)
    made.refresh_from_db()
    assert made.answers == {"q1": 3}


def test_a_reminder_after_the_key_is_gone_for_good_carries_a_link_that_opens(course, settings, sign_in):
    agreed(course.young_person)
    made = ask(course, is_told=True)
    settings.SECRET_KEY = "another-secret-" + "y" * 50
    assert "<svg width" not in sign_in(course.lead).get(f"/questionnaires/{made.ref}").content.decode()
    remind(made, by=course.lead)
    made.refresh_from_db()
    assert links.LINKS.address_of(made) in Letter.objects.order_by("pk").last().words
    opened(made)


@pytest.mark.parametrize("why", ["answered", "withdrawn", "expired", "locked", "paper"])
def test_there_is_no_reminder_of_what_cannot_be_answered(course, why):
    agreed(course.young_person)
    made = ask(course, how="paper" if why == "paper" else "link")
    if why == "withdrawn":
        withdraw_ask(made, by=course.lead)
    if why == "expired":
        Ask.objects.update(expires_at=now() - timedelta(days=1))
    if why == "locked":
        Ask.objects.update(wrong_months=5)
    if why == "answered":
        made.score = make_score(course)
        made.save()
    with pytest.raises(NotPossible):
        remind(made, by=course.lead)
    assert not Letter.objects.exists()


def make_score(course):
    from trailblazer.care.scores import enter_score

    return enter_score(course.referral, "gad-7", 9, by=course.lead, on=make.TODAY)


def test_half_a_form_is_deleted_when_it_is_taken_back(course):
    made = ask(course)
    answers(opened(made), 3, 3)
    withdraw_ask(made, by=course.lead)
    made.refresh_from_db()
    assert (made.answers, made.is_waiting) == ({}, False)
    assert Client().get(address(made)).status_code == 410


def asks_by_the_page(client, person, **more):
    path = f"/young-people/{person.ref}/questionnaires/ask"
    key = client.get(path).content.decode().split('name="submission_key" value="')[1].split('"')[0]
    values = {"submission_key": key, "questionnaire": "gad-7 self", "way": "code", "moment": "baseline"}
    values |= {"due_on_day": "1", "due_on_month": "12", "due_on_year": "2026"}
    return client.post(path, values | more)


def test_it_is_asked_from_the_record_and_its_code_shown(course, sign_in):
    client, person = sign_in(course.lead), course.young_person
    record = client.get(f"/young-people/{person.ref}").content.decode()
    assert "Ask for a questionnaire" in record
    shown = client.get(asks_by_the_page(client, person).headers["Location"]).content.decode()
    made = Ask.objects.get()
    assert (made.moment, made.due_on.isoformat()) == ("baseline", "2026-12-01")
    assert "<svg" in shown
    assert links.LINKS.address_of(made) in shown
    assert "GAD-7" in client.get(f"/young-people/{person.ref}/questionnaires").content.decode()


@pytest.mark.parametrize(
    "typed, says",
    [
        ({"questionnaire": ""}, "Choose a questionnaire"),
        ({"questionnaire": "gad-7 parent"}, "Choose a questionnaire of the list"),
        ({"way": ""}, "Choose how they get it"),
        ({"due_on_month": "13"}, "Enter a real date"),
        ({"way": "message"}, "No message may go"),
        ({"questionnaire": "swemwbs self"}, "may not be shown on a screen"),
    ],
)
def test_what_is_wrong_on_the_page_is_said_in_words(course, sign_in, typed, says):
    assert says in asks_by_the_page(sign_in(course.lead), course.young_person, **typed).content.decode()
    assert not Ask.objects.exists()


def test_the_worklist_shows_who_has_not_answered_with_a_reminder_or_why_not(course, sign_in):
    agreed(course.young_person)
    may = ask(course)
    without = in_help(make_team_of(course))
    may_not = ask(without)
    Ask.objects.update(due_on=make.TODAY - timedelta(days=3))
    client = sign_in(make.member(course.team, Role.SUPERVISOR))
    page = client.get("/questionnaires?whose=team").content.decode()
    assert "3 days late" in page
    assert f"/questionnaires/{may.ref}/remind" in page
    assert f"/questionnaires/{may_not.ref}/remind" not in page
    assert "Nobody has asked yet whether messages may be sent" in page
    answer = client.post(f"/questionnaires/{may.ref}/remind", {"to": "team"}, follow=True).content.decode()
    assert "The reminder is on its way" in answer
    assert "A reminder went today" in answer


def make_team_of(course):
    from trailblazer.teams.models import Team

    return Team.objects.get(pk=course.team_id)


def test_the_worklist_reads_as_much_for_twenty_as_for_two(course, sign_in, django_assert_max_num_queries):
    team = make_team_of(course)
    client = sign_in(course.lead)
    for _ in range(2):
        ask(in_help(team))
    client.get("/questionnaires?whose=team")
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as few:
        client.get("/questionnaires?whose=team")
    for _ in range(10):
        ask(in_help(team))
    with django_assert_max_num_queries(len(few)):
        client.get("/questionnaires?whose=team")


def test_which_questionnaires_there_are_says_what_is_on_and_by_which_licence(
    course, sign_in, settings, tmp_path
):
    from tests.spec.test_wording_of_a_site import pack

    (tmp_path / "swemwbs.toml").write_bytes(pack())
    (tmp_path / "bad.toml").write_bytes(pack(licence=None))
    settings.INSTRUMENT_WORDING = tmp_path
    page = sign_in(course.lead).get("/questionnaires/all").content.decode()
    assert "en: Letter 2026-114" in page
    assert "bad.toml" in page
    assert any(note.startswith("INSTRUMENT_WORDING, bad.toml: ") for note in safety.worth_knowing())
    assert "without it no wording is shown" in page
    made = ask(course, "swemwbs")
    phone = opened(made)
    assert "Question 1" in phone.get("/form/questions/q1").content.decode()
    settings.INSTRUMENT_WORDING = None
    assert phone.get("/form/questions/q1").status_code == 410


def test_english_is_offered_first_whatever_other_languages_there_are(course, sign_in, settings, tmp_path):
    from tests.outcomes.right_to_left import write_packs

    settings.INSTRUMENT_WORDING = write_packs(tmp_path, "swemwbs")
    page = (
        sign_in(course.lead)
        .get(f"/young-people/{course.young_person.ref}/questionnaires/ask")
        .content.decode()
    )
    assert page.index('<option value="en"') < page.index("Arabic (ar-XA)")
