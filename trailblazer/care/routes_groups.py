"""Addresses of groups, registers, other work, and time by function."""

from django.urls import path

from trailblazer.care.views import activities, groups, registers, time_by_function

urlpatterns = [
    path("groups/", groups.list_, name="groups"),
    path("groups/add", groups.add, name="add_group"),
    path("groups/members/<str:group_member>/leave", groups.leave, name="leave_group"),
    path("groups/sessions/<str:group_session>", registers.register, name="register"),
    path("groups/sessions/<str:group_session>/print", registers.printed, name="print_register"),
    path("groups/sessions/<str:group_session>/plan", registers.plan, name="plan_session"),
    path("groups/sessions/<str:group_session>/cancel", registers.cancel, name="cancel_session"),
    path("groups/<str:group>", groups.group, name="group"),
    path("groups/<str:group>/change", groups.change, name="change_group"),
    path("groups/<str:group>/end", groups.end, name="end_group"),
    path("groups/<str:group>/members/add", groups.add_members, name="add_members"),
    path("groups/<str:group>/sessions/add", groups.add_session, name="add_group_session"),
    path("other-work/", activities.list_, name="activities"),
    path("other-work/add", activities.add, name="add_activity"),
    path("other-work/<str:activity>/change", activities.change, name="change_activity"),
    path("other-work/<str:activity>/take-back", activities.take_back, name="take_back_activity"),
    path("time", time_by_function.team, name="time"),
    path("time/agreed", time_by_function.agree, name="agreed_split"),
]
