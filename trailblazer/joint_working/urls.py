"""Addresses of joint working. A parameter that stands for a record is named after its model, in snake case."""

from django.urls import path

from trailblazer.joint_working.views import agreed, cohorts, own, people, report

app_name = "joint_working"
_OF = "joint-working/<str:cohort>"
urlpatterns = [
    path("joint-working/", cohorts.list_, name="list"),
    path("joint-working/new", cohorts.new, name="new"),
    path(f"{_OF}/", cohorts.ratings, name="cohort"),
    path(f"{_OF}/change", cohorts.change, name="change"),
    path(f"{_OF}/ten-months", cohorts.ten_months, name="ten_months"),
    path(f"{_OF}/map", agreed.map_, name="map"),
    path(f"{_OF}/map/new", agreed.new_note, name="new_note"),
    path("joint-working/notes/<str:map_note>", agreed.change_note, name="change_note"),
    path(f"{_OF}/room", cohorts.room, name="room"),
    path(f"{_OF}/actions", agreed.actions_, name="actions"),
    path(f"{_OF}/actions/new", agreed.new_action, name="new_action"),
    path("joint-working/actions/<str:joint_action>", agreed.action_, name="action"),
    path("joint-working/actions/<str:joint_action>/change", agreed.change_action, name="change_action"),
    path("joint-working/actions/<str:joint_action>/look", agreed.look, name="look"),
    path("joint-working/actions/<str:joint_action>/say", agreed.say, name="say"),
    path(f"{_OF}/attendance", people.attendance, name="attendance"),
    path(f"{_OF}/attendance/<int:number>", people.note_attendance, name="note_attendance"),
    path(f"{_OF}/schools", people.choose_school, name="choose_school"),
    path(f"{_OF}/schools/<int:urn>", people.add_school, name="add_school"),
    path(f"{_OF}/partners", people.add_partner, name="add_partner"),
    path(f"{_OF}/invite/<int:number>", people.invite_wave, name="invite_wave"),
    path("joint-working/people/<str:participant>", people.change_person, name="change_person"),
    path("joint-working/people/<str:participant>/invite", people.invite_person, name="invite_person"),
    path("joint-working/people/<str:participant>/remind", people.remind, name="remind"),
    path(f"{_OF}/report", report.report, name="report"),
    path(f"{_OF}/report.pdf", report.pdf, name="report_pdf"),
    path(f"{_OF}/ratings.csv", report.table, name="table"),
    path("together/<str:secret>", own.own, name="own"),
    path("together/<str:secret>/answer", own.answer, name="own_answer"),
    path("together/<str:secret>/rate", own.rate, name="own_rate"),
    path("together/<str:secret>/actions/<str:joint_action>", own.say, name="own_say"),
]
