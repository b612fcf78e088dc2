"""Addresses of asking for questionnaires and answering one. A secret stands in an address only until it is opened."""

from django.urls import path

from trailblazer.outcomes.views import answering

urlpatterns = [
    path("form", answering.answer, name="answer"),
    path("form/questions/<slug:code>", answering.question, name="question"),
    path("form/help", answering.help_now, name="answer_help"),
    path("form/check", answering.check, name="check"),
    path("form/sent", answering.sent, name="sent"),
    path("form/stop", answering.stop, name="stop"),
    path("form/<str:secret>", answering.open_, name="open"),
]
