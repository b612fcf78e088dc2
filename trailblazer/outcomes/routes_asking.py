"""Addresses of asking for questionnaires and answering one. A secret stands in an address only until it is opened."""

from django.urls import path

from trailblazer.outcomes.views import answering, asking, handing_over, worklist

urlpatterns = [
    path("young-people/<str:young_person>/questionnaires", asking.of_person, name="of_person"),
    path("young-people/<str:young_person>/questionnaires/ask", asking.ask, name="ask_for"),
    path("questionnaires", worklist.waiting, name="list"),
    path("questionnaires/all", worklist.which, name="instruments"),
    path("questionnaires/<str:ask>", asking.one, name="ask"),
    path("questionnaires/<str:ask>/remind", asking.remind, name="remind"),
    path("questionnaires/<str:ask>/take-back", asking.withdraw, name="withdraw"),
    path("questionnaires/<str:ask>/hand-over", handing_over.hand_over, name="hand_over"),
    path("questionnaires/<str:ask>/enter", asking.enter, name="enter"),
    path("form", answering.answer, name="answer"),
    path("form/questions/<slug:code>", answering.question, name="question"),
    path("form/help", answering.help_now, name="answer_help"),
    path("form/check", answering.check, name="check"),
    path("form/sent", answering.sent, name="sent"),
    path("form/stop", answering.stop, name="stop"),
    path("form/staff", handing_over.staff, name="staff"),
    path("form/<str:secret>", answering.open_, name="open"),
]
