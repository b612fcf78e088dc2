"""Addresses of surveys. A secret in an address is the code of a slip or a link; it stays there, for nothing is kept."""

from django.urls import path

from trailblazer.surveys.views import answering, keeping, results

app_name = "surveys"
SURVEY = "surveys/<str:survey>"
urlpatterns = [
    path("schools/<int:urn>/surveys/", keeping.list_, name="list"),
    path("schools/<int:urn>/surveys/new", keeping.new, name="new"),
    path(SURVEY, keeping.survey, name="survey"),
    path(f"{SURVEY}/change", keeping.change, name="change"),
    path(f"{SURVEY}/take-away", keeping.forget, name="forget"),
    path(f"{SURVEY}/open", keeping.open_, name="open"),
    path(f"{SURVEY}/close", keeping.close, name="close"),
    path(f"{SURVEY}/share", keeping.share, name="share"),
    path(f"{SURVEY}/paper", keeping.paper, name="paper"),
    path(f"{SURVEY}/figures", results.results, name="results"),
    path(f"{SURVEY}/figures/<slug:code>", results.survey_file, name="survey_file"),
    path("answer-survey", answering.enter, name="enter"),
    path("answer-survey/thanks", answering.thanks, name="thanks"),
    path("answer-survey/<str:secret>", answering.answer, name="answer"),
]
