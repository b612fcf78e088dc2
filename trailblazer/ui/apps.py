from django.apps import AppConfig


class UiConfig(AppConfig):
    name = "trailblazer.ui"
    label = "ui"
