from django.apps import AppConfig


class ReferralsConfig(AppConfig):
    name = "trailblazer.referrals"
    label = "referrals"
