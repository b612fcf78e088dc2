"""Addresses of reviews, plans and policies. A secret stands in an address only until it is opened."""

from django.urls import path

from trailblazer.whole_school.views import answering, evidence, plan, reviews, school

app_name = "whole_school"
ACTION = "whole-school/actions/<str:planned_action>"
REVIEW = "whole-school/reviews/<str:review>"
ANSWERS = "whole-school/answers/<str:respondent>"
urlpatterns = [
    path("whole-school/", school.start, name="start"),
    path("whole-school/mine", school.mine, name="mine"),
    path("whole-school/<int:urn>", school.school, name="school"),
    path("whole-school/<int:urn>/begin", reviews.begin, name="begin"),
    path("whole-school/<int:urn>/plan/<int:year>", school.plan, name="plan"),
    path("whole-school/<int:urn>/actions/add", plan.add, name="add_action"),
    path("whole-school/<int:urn>/term", plan.term, name="term"),
    path("whole-school/<int:urn>/policies/add", plan.add_policy, name="add_policy"),
    path("whole-school/policies/<str:policy>", plan.policy, name="policy"),
    path("whole-school/policies/<str:policy>/reviewed", plan.policy_reviewed, name="policy_reviewed"),
    path("whole-school/policies/<str:policy>/end", plan.policy_ended, name="policy_ended"),
    path(ACTION, plan.action, name="action"),
    path(f"{ACTION}/change", plan.change, name="change_action"),
    path(f"{ACTION}/begun", plan.begun, name="action_begun"),
    path(f"{ACTION}/done", plan.done, name="action_done"),
    path(f"{ACTION}/drop", plan.drop, name="drop_action"),
    path(REVIEW, reviews.review, name="review"),
    path(f"{REVIEW}/ask", reviews.ask, name="ask"),
    path(f"{REVIEW}/ask-by-link", reviews.ask_by_link, name="ask_by_link"),
    path(f"{REVIEW}/agree/<slug:code>", reviews.agree, name="agree"),
    path(f"{REVIEW}/finish", reviews.finish, name="finish"),
    path(f"{REVIEW}/reopen", reviews.reopen, name="reopen"),
    path(f"{REVIEW}/evidence/add", evidence.add, name="add_evidence"),
    path(f"{REVIEW}/choose", plan.choose, name="choose"),
    path("whole-school/evidence/<str:evidence>", evidence.download, name="evidence"),
    path("whole-school/evidence/<str:evidence>/delete", evidence.delete, name="delete_evidence"),
    path(f"{ANSWERS}/take-out", reviews.take_out, name="take_out"),
    path(ANSWERS, answering.answer, name="answer"),
    path(f"{ANSWERS}/send", answering.answer_send, name="answer_send"),
    path(f"{ANSWERS}/areas/<slug:code>", answering.answer_area, name="answer_area"),
    path("review", answering.link_answer, name="link_answer"),
    path("review/send", answering.link_answer_send, name="link_answer_send"),
    path("review/areas/<slug:code>", answering.link_answer_area, name="link_answer_area"),
    path("review/<str:secret>", answering.open_, name="open"),
]
