"""Addresses of the help itself. A parameter that stands for a record is named after its model, in snake case."""

from typing import Any

from trailblazer.care import (
    routes_courses,
    routes_endings,
    routes_groups,
    routes_hand_overs,
    routes_plans,
    routes_recording,
    routes_visits,
)

app_name = "care"
urlpatterns: list[Any] = [
    *routes_courses.urlpatterns,
    *routes_endings.urlpatterns,
    *routes_groups.urlpatterns,
    *routes_hand_overs.urlpatterns,
    *routes_plans.urlpatterns,
    *routes_recording.urlpatterns,
    *routes_visits.urlpatterns,
]
