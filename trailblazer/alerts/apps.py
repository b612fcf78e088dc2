from django.apps import AppConfig


class AlertsConfig(AppConfig):
    name = "trailblazer.alerts"
    label = "alerts"
