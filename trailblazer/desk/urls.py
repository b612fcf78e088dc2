from django.urls import path

from trailblazer.desk import views

app_name = "desk"
urlpatterns = [
    path("", views.start, name="start"),
    path("menu", views.menu, name="menu"),
    path("health", views.health, name="health"),
    path("help", views.words, {"page": "help"}, name="help"),
    path("definitions", views.definitions, name="definitions"),
    path("accessibility", views.words, {"page": "accessibility"}, name="accessibility"),
    path("privacy", views.words, {"page": "privacy"}, name="privacy"),
    path("sources", views.words, {"page": "sources"}, name="sources"),
]
