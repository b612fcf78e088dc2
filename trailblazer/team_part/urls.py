"""Addresses by which the team's work is tied to an action of a school's plan."""

from django.urls import path

from trailblazer.team_part import views

app_name = "team_part"
ACTION = "whole-school/actions/<str:planned_action>/team"
urlpatterns = [
    path(f"{ACTION}/plan", views.plan, name="plan"),
    path(f"{ACTION}/order", views.order, name="order"),
    path(f"{ACTION}/choose", views.choose, name="choose"),
    path("whole-school/tied/<str:tied_work>/untie", views.untie, name="untie"),
]
