from django.apps import AppConfig


class ImportsConfig(AppConfig):
    name = "trailblazer.imports"
    label = "imports"
