"""A form that names risk and is never sent: that one answer is somebody's to look at in the moment it is kept. Nothing
else of it is seen by anybody, and it raises one alert, however it goes on."""

import pytest
from django.core import mail
from django.db import DatabaseError, connection
from django.test import Client

from tests import make
from tests.faults.test_a_crash_at_any_statement import Crash
from tests.outcomes.asked import answers, ask, in_help, opened, sends
from trailblazer.access.models import AccountLetter, LogEntry
from trailblazer.access.roles import Role
from trailblazer.alerts import actions as of_alerts
from trailblazer.alerts.models import Alert
from trailblazer.care.models import Score
from trailblazer.letters.models import Letter
from trailblazer.outcomes import content, drafting
from trailblazer.outcomes.actions import answer_ask, withdraw_ask
from trailblazer.outcomes.models import Ask

UNSENT = "A questionnaire has an answer to look at today. Answered, form not sent. Talk with them"
THOUGHTS = "Thoughts that you would be better off dead"


@pytest.fixture
def asked(settings):
    settings.TODAY = make.TODAY
    return ask(in_help(), "phq-9")


@pytest.fixture
def browser(asked, sign_in):
    return sign_in(asked.asked_by)


def read(browser, address):
    return browser.get(address).content.decode()


def of(asked):
    return f"/questionnaires/{asked.ref}"


def closes(alert):
    member = make.member(alert.team, Role.SUPERVISOR)
    return of_alerts.close(alert, by=member, what_was_done="Rang and talked")


@pytest.mark.django_db
class TestOneThatIsNotSent:
    def test_raises_its_alert_when_the_answer_is_kept(self, asked):
        answers(opened(asked), 2, first=9)
        alert = Alert.objects.get()
        assert (alert.kind, alert.owner, alert.young_person) == (
            "risk_answer",
            asked.asked_by,
            asked.young_person,
        )
        assert (alert.words, alert.about, alert.about_address) == (UNSENT, asked.ref, of(asked))
        assert alert.due_at > alert.raised_at
        assert AccountLetter.objects.count() == 1
        assert not Score.objects.exists()

    @pytest.mark.parametrize("value", [0, "rather-not", "7", "often"])
    def test_raises_none_below_the_mark(self, asked, value):
        opened(asked).post("/form/questions/q9", {"answer": value})
        asked.refresh_from_db()
        assert (Alert.objects.count(), asked.risk_said) == (0, [])

    def test_is_said_to_staff_with_that_one_answer_and_no_other(self, asked, browser):
        answers(opened(asked), *[3] * 8, 1)
        for address in (
            of(asked),
            f"/young-people/{asked.young_person.ref}",
            f"/young-people/{asked.young_person.ref}/questionnaires",
        ):
            assert "Answered, form not sent" in read(browser, address), address
        page = read(browser, of(asked))
        assert THOUGHTS in page
        assert "1, Several days" in page
        for hidden in ("Nearly every day", "Little interest", "Feeling down", "out of 27", "of 27"):
            assert hidden not in page
        assert "Look at risk today" in read(browser, "/questionnaires")
        assert read(browser, f"/alerts/{Alert.objects.get().ref}").count(of(asked)) == 1
        assert "Nearly every day" not in read(browser, f"/young-people/{asked.young_person.ref}/measures")

    def test_says_nothing_of_the_answer_in_mails_and_logs(self, asked):
        answers(opened(asked), 3, first=9)
        said = " ".join(one.subject for one in AccountLetter.objects.all())
        said += " ".join(f"{one.what} {one.purpose}" for one in LogEntry.objects.all())
        said += " ".join(one.words for one in Alert.objects.all()) + " ".join(one.body for one in mail.outbox)
        for word in ("dead", "hurt", "q9", "PHQ", "Nearly", asked.young_person.first_name):
            assert word not in said
        assert not Letter.objects.exists(), "nobody outside the team is written to"

    def test_two_tabs_and_the_same_answer_again_raise_one(self, asked):
        one, other = opened(asked), opened(asked)
        for phone in (one, other, one):
            answers(phone, 2, first=9)
        asked.refresh_from_db()
        assert (Alert.objects.count(), len(asked.risk_said)) == (1, 1)

    def test_changed_back_keeps_the_alert_and_says_so(self, asked, browser):
        phone = opened(asked)
        answers(phone, 2, first=9)
        answers(phone, 0, first=9)
        assert "Answered, then changed, form not sent" in Alert.objects.get().words
        page = read(browser, of(asked))
        assert "2, More than half the days" in page
        assert "0, Not at all" in page

    def test_deleted_keeps_that_one_answer_and_says_so_to_both(self, asked, browser):
        phone = opened(asked)
        answers(phone, 3, first=1)
        assert "Nobody sees what you answered" in read(phone, "/form/stop")
        answers(phone, 2, first=9)
        assert "was told of one answer" in read(phone, "/form/stop")
        assert "was told of one answer" in phone.post("/form/stop").content.decode()
        asked.refresh_from_db()
        assert (asked.answers, len(asked.risk_said)) == ({}, 2)
        assert "Answered, then deleted, form not sent" in read(browser, of(asked))

    def test_taken_back_leaves_the_alert(self, asked):
        answers(opened(asked), 2, first=9)
        withdraw_ask(asked, by=asked.asked_by)
        assert "Answered, form taken back" in Alert.objects.get().words

    def test_from_a_handed_over_device_raises_it_too(self, asked, browser):
        browser.post(f"{of(asked)}/hand-over")
        answers(browser, 1, first=9)
        assert Alert.objects.get().words == UNSENT
        assert read(Client(), "/form").count("This page has closed")


@pytest.mark.django_db
class TestOneThatIsSentAfterAll:
    def test_raises_no_second_one_and_leads_to_the_answers(self, asked, browser):
        phone = opened(asked)
        answers(phone, *[0] * 8, 2)
        sends(phone)
        assert "You are not alone" in read(phone, "/form/sent")
        alert, score = Alert.objects.get(), Score.objects.get()
        assert "Answered before sending, form sent now" in alert.words
        assert alert.about_address == f"/measures/{score.ref}"
        assert "Answered before sending" in read(browser, alert.about_address)
        assert AccountLetter.objects.count() == 1

    def test_changed_back_says_so_beside_the_whole_form(self, asked, browser):
        phone = opened(asked)
        answers(phone, 2, first=9)
        answers(phone, *[0] * 9)
        sends(phone)
        assert "Answered, then changed, form sent now" in Alert.objects.get().words
        page = read(browser, f"/measures/{Score.objects.get().ref}")
        assert "2, More than half the days" in page
        assert "You are not alone" in read(phone, "/form/sent"), "somebody was told, and will talk with them"

    @pytest.mark.parametrize("then, alerts", [(3, 2), (2, 1), (1, 1), (0, 1)])
    def test_only_more_risk_than_was_looked_at_raises_another_after_it_was_closed(self, asked, then, alerts):
        phone = opened(asked)
        answers(phone, 2, first=9)
        closes(Alert.objects.get())
        answers(phone, then, first=9)
        sends(phone)
        assert Alert.objects.count() == alerts
        closed = Alert.objects.exclude(closed_at=None).get()
        assert closed.words == UNSENT, "what was closed stays as it was"

    def test_from_paper_adds_to_the_one_that_is_open(self, asked):
        answers(opened(asked), 1, first=9)
        answer_ask(asked, by=asked.asked_by, answers={"q9": 3}, on=make.TODAY)
        assert "form sent now" in Alert.objects.get().words


@pytest.mark.django_db
def test_the_form_says_so_before_it_is_answered(asked):
    phone = opened(asked)
    for address in ("/form", "/form/questions/q9"):
        page = read(phone, address)
        for words in (
            "about death or hurting yourself. If you answer that you have thought about it",
            "we see that answer even if you do not finish",
            "Nobody watches this page all the time",
            "Help now is here",
        ):
            assert words in page, (address, words)
    assert page.index("even if you do not finish") < page.index(THOUGHTS)
    assert "even if you do not finish" not in read(phone, "/form/questions/q1")
    answers(phone, 1, first=9)
    assert "We see this one answer now, even if you do not finish" in read(phone, "/form/help")
    assert "Someone of the team has been told" in read(phone, "/form/questions/q9")
    assert "even if you do not finish" not in read(opened(ask(in_help())), "/form"), (
        "no question of it asks about risk"
    )


@pytest.mark.django_db
def test_a_content_pack_may_name_the_question(settings, tmp_path):
    from tests.outcomes.right_to_left import LANGUAGE, pack

    settings.TODAY = make.TODAY
    (tmp_path / "swemwbs.toml").write_bytes(pack("swemwbs", risk_item="q3", risk_from=4))
    settings.INSTRUMENT_WORDING = tmp_path
    assert not content.packs().refused
    phone = opened(ask(in_help(), "swemwbs", language=LANGUAGE))
    answers(phone, 3, first=3)
    assert not Alert.objects.exists()
    answers(phone, 4, first=3)
    assert Alert.objects.get().words == UNSENT


@pytest.mark.django_db(transaction=True)
def test_a_database_that_fails_at_any_statement_keeps_the_answer_and_its_alert_or_neither(asked):
    failed = 0
    for after in range(100):
        try:
            with connection.execute_wrapper(Crash(after)):
                drafting.keep(asked, "q9", 2)
        except DatabaseError:
            failed += 1
            assert Ask.objects.get().answers == {}
            assert (Alert.objects.count(), AccountLetter.objects.count()) == (0, 0)
        else:
            break
    assert failed >= 4
    assert Ask.objects.get().answers == {"q9": 2}
    assert (Alert.objects.count(), AccountLetter.objects.count()) == (1, 1)
