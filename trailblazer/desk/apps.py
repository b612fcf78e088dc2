from django.apps import AppConfig


class DeskConfig(AppConfig):
    name = "trailblazer.desk"
    label = "desk"
