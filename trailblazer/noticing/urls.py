"""Addresses of noticing. A parameter that stands for a record is named after its model, in snake case."""

from django.urls import path

from trailblazer.noticing.views import asking, support, thinking

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
]
