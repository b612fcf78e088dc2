"""Addresses of the help itself. A parameter that stands for a record is named after its model, in snake case."""

from typing import Any

app_name = "care"
urlpatterns: list[Any] = []
