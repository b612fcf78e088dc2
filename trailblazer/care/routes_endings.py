from django.urls import path

from trailblazer.care.views import endings

urlpatterns = [
    path("courses/<str:course>/end", endings.end, name="end_course"),
    path("courses/<str:course>/open-again", endings.reopen, name="reopen_course"),
    path("courses/<str:course>/education", endings.education, name="education"),
    path("courses/<str:course>/education/add", endings.add_education, name="add_education"),
    path("requests/<str:referral>/triage-call", endings.triage_call, name="triage_call"),
    path("calls/<str:assessment>", endings.call, name="call"),
    path("calls/<str:assessment>/finish", endings.finish_call, name="finish_call"),
    path("calls/<str:assessment>/<slug:section>", endings.call_step, name="call_step"),
    path("caseload/pack/<str:member>", endings.pack, name="pack"),
]
