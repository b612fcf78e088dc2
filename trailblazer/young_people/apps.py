from django.apps import AppConfig


class YoungPeopleConfig(AppConfig):
    name = "trailblazer.young_people"
    label = "young_people"
