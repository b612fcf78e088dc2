from django.apps import AppConfig


class CareConfig(AppConfig):
    name = "trailblazer.care"
    label = "care"
