from django.apps import AppConfig


class AccessConfig(AppConfig):
    name = "trailblazer.access"
    label = "access"

    def ready(self) -> None:
        from trailblazer.access import sign_in, wall

        wall.connect()
        sign_in.connect()
