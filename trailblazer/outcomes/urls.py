"""Addresses of questionnaires. A parameter that stands for a record is named after its model, in snake case."""

from django.urls import path

from trailblazer.outcomes.routes_asking import urlpatterns as of_asking
from trailblazer.outcomes.views import measures, readiness

app_name = "outcomes"
urlpatterns = [
    path("young-people/<str:young_person>/measures", measures.measures, name="measures"),
    path("young-people/<str:young_person>/progress", measures.progress, name="progress"),
    path("measures/<str:score>", measures.form, name="form"),
    path("questionnaires/said", readiness.experience, name="experience"),
    path("questionnaires/said/we-did", readiness.we_did, name="we_did"),
    path("questionnaires/said/<int:year>/<slug:form>", readiness.experience_file, name="experience_file"),
    path("questionnaires/pairs", readiness.readiness, name="readiness"),
    path("questionnaires/pairs/<int:year>/<slug:table>", readiness.readiness_file, name="readiness_file"),
    *of_asking,
]
