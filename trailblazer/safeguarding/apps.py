from django.apps import AppConfig


class SafeguardingConfig(AppConfig):
    name = "trailblazer.safeguarding"
    label = "safeguarding"
