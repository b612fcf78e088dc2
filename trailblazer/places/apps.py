from django.apps import AppConfig


class PlacesConfig(AppConfig):
    name = "trailblazer.places"
    label = "places"

    def ready(self) -> None:
        """The register is one of the files that may be imported."""
        from trailblazer.imports.kinds import KINDS, Kind
        from trailblazer.places.register import KIND

        KINDS[KIND] = Kind("Register of schools", "register:import", "register:add")
