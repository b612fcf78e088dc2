from django.apps import AppConfig


class TeamsConfig(AppConfig):
    name = "trailblazer.teams"
    label = "teams"
