from django.apps import AppConfig


class DemoConfig(AppConfig):
    name = "trailblazer.demo"
    label = "demo"
