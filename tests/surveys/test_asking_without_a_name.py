"""A school makes a survey with its plan, people answer without a name, and from ten answers on figures are shown."""

import html
import re
from datetime import date

import pytest
from django.test import Client

from tests import make
from tests.surveys import asking
from trailblazer.access.models import LogEntry, SubmissionKey
from trailblazer.access.records import NotPossible
from trailblazer.access.roles import Role
from trailblazer.alerts.models import Alert
from trailblazer.letters.models import Letter
from trailblazer.surveys import actions, codes
from trailblazer.surveys.models import Survey, SurveyAnswer
from trailblazer.surveys.schedule import tell_of_worrying_answers

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("on_the_day")]
TYPED = {
    "question_set": "staff-pulse",
    "asked_staff": "40",
    "how": "link",
    "purpose": "To know what makes weeks hard",
    "told": "In the staff meeting",
    "telephone": "020 7946 0100",
    "hours": "8am to 4pm",
    "help_here": "Our employee assistance line",
    "opens_on_day": "24",
    "opens_on_month": "11",
    "opens_on_year": "2026",
    "closes_on_day": "30",
    "closes_on_month": "11",
    "closes_on_year": "2026",
    "submission_key": "a" * 32,
}


def text(page):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]*>", " ", page.content.decode()))


def test_a_pulse_of_staff_from_its_draft_to_its_figures(sign_in):
    lead = asking.lead()
    client, urn = sign_in(lead), lead.school_id
    assert "Nothing was asked yet" in text(client.get(f"/schools/{urn}/surveys/"))

    made = client.post(f"/schools/{urn}/surveys/new?for=staff", TYPED, follow=True)
    survey = Survey.objects.get()
    assert "Name who answers" in text(made)
    refused = client.post(f"/surveys/{survey.ref}/open", {"submission_key": "b" * 32, "confirms": "on"})
    assert "Name who answers, with a telephone number" in text(refused)
    client.post(f"/surveys/{survey.ref}/change", TYPED | {"responder": lead.ref, "submission_key": "c" * 32})
    unconfirmed = client.post(f"/surveys/{survey.ref}/open", {"submission_key": "d" * 32})
    assert "Confirm the plan" in text(unconfirmed)
    client.post(f"/surveys/{survey.ref}/open", {"submission_key": "e" * 32, "confirms": "on"})

    paper = client.get(f"/surveys/{survey.ref}/paper")
    way = asking.ways(survey)[0]
    assert codes.address_of(way) in text(paper)

    for number in range(10):
        sent = asking.walks(Client(), way, "3" if number else "1")
        assert sent.status_code == 302
        if number == 8:
            assert "10" in text(client.get(f"/surveys/{survey.ref}"))
            assert client.get(f"/surveys/{survey.ref}/figures").status_code == 404, "not while it is open"
    client.post(f"/surveys/{survey.ref}/close", {"submission_key": "f" * 32})
    figures = client.get(f"/surveys/{survey.ref}/figures")
    assert "Workload fits" in text(figures)
    assert "hidden" in text(figures), "nine and one are not told apart"
    assert (
        client.get(f"/surveys/{survey.ref}/figures/all?as=csv")
        .content.decode("utf-8-sig")
        .startswith("Question,")
    )
    assert "of 40" in text(figures)
    assert Client().get(f"/answer-survey/{codes.code_of(way)}").status_code == 404


def test_nine_answers_are_never_shown(sign_in):
    lead = asking.lead()
    survey = asking.opened(lead)
    for _ in range(9):
        asking.answers(survey, asking.ways(survey)[0])
    actions.close(survey, by=lead)
    page = sign_in(lead).get(f"/surveys/{survey.ref}/figures")
    assert "Fewer than 10 answered, so nothing is shown" in text(page)
    assert sign_in(lead).get(f"/surveys/{survey.ref}/figures/all?as=csv").status_code == 404


def test_earlier_times_are_drawn_with_gaps_where_a_figure_is_hidden_and_given_out_alike(sign_in, settings):
    lead = asking.lead()
    for day, low in ((date(2025, 11, 24), 0), (date(2026, 3, 2), 3), (make.TODAY, 9)):
        settings.TODAY = day
        survey = asking.opened(lead, opens_on=day, closes_on=day)
        for number in range(20):
            asking.answers(survey, asking.ways(survey)[0], 1 if number < low else 3)
        actions.close(survey, by=lead)
    client = sign_in(lead)
    page = client.get(f"/surveys/{survey.ref}/figures")
    label = html.unescape(re.findall(r'aria-label="(Line chart[^"]*)"', page.content.decode())[0])
    said = "Workload fits: Autumn 2025 100%, Spring 2026 not given, too few, Autumn 2026 50%"
    assert said in label
    assert "the line has a gap" in label
    assert page.content.count(b'aria-roledescription="line mark"') >= 2 * 6 * 2, "it leads not across the gap"
    rows = (
        client.get(f"/surveys/{survey.ref}/figures/earlier?as=csv").content.decode("utf-8-sig").splitlines()
    )
    assert rows[0] == "Question,Autumn 2025,Spring 2026,Autumn 2026"
    assert rows[1] == "Workload fits,100,[c],50"
    first = Survey.objects.order_by("opens_on").first()
    assert client.get(f"/surveys/{first.ref}/figures/earlier?as=csv").status_code == 404


def test_what_is_kept_of_an_answer_leads_to_nobody():
    lead = asking.lead()
    survey = asking.opened(lead, **asking.PUPILS, for_whom="pupils")
    slip = asking.ways(survey, "Year 9")[0]
    asking.walks(Client(HTTP_USER_AGENT="Of somebody", REMOTE_ADDR="10.9.8.7"), slip)
    kept = SurveyAnswer.objects.get()
    names = {field.name for field in SurveyAnswer._meta.concrete_fields}
    assert names == {"id", "ref", "provider", "team", "school", "survey", "group", "answers", "words"}
    assert kept.group == "Year 9"
    assert not [line for line in LogEntry.objects.all() if line.record in (kept.ref, slip.ref)]
    assert not SubmissionKey.objects.filter(record_id=str(kept.pk)).exists()
    assert LogEntry.objects.filter(what="survey answered", record=survey.ref).count() == 1
    assert not SurveyAnswer.objects.visible_to(lead).exists()


def test_a_slip_works_once_and_a_link_as_often_as_people_are_asked():
    lead = asking.lead()
    survey = asking.opened(lead, **asking.PUPILS, for_whom="pupils")
    slip, other = asking.ways(survey, "Year 7")[:2]
    asking.answers(survey, slip)
    with pytest.raises(NotPossible, match="used already"):
        asking.answers(survey, slip)
    assert "This code was used" in text(Client().get(f"/answer-survey/{codes.code_of(slip)}"))
    with pytest.raises(NotPossible, match="not one that can be chosen"):
        asking.answers(survey, other, safe=9)
    with pytest.raises(NotPossible, match="at least one question"):
        asking.answers(survey, other, None)
    pulse = asking.opened(lead, asked={"Staff": 10})
    for _ in range(10):
        asking.answers(pulse, asking.ways(pulse)[0])
    with pytest.raises(NotPossible, match="As many answers as people"):
        asking.answers(pulse, asking.ways(pulse)[0])
    with pytest.raises(NotPossible, match="not one of this survey"):
        asking.answers(pulse, other)


def test_what_cannot_be_is_refused_in_a_sentence(sign_in):
    lead = asking.lead()
    survey = asking.drafted(lead)
    with pytest.raises(NotPossible, match="not opened yet"):
        actions.close(survey, by=lead)
    with pytest.raises(NotPossible, match="has no Year 3"):
        asking.drafted(lead, **(asking.PUPILS | {"asked": {"Year 3": 30}}), for_whom="pupils")
    with pytest.raises(NotPossible, match="lead of the school opens it"):
        actions.open_survey(survey, by=make.member(survey.team, Role.TEAM_LEAD), confirms=True)
    actions.open_survey(survey, by=lead, confirms=True)
    with pytest.raises(NotPossible, match="nothing of it changes"):
        actions.change(survey, by=lead, purpose="Another")
    with pytest.raises(NotPossible, match="it stays"):
        actions.forget(survey, by=lead)
    typed = asking.walks(Client(), asking.ways(survey)[0], "3")
    assert typed.status_code == 302
    page = Client().post("/answer-survey", {"code": "nothing"})
    assert "We do not know this code" in text(page)
    strange = Client().post(
        f"/answer-survey/{codes.code_of(asking.ways(survey)[0])}", {"at": "load", "answer": "7"}
    )
    assert "Choose one of these answers" in text(strange)
    form = sign_in(lead).post(f"/schools/{lead.school_id}/surveys/new?for=pupils", TYPED | {"asked_3": "30"})
    assert "does not have this year group" in text(form)


def test_the_team_sees_figures_only_where_the_school_shares_them(sign_in):
    lead = asking.lead()
    survey = asking.opened(lead)
    for _ in range(12):
        asking.answers(survey, asking.ways(survey)[0])
    actions.close(survey, by=lead)
    client = sign_in(make.member(survey.team, Role.TEAM_LEAD))
    assert client.get(f"/surveys/{survey.ref}").status_code == 200
    assert client.get(f"/surveys/{survey.ref}/figures").status_code == 404
    sign_in(lead).post(f"/surveys/{survey.ref}/share", {"submission_key": "a" * 32, "is_shared": "on"})
    assert client.get(f"/surveys/{survey.ref}/figures").status_code == 200


PACK = """
instrument = "swemwbs"
language = "ar"
licence = "Invented licence of a test"
risk_item = "q1"
risk_from = 4
[items]
{items}
[options]
1 = "١"
2 = "٢"
3 = "٣"
4 = "٤"
5 = "٥"
"""


def test_a_worrying_answer_shows_help_and_is_told_once_a_day_to_who_is_named(settings, tmp_path):
    items = "\n".join(f'q{number} = "كلمات {number}"' for number in range(1, 8))
    (tmp_path / "swemwbs.toml").write_text(PACK.format(items=items), encoding="utf-8")
    settings.INSTRUMENT_WORDING = tmp_path
    lead = asking.lead()
    helper = make.member(make.service(make.team()).team, Role.PRACTITIONER)
    common = asking.PUPILS | {"question_set": "swemwbs.ar", "for_whom": "pupils", "asked": {"Year 9": 30}}
    survey = asking.opened(lead, **common, responder=lead)
    slips = asking.ways(survey)
    address = f"/answer-survey/{codes.code_of(slips[0])}"
    start = Client().get(address)
    assert "One question is about being safe" in text(start)
    question = Client().post(address, {"go": "q1"})
    assert 'dir="rtl"' in question.content.decode()
    assert "nobody can come to you" in text(question)
    worrying = Client().post(address, {"at": "q1", "answer": "4"})
    assert "You are not alone with this" in text(worrying)
    assert "020 7946 0100" in text(worrying)
    assert max(len(page.content) for page in (start, question, worrying)) < 100_000

    for slip in slips[:9]:
        asking.answers(survey, slip, 4)
    assert tell_of_worrying_answers(None) == 1
    assert [one for one in Letter.objects.all() if "in the school" in str(one.words)]
    assert tell_of_worrying_answers(None) == 0
    asking.answers(survey, slips[9], 1)
    assert tell_of_worrying_answers(None) == 1
    survey.refresh_from_db()
    assert survey.places_told == ["", "Year 9"]
    assert not Alert.objects.exists(), "who is named is of the school"

    other = asking.opened(lead, **common, responder=helper)
    for slip in asking.ways(other)[:3]:
        asking.answers(other, slip, 5)
    tell_of_worrying_answers(None)
    assert "in the school" in Alert.objects.get(owner=helper).words
