from django.apps import AppConfig


class PlacesConfig(AppConfig):
    name = "trailblazer.places"
    label = "places"
