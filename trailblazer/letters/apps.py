from django.apps import AppConfig


class LettersConfig(AppConfig):
    name = "trailblazer.letters"
    label = "letters"
