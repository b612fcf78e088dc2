from django.urls import path

from trailblazer.care.views import caseload, courses

urlpatterns = [
    path("caseload/", caseload.mine, name="caseload"),
    path("caseload/everyone", caseload.everyone, name="every_caseload"),
    path("caseload/team", caseload.team, name="team_caseload"),
    path("caseload/nobody", caseload.unallocated, name="unallocated"),
    path("caseload/give", caseload.give, name="give_courses"),
    path("caseload/views/<str:listing>/keep", caseload.keep_view, name="keep_view"),
    path("caseload/views/<str:saved_view>/forget", caseload.forget_view, name="forget_view"),
    path("transfers", courses.transfers_, name="transfers"),
    path("transfers/<str:transfer>/answer", courses.answer_transfer, name="answer_transfer"),
    path("transfers/<str:transfer>/take-back", courses.take_back, name="take_back_transfer"),
    path("requests/<str:referral>/course", courses.open_, name="open_course"),
    path("courses/<str:course>/", courses.show, name="course"),
    path("courses/<str:course>/change", courses.change, name="change_course"),
    path("courses/<str:course>/take-on", courses.take, name="take_on_course"),
    path("courses/<str:course>/transfer", courses.transfer, name="transfer_course"),
    path("pathways/", courses.catalogue, name="pathways"),
    path("pathways/<str:code>", courses.pathway, name="pathway"),
]
