"""Addresses of the reports of terms. A parameter that stands for a record is named after its model, in snake case."""

from django.urls import path

from trailblazer.insight.views import publishing, reading

app_name = "insight"
TERM = "schools/<int:urn>/reports/<slug:term>"
urlpatterns = [
    path("reports/", reading.of_team, name="of_team"),
    path("schools/<int:urn>/reports/", reading.reports, name="reports"),
    path(TERM, reading.report, name="report"),
    path(f"{TERM}/preview", reading.preview, name="preview"),
    path(f"{TERM}/file", reading.report_file, name="term_report_file"),
    path(f"{TERM}/tables/<slug:table>", reading.report_table, name="term_report_table"),
    path(f"{TERM}/publish", publishing.publish, name="publish"),
    path("reports/<str:term_report>/withdraw", publishing.withdraw, name="withdraw"),
    path("reports/<str:term_report>/correct", publishing.correct, name="correct"),
]
