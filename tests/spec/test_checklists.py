"""The triage call: every step has something to say, and every consent is asked by itself."""

from trailblazer.domain import codes
from trailblazer.domain.checklists import KINDS, checklist


def test_every_step_says_something_and_asks_something():
    call = checklist("triage_call")
    assert call.source
    for section in call.sections:
        assert section.say
        assert section.questions
        assert all(question.kind in KINDS for question in section.questions)


def test_each_channel_is_agreed_by_itself():
    asked = [
        question.purpose for question in checklist("triage_call").questions if question.kind == "consent"
    ]
    assert {"email", "telephone", "text", "post", "help", "tell_school", "tell_gp"} <= set(asked)
    assert len(asked) == len(set(asked))
    assert all(purpose in codes.load("consent_purposes") for purpose in asked)


def test_no_question_is_asked_twice():
    found = [question.code for question in checklist("triage_call").questions]
    assert len(found) == len(set(found))


def test_what_is_not_asked_yet_is_named_and_texts_may_stay_empty():
    call = checklist("triage_call")
    answers = {question.code: "yes" for question in call.questions if question.kind != "text"}
    assert call.unanswered(answers) == ()
    assert [question.code for question in call.unanswered(answers | {"risk_asked": ""})] == ["risk_asked"]
