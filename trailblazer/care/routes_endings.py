from django.urls import path

from trailblazer.care.views import assessing, education, endings, leaving

urlpatterns = [
    path("courses/<str:course>/end", endings.end, name="end_course"),
    path("courses/<str:course>/open-again", endings.reopen, name="reopen_course"),
    path("courses/<str:course>/education", education.education, name="education"),
    path("courses/<str:course>/education/add", education.add_education, name="add_education"),
    path("requests/<str:referral>/triage-call", assessing.triage_call, name="triage_call"),
    path("calls/<str:assessment>", assessing.call, name="call"),
    path("calls/<str:assessment>/finish", assessing.finish_call, name="finish_call"),
    path("calls/<str:assessment>/<slug:section>", assessing.call_step, name="call_step"),
    path("caseload/pack/<str:member>", leaving.pack_, name="pack"),
    path("caseload/pack/<str:member>/give", leaving.give_all, name="give_all"),
]
