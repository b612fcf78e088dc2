"""A form on paper is keyed in with numbers, what is wrong is said at its box, and risk raises its alert."""

import pytest

from tests import make
from tests.outcomes.asked import ask, in_help
from trailblazer.alerts.models import Alert
from trailblazer.care.models import Score
from trailblazer.domain.instruments.catalogue import instruments

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("on_the_day")]


@pytest.fixture
def course():
    return in_help()


@pytest.fixture
def client(course, sign_in):
    return sign_in(course.lead)


def enters(client, made, **values):
    path = f"/questionnaires/{made.ref}/enter"
    key = client.get(path).content.decode().split('name="submission_key" value="')[1].split('"')[0]
    day = {"on_day": "24", "on_month": "11", "on_year": "2026"}
    return client.post(
        path, {"submission_key": key} | day | {k.replace("_", "-", 1): v for k, v in values.items()}
    )


def test_answers_are_keyed_in_by_the_printed_order(course, client):
    made = ask(course, "swemwbs", how="paper")
    page = client.get(f"/questionnaires/{made.ref}/enter").content.decode()
    assert page.index(">1. ") < page.index(">2. ") < page.index(">7. ")
    assert "0 of 7 filled in" in page
    answer = enters(client, made, **{f"a_q{number}": "3" for number in range(1, 8)})
    assert answer.status_code == 302
    score = Score.objects.get()
    assert (score.how, score.by, score.answers["q7"]) == ("paper", course.lead, 3)


@pytest.mark.parametrize(
    "instrument_id, name, typed, says",
    [
        ("swemwbs", "a_q1", "6",        "Enter 1, 2, 3, 4 or 5"),
        ("swemwbs", "a_q1", "x",        "Enter 1, 2, 3, 4 or 5"),
        ("swemwbs", "a_q1", "1.5",      "Enter 1, 2, 3, 4 or 5"),
        ("swemwbs", "a_q1", "9" * 400,  "Enter 1, 2, 3, 4 or 5"),
        ("ors",     "a_q1", "10.5",     "Enter a number from 0 to 10"),
        ("ors",     "a_q1", "inf",      "Enter a number from 0 to 10"),
        ("yp-core", "s_clinical_score", "41", "Enter a score from 0 to 40"),
        ("yp-core", "s_clinical_score", "nan", "Enter a score from 0 to 40"),
    ],
)  # fmt: skip
def test_a_number_that_cannot_be_is_said_at_its_box(course, client, instrument_id, name, typed, says):
    person = course.young_person
    person.born_on = person.born_on.replace(year=2012)
    person.save()
    made = ask(course, instrument_id, how="paper")
    page = enters(client, made, **{name: typed}).content.decode()
    box = f"id_{name.replace('_', '-', 1)}"
    assert f'id="{box}-error"' in page
    assert says in page
    assert f'href="#{box}"' in page
    assert not Score.objects.exists()


def test_scores_of_scales_are_entered_where_the_questions_are_not_verified(course, client):
    made = ask(course, "yp-core", how="paper")
    assert enters(client, made, s_clinical_score="12").status_code == 302
    score = Score.objects.get()
    assert (score.scales, score.total, score.answers) == ({"clinical_score": 12}, 12, {})


@pytest.mark.parametrize("instrument_id", ["swemwbs", "yp-core"])
def test_nothing_keyed_in_is_not_saved(course, client, instrument_id):
    page = enters(client, ask(course, instrument_id, how="paper")).content.decode()
    assert "Nothing is answered yet" in page or "Enter at least one score" in page
    assert not Score.objects.exists()


@pytest.mark.parametrize("day", [("25", "11", "2026"), ("1", "1", "2020")])
def test_the_day_is_not_to_come_and_not_before_the_request(course, client, day):
    made = ask(course, how="paper")
    when = dict(zip(("on_day", "on_month", "on_year"), day, strict=True))
    path = f"/questionnaires/{made.ref}/enter"
    key = client.get(path).content.decode().split('name="submission_key" value="')[1].split('"')[0]
    page = client.post(path, {"submission_key": key, "a-q1": "1"} | when).content.decode()
    assert "Enter the day it was filled in" in page


def test_a_risk_answer_on_paper_raises_its_alert(course, client):
    made = ask(course, "phq-9", how="paper")
    enters(client, made, a_q9="1")
    assert Alert.objects.get().kind == "risk_answer"


def test_a_form_by_link_that_came_back_on_paper_is_keyed_in_once(course, client):
    made = ask(course)
    enters(client, made, a_q1="1")
    assert client.get(f"/questionnaires/{made.ref}/enter").status_code == 302
    assert Score.objects.count() == 1


@pytest.mark.parametrize("instrument_id", sorted(set(instruments()) - {"gbo"}))
def test_every_questionnaire_can_be_keyed_in(course, client, instrument_id):
    one = instruments()[instrument_id]
    age = one.age_from if one.age_from is not None else 14
    person = course.young_person
    person.born_on = make.TODAY.replace(year=make.TODAY.year - age)
    person.save()
    made = ask(course, instrument_id, how="paper", rater=one.raters[0].value)
    assert client.get(f"/questionnaires/{made.ref}/enter").status_code == 200
    values = {f"a_{item.code}": _one_of(one, item.code) for item in one.items}
    if one.entry == "score":
        values = {f"s_{scale.id}": f"{scale.lowest:g}" for scale in one.scales}
    if values:
        assert enters(client, made, **values).status_code == 302


def _one_of(one, code):
    options = one.options_of(code)
    return f"{options[0].value}" if options else f"{one.line.first:g}"
