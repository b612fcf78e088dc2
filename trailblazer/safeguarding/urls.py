"""Addresses of risk and safeguarding. A parameter that stands for a record is named after its model, in snake case."""

from typing import Any

app_name = "safeguarding"
urlpatterns: list[Any] = []
