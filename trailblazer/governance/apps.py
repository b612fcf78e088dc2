from django.apps import AppConfig


class GovernanceConfig(AppConfig):
    name = "trailblazer.governance"
    label = "governance"
