"""Addresses of noticing. A parameter that stands for a record is named after its model, in snake case."""

from django.urls import path

from trailblazer.noticing.views import asking, attendance, helped, support, thinking

app_name = "noticing"
urlpatterns = [
    path("noticing", asking.noticing, name="guide"),
    path("who-could-help", asking.who, name="who"),
    path("who-could-help/ask", asking.ask, name="ask"),
    path("thinking-about", thinking.thinking, name="thinking"),
    path("thinking-about/add", thinking.add, name="add_thought"),
    path("thinking-about/<str:thought>", thinking.change, name="thought"),
    path("schools/<int:urn>/own-help", support.listing, name="support"),
    path("schools/<int:urn>/own-help/add", support.add, name="add_support"),
    path("own-help/<str:school_support>", support.change, name="change_support"),
    path("own-help/<str:school_support>/end", support.end, name="end_support"),
    path("schools/<int:urn>/helped", helped.helped, name="helped"),
    path("schools/<int:urn>/helped/add", helped.add, name="add_help"),
    path("thinking-about/<str:thought>/help", helped.add_for_thought, name="help_for_thought"),
    path("helped/<str:referral>", helped.pupil, name="pupil"),
    path("helped/<str:referral>/add", helped.add_for_pupil, name="add_help_for_pupil"),
    path("school-help/<str:school_help>", helped.change, name="change_help"),
    path("school-help/<str:school_help>/end", helped.end, name="end_help"),
    path("helped/<str:referral>/attendance", attendance.add, name="add_attendance"),
    path("helped/<str:referral>/agreed", attendance.agreed, name="agreed"),
    path("helped/<str:referral>/attendance/weeks", attendance.weeks, name="weeks_of_attendance"),
    path("helped/<str:referral>/attendance/paste", attendance.paste, name="paste_attendance"),
    path("attendance/<str:attendance_count>", attendance.change, name="change_attendance"),
]
