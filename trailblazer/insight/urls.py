"""Addresses of the reports of terms. A parameter that stands for a record is named after its model, in snake case."""

from django.urls import path

from trailblazer.insight import views

app_name = "insight"
urlpatterns = [
    path("schools/reports/", views.of_team, name="of_team"),
    path("schools/<int:urn>/reports/", views.reports, name="reports"),
    path("schools/<int:urn>/reports/<slug:term>", views.report, name="report"),
    path("schools/<int:urn>/reports/<slug:term>/publish", views.publish, name="publish"),
    path("schools/<int:urn>/reports/<slug:term>/tables/<slug:table>", views.table, name="table"),
    path("reports/<str:term_report>/withdraw", views.withdraw, name="withdraw"),
    path("reports/<str:term_report>/correct", views.correct, name="correct"),
]
